#include "base/text.h"

#include <simdjson.h>
#include <cstring>

#include <algorithm>
#include <bit>

#include "base/plain_bytes.h"

namespace lubb::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// What squeeze() does with a code point.
enum class Squeezed : std::uint8_t { keep, space, remove };

constexpr Squeezed squeezed_ascii(unsigned char c) noexcept {
  if (c > 0x20 && c != 0x7F) return Squeezed::keep;
  // The vertical tab is a control character for HTML, but removing it would glue two words.
  return c == ' ' || (c >= '\t' && c <= '\r') ? Squeezed::space : Squeezed::remove;
}

constexpr Squeezed squeezed(char32_t c) noexcept {
  if (c < 0x80) return squeezed_ascii(static_cast<unsigned char>(c));
  if (c < 0xA0) return c == 0x85 ? Squeezed::space : Squeezed::remove;  // U+0085 is "next line"
  if (c == 0xA0 || c == 0x1680 || c == 0x3000) return Squeezed::space;
  if (c >= 0x2000 && c <= 0x205F) {
    const bool space = c <= 0x200A || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F;
    return space ? Squeezed::space : Squeezed::keep;
  }
  return c == 0xFEFF ? Squeezed::remove : Squeezed::keep;
}

// Size in bytes of the white space at the end of `s` that trim() removes, 0 if there is none.
std::size_t trimmable_suffix(std::string_view s) noexcept {
  if (s.empty()) return 0;
  if (is_html_space(s.back())) return 1;
  if (s.ends_with("\xC2\xA0")) return 2;
  return s.ends_with("\xE2\x80\xAF") ? 3 : 0;
}

std::size_t trimmable_prefix(std::string_view s) noexcept {
  if (s.empty()) return 0;
  if (is_html_space(s.front())) return 1;
  if (s.starts_with("\xC2\xA0")) return 2;
  return s.starts_with("\xE2\x80\xAF") ? 3 : 0;
}

// Bytes that a lead byte promises to follow it, and the bounds of the first of them (Unicode, table 3-7).
struct Lead {
  std::size_t trail = 0;  // 0: not a lead byte
  unsigned char low = 0x80, high = 0xBF;
};

constexpr Lead lead(unsigned char c) noexcept {
  if (c >= 0xC2 && c <= 0xDF) return {1};
  if (c == 0xE0) return {2, 0xA0, 0xBF};
  if (c == 0xED) return {2, 0x80, 0x9F};  // no surrogates
  if (c >= 0xE1 && c <= 0xEF) return {2};
  if (c == 0xF0) return {3, 0x90, 0xBF};
  if (c >= 0xF1 && c <= 0xF3) return {3};
  if (c == 0xF4) return {3, 0x80, 0x8F};
  return {};
}

}  // namespace

std::string ascii_lower(std::string_view s) {
  std::string lower(s);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return ascii_lower(c); });
  return lower;
}

