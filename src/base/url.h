// URLs by RFC 3986 and the parts of the WHATWG URL Standard that links in pages need.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lubb::url {

struct Parts {  // views into the parsed string
  std::string_view scheme, user_info, host, port, path, query, fragment;
  bool has_query = false, has_fragment = false;
};

// Splits an absolute URL with an authority ("scheme://host..."); nullopt otherwise.
[[nodiscard]] std::optional<Parts> split(std::string_view url) noexcept;

// True for http and https URLs with a host.
[[nodiscard]] bool is_http(std::string_view url) noexcept;

// Resolves `reference` (as found in an attribute, decoded) against absolute `base`. Tabs and newlines are
// removed, spaces and non-ASCII stay percent-encoded or become so, existing escapes stay as they are.
// Returns nullopt for what is neither http(s) nor mailto after resolving (javascript:, data:, file:, ...)
// and for a relative reference without base.
[[nodiscard]] std::optional<std::string> resolve(std::string_view base, std::string_view reference);

// A host as the URL Standard writes it: names in lower case, international ones in their ASCII form (UTS 46),
// so that what is looked up does not depend on the locale; an IPv6 address in its brackets. nullopt for a
// name that is not allowed, also where only the mapping brings a forbidden character in.
[[nodiscard]] std::optional<std::string> normal_host(std::string_view host);

// "www.example.org:8080" -> "example.org".
[[nodiscard]] std::string_view host_without_www(std::string_view url) noexcept;

}  // namespace lubb::url
