#include <bitset>
#include <memory>
#include <string>

#include "base/text.h"
#include "encoding/charset_decoder.h"
#include "encoding/scoring.h"

namespace lubb::encoding {
namespace {

using Script = MultiByteProfile::Script;

// Points a character (two bytes as a rule), in the unit of single_byte_score().
constexpr double kCommon = 4;       // one of the profile's characters
constexpr double kKana = 3;         // in Japanese
constexpr double kHangul = 1;       // in Korean
constexpr double kIdeograph = 0.3;  // any other, in Chinese and Japanese
constexpr double kPunctuation = 0.5;
constexpr double kForeign = -2;         // characters that the language seldom uses
constexpr double kUndefined = -8;       // byte sequences without meaning
constexpr double kAsciiNeighbour = -3;  // right beside an ASCII letter: brand names do that, but seldom

constexpr bool in(char32_t c, char32_t first, char32_t last) noexcept { return c >= first && c <= last; }

constexpr bool is_ascii_letter(char32_t c) noexcept {
  return c < 0x80 && text::is_ascii_alpha(static_cast<char>(c));
}

using CodePoints = std::bitset<0x10000>;

double points_of(char32_t c, const CodePoints& common, Script script) noexcept {
  if (c < 0x80) return 0;
  if (c == 0xFFFD || in(c, 0xE000, 0xF8FF) || in(c, 0x80, 0x9F)) return kUndefined;
  if (c <= 0xFFFF && common[c]) return kCommon;
  if (in(c, 0x3000, 0x303F) || in(c, 0xFF01, 0xFF5E) || in(c, 0x2010, 0x2027)) return kPunctuation;
  if (in(c, 0x3041, 0x30FF)) return script == Script::japanese ? kKana : kForeign;
  if (in(c, 0xAC00, 0xD7A3)) return script == Script::korean ? kHangul : kForeign;
  if (in(c, 0x4E00, 0x9FFF)) return script == Script::korean ? kForeign : kIdeograph;
  return kForeign;  // half-width kana, letters of other scripts, rare ideographs
}

}  // namespace

double multi_byte_score(const MultiByteProfile& profile, std::string_view sample) {
  std::string decoded;
  decode_from(profile.charset, sample, decoded);
  const auto common = std::make_unique<CodePoints>();
  for (const char16_t c : profile.common) common->set(c);
  double points = 0;
  char32_t previous = 0;
  for (std::size_t i = 0; i < decoded.size();) {
    const char32_t c = text::next_code_point(decoded, i);
    points += points_of(c, *common, profile.script);
    const bool beside_ascii =
        (is_ascii_letter(previous) && c >= 0x80) || (is_ascii_letter(c) && previous >= 0x80);
    if (beside_ascii) points += kAsciiNeighbour;
    previous = c;
  }
  return points;
}

}  // namespace lubb::encoding
