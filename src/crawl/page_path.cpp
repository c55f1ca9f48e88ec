#include "crawl/page_path.h"

#include <algorithm>

#include "base/text.h"
#include "base/url.h"
#include "fetch/page_address.h"
#include "lubb/writer.hpp"

namespace lubb::crawling {
namespace {

constexpr std::size_t max_part_bytes = 120;  // file systems end at 255; leaves room for hash and ending
constexpr std::size_t max_parts = 16;
constexpr std::size_t long_hash = 16, short_hash = 8;  // hexadecimal digits

std::string hash_of(const std::string& url, std::size_t digits) { return text_hash(url).substr(0, digits); }

bool is_unsafe(char32_t c) noexcept {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) ||
         (c < 0x80 && std::string_view("/\\:*?\"<>|").find(static_cast<char>(c)) != std::string_view::npos);
}

// A part of an address as a name; `is_exact` becomes false where it says less.
std::string safe_part(std::string_view part, bool& is_exact) {
  std::string name;
  for (std::size_t i = 0; i < part.size();) {
    const char32_t c = text::next_code_point(part, i);
    const std::size_t size = name.size();
    const bool is_leading_dot = c == '.' && name.empty();
    text::append_utf8(is_unsafe(c) || is_leading_dot ? U'-' : c, name);
    is_exact = is_exact && !is_unsafe(c) && !is_leading_dot;
    if (name.size() <= max_part_bytes) continue;
    name.resize(size);
    is_exact = false;
    break;
  }
  return name;
}

std::string path_of(const url::Parts& parts, const std::string& url) {
  bool is_exact = !parts.has_query;
  std::string result;
  std::size_t count = 0;
  std::string_view rest = parts.path.substr(std::min<std::size_t>(parts.path.size(), 1));
  while (!rest.empty()) {
    const std::size_t size = std::min(rest.find('/'), rest.size());
    const std::string name = safe_part(http::unescaped(rest.substr(0, size)), is_exact);
    const bool is_taken = !name.empty() && count++ < max_parts;
    is_exact = is_exact && is_taken && rest.size() != size + 1;
    rest.remove_prefix(std::min(size + 1, rest.size()));
    if (is_taken) result += (result.empty() ? "" : "/") + name;
  }
  if (result.empty()) {
    is_exact = false;
    result = "index";
  }
  return is_exact ? result : result + "-" + hash_of(url, short_hash);
}

struct Placeholder {
  std::string_view name;
  std::size_t size;  // in the template; 0: there is none
};

Placeholder placeholder_at(std::string_view pattern) noexcept {
  for (const std::string_view name : {"{host}", "{path}", "{date}", "{hash}"}) {
    if (pattern.starts_with(name)) return {name.substr(1, name.size() - 2), name.size()};
  }
  return {{}, 0};
}

}  // namespace

std::optional<std::string> fault_of_template(std::string_view pattern) {
  if (pattern.empty() || pattern.front() == '/' || pattern.back() == '/')
    return "must be a relative path to a file";
  if (("/" + std::string(pattern) + "/").find("/../") != std::string::npos)
    return "must not lead out of the output folder";
  bool is_unique = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') continue;
    const Placeholder found = placeholder_at(pattern.substr(i));
    if (found.size == 0) return "knows {host}, {path}, {date} and {hash}";
    is_unique = is_unique || found.name == "path" || found.name == "hash";
  }
  if (!is_unique) return "must hold {path} or {hash}";
  return std::nullopt;
}

std::string page_path(std::string_view pattern, const std::string& url, std::string_view date) {
  const auto parts = url::split(url);
  bool unused = true;
  std::string result;
  for (std::size_t i = 0; i < pattern.size();) {
    const Placeholder found = placeholder_at(pattern.substr(i));
    if (found.size == 0 || !parts) {
      result += pattern[i++];
      continue;
    }
    if (found.name == "host") {
      result += safe_part(parts->host, unused);
      if (!parts->port.empty()) result += "-" + std::string(parts->port);
    }
    if (found.name == "path") result += path_of(*parts, url);
    if (found.name == "date") result += date;
    if (found.name == "hash") result += hash_of(url, long_hash);
    i += found.size;
  }
  return result;
}

}  // namespace lubb::crawling