bool equals_ignoring_ascii_case(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

bool contains_ignoring_ascii_case(std::string_view text, std::string_view lower_case) noexcept {
  const auto same = [](char x, char y) { return ascii_lower(x) == y; };
  return lower_case.empty() ||
         std::search(text.begin(), text.end(), lower_case.begin(), lower_case.end(), same) != text.end();
}

std::string_view trim(std::string_view s) noexcept {
  const auto is_kept = [](char c) { return c > ' ' && c < 0x7F; };
  if (!s.empty() && is_kept(s.front()) && is_kept(s.back())) return s;  // most texts
  while (const std::size_t size = trimmable_prefix(s)) s.remove_prefix(size);
  while (const std::size_t size = trimmable_suffix(s)) s.remove_suffix(size);
  return s;
}

// Bytes at s[i] that are squeezed as they are: plain ones with one space between their runs, of which the
// last may be the beginning of two. None if a space stands first.
static std::size_t plain_size(std::string_view s, std::size_t i) noexcept {
  const std::size_t begin = i;
#ifdef __SSE2__
  namespace sixteen = sixteen_bytes;
  unsigned space_before = 1;  // one bit
  while (i < s.size()) {
    const std::size_t left = std::min(s.size() - i, sixteen::width);
    const __m128i bytes = sixteen::load(s.data() + i, left, s.data() + s.size());
    const unsigned spaces = sixteen::bits(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')));
    const unsigned second_spaces = spaces & (spaces << 1 | space_before);
    // The zeros behind the text are control characters.
    const unsigned ends = sixteen::bits(sixteen::not_plain(bytes)) | second_spaces | 1U << sixteen::width;
    const auto size = static_cast<std::size_t>(std::countr_zero(ends));
    i += size;
    if (size < sixteen::width) break;
    space_before = spaces >> (sixteen::width - 1);
  }
#else
  while (i < s.size() &&
         (plain_bytes[static_cast<unsigned char>(s[i])] || (s[i] == ' ' && i > begin && s[i - 1] != ' '))) {
    ++i;
  }
#endif
  return i - begin;
}

void squeeze_in_place(std::string& s) {
  bool space_due = false;
  std::size_t size = 0;  // of what is squeezed: never more than what is read
  const auto keep = [&](std::size_t begin, std::size_t end) {
    if (space_due) s[size++] = ' ';
    space_due = false;
    if (size != begin) std::memmove(s.data() + size, s.data() + begin, end - begin);
    size += end - begin;
  };
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t begin = i;
    if (const std::size_t plain = plain_size(s, i); plain > 0) {
      i += plain;
      const bool ends_with_space = s[i - 1] == ' ';
      keep(begin, i - (ends_with_space ? 1 : 0));
      space_due = ends_with_space;
      continue;
    }
    const auto byte = static_cast<unsigned char>(s[i]);
    const Squeezed what = byte < 0x80 ? (++i, squeezed_ascii(byte)) : squeezed(next_code_point(s, i));
    if (what == Squeezed::space) space_due = size > 0;
    if (what == Squeezed::keep) keep(begin, i);
  }
  s.resize(size);
}

bool is_squeezed(std::string_view s) noexcept {
  if (s.ends_with(' ')) return false;
  for (std::size_t i = 0; i < s.size();) {
    if (const std::size_t plain = plain_size(s, i); plain > 0) {
      i += plain;
    } else if (s[i] == ' ' && i > 0 && s[i - 1] != ' ') {
      ++i;
    } else if (squeezed(next_code_point(s, i)) != Squeezed::keep) {
      return false;
    }
  }
  return true;
}

std::string squeeze(std::string_view s) {
  std::string out(s);
  squeeze_in_place(out);
  return out;
}

Sequence sequence_at(std::string_view s, std::size_t i) noexcept {
  const auto byte = static_cast<unsigned char>(s[i]);
  if (byte < 0x80) return {1, true};
  const Lead first = lead(byte);
  std::size_t size = 1;
  while (size <= first.trail && i + size < s.size()) {
    const auto c = static_cast<unsigned char>(s[i + size]);
    const bool continues = size == 1 ? c >= first.low && c <= first.high : (c & 0xC0) == 0x80;
    if (!continues) break;
    ++size;
  }
  return {size, first.trail != 0 && size == first.trail + 1};
}

char32_t next_code_point(std::string_view s, std::size_t& i) noexcept {
  const auto first = static_cast<unsigned char>(s[i]);
  if (first < 0x80) {
    ++i;
    return first;
  }
  if (first >= 0xC2 && first <= 0xDF && i + 1 < s.size()) {  // most letters outside ASCII
    const auto second = static_cast<unsigned char>(s[i + 1]);
    if ((second & 0xC0) == 0x80) {
      i += 2;
      return (first & 0x1FU) << 6 | (second & 0x3FU);
    }
  }
  const Sequence sequence = sequence_at(s, i);
  if (!sequence.valid) {
    ++i;
    return kReplacement;
  }
  char32_t c = first & (0xFFU >> (sequence.size + 1));
  for (std::size_t k = 1; k < sequence.size; ++k) {
    c = (c << 6) | (static_cast<unsigned char>(s[i + k]) & 0x3FU);
  }
  i += sequence.size;
  return c;
}

void append_utf8(char32_t c, std::string& out) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  const auto trail = [&](int shift) { out += static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6));
    trail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12));
    trail(6);
    trail(0);
  } else {
    out += static_cast<char>(0xF0U | (c >> 18));
    trail(12);
    trail(6);
    trail(0);
  }
}

std::string_view to_valid_utf8(std::string_view s, std::string& storage) {
  if (simdjson::validate_utf8(s.data(), s.size())) return s;
  storage.clear();
  storage.reserve(s.size() + s.size() / 8);
  for (std::size_t i = 0; i < s.size();) {
    const Sequence sequence = sequence_at(s, i);
    if (sequence.valid) {
      storage.append(s, i, sequence.size);
    } else {
      append_utf8(kReplacement, storage);
    }
    i += sequence.size;
  }
  return storage;
}

}  // namespace lubb::text
