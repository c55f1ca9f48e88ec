// fold_for_matching() a code point at a time, for those who want no string of it.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/text.h"

namespace lubb::text {

// The longest decomposition in the Arabic presentation forms is U+FDFA's: 18 UTF-16 units.
inline constexpr std::size_t longest_plain_spelling = 32;
using PlainSpelling = std::array<char32_t, longest_plain_spelling>;

[[nodiscard]] constexpr bool is_presentation_form(char32_t c) noexcept {
  return (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}

// Writes the plain letters of a presentation form, `c` itself where it has none; returns how many.
[[nodiscard]] std::size_t plain_spelling(char32_t c, PlainSpelling& plain) noexcept;

// The folded code point of one beyond ASCII that is no presentation form; 0 where folding removes it.
[[nodiscard]] char32_t fold_code_point(char32_t c) noexcept;

// Calls `sink(char32_t)` with each code point of the folded text until it returns false. White space and
// control characters come as they are.
template <class Sink>
void for_each_folded(std::string_view s, Sink&& sink) {
  for (std::size_t i = 0; i < s.size();) {
    if (static_cast<unsigned char>(s[i]) < 0x80) {
      if (!sink(static_cast<char32_t>(ascii_lower(s[i++])))) return;
      continue;
    }
    const char32_t c = next_code_point(s, i);
    if (!is_presentation_form(c)) {
      const char32_t folded = fold_code_point(c);
      if (folded != 0 && !sink(folded)) return;
      continue;
    }
    PlainSpelling plain;
    const std::size_t size = plain_spelling(c, plain);
    for (std::size_t k = 0; k < size; ++k) {
      const char32_t folded = plain[k] < 0x80 ? plain[k] : fold_code_point(plain[k]);
      if (folded != 0 && !sink(folded)) return;
    }
  }
}

}  // namespace lubb::text
