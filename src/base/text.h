// Work on UTF-8 text without HTML knowledge. All input is expected to be valid UTF-8 unless said otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lubb::text {

// HTML white space: tab, line feed, form feed, carriage return, space.
[[nodiscard]] constexpr bool is_html_space(char c) noexcept {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
[[nodiscard]] constexpr bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_ascii_alpha(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr char ascii_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
[[nodiscard]] std::string ascii_lower(std::string_view s);

// ASCII case-insensitive.
[[nodiscard]] bool equals_ignoring_ascii_case(std::string_view a, std::string_view b) noexcept;
[[nodiscard]] bool contains_ignoring_ascii_case(std::string_view text, std::string_view lower_case) noexcept;

// Without HTML white space and no-break spaces at both ends.
[[nodiscard]] std::string_view trim(std::string_view s) noexcept;

// Runs of white space (HTML's, and vertical tab, U+0085, U+00A0, U+1680, U+2000..200A, U+2028, U+2029,
// U+202F, U+205F, U+3000) become one space; none at the ends. ZWNJ, ZWJ and the author's other characters
// stay. Zero-width no-break space (U+FEFF) and other control characters go.
[[nodiscard]] std::string squeeze(std::string_view s);
void squeeze_in_place(std::string& s);
// True if squeezing would change nothing.
[[nodiscard]] bool is_squeezed(std::string_view s) noexcept;

// Decodes the code point at s[i] and moves i past it; U+FFFD for an invalid sequence (moves on by one byte).
[[nodiscard]] char32_t next_code_point(std::string_view s, std::size_t& i) noexcept;
void append_utf8(char32_t c, std::string& out);

// What stands at s[i]: a whole code point, or the bytes that one U+FFFD replaces (the "maximal subpart" of
// the Unicode Standard, 1 to 3 bytes; never a byte that could begin something else).
struct Sequence {
  std::size_t size = 1;  // bytes
  bool valid = false;
};
[[nodiscard]] Sequence sequence_at(std::string_view s, std::size_t i) noexcept;

// Replaces invalid sequences by U+FFFD; returns a view of `s` itself when it is valid.
[[nodiscard]] std::string_view to_valid_utf8(std::string_view s, std::string& storage);

// For matching phrases and names, never for output: Unicode lower case; Arabic diacritics, tatweel, ZWNJ and
// bidi marks removed; alef forms to bare alef, alef maksura to yeh, teh marbuta to heh, Persian yeh and kaf
// to Arabic ones; presentation forms to plain letters; Arabic-Indic and Persian digits to ASCII; white space
// squeezed.
[[nodiscard]] std::string fold_for_matching(std::string_view s);
// The same into `out`, whose memory is used again.
void fold_for_matching(std::string_view s, std::string& out);

// Arabic-Indic (U+0660..) and Persian (U+06F0..) digits to ASCII, other text unchanged.
[[nodiscard]] std::string ascii_digits(std::string_view s);

// Presentation forms to plain letters, tatweel removed, alef forms to bare alef: Options::fold_arabic.
[[nodiscard]] std::string fold_arabic(std::string_view s);

// Number of words: runs of letters, digits and marks; in scripts written without spaces (Han, kana, Thai,
// Lao, Khmer, Myanmar) one per 1.6 characters (figure of the study on block features; ICU's dictionaries
// would give the same to within a few per cent at 100 times the cost).
[[nodiscard]] std::uint32_t count_words(std::string_view s) noexcept;

// Letters of right-to-left scripts minus letters of others: > 0 means the text reads right to left.
[[nodiscard]] std::int64_t right_to_left_balance(std::string_view s) noexcept;

}  // namespace lubb::text
