#include "base/url.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/text.h"

namespace lubb::url {
namespace {

constexpr std::size_t kLongestHost = 255;  // octets of a name, RFC 1035
constexpr unsigned kHighestPort = 65'535;

// A URL on its way to being put together: each component as it will be written, without delimiters.
struct Target {
  std::string scheme, authority, path, query, fragment;
  bool has_query = false, has_fragment = false;
};

constexpr bool is_scheme_char(char c) noexcept {
  return text::is_ascii_alpha(c) || text::is_ascii_digit(c) || c == '+' || c == '-' || c == '.';
}

// Length of the scheme that `s` begins with, before its colon; 0 if it has none.
std::size_t scheme_size(std::string_view s) noexcept {
  if (s.empty() || !text::is_ascii_alpha(s[0])) return 0;
  std::size_t i = 1;
  while (i < s.size() && is_scheme_char(s[i])) ++i;
  return i < s.size() && s[i] == ':' ? i : 0;
}

// Fills user_info, host and port.
void split_authority(std::string_view authority, Parts& parts) noexcept {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    parts.user_info = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  parts.host = authority.substr(0, colon);
  if (colon != std::string_view::npos) parts.port = authority.substr(colon + 1);
}

// Fills path, query and fragment from what follows the authority.
void split_tail(std::string_view tail, Parts& parts) noexcept {
  if (const std::size_t hash = tail.find('#'); hash != std::string_view::npos) {
    parts.has_fragment = true;
    parts.fragment = tail.substr(hash + 1);
    tail = tail.substr(0, hash);
  }
  if (const std::size_t mark = tail.find('?'); mark != std::string_view::npos) {
    parts.has_query = true;
    parts.query = tail.substr(mark + 1);
    tail = tail.substr(0, mark);
  }
  parts.path = tail;
}

bool is_http_scheme(std::string_view scheme) noexcept {
  return text::equals_ignoring_ascii_case(scheme, "http") ||
         text::equals_ignoring_ascii_case(scheme, "https");
}

// Percent-encodes what may not stand in a URL: controls, space, non-ASCII and the bytes in `also`.
std::string percent_encode(std::string_view s, std::string_view also) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(s.size());
  for (const char c : s) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && also.find(c) == std::string_view::npos) {
      out += c;
      continue;
    }
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 0xF];
  }
  return out;
}

// "." or "..", also with its dots written as %2e; 0 for any other segment.
std::size_t dots(std::string_view segment) noexcept {
  std::size_t count = 0;
  while (!segment.empty()) {
    if (segment[0] == '.') {
      segment.remove_prefix(1);
    } else if (text::equals_ignoring_ascii_case(segment.substr(0, 3), "%2e")) {
      segment.remove_prefix(3);
    } else {
      return 0;
    }
    ++count;
  }
  return count <= 2 ? count : 0;
}

// RFC 3986, section 5.2.4; `path` begins with a slash.
std::string remove_dot_segments(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t begin = 1; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    const std::size_t count = dots(segment);
    if (count == 2) out.resize(out.empty() ? 0 : out.rfind('/'));
    if (count == 0) {
      out += '/';
      out += segment;
    } else if (end == path.size()) {
      out += '/';
    }
    begin = end + 1;
  }
  return out.empty() ? "/" : out;
}

// Internationalised names to their ASCII form (UTS 46); nullopt if the name is not allowed.
std::optional<std::string> host_to_ascii(std::string_view host) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
      uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &status),
      &uidna_close);
  if (U_FAILURE(status) || host.size() > 4 * kLongestHost) return std::nullopt;
  std::string ascii(kLongestHost + 1, '\0');
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const std::int32_t size =
      uidna_nameToASCII_UTF8(idna.get(), host.data(), static_cast<std::int32_t>(host.size()), ascii.data(),
                             static_cast<std::int32_t>(ascii.size()), &info, &status);
  if (U_FAILURE(status) || info.errors != 0 || size <= 0) return std::nullopt;
  ascii.resize(static_cast<std::size_t>(size));
  return ascii;
}

