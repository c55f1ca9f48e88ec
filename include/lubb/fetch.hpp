// One page over HTTP(S), as a person's single request: no robots.txt, up to two retries.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lubb/result.hpp"

namespace lubb {

struct FetchOptions {
  std::chrono::milliseconds timeout{12'000};      // all tries, redirects and pauses together
  std::size_t max_bytes = std::size_t{64} << 20;  // decoded bytes of the body; more is Errc::too_large
  int max_redirects = 10;                 // each hop must be http or https and pass the address policy
  int retries = 2;                        // for what can pass: time-out of a try, reset, 429, 5xx
  std::string user_agent = {};            // empty: "lubb/VERSION"
  std::vector<std::string> headers = {};  // "Name: value"
  std::string cookie_file = {};           // Netscape format; read, never written
  // Addresses in loopback, private, link-local and metadata networks are contacted only if listed here:
  // "HOST" or "HOST:PORT" as written in the URL. Checked on the address actually connected to.
  std::vector<std::string> allow_net = {};
  const std::atomic<bool>* stop = nullptr;  // when it becomes true the transfer is given up; not owned
};

struct FetchedPage {
  std::string body;          // decoded from its transfer and content encodings
  std::string content_type;  // the header as received, or empty
  std::string final_url;     // after redirects
  int http_status = 0;
  std::string fetched_at;  // ISO 8601 UTC
};

// Fetches one page. `url` must be absolute http(s). Blocks up to options.timeout. Thread-safe. Errors name
// the URL: invalid_argument, denied_by_policy, network, timeout, too_large, http_status (the code is in the
// message; the body of an error page is not returned). TLS certificates are always verified.
[[nodiscard]] Result<FetchedPage> fetch(const std::string& url, const FetchOptions& options = {});

}  // namespace lubb
