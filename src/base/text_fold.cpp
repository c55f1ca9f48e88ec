// Folding of letters: Arabic spelling variants, digits, case.
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <array>

#include "base/text.h"

namespace lubb::text {
namespace {

constexpr char32_t kAlef = 0x0627, kHeh = 0x0647, kYeh = 0x064A, kKaf = 0x0643, kTatweel = 0x0640;

// The longest decomposition in the Arabic presentation forms is U+FDFA's: 18 UTF-16 units.
constexpr std::size_t kLongestDecomposition = 32;

constexpr bool is_presentation_form(char32_t c) noexcept {
  return (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}

constexpr bool is_arabic_mark(char32_t c) noexcept {
  return (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
         (c >= 0x06D6 && c <= 0x06ED && c != 0x06DD && c != 0x06DE && c != 0x06E9) ||
         (c >= 0x08CA && c <= 0x08FF && c != 0x08E2);
}

// Characters that only steer how text is joined, broken or ordered.
constexpr bool is_invisible(char32_t c) noexcept {
  return c == 0x00AD || c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

constexpr char32_t fold_alef(char32_t c) noexcept {
  const bool alef =
      (c >= 0x0622 && c <= 0x0623) || c == 0x0625 || (c >= 0x0671 && c <= 0x0673) || c == 0x0675;
  return alef ? kAlef : c;
}

constexpr char32_t fold_digit(char32_t c) noexcept {
  if (c >= 0x0660 && c <= 0x0669) return c - 0x0660 + U'0';
  if (c >= 0x06F0 && c <= 0x06F9) return c - 0x06F0 + U'0';
  return c;
}

constexpr char32_t fold_letter(char32_t c) noexcept {
  switch (c) {
    case 0x0649:               // alef maksura
    case 0x06CC: return kYeh;  // Persian yeh
    case 0x0629: return kHeh;  // teh marbuta
    case 0x06A9: return kKaf;  // Persian kaf
    default: return fold_digit(fold_alef(c));
  }
}

// Calls `sink` with each code point of the plain spelling of a presentation form; with `c` where it has none.
template <class Sink>
void for_each_plain(char32_t c, Sink sink) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfkc = unorm2_getNFKCInstance(&status);
  std::array<UChar, kLongestDecomposition> plain;
  const std::int32_t size = U_FAILURE(status)
                                ? -1
                                : unorm2_getDecomposition(nfkc, static_cast<UChar32>(c), plain.data(),
                                                          static_cast<std::int32_t>(plain.size()), &status);
  if (size <= 0 || U_FAILURE(status)) return sink(c);
  // Isolated vowel marks decompose to a space that carries the mark; that space is no word break.
  const std::int32_t first = plain[0] == u' ' ? 1 : 0;
  for (std::int32_t i = first; i < size; ++i) sink(static_cast<char32_t>(plain[static_cast<std::size_t>(i)]));
}

void append_folded_for_matching(char32_t c, std::string& out) {
  if (c == kTatweel || is_arabic_mark(c) || is_invisible(c)) return;
  const char32_t folded = fold_letter(c);
  append_utf8(folded == c ? static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))) : folded, out);
}

void append_folded_arabic(char32_t c, std::string& out) {
  // Madda and hamza written as combining marks, which is what presentation forms decompose to.
  const bool mark_of_alef = c >= 0x0653 && c <= 0x0655 && out.ends_with("\xD8\xA7");
  if (c != kTatweel && !mark_of_alef) append_utf8(fold_alef(c), out);
}

}  // namespace

std::string fold_for_matching(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    if (static_cast<unsigned char>(s[i]) < 0x80) {
      out += ascii_lower(s[i++]);
      continue;
    }
    const char32_t c = next_code_point(s, i);
    if (is_presentation_form(c)) {
      for_each_plain(c, [&](char32_t plain) { append_folded_for_matching(plain, out); });
    } else {
      append_folded_for_matching(c, out);
    }
  }
  return squeeze(out);
}

std::string ascii_digits(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    // U+0660..0669 are D9 A0..A9, U+06F0..06F9 are DB B0..B9.
    const auto first = static_cast<unsigned char>(s[i]);
    const auto second = static_cast<unsigned char>(i + 1 < s.size() ? s[i + 1] : '\0');
    const unsigned char zero = first == 0xD9 ? 0xA0 : 0xB0;
    if ((first == 0xD9 || first == 0xDB) && second >= zero && second <= zero + 9) {
      out += static_cast<char>('0' + (second - zero));
      i += 2;
    } else {
      out += s[i++];
    }
  }
  return out;
}

std::string fold_arabic(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    if (static_cast<unsigned char>(s[i]) < 0x80) {
      out += s[i++];
      continue;
    }
    const char32_t c = next_code_point(s, i);
    if (is_presentation_form(c)) {
      for_each_plain(c, [&](char32_t plain) { append_folded_arabic(plain, out); });
    } else {
      append_folded_arabic(c, out);
    }
  }
  return out;
}

}  // namespace lubb::text
