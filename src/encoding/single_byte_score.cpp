#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "encoding/charset_decoder.h"
#include "encoding/scoring.h"

namespace lubb::encoding {
namespace {

// Points, about the binary logarithm of how much likelier a letter is in the language than by chance.
constexpr double kCommon = 2, kUsual = 1.2, kFair = 0.4, kRare = -0.6;
constexpr double kForeignLetter = -2;  // a letter that the language does not have
constexpr double kUndefined = -8;      // unassigned bytes and C1 controls
constexpr double kOrdinaryMark = 0.1;  // quotes, dashes, no-break space, ...
constexpr double kSymbol = -1;         // anything else
// Letters beyond ASCII that Latin languages have are few: all that is listed is evidence.
constexpr double kImplausibleNeighbours = -2;
constexpr double kLatinRun = -1;  // the third and each further letter with a diacritic in a row
constexpr double kAlone = -3;     // a letter that is a word of its own: few are ("à", "в")
constexpr double kRepetition =
    -4;  // the fourth and each further of the same byte in a row: filling, not text

constexpr std::u16string_view kOrdinary =
    u"\u00A0\u00AB\u00BB\u201C\u201D\u2018\u2019\u201A\u201E\u2013\u2014\u2026\u2022\u00B7\u00A9\u00AE\u2122"
    u"\u20AC\u00A3\u00A7\u00B0\u060C\u061B\u061F\u2039\u203A\u200C\u200D\u200E\u200F\u00BF\u00A1\u2116\u00AD";
// Of these, what may stand between two letters without a space.
constexpr std::u16string_view kInsideWords =
    u"\u00A0\u2019\u200C\u200D\u00AD\u00B7\u2014\u2013\u2026\u060C\u200E\u200F";

enum class Kind : unsigned char { other, inside_word, symbol, mark, caseless, lower, upper };

struct Trait {
  Kind kind = Kind::other;
  bool latin = false;
  bool upper_half = false;
};

constexpr bool is_letter(const Trait& trait) noexcept { return trait.kind >= Kind::caseless; }
constexpr bool in_word(const Trait& trait) noexcept { return trait.kind >= Kind::mark; }

Trait trait_of(char16_t c, bool upper_half) noexcept {
  Trait trait{.kind = Kind::other, .latin = c < 0x250, .upper_half = upper_half};
  const std::uint32_t category = U_MASK(u_charType(c));
  if ((category & U_GC_LU_MASK) != 0) {
    trait.kind = Kind::upper;
  } else if ((category & U_GC_LL_MASK) != 0) {
    trait.kind = Kind::lower;
  } else if ((category & U_GC_L_MASK) != 0 && c != 0xAA && c != 0xBA) {  // not the ordinal indicators
    trait.kind = Kind::caseless;
  } else if ((category & U_GC_M_MASK) != 0) {
    trait.kind = Kind::mark;
  } else if (upper_half) {
    trait.kind = kInsideWords.find(c) != std::u16string_view::npos ? Kind::inside_word : Kind::symbol;
  }
  return trait;
}

using Traits = std::array<Trait, 256>;

Traits traits_of(const UpperHalf& table) noexcept {
  Traits traits;
  for (std::size_t byte = 0; byte < traits.size(); ++byte) {
    traits[byte] =
        byte < 0x80 ? trait_of(static_cast<char16_t>(byte), false) : trait_of(table[byte - 0x80], true);
  }
  return traits;
}

// What the neighbour relations in the sample cost.
double neighbour_points(std::string_view sample, const Traits& traits) noexcept {
  double points = 0;
  Trait before, previous;
  char previous_byte = '\0';
  std::size_t run = 0, same = 0;
  for (const char c : sample) {
    const Trait& current = traits[static_cast<unsigned char>(c)];
    same = c == previous_byte ? same + 1 : 0;
    if (same > 2 && current.upper_half) points += kRepetition;
    previous_byte = c;
    if (previous.upper_half || current.upper_half) {
      const bool two_scripts = in_word(previous) && in_word(current) && previous.latin != current.latin;
      const bool capital_inside = previous.kind == Kind::lower && current.kind == Kind::upper;
      const bool bare_mark = current.kind == Kind::mark && !in_word(previous);
      if (two_scripts || capital_inside || bare_mark) points += kImplausibleNeighbours;
      const bool symbol_inside = previous.kind == Kind::symbol && is_letter(before) && is_letter(current);
      if (symbol_inside) points += kImplausibleNeighbours;
      const bool alone = previous.upper_half && is_letter(previous) && !in_word(before) && !in_word(current);
      if (alone) points += kAlone;
    }
    run = current.upper_half && current.latin && is_letter(current) ? run + 1 : 0;
    if (run > 2) points += kLatinRun;
    before = previous;
    previous = current;
  }
  return points;
}

double letter_points(char16_t c, const Language& language) noexcept {
  constexpr auto npos = std::u16string_view::npos;
  if (c == 0xFFFD || (c >= 0x80 && c < 0xA0)) return kUndefined;
  if (kOrdinary.find(c) != npos) return kOrdinaryMark;
  const auto lower = static_cast<char16_t>(u_tolower(c));
  if (language.common.find(lower) != npos) return kCommon;
  if (language.usual.find(lower) != npos) return kUsual;
  if (language.fair.find(lower) != npos) return kFair;
  if (language.rare.find(lower) != npos) return kRare;
  return (U_MASK(u_charType(c)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0 ? kForeignLetter : kSymbol;
}

}  // namespace

double single_byte_score(std::string_view charset, std::string_view sample, double floor) {
  constexpr double kNone = -1e9;
  UpperHalf table;
  if (!upper_half(charset, table)) return kNone;
  std::array<std::size_t, 256> count{};
  for (const char c : sample) ++count[static_cast<unsigned char>(c)];
  double best = kNone;
  for (const SingleByteProfile& profile : single_byte_profiles()) {
    if (profile.charset != charset) continue;
    double points = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (count[0x80 + i] == 0) continue;
      points += static_cast<double>(count[0x80 + i]) * letter_points(table[i], *profile.language);
    }
    best = std::max(best, points);
  }
  // Neighbours only ever cost points.
  return best <= floor || best == kNone ? best : best + neighbour_points(sample, traits_of(table));
}

}  // namespace lubb::encoding
