// Folding of letters: Arabic spelling variants, digits, case.
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>

#include "base/eight_bytes.h"
#include "base/fold.h"
#include "base/text.h"

namespace lubb::text {
namespace {

constexpr char32_t kAlef = 0x0627, kHeh = 0x0647, kYeh = 0x064A, kKaf = 0x0643, kTatweel = 0x0640;

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

constexpr bool is_removed(char32_t c) noexcept {
  return c == kTatweel || is_arabic_mark(c) || is_invisible(c);
}

// The Arabic block has no cases: what its letters become is known without asking ICU.
constexpr std::array<char32_t, 0x100> make_arabic_folds() noexcept {
  std::array<char32_t, 0x100> folds{};
  for (char32_t c = 0x0600; c < 0x0700; ++c) folds[c - 0x0600] = is_removed(c) ? 0 : fold_letter(c);
  return folds;
}
constexpr std::array<char32_t, 0x100> arabic_folds = make_arabic_folds();

void append_folded_arabic(char32_t c, std::string& out) {
  // Madda and hamza written as combining marks, which is what presentation forms decompose to.
  const bool mark_of_alef = c >= 0x0653 && c <= 0x0655 && out.ends_with("\xD8\xA7");
  if (c != kTatweel && !mark_of_alef) append_utf8(fold_alef(c), out);
}

}  // namespace

std::size_t plain_spelling(char32_t c, PlainSpelling& plain) noexcept {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfkc = unorm2_getNFKCInstance(&status);
  std::array<UChar, longest_plain_spelling> units;
  const std::int32_t size = U_FAILURE(status)
                                ? -1
                                : unorm2_getDecomposition(nfkc, static_cast<UChar32>(c), units.data(),
                                                          static_cast<std::int32_t>(units.size()), &status);
  if (size <= 0 || U_FAILURE(status)) {
    plain[0] = c;
    return 1;
  }
  // Isolated vowel marks decompose to a space that carries the mark; that space is no word break.
  const std::size_t first = units[0] == u' ' ? 1 : 0;
  const std::size_t count = static_cast<std::size_t>(size) - first;
  for (std::size_t i = 0; i < count; ++i) plain[i] = units[first + i];
  return count;
}

char32_t fold_code_point(char32_t c) noexcept {
  if (c >= 0x0600 && c < 0x0700) return arabic_folds[c - 0x0600];
  if (is_removed(c)) return 0;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

std::string fold_for_matching(std::string_view s) {
  std::string out;
  fold_for_matching(s, out);
  return out;
}

void fold_for_matching(std::string_view s, std::string& out) {
  namespace eight = eight_bytes;
  const auto append = [&](char32_t c) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else {
      append_utf8(c, out);
    }
    return true;
  };
  out.clear();
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const std::uint64_t bytes = eight::load(s.data() + i, s.size() - i);
    const std::size_t ascii = std::min(eight::bytes_before(bytes & eight::high_bits), s.size() - i);
    std::array<char, sizeof bytes> lower_case;
    eight::store(bytes | eight::capitals(bytes) >> 2, lower_case.data());
    out.append(lower_case.data(), ascii);
    i += ascii;
    const std::size_t begin = i;
    while (i < s.size() && static_cast<unsigned char>(s[i]) >= 0x80) ++i;
    for_each_folded(s.substr(begin, i - begin), append);
  }
  squeeze_in_place(out);
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
    if (!is_presentation_form(c)) {
      append_folded_arabic(c, out);
      continue;
    }
    PlainSpelling plain;
    const std::size_t size = plain_spelling(c, plain);
    for (std::size_t k = 0; k < size; ++k) append_folded_arabic(plain[k], out);
  }
  return out;
}

}  // namespace lubb::text
