#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "dom/character_reference_table.h"
#include "dom/document.h"
#include "dom/tag_table.h"

namespace lubb::dom {

namespace {

constexpr std::uint32_t replacement = 0xFFFD;
constexpr std::uint32_t last_code_point = 0x10FFFF;

// What the standard makes of the numbers 0x80 to 0x9F, which pages mean as windows-1252. 0: left as it is.
constexpr std::array<std::uint16_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void append_utf8(std::uint32_t code, std::string& out) {
  const auto byte = [&out](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6);
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18);
    byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

std::uint32_t settle_number(std::uint32_t code) {
  if (code == 0 || code > last_code_point || (code >= 0xD800 && code <= 0xDFFF)) return replacement;
  if (code >= 0x80 && code <= 0x9F && windows_1252[code - 0x80] != 0) return windows_1252[code - 0x80];
  return code;
}

// `text` starts with "&#". Returns the bytes taken, 0 if it is no reference.
std::size_t append_numeric(std::string_view text, std::string& out) {
  std::size_t at = 2;
  const bool hexadecimal = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hexadecimal) ++at;
  const std::size_t digits = at;
  std::uint32_t code = 0;
  for (; at < text.size(); ++at) {
    const int value = hexadecimal ? hex_value(text[at]) : (is_digit(text[at]) ? text[at] - '0' : -1);
    if (value < 0) break;
    if (code <= last_code_point) code = code * (hexadecimal ? 16u : 10u) + static_cast<std::uint32_t>(value);
  }
  if (at == digits) return 0;
  append_utf8(settle_number(code), out);
  return at < text.size() && text[at] == ';' ? at + 1 : at;
}

std::string_view reference_name(const CharacterReference& reference) {
  return reference_names.substr(reference.name_offset, reference.name_size);
}

// Where the names that begin with each letter begin in the table.
constexpr std::array<std::uint16_t, 'z' + 2> first_reference = [] {
  std::array<std::uint16_t, 'z' + 2> first{};
  std::size_t at = 0;
  for (std::size_t letter = 0; letter < first.size(); ++letter) {
    while (at < references.size() &&
           static_cast<unsigned char>(reference_names[references[at].name_offset]) < letter) {
      ++at;
    }
    first[letter] = static_cast<std::uint16_t>(at);
  }
  return first;
}();

const CharacterReference* find_reference(std::string_view name) {
  if (name.empty()) return nullptr;
  const std::size_t letter = static_cast<unsigned char>(name.front());
  if (letter > 'z') return nullptr;
  const CharacterReference* const end = references.data() + first_reference[letter + 1];
  const CharacterReference* const found =
      std::lower_bound(references.data() + first_reference[letter], end, name,
                       [](const CharacterReference& reference, std::string_view wanted) {
                         return reference_name(reference) < wanted;
                       });
  return found != end && reference_name(*found) == name ? found : nullptr;
}

// `text` starts with '&'. Returns the bytes taken, 0 if it is no reference.
std::size_t append_named(std::string_view text, bool in_attribute, std::string& out) {
  std::size_t size = 1;
  while (size < text.size() && size <= longest_reference && is_alphanumeric(text[size])) ++size;
  const CharacterReference* found = nullptr;
  if (size < text.size() && text[size] == ';') {
    found = find_reference(text.substr(1, size));
    if (found != nullptr) ++size;
  }
  if (found == nullptr) {
    size = std::min(size, longest_legacy_reference + 1);
    while (size > 1 && (found = find_reference(text.substr(1, size - 1))) == nullptr) --size;
    if (found == nullptr) return 0;
    if (in_attribute && size < text.size() && (text[size] == '=' || is_alphanumeric(text[size]))) return 0;
  }
  out.append(reference_values.substr(found->value_offset, found->value_size));
  return size;
}

std::size_t append_reference(std::string_view text, bool in_attribute, std::string& out) {
  if (text.size() < 2) return 0;
  return text[1] == '#' ? append_numeric(text, out) : append_named(text, in_attribute, out);
}

// '&', NUL and the carriage return: what does not stand for itself.
std::size_t find_unusual(std::string_view text, std::size_t from) {
#ifdef __SSE2__
  for (; from + sizeof(__m128i) <= text.size(); from += sizeof(__m128i)) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + from));
    const auto is = [&bytes](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    const auto found =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(is('&'), _mm_or_si128(is('\0'), is('\r')))));
    if (found != 0) return from + static_cast<std::size_t>(std::countr_zero(found));
  }
#endif
  while (from < text.size() && text[from] != '&' && text[from] != '\0' && text[from] != '\r') ++from;
  return from;
}

}  // namespace

bool is_decoded(std::string_view raw) noexcept { return find_unusual(raw, 0) == raw.size(); }

void append_decoded(std::string_view raw, bool in_attribute, std::string& out) {
  out.reserve(out.size() + raw.size());  // what a reference stands for is hardly ever longer
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t unusual = find_unusual(raw, at);
    out.append(raw, at, unusual - at);
    at = unusual;
    if (at == raw.size()) return;
    if (raw[at] == '\0') {
      ++at;
    } else if (raw[at] == '\r') {  // line ends are '\n', as the standard's preprocessing has it
      ++at;
      if (at == raw.size() || raw[at] != '\n') out.push_back('\n');
    } else if (const std::size_t taken = append_reference(raw.substr(at), in_attribute, out); taken != 0) {
      at += taken;
    } else {
      out.push_back('&');
      ++at;
    }
  }
}

}  // namespace lubb::dom
