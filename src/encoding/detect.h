// Guessing a legacy encoding from the bytes: the sample is read in every candidate encoding, and the reading
// that looks most like text of some language wins. Letters earn points by how common they are in a language,
// and implausible neighbours (a symbol or capital inside a word, two scripts in one word) cost some.
#pragma once

#include <string>
#include <string_view>

namespace lubb::encoding {

struct Guess {
  std::string_view charset;  // WHATWG name, static
  double score = 0;          // points per byte over 0x7F, at most 2
};

// Readings that score less than this are no better than chance. Some 450 real pages in 20 languages, written
// in the encodings of their time, score 0.57 to 1.9 in the right one; pages in Western languages that hold
// but quotes and dashes score 0 to 0.3.
inline constexpr double kPlausibleScore = 0.4;

// The text of a page without markup, scripts and comments; only those runs that hold bytes over 0x7F, and not
// more than 64 KiB. For encodings that extend ASCII. Empty if the page is all ASCII.
[[nodiscard]] std::string text_sample(std::string_view page);

// The best guess; windows-1252 where nothing is better.
[[nodiscard]] Guess detect(std::string_view sample);

// How well `charset` explains the sample; the score is kUnknownCharset for encodings that detect() does not
// know.
inline constexpr double kUnknownCharset = -1e9;
[[nodiscard]] Guess judge(std::string_view charset, std::string_view sample);

// "utf-16le" or "utf-16be" for a page in UTF-16 without a byte order mark, else "": every second byte of
// markup is NUL.
[[nodiscard]] std::string_view detect_utf16(std::string_view page) noexcept;

// True if the page switches character sets by the escape sequences of ISO-2022-JP.
[[nodiscard]] bool has_iso_2022_jp_escapes(std::string_view page) noexcept;

}  // namespace lubb::encoding
