// Counting words and letters. Both run over every page's whole text, so two-byte code points (Latin, Greek,
// Cyrillic, Hebrew, Arabic) are looked up in a table; the rest asks ICU.
#include <unicode/uchar.h>

#include <array>

#include "base/eight_bytes.h"
#include "base/text.h"

namespace lubb::text {
namespace {

using Traits = std::uint8_t;
constexpr Traits kWord = 1;          // letter, digit or mark
constexpr Traits kLetter = 2;        // counted by right_to_left_balance()
constexpr Traits kRightToLeft = 4;   // of a right-to-left script
constexpr Traits kSpaceless = 8;     // of a script written without spaces between words
constexpr Traits kTransparent = 16;  // neither part of a word nor its end: joiners, bidi marks, soft hyphen

constexpr char32_t kFirstOfThreeBytes = 0x800;

constexpr bool in(char32_t c, char32_t first, char32_t last) noexcept { return c >= first && c <= last; }

constexpr bool is_spaceless(char32_t c) noexcept {
  if (c < 0x0E00) return false;
  return in(c, 0x0E00, 0x0EFF)                              // Thai, Lao
         || in(c, 0x1000, 0x109F)                           // Myanmar
         || in(c, 0x1780, 0x17FF)                           // Khmer
         || in(c, 0x2E80, 0x2FDF) || in(c, 0x3005, 0x30FF)  // radicals, kana
         || in(c, 0x31F0, 0x31FF) || in(c, 0xFF66, 0xFF9F)  // more kana
         || in(c, 0x3400, 0x4DBF) || in(c, 0x4E00, 0x9FFF)  // Han
         || in(c, 0xF900, 0xFAFF) || in(c, 0x20000, 0x3FFFF);
}

constexpr bool is_right_to_left(char32_t c) noexcept {
  return in(c, 0x0590, 0x08FF) || in(c, 0xFB1D, 0xFDFF) || in(c, 0xFE70, 0xFEFF) || in(c, 0x10800, 0x10FFF) ||
         in(c, 0x1E800, 0x1EFFF);
}

constexpr bool is_transparent(char32_t c) noexcept {
  return c == 0x00AD || c == 0x061C || in(c, 0x200C, 0x200F) || in(c, 0x202A, 0x202E) ||
         in(c, 0x2060, 0x2069) || c == 0xFEFF;
}

Traits look_up(char32_t c) noexcept {
  if (is_transparent(c)) return kTransparent;
  const std::uint32_t category = U_MASK(u_charType(static_cast<UChar32>(c)));
  if ((category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) == 0) return 0;
  Traits traits = kWord;
  if ((category & U_GC_L_MASK) != 0) {
    traits |= kLetter;
    if (is_right_to_left(c)) traits |= kRightToLeft;
  }
  if (is_spaceless(c) && (category & U_GC_ND_MASK) == 0) traits |= kSpaceless;
  return traits;
}

constexpr Traits look_up_ascii(unsigned char c) noexcept {
  if (is_ascii_alpha(static_cast<char>(c))) return kWord | kLetter;
  return is_ascii_digit(static_cast<char>(c)) ? kWord : Traits{0};
}

using Table = std::array<Traits, kFirstOfThreeBytes>;

// Built at the first call: some 10 microseconds.
const Table& table() noexcept {
  static const Table built = [] {
    Table traits{};
    for (char32_t c = 0; c < kFirstOfThreeBytes; ++c) {
      traits[c] = c < 0x80 ? look_up_ascii(static_cast<unsigned char>(c)) : look_up(c);
    }
    return traits;
  }();
  return built;
}

// The traits of the code point at s[i]; moves i past it.
inline Traits next_traits(std::string_view s, std::size_t& i, const Table& traits) noexcept {
  const auto first = static_cast<unsigned char>(s[i]);
  if (first < 0x80) {
    ++i;
    return traits[first];
  }
  if (first >= 0xC2 && first < 0xE0 && i + 1 < s.size()) {
    const auto second = static_cast<unsigned char>(s[i + 1]);
    if ((second & 0xC0) == 0x80) {
      i += 2;
      return traits[((first & 0x1FU) << 6) | (second & 0x3FU)];
    }
  }
  const char32_t c = next_code_point(s, i);
  if (c < kFirstOfThreeBytes) return traits[c];
  if (in(c, 0x4E00, 0x9FFF)) return kWord | kLetter | kSpaceless;  // most of a Chinese page
  return look_up(c);
}

// Counts the words that begin in ASCII from s[i] on, eight bytes at a time, and moves `i` to the first eight
// that are not all ASCII or not all there.
std::uint64_t count_ascii_words(std::string_view s, std::size_t& i, bool& in_word) noexcept {
  namespace eight = eight_bytes;
  std::uint64_t words = 0;
  std::uint64_t in_word_before = in_word ? 0x80 : 0;  // the high bit of the lowest byte
  for (; i + sizeof(std::uint64_t) <= s.size(); i += sizeof(std::uint64_t)) {
    const std::uint64_t bytes = eight::load(s.data() + i, sizeof bytes);
    if ((bytes & eight::high_bits) != 0) break;
    const std::uint64_t word_bytes = eight::letters(bytes) | eight::between(bytes, '0', '9');
    words += eight::count(word_bytes & ~(word_bytes << 8 | in_word_before));
    in_word_before = word_bytes >> 56;
  }
  in_word = in_word_before != 0;
  return words;
}

}  // namespace

std::uint32_t count_words(std::string_view s) noexcept {
  const Table& traits = table();
  std::uint64_t words = 0, spaceless = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < s.size();) {
    if (static_cast<unsigned char>(s[i]) < 0x80) {
      const std::size_t begin = i;
      words += count_ascii_words(s, i, in_word);
      if (i > begin) continue;
    }
    const Traits next = next_traits(s, i, traits);
    if ((next & kTransparent) != 0) continue;
    const bool plain_word = (next & (kWord | kSpaceless)) == kWord;
    words += plain_word && !in_word ? 1 : 0;
    spaceless += (next & kSpaceless) != 0 ? 1 : 0;
    in_word = plain_word;
  }
  return static_cast<std::uint32_t>(words + (spaceless * 10 + 15) / 16);  // 1.6 characters a word, rounded up
}

std::int64_t right_to_left_balance(std::string_view s) noexcept {
  const Table& traits = table();
  std::int64_t balance = 0;
  for (std::size_t i = 0; i < s.size();) {
    const Traits next = next_traits(s, i, traits);
    if ((next & kRightToLeft) != 0) {
      ++balance;
    } else if ((next & kLetter) != 0) {
      --balance;
    }
  }
  return balance;
}

}  // namespace lubb::text