bool has_forbidden(std::string_view host) noexcept {
  constexpr std::string_view kForbidden =
      " \"#%/:<>?@[\\]^`{|}";  // the URL Standard's forbidden host code points
  return std::any_of(host.begin(), host.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F || kForbidden.find(c) != std::string_view::npos;
  });
}

}  // namespace

std::optional<std::string> normal_host(std::string_view host) {
  if (host.empty() || host.size() > 4 * kLongestHost) return std::nullopt;
  if (host.starts_with('[')) {
    const bool address = host.ends_with(']') && std::all_of(host.begin() + 1, host.end() - 1, [](char c) {
                           return text::is_ascii_digit(c) || c == ':' || c == '.' ||
                                  (text::ascii_lower(c) >= 'a' && text::ascii_lower(c) <= 'f');
                         });
    return address && host.size() > 2 ? std::optional(text::ascii_lower(host)) : std::nullopt;
  }
  if (has_forbidden(host)) return std::nullopt;
  const bool ascii = std::all_of(host.begin(), host.end(), [](char c) { return (c & 0x80) == 0; });
  if (ascii) return text::ascii_lower(host);
  // Mapping can bring forbidden characters in: a fullwidth solidus becomes "/", a ring above a space and a
  // ring.
  std::optional<std::string> mapped = host_to_ascii(host);
  return mapped && !has_forbidden(*mapped) ? std::move(mapped) : std::nullopt;
}

namespace {

// The authority as it is written in the result: host in lower case, without the scheme's default port.
std::optional<std::string> normal_authority(std::string_view authority, std::string_view scheme) {
  Parts parts;
  split_authority(authority, parts);
  std::optional<std::string> host = normal_host(parts.host);
  if (!host) return std::nullopt;
  std::string out;
  if (!parts.user_info.empty()) out = percent_encode(parts.user_info, "\"#/<>?@[\\]^`{|}") + "@";
  out += *host;
  if (parts.port.empty()) return out;
  unsigned port = 0;
  const char* const end = parts.port.data() + parts.port.size();
  const auto [stop, error] = std::from_chars(parts.port.data(), end, port);
  if (error != std::errc() || stop != end || port > kHighestPort) return std::nullopt;
  if (port != (scheme == "https" ? 443U : 80U)) out += ":" + std::to_string(port);
  return out;
}

// Without tabs and newlines anywhere, and without controls and spaces at the ends.
std::string strip(std::string_view reference) {
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!reference.empty() && is_blank(reference.front())) reference.remove_prefix(1);
  while (!reference.empty() && is_blank(reference.back())) reference.remove_suffix(1);
  std::string out(reference);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

// In http URLs a backslash before the query is read as a slash, as browsers do.
void turn_backslashes(std::string& reference) {
  for (char& c : reference) {
    if (c == '?' || c == '#') return;
    if (c == '\\') c = '/';
  }
}

std::string write(const Target& target) {
  constexpr std::string_view behind_scheme = "://";
  constexpr std::size_t signs = behind_scheme.size() + 2;  // and a question mark and a number sign
  std::string out;
  out.reserve(target.scheme.size() + target.authority.size() + target.path.size() + target.query.size() +
              target.fragment.size() + signs);
  out.append(target.scheme).append(behind_scheme).append(target.authority).append(target.path);
  if (target.has_query) out.append("?").append(target.query);
  if (target.has_fragment) out.append("#").append(target.fragment);
  return out;
}

void set_tail(const Parts& parts, std::string_view path, Target& target) {
  target.path = remove_dot_segments(percent_encode(path.empty() ? "/" : path, "\"<>^`{}"));
  target.has_query = parts.has_query;
  target.query = percent_encode(parts.query, "\"'<>");
  target.has_fragment = parts.has_fragment;
  target.fragment = percent_encode(parts.fragment, "\"<>`");
}

// "//host/path?query#fragment" with any number of slashes before the host.
std::optional<std::string> with_authority(std::string_view rest, std::string_view scheme) {
  rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  Target target{
      .scheme = text::ascii_lower(scheme), .authority = {}, .path = {}, .query = {}, .fragment = {}};
  std::optional<std::string> authority = normal_authority(rest.substr(0, end), target.scheme);
  if (!authority) return std::nullopt;
  target.authority = std::move(*authority);
  Parts tail;
  split_tail(rest.substr(end), tail);
  set_tail(tail, tail.path, target);
  return write(target);
}

// RFC 3986, section 5.2.2, for a reference with neither scheme nor authority.
std::optional<std::string> relative_to(const Parts& base, std::string_view reference) {
  Target target{
      .scheme = text::ascii_lower(base.scheme), .authority = {}, .path = {}, .query = {}, .fragment = {}};
  const char* const begin = base.user_info.empty() ? base.host.data() : base.user_info.data();
  const char* const end =
      base.port.empty() ? base.host.data() + base.host.size() : base.port.data() + base.port.size();
  std::optional<std::string> authority =
      normal_authority(std::string_view(begin, static_cast<std::size_t>(end - begin)), target.scheme);
  if (!authority) return std::nullopt;
  target.authority = std::move(*authority);
  Parts tail;
  split_tail(reference, tail);
  std::string path(tail.path);
  if (path.empty()) {
    path = base.path;
    if (!tail.has_query) {
      tail.has_query = base.has_query;
      tail.query = base.query;
    }
  } else if (path[0] != '/') {
    const std::size_t slash = base.path.rfind('/');
    path.insert(0, slash == std::string_view::npos ? "/" : base.path.substr(0, slash + 1));
  }
  set_tail(tail, path, target);
  return write(target);
}

}  // namespace

