#include "writers/escape.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

#include "base/sixteen_bytes.h"
#include "base/text.h"

namespace lubb::writers {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
// BCP 47 allows longer tags; RFC 5646, 4.4.1 names 35 as what every reader must take.
constexpr std::size_t kLanguageTagBytes = 35;
// The longest name of a language known to common highlighters is under 20.
constexpr std::size_t kCodeLanguageBytes = 32;
constexpr std::string_view kHexDigits = "0123456789ABCDEF";

constexpr bool is_noncharacter(char32_t c) noexcept {
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

// Sets of bytes that a text is searched for, told one by one and, where the processor can, sixteen at once.
#ifdef __SSE2__
namespace sixteen = text::sixteen_bytes;
__m128i is(__m128i bytes, char c) noexcept { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); }
__m128i either(__m128i a, __m128i b) noexcept { return _mm_or_si128(a, b); }
#endif

// In a line: control characters, and what may begin one beyond ASCII or a noncharacter.
struct UncleanInLine {
  static bool has(unsigned char c) noexcept { return c < ' ' || c == 0x7F || c == 0xC2 || c >= 0xEF; }
#ifdef __SSE2__
  static __m128i members(__m128i bytes) noexcept {
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(' ' - 1)), bytes);
    const __m128i high = _mm_cmpeq_epi8(_mm_max_epu8(bytes, _mm_set1_epi8('\xEF')), bytes);
    return either(either(control, high), either(is(bytes, 0x7F), is(bytes, '\xC2')));
  }
#endif
};

// In text of several lines.
struct Unclean {
  static bool has(unsigned char c) noexcept { return c != '\n' && c != '\t' && UncleanInLine::has(c); }
#ifdef __SSE2__
  static __m128i members(__m128i bytes) noexcept {
    return _mm_andnot_si128(either(is(bytes, '\n'), is(bytes, '\t')), UncleanInLine::members(bytes));
  }
#endif
};

// What a JSON string may not hold as it is; 0xE2 begins U+2028 and U+2029.
struct EscapedInJson {
  static bool has(unsigned char c) noexcept {
    return c == '"' || c == '\\' || c == '\n' || c == '\t' || c == 0xE2;
  }
#ifdef __SSE2__
  static __m128i members(__m128i bytes) noexcept {
    const __m128i space = either(is(bytes, '\n'), is(bytes, '\t'));
    return either(either(space, is(bytes, '\xE2')), either(is(bytes, '"'), is(bytes, '\\')));
  }
#endif
};

// The first place at or behind `i` with a byte of the set; s.size() if there is none.
template <class Set>
std::size_t find(std::string_view s, std::size_t i) noexcept {
#ifdef __SSE2__
  for (; i < s.size(); i += sixteen::width) {
    const std::size_t size = std::min(s.size() - i, sixteen::width);
    const __m128i bytes = sixteen::load(s.data() + i, size, s.data() + s.size());
    const unsigned found = sixteen::bits(Set::members(bytes)) & ((1U << size) - 1);
    if (found != 0) return i + static_cast<std::size_t>(std::countr_zero(found));
  }
#else
  for (; i < s.size(); ++i) {
    if (Set::has(static_cast<unsigned char>(s[i]))) return i;
  }
#endif
  return s.size();
}

template <class Set>
bool has_none_of(std::string_view s) noexcept {
  for (std::size_t i = find<Set>(s, 0); i < s.size(); i = find<Set>(s, i + 1)) {
    if (static_cast<unsigned char>(s[i]) < 0x80) return false;
    std::size_t after = i;
    const char32_t c = text::next_code_point(s, after);
    if ((c >= 0x80 && c < 0xA0) || is_noncharacter(c)) return false;
  }
  return simdjson::validate_utf8(s.data(), s.size());
}

void append_cleaned_code_point(char32_t c, std::string& out) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
    if (c == '\n' || c == '\t') out.push_back(static_cast<char>(c));
    if (c == '\f' || c == '\v' || c == 0x85) out.push_back(' ');
    return;
  }
  text::append_utf8(is_noncharacter(c) ? kReplacement : c, out);
}

bool is_url_byte_to_encode(unsigned char c) noexcept {
  return c <= ' ' || c == 0x7F ||
         std::string_view("\"<>\\^`{|}").find(static_cast<char>(c)) != std::string_view::npos;
}

bool is_hex_digit(char c) noexcept {
  return text::is_ascii_digit(c) || (text::ascii_lower(c) >= 'a' && text::ascii_lower(c) <= 'f');
}

// Where "scheme://host:port" ends; 0 for an address without authority.
std::size_t end_of_authority(std::string_view url) noexcept {
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos || url.substr(colon, 3) != "://") return 0;
  return std::min(url.find_first_of("/?#", colon + 3), url.size());
}

void append_percent_encoded(unsigned char c, std::string& out) {
  out.push_back('%');
  out.push_back(kHexDigits[c >> 4]);
  out.push_back(kHexDigits[c & 0xF]);
}

