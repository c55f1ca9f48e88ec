#include "fetch/page_address.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/url.h"
#include "fetch/target.h"

namespace lubb::http {
namespace {

using namespace std::string_view_literals;

// Parameters that name the visitor's way to the page or the visitor, never the page. Sorted.
constexpr std::array tracking_parameters{
    "_ga"sv,     "_gl"sv,     "_hsenc"sv, "_hsmi"sv,  "dclid"sv,  "fb_source"sv, "fbclid"sv,
    "gbraid"sv,  "gclid"sv,   "gclsrc"sv, "igshid"sv, "mc_cid"sv, "mc_eid"sv,    "mkt_tok"sv,
    "msclkid"sv, "s_kwcid"sv, "twclid"sv, "wbraid"sv, "yclid"sv,  "ysclid"sv,
};
constexpr std::array tracking_prefixes{"utm_"sv, "pk_"sv, "mtm_"sv, "at_campaign"sv, "at_medium"sv};
constexpr std::string_view hex_digits = "0123456789ABCDEF";

bool is_tracking(std::string_view parameter) {
  std::string name(parameter.substr(0, parameter.find('=')));
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (std::binary_search(tracking_parameters.begin(), tracking_parameters.end(), std::string_view(name)))
    return true;
  return std::any_of(tracking_prefixes.begin(), tracking_prefixes.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool is_unreserved(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         "-._~"sv.find(c) != std::string_view::npos;
}

void append_escaped(char c, std::string& out) {
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += hex_digits[byte >> 4];
  out += hex_digits[byte & 15];
}

// A percent sign that belongs to no escape stands at the end: a hexadecimal digit behind it could make it
// one.
bool ends_in_stray_percent(std::string_view text) noexcept {
  const std::size_t size = text.size();
  return text.ends_with('%') || (size > 1 && text[size - 2] == '%' && hex_value(text[size - 1]) >= 0);
}

void append_component(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      const char decoded = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
      if (is_unreserved(decoded) && !(hex_value(decoded) >= 0 && ends_in_stray_percent(out))) {
        out += decoded;
      } else {
        append_escaped(decoded, out);
      }
    } else if (is_unreserved(c) || "!$&'()*+,;=:@/?%"sv.find(c) != std::string_view::npos) {
      out += c;
    } else {
      append_escaped(c, out);
    }
  }
}

// Escapes may hide a dot segment ("/%2e%2e/").
bool has_dot_segment(std::string_view path) noexcept {
  return path.find("/./") != std::string_view::npos || path.find("/../") != std::string_view::npos ||
         path.ends_with("/.") || path.ends_with("/..");
}

void append_query(std::string_view query, std::string& out) {
  bool first = true;
  while (!query.empty()) {
    const std::size_t size = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, size);
    query.remove_prefix(std::min(size + 1, query.size()));
    if (parameter.empty() || is_tracking(parameter)) continue;
    out += first ? '?' : '&';
    first = false;
    append_component(parameter, out);
  }
}

}  // namespace

Result<std::string> normal_address(const std::string& url) {
  const Result<Target> target = parse_target(url);
  if (!target) return target.error();
  const auto parts = url::split(target->url);
  if (!parts) return Error{Errc::invalid_argument, "this is not an address that can be read"};
  std::string result = target->scheme + "://" + target->host;
  const std::uint16_t usual = target->scheme == "https" ? 443 : 80;
  if (target->port != usual) result += ":" + std::to_string(target->port);
  if (!parts->path.starts_with('/')) result += '/';
  const std::size_t path_begin = result.size();
  append_component(parts->path, result);
  const bool is_hidden = has_dot_segment(std::string_view(result).substr(path_begin));
  append_query(parts->query, result);
  return is_hidden ? normal_address(result) : result;
}

std::string unescaped(std::string_view part) {
  std::string result;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const int high = part[i] == '%' && i + 2 < part.size() ? hex_value(part[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(part[i + 2]) : -1;
    result += low >= 0 ? static_cast<char>(high * 16 + low) : part[i];
    if (low >= 0) i += 2;
  }
  return result;
}

}  // namespace lubb::http
