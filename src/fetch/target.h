// Addresses of requests: taking a URL apart, resolving a redirect, and choosing the proxy.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "lubb/result.hpp"

namespace lubb::http {

struct Target {
  std::string url;     // normalised: ASCII host (IDNA), percent-encoded, without fragment
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case, IPv6 with brackets, numeric IPv4 forms in dotted decimal
  std::uint16_t port = 0;
};

// Reads an absolute http(s) URL. Errc::invalid_argument where it is no URL, Errc::denied_by_policy for
// another scheme or a port that is not for the web. Messages are clauses that do not repeat the URL.
[[nodiscard]] Result<Target> parse_target(const std::string& url);

// Resolves a Location header against the address it came from.
[[nodiscard]] Result<Target> resolve_redirect(const Target& base, const std::string& location);

// For messages: the URL without user name and password, cut where it is longer than a person reads.
[[nodiscard]] std::string printable_url(std::string_view url);

// The proxy that the usual environment variables name for this target, or "". Like curl: http_proxy (lower
// case only), https_proxy, all_proxy, no_proxy with the upper-case spellings.
using Environment = std::function<const char*(const char* name)>;
[[nodiscard]] std::string proxy_for(const Target& target, const Environment& environment);

}  // namespace lubb::http