bool starts_with_ignoring_case(std::string_view s, std::string_view lower_case) noexcept {
  return s.size() >= lower_case.size() &&
         text::equals_ignoring_ascii_case(s.substr(0, lower_case.size()), lower_case);
}

}  // namespace

bool is_clean(std::string_view s) noexcept { return has_none_of<Unclean>(s); }

void append_clean(std::string_view s, std::string& out) {
  if (is_clean(s)) {
    out.append(s);
    return;
  }
  for (std::size_t i = 0; i < s.size();) {
    if (s[i] == '\r') {
      if (i + 1 == s.size() || s[i + 1] != '\n') out.push_back('\n');
      ++i;
      continue;
    }
    append_cleaned_code_point(text::next_code_point(s, i), out);
  }
}

std::string_view clean(std::string_view s, std::string& storage) {
  if (is_clean(s)) return s;
  storage.clear();
  append_clean(s, storage);
  return storage;
}

std::string_view clean_line(std::string_view s, std::string& storage) {
  if (has_none_of<UncleanInLine>(s)) return s;
  std::string line;
  append_clean(s, line);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  storage = std::move(line);
  return storage;
}

void append_json_string(std::string_view s, std::string& out) {
  std::string storage;
  const std::string_view text = clean(s, storage);
  out.push_back('"');
  std::size_t done = 0;  // text before this is written
  const auto replace = [&](std::size_t at, std::size_t bytes, std::string_view by) {
    out.append(text.substr(done, at - done)).append(by);
    done = at + bytes;
  };
  for (std::size_t i = find<EscapedInJson>(text, 0); i < text.size(); i = find<EscapedInJson>(text, i + 1)) {
    switch (text[i]) {
      case '"': replace(i, 1, "\\\""); break;
      case '\\': replace(i, 1, "\\\\"); break;
      case '\n': replace(i, 1, "\\n"); break;
      case '\t': replace(i, 1, "\\t"); break;
      case '\xE2':  // the first byte of U+2028 and U+2029
        if (text.substr(i, 3) == "\u2028") replace(i, 3, "\\u2028");
        if (text.substr(i, 3) == "\u2029") replace(i, 3, "\\u2029");
        break;
      default: break;
    }
  }
  out.append(text.substr(done)).push_back('"');
}

void append_markup(std::string_view s, std::string& out) {
  constexpr ByteSet kSpecial("&<>\"");
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t next = kSpecial.find_in(s, i);
    out.append(s.substr(i, next - i));
    i = next;
    if (i == s.size()) return;
    switch (s[i++]) {
      case '&': out.append("&amp;"); break;
      case '<': out.append("&lt;"); break;
      case '>': out.append("&gt;"); break;
      default: out.append("&quot;"); break;
    }
  }
}

bool is_image_source(std::string_view url) noexcept {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (starts_with_ignoring_case(url, scheme)) return url.size() > scheme.size();
  }
  return false;
}

bool is_link_target(std::string_view url) noexcept {
  constexpr std::string_view kMail = "mailto:";
  return is_image_source(url) || (starts_with_ignoring_case(url, kMail) && url.size() > kMail.size());
}

void append_url(std::string_view s, std::string& out) {
  std::string storage;
  const std::string_view url = clean(s, storage);
  const std::size_t host_end = end_of_authority(url);
  bool in_fragment = false;
  for (std::size_t i = 0; i < url.size(); ++i) {
    const char c = url[i];
    const bool stray_percent =
        c == '%' && !(i + 2 < url.size() && is_hex_digit(url[i + 1]) && is_hex_digit(url[i + 2]));
    // Square brackets are for an IPv6 address only, and a fragment begins once.
    const bool stray_delimiter = ((c == '[' || c == ']') && i >= host_end) || (c == '#' && in_fragment);
    in_fragment = in_fragment || c == '#';
    if (stray_percent || stray_delimiter || is_url_byte_to_encode(static_cast<unsigned char>(c))) {
      append_percent_encoded(static_cast<unsigned char>(c), out);
    } else {
      out.push_back(c);
    }
  }
}

std::string_view language_tag(std::string_view tag) noexcept {
  const auto is_tag_byte = [](char c) {
    return text::is_ascii_alpha(c) || text::is_ascii_digit(c) || c == '-';
  };
  if (tag.size() < 2 || tag.size() > kLanguageTagBytes || !text::is_ascii_alpha(tag.front())) return {};
  if (tag.back() == '-' || tag.find("--") != std::string_view::npos) return {};
  return std::all_of(tag.begin(), tag.end(), is_tag_byte) ? tag : std::string_view();
}

std::string code_language(std::string_view name) {
  std::string out;
  for (const char c : name.substr(0, kCodeLanguageBytes)) {
    const bool plain = text::is_ascii_alpha(c) || text::is_ascii_digit(c) ||
                       std::string_view("+#-_.").find(c) != std::string_view::npos;
    if (!plain) break;
    out.push_back(c);
  }
  return out;
}

std::string note_label(std::string_view label) {
  std::string out;
  for (const char c : label) {
    if (text::is_ascii_alpha(c) || text::is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80)
      out.push_back(c);
  }
  return out;
}

}  // namespace lubb::writers
