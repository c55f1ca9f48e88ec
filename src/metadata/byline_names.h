// Words of bylines: agencies, names of the site. Used by byline.cpp and credits.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lubb::metadata {

// Longest name and byline believed, in code points and words: "Maria del Carmen Fernández de la Vega Sanz"
// has 41 and 8.
inline constexpr std::size_t max_name_code_points = 60;
inline constexpr std::size_t max_name_words = 8;

[[nodiscard]] std::size_t count_code_points(std::string_view s) noexcept;

// A news agency, or a word for agencies ("وكالات", "agencies"), as the whole of `text`.
[[nodiscard]] bool is_agency(std::string_view text);

// A word for agencies in general ("وكالات", "agencies"): credits nobody by name.
[[nodiscard]] bool is_word_for_agencies(std::string_view text);

// True if `name` is the site's name or a part of it made of whole words, or the other way round. The Arabic
// article, case and spelling variants count for nothing.
[[nodiscard]] bool names_site(std::string_view name, std::string_view sitename);

// True if a folded text holds folded words as a whole.
[[nodiscard]] bool has_words(std::string_view text, std::string_view words) noexcept;

// True for a text without a mark outside ASCII at its ends: most.
[[nodiscard]] constexpr bool has_plain_ends(std::string_view text) noexcept {
  return text.empty() || ((text.front() | text.back()) & 0x80) == 0;
}

// A word with a capital letter or of a script without case begins the text.
[[nodiscard]] bool begins_like_name(std::string_view text) noexcept;

}  // namespace lubb::metadata
