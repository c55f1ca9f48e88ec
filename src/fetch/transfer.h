// One request and its answer, by libcurl. Redirects and repeated tries are made of several of these.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/target.h"
#include "http/response_headers.h"
#include "lubb/result.hpp"

namespace lubb::http {

// Sees the first kilobytes of a body and the Content-Type; an Error ends the transfer.
using RefuseBody =
    std::function<std::optional<Error>(std::string_view content_type, std::string_view first_bytes)>;

using Clock = std::chrono::steady_clock;

struct Exchange {
  Target target;
  std::vector<std::string> headers;    // "Name: value"
  std::string proxy;                   // empty: none
  std::vector<std::string> allow_net;  // exceptions to the address policy
  std::size_t max_bytes = 0;
  std::chrono::milliseconds connect_timeout{0};
  Clock::time_point deadline;
  const std::atomic<bool>* stop = nullptr;
  const RefuseBody* refuse = nullptr;
  bool take_cut_body = false;  // the first max_bytes of a longer body will do
};

struct Answer {
  ResponseHeaders headers;
  std::string body;            // only of status 200..203
  std::optional<Error> error;  // the message is a clause without the URL
  bool may_pass = false;       // the error may be gone at the next try
};

// A connection cache and a cookie jar in memory, kept over the exchanges of one fetch.
class Transfer {
 public:
  // `cookie_file` in Netscape format is read, never written; empty: none.
  explicit Transfer(const std::string& cookie_file);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  [[nodiscard]] Answer perform(const Exchange& exchange);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace lubb::http
