// Counts over one stretch of text: the raw material of density features.
#pragma once

#include <cstdint>
#include <string_view>

namespace lubb::extraction {

struct TextCounts {
  std::uint32_t words = 0;       // as text::count_words: one per 1.6 characters in scripts without spaces
  std::uint32_t characters = 0;  // code points that are not white space
  std::uint32_t letters = 0;
  std::uint32_t capitals = 0;  // upper-case letters
  std::uint32_t digits = 0;
  std::uint32_t commas = 0;  // , ، 、 ， ; ؛ ；
  std::uint32_t sentence_ends =
      0;  // . ! ? … ؟ ۔ 。 ！ ？ । before white space or the end (any place for CJK)
  std::uint32_t punctuation = 0;  // all punctuation and symbols, the above included
  std::uint32_t pipes = 0;        // | / » › · • >: separators of menus and breadcrumbs
  std::uint32_t prices = 0;       // currency signs next to digits
  bool ends_sentence = false;     // the last character closes a sentence (closing quotes skipped)
};

// Counts in one pass; valid UTF-8 expected. Linear.
[[nodiscard]] TextCounts measure(std::string_view text) noexcept;
// The same of a text in memory that may be read up to `readable_end`, which saves a copy.
[[nodiscard]] TextCounts measure(std::string_view text, const char* readable_end) noexcept;

}  // namespace lubb::extraction
