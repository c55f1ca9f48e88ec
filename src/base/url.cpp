#include "base/url.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "base/text.h"

namespace lubb::url {
namespace {

constexpr std::size_t kLongestHost = 255;  // octets of a name, RFC 1035
constexpr unsigned kHighestPort = 65'535;

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

// Bytes that may not stand in a part of a URL: controls, space, non-ASCII and those in `also`.
using EncodedBytes = std::array<bool, 256>;
constexpr EncodedBytes encoded_bytes(std::string_view also) noexcept {
  EncodedBytes encoded{};
  for (std::size_t c = 0; c < encoded.size(); ++c) encoded[c] = c <= 0x20 || c >= 0x7F;
  for (const char c : also) encoded[static_cast<unsigned char>(c)] = true;
  return encoded;
}
constexpr EncodedBytes encoded_in_user_info = encoded_bytes("\"#/<>?@[\\]^`{|}");
constexpr EncodedBytes encoded_in_path = encoded_bytes("\"<>^`{}");
constexpr EncodedBytes encoded_in_query = encoded_bytes("\"'<>");
constexpr EncodedBytes encoded_in_fragment = encoded_bytes("\"<>`");

// Appends a text, percent-encoded where it has to be.
void append_encoded(std::string_view s, const EncodedBytes& encoded, std::string& out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::size_t begin = 0;  // of what stays as it is
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto byte = static_cast<unsigned char>(s[i]);
    if (!encoded[byte]) continue;
    out.append(s, begin, i - begin);
    begin = i + 1;
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 0xF];
  }
  out.append(s, begin);
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

// RFC 3986, section 5.2.4, on what stands in `out` from `begin` on: a path that begins with a slash. What is
// kept is never longer than what was read.
void remove_dot_segments(std::string& out, std::size_t begin) {
  const std::string_view path = std::string_view(out).substr(begin);
  if (path.find("/.") == std::string_view::npos && path.find("/%2") == std::string_view::npos) return;
  std::size_t size = begin;  // of what is kept
  for (std::size_t at = begin + 1; at <= out.size();) {
    const std::size_t end = std::min(out.find('/', at), out.size());
    const std::size_t count = dots(std::string_view(out).substr(at, end - at));
    if (count == 2) {
      while (size > begin && out[--size] != '/') {
      }
    }
    if (count == 0) {
      out[size++] = '/';
      for (; at < end; ++at) out[size++] = out[at];
    } else if (end == out.size()) {
      out[size++] = '/';
    }
    at = end + 1;
  }
  out.resize(size);
  if (size == begin) out += '/';
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
  constexpr std::array<bool, 256> forbidden = [] {
    std::array<bool, 256> bytes{};
    for (std::size_t byte = 0; byte <= 0x20; ++byte) bytes[byte] = true;
    for (const char c : std::string_view("\"#%/:<>?@[\\]^`{|}\x7F")) {  // of hosts, by the URL Standard
      bytes[static_cast<unsigned char>(c)] = true;
    }
    return bytes;
  }();
  return std::ranges::any_of(host, [&](char c) { return forbidden[static_cast<unsigned char>(c)]; });
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

// Appends the authority as it is written in the result: host in lower case, without the scheme's default
// port. False if it is none.
bool append_authority(std::string_view authority, std::string_view scheme, std::string& out) {
  Parts parts;
  split_authority(authority, parts);
  const std::optional<std::string> host = normal_host(parts.host);
  if (!host) return false;
  if (!parts.user_info.empty()) {
    append_encoded(parts.user_info, encoded_in_user_info, out);
    out += '@';
  }
  out += *host;
  if (parts.port.empty()) return true;
  unsigned port = 0;
  const char* const end = parts.port.data() + parts.port.size();
  const auto [stop, error] = std::from_chars(parts.port.data(), end, port);
  if (error != std::errc() || stop != end || port > kHighestPort) return false;
  const bool secure = text::equals_ignoring_ascii_case(scheme, "https");
  if (port != (secure ? 443U : 80U)) out.append(":").append(std::to_string(port));
  return true;
}

// Without tabs and newlines anywhere, and without controls and spaces at the ends. `storage`: for a text with
// such within.
std::string_view strip(std::string_view reference, std::string& storage) {
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  const auto is_removed = [](char c) { return c == '\t' || c == '\n' || c == '\r'; };
  while (!reference.empty() && is_blank(reference.front())) reference.remove_prefix(1);
  while (!reference.empty() && is_blank(reference.back())) reference.remove_suffix(1);
  const auto lacks = [reference](char c) { return reference.find(c) == std::string_view::npos; };
  if (lacks('\t') && lacks('\n') && lacks('\r')) return reference;
  storage = reference;
  std::erase_if(storage, is_removed);
  return storage;
}

// In http URLs a backslash before the query is read as a slash, as browsers do. `storage`: for a text with
// one; it may hold the text already.
std::string_view turn_backslashes(std::string_view reference, std::string& storage) {
  if (reference.find('\\') == std::string_view::npos) return reference;
  if (reference.data() != storage.data()) storage = reference;
  for (char& c : storage) {
    if (c == '?' || c == '#') break;
    if (c == '\\') c = '/';
  }
  return storage;
}

// A URL that is put together in one piece of memory, front to end.
class Writer {
 public:
  explicit Writer(std::size_t usual_size) { url_.reserve(usual_size); }

  // False if the authority is none.
  bool origin(std::string_view scheme, std::string_view authority) {
    for (const char c : scheme) url_ += text::ascii_lower(c);
    url_ += "://";
    return append_authority(authority, scheme, url_);
  }

  // The path in two pieces; the first one that is not empty begins with a slash.
  void path(std::string_view folder, std::string_view rest) {
    const std::size_t begin = url_.size();
    append_encoded(folder, encoded_in_path, url_);
    append_encoded(rest, encoded_in_path, url_);
    if (url_.size() == begin) url_ += '/';
    remove_dot_segments(url_, begin);
  }

  void query_and_fragment(const Parts& parts) {
    if (parts.has_query) append_encoded(parts.query, encoded_in_query, url_ += '?');
    if (parts.has_fragment) append_encoded(parts.fragment, encoded_in_fragment, url_ += '#');
  }

  [[nodiscard]] std::string take() noexcept { return std::move(url_); }

 private:
  std::string url_;
};

constexpr std::size_t usual_growth =
    16;  // bytes; of a reference by "https://" and some characters that are encoded

// "//host/path?query#fragment" with any number of slashes before the host.
std::optional<std::string> with_authority(std::string_view rest, std::string_view scheme) {
  rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  Writer url(rest.size() + usual_growth);
  if (!url.origin(scheme, rest.substr(0, end))) return std::nullopt;
  Parts tail;
  split_tail(rest.substr(end), tail);
  url.path({}, tail.path);
  url.query_and_fragment(tail);
  return url.take();
}

// RFC 3986, section 5.2.2, for a reference with neither scheme nor authority.
std::optional<std::string> relative_to(const Parts& base, std::string_view reference) {
  const char* const begin = base.user_info.empty() ? base.host.data() : base.user_info.data();
  const char* const end =
      base.port.empty() ? base.host.data() + base.host.size() : base.port.data() + base.port.size();
  const std::string_view authority(begin, static_cast<std::size_t>(end - begin));
  Writer url(authority.size() + base.path.size() + reference.size() + usual_growth);
  if (!url.origin(base.scheme, authority)) return std::nullopt;
  Parts tail;
  split_tail(reference, tail);
  if (tail.path.empty()) {
    url.path({}, base.path);
    if (!tail.has_query) {
      tail.has_query = base.has_query;
      tail.query = base.query;
    }
  } else if (tail.path.front() == '/') {
    url.path({}, tail.path);
  } else {
    const std::size_t slash = base.path.rfind('/');
    url.path(slash == std::string_view::npos ? "/" : base.path.substr(0, slash + 1), tail.path);
  }
  url.query_and_fragment(tail);
  return url.take();
}

// `scheme`: its bytes; "://" stands behind it.
void split_behind_scheme(std::string_view url, std::size_t scheme, Parts& parts) noexcept {
  parts.scheme = url.substr(0, scheme);
  const std::string_view rest = url.substr(scheme + 3);
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  split_authority(rest.substr(0, end), parts);
  split_tail(rest.substr(end), parts);
}

// False, with nothing to rely on in `parts`, for what is no http address.
bool split_http(std::string_view url, Parts& parts) noexcept {
  const std::size_t scheme = scheme_size(url);
  if (scheme == 0 || url.substr(scheme, 3) != "://") return false;
  split_behind_scheme(url, scheme, parts);
  return is_http_scheme(parts.scheme) && !parts.host.empty();
}

}  // namespace

std::optional<Parts> split(std::string_view url) noexcept {
  const std::size_t scheme = scheme_size(url);
  if (scheme == 0 || url.substr(scheme, 3) != "://") return std::nullopt;
  Parts parts;
  split_behind_scheme(url, scheme, parts);
  return parts;
}

bool is_http(std::string_view url) noexcept {
  Parts parts;
  return split_http(url, parts);
}

std::optional<std::string> resolve(std::string_view base, std::string_view reference) {
  std::string storage;
  reference = strip(reference, storage);
  const std::size_t scheme_end = scheme_size(reference);
  if (const std::string_view other = reference.substr(0, scheme_end);
      scheme_end != 0 && !is_http_scheme(other)) {
    const bool mail = text::equals_ignoring_ascii_case(other, "mailto") && reference.size() > scheme_end + 1;
    if (!mail) return std::nullopt;
    std::string address = "mailto:";
    append_encoded(reference.substr(scheme_end + 1), encoded_in_fragment, address);
    return address;
  }
  std::string_view rest = turn_backslashes(reference, storage);
  Parts base_parts;
  const bool has_base = split_http(base, base_parts);
  if (scheme_end != 0) {
    const std::string_view scheme = rest.substr(0, scheme_end);
    rest.remove_prefix(scheme_end + 1);
    // "https:page" is relative if the base has the same scheme, and "https:host" otherwise.
    const bool relative =
        has_base && !rest.starts_with('/') && text::equals_ignoring_ascii_case(base_parts.scheme, scheme);
    if (!relative) return with_authority(rest, scheme);
  }
  if (!has_base) return std::nullopt;
  if (rest.starts_with("//")) return with_authority(rest, base_parts.scheme);
  return relative_to(base_parts, rest);
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