std::optional<Parts> split(std::string_view url) noexcept {
  const std::size_t scheme = scheme_size(url);
  if (scheme == 0 || url.substr(scheme, 3) != "://") return std::nullopt;
  Parts parts;
  parts.scheme = url.substr(0, scheme);
  const std::string_view rest = url.substr(scheme + 3);
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  split_authority(rest.substr(0, end), parts);
  split_tail(rest.substr(end), parts);
  return parts;
}

bool is_http(std::string_view url) noexcept {
  const std::optional<Parts> parts = split(url);
  return parts && is_http_scheme(parts->scheme) && !parts->host.empty();
}

std::optional<std::string> resolve(std::string_view base, std::string_view reference) {
  std::string stripped = strip(reference);
  const std::size_t scheme_end = scheme_size(stripped);
  const std::string scheme = stripped.substr(0, scheme_end);
  if (scheme_end != 0 && !is_http_scheme(scheme)) {
    const bool mail = text::equals_ignoring_ascii_case(scheme, "mailto") && stripped.size() > scheme_end + 1;
    if (!mail) return std::nullopt;
    return "mailto:" + percent_encode(std::string_view(stripped).substr(scheme_end + 1), "\"<>`");
  }
  turn_backslashes(stripped);
  std::string_view rest = stripped;
  const std::optional<Parts> base_parts = is_http(base) ? split(base) : std::nullopt;
  if (scheme_end != 0) {
    rest.remove_prefix(scheme_end + 1);
    // "https:page" is relative if the base has the same scheme, and "https:host" otherwise.
    const bool relative =
        base_parts && !rest.starts_with('/') && text::equals_ignoring_ascii_case(base_parts->scheme, scheme);
    if (!relative) return with_authority(rest, scheme);
  }
  if (!base_parts) return std::nullopt;
  if (rest.starts_with("//")) return with_authority(rest, base_parts->scheme);
  return relative_to(*base_parts, rest);
}

std::string_view host_without_www(std::string_view url) noexcept {
  Parts parts;
  if (const std::optional<Parts> absolute = split(url)) {
    parts = *absolute;
  } else {
    split_authority(url.substr(0, url.find_first_of("/?#")), parts);
  }
  const std::string_view bare = parts.host.substr(std::min<std::size_t>(4, parts.host.size()));
  const bool www = text::equals_ignoring_ascii_case(parts.host.substr(0, 4), "www.");
  return www && bare.find('.') != std::string_view::npos ? bare : parts.host;  // "www.com" stays
}

}  // namespace lubb::url
