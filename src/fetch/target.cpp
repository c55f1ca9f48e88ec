#include "fetch/target.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "base/text.h"
#include "base/url.h"
#include "fetch/address_policy.h"
#include "fetch/curl_library.h"

namespace lubb::http {
namespace {

constexpr std::size_t max_url_bytes = 64 << 10;     // longer than any server takes
constexpr std::size_t max_printed_url_bytes = 300;  // of an address in a message
constexpr unsigned parse_flags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE;

struct UrlDeleter {
  void operator()(CURLU* url) const noexcept { curl().url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, UrlDeleter>;

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl().url_get(url, which, &text, flags) != CURLUE_OK || text == nullptr) return {};
  std::string result(text);
  curl().free(text);
  return result;
}

// What a name may hold by RFC 3986, in lower case; libcurl takes "a|b" for one.
bool is_host(std::string_view host) noexcept {
  if (host.starts_with('[')) return true;  // libcurl has read the address in it
  return std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~!$&'()*+,;=").find(c) != std::string_view::npos;
  });
}

Error bad_url() { return {Errc::invalid_argument, "this is not an address that can be read"}; }

Result<Target> finish(CURLU* url) {
  Target target;
  target.scheme = text::ascii_lower(part(url, CURLUPART_SCHEME));
  if (target.scheme != "http" && target.scheme != "https") {
    return Error{Errc::denied_by_policy, "only http and https addresses are fetched"};
  }
  const auto host = url::normal_host(part(url, CURLUPART_HOST));
  if (!host) return bad_url();
  if (curl().url_set(url, CURLUPART_HOST, host->c_str(), 0) != CURLUE_OK) return bad_url();
  // Reading the address once more gives numeric hosts that came out of the step before their plain form.
  const std::string again = part(url, CURLUPART_URL);
  if (curl().url_set(url, CURLUPART_URL, again.c_str(), parse_flags) != CURLUE_OK) return bad_url();
  target.host = text::ascii_lower(part(url, CURLUPART_HOST));
  if (!is_host(target.host)) return bad_url();
  const std::string port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  const auto [rest, error] = std::from_chars(port.data(), port.data() + port.size(), target.port);
  if (error != std::errc{} || rest != port.data() + port.size()) return bad_url();
  if (is_blocked_port(target.port)) {
    return Error{Errc::denied_by_policy, "port " + port + " is not for web pages"};
  }
  curl().url_set(url, CURLUPART_FRAGMENT, nullptr, 0);
  target.url = part(url, CURLUPART_URL);
  return target.url.empty() ? Result<Target>(bad_url()) : Result<Target>(std::move(target));
}

bool in_no_proxy(std::string_view list, std::string_view host) {
  while (!list.empty()) {
    const std::size_t size = std::min(list.find_first_of(", \t"), list.size());
    std::string_view entry = list.substr(0, size);
    list.remove_prefix(std::min(size + 1, list.size()));
    if (entry == "*") return true;
    if (entry.starts_with('.')) entry.remove_prefix(1);
    if (entry.empty()) continue;
    const std::string wanted = text::ascii_lower(entry);
    if (host == wanted) return true;
    if (host.size() > wanted.size() && host.ends_with(wanted) &&
        host[host.size() - wanted.size() - 1] == '.') {
      return true;
    }
  }
  return false;
}

}  // namespace

Result<Target> parse_target(const std::string& url) {
  if (url.size() > max_url_bytes) return Error{Errc::invalid_argument, "the address is too long"};
  if (curl().failure) return *curl().failure;
  const UrlHandle handle(curl().url());
  if (!handle || url.find("://") == std::string::npos) return bad_url();
  if (curl().url_set(handle.get(), CURLUPART_URL, url.c_str(), parse_flags) != CURLUE_OK) return bad_url();
  return finish(handle.get());
}

Result<Target> resolve_redirect(const Target& base, const std::string& location) {
  if (location.size() > max_url_bytes)
    return Error{Errc::network, "redirects to an address that is too long"};
  if (curl().failure) return *curl().failure;
  const UrlHandle handle(curl().url());
  if (!handle || curl().url_set(handle.get(), CURLUPART_URL, base.url.c_str(), parse_flags) != CURLUE_OK) {
    return bad_url();
  }
  const Error refused{Errc::denied_by_policy, "redirects to what is no http or https address"};
  if (curl().url_set(handle.get(), CURLUPART_URL, location.c_str(), parse_flags) != CURLUE_OK) return refused;
  Result<Target> target = finish(handle.get());
  if (!target && target.error().code == Errc::invalid_argument) return refused;
  return target;
}

std::string printable_url(std::string_view url) {
  std::string result(url);
  const std::size_t authority = result.find("://");
  if (authority != std::string::npos) {
    const std::size_t end = std::min(result.find_first_of("/?#", authority + 3), result.size());
    const std::size_t at = result.rfind('@', end);
    if (at != std::string::npos && at > authority && at < end) {
      result.erase(authority + 3, at - authority - 2);
    }
  }
  if (result.size() > max_printed_url_bytes) {
    result.resize(max_printed_url_bytes);
    result += "...";
  }
  return result;
}

std::string proxy_for(const Target& target, const Environment& environment) {
  const auto value = [&](const char* lower, const char* upper) -> std::string {
    const char* text = environment(lower);
    if ((text == nullptr || *text == 0) && upper != nullptr) text = environment(upper);
    return text == nullptr ? "" : text;
  };
  if (in_no_proxy(value("no_proxy", "NO_PROXY"), target.host)) return {};
  std::string proxy =
      target.scheme == "https" ? value("https_proxy", "HTTPS_PROXY") : value("http_proxy", nullptr);
  return proxy.empty() ? value("all_proxy", "ALL_PROXY") : proxy;
}

}  // namespace lubb::http
