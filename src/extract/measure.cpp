#include "extract/measure.h"

#include <unicode/uchar.h>

#include <array>
#include <cmath>

#include "base/text.h"

namespace lubb::extraction {
namespace {

// Characters per word in scripts written without spaces (figure of a study on Chinese news pages, where it
// raised word F1 from .850 to .892 against counting runs).
constexpr double characters_per_unspaced_word = 1.6;

enum CharClass : std::uint8_t {
  class_space = 1,
  class_letter = 2,
  class_capital = 4,
  class_digit = 8,
  class_punctuation = 16,
  class_comma = 32,
  class_sentence_end = 64,
  class_pipe = 128,
};

constexpr std::array<std::uint8_t, 128> make_ascii_classes() {
  std::array<std::uint8_t, 128> table{};
  for (int c = 0; c < 128; ++c) {
    std::uint8_t value = 0;
    if (c <= ' ' || c == 127) {
      value = class_space;
    } else if (c >= '0' && c <= '9') {
      value = class_digit;
    } else if (c >= 'A' && c <= 'Z') {
      value = class_letter | class_capital;
    } else if (c >= 'a' && c <= 'z') {
      value = class_letter;
    } else {
      value = class_punctuation;
      if (c == ',' || c == ';') value |= class_comma;
      if (c == '.' || c == '!' || c == '?') value |= class_sentence_end;
      if (c == '|' || c == '/' || c == '>') value |= class_pipe;
    }
    table[static_cast<std::size_t>(c)] = value;
  }
  return table;
}
constexpr std::array<std::uint8_t, 128> ascii_classes = make_ascii_classes();

constexpr bool is_unspaced_script(char32_t c) noexcept {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x2FA1F);
}

std::uint8_t special_class(char32_t c) noexcept {
  switch (c) {
    case 0x060C:
    case 0x061B:
    case 0x3001:
    case 0xFF0C:
    case 0xFF1B: return class_punctuation | class_comma;
    case 0x2026:
    case 0x061F:
    case 0x06D4:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0x0964: return class_punctuation | class_sentence_end;
    case 0x00BB:
    case 0x203A:
    case 0x00B7:
    case 0x2022: return class_punctuation | class_pipe;
    case 0x00A0:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case 0xFEFF: return class_space;
    default: return 0;
  }
}

std::uint8_t wide_class(char32_t c) noexcept {
  // The blocks that make nearly all text of the first users: letters without a property look-up.
  if ((c >= 0x0620 && c <= 0x064A) || (c >= 0x0430 && c <= 0x044F) || (c >= 0x4E00 && c <= 0x9FFF)) {
    return class_letter;
  }
  if (const std::uint8_t special = special_class(c)) return special;
  if (c >= 0x2000 && c <= 0x200A) return class_space;
  const auto point = static_cast<UChar32>(c);
  const auto mask = U_GET_GC_MASK(point);
  if (mask & (U_GC_LU_MASK | U_GC_LT_MASK)) return class_letter | class_capital;
  if (mask & (U_GC_L_MASK | U_GC_M_MASK)) return class_letter;
  if (mask & U_GC_ND_MASK) return class_digit;
  if (mask & (U_GC_P_MASK | U_GC_S_MASK)) return class_punctuation;
  return 0;
}

constexpr bool is_currency(char32_t c) noexcept {
  return c == '$' || c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20C0) || c == 0xFDFC;
}

constexpr bool is_closing(char32_t c) noexcept {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xBB || c == 0x201D || c == 0x2019 ||
         c == 0x300D || c == 0x300F || c == 0xFF09;
}

constexpr bool is_wide_sentence_end(char32_t c) noexcept { return c == 0x3002 || c == 0xFF01 || c == 0xFF1F; }

// What has to be remembered between two characters.
struct State {
  bool in_word = false;
  bool pending_end = false;  // a sentence mark whose next character is not seen yet
  bool after_currency = false;
  bool after_digit = false;
  std::uint32_t unspaced = 0;  // characters of scripts without spaces
};

void step(char32_t c, std::uint8_t kind, State& state, TextCounts& counts) noexcept {
  if (kind & class_space) {
    counts.sentence_ends += state.pending_end ? 1 : 0;
    state.pending_end = state.in_word = state.after_currency = state.after_digit = false;
    return;
  }
  ++counts.characters;
  if (kind & (class_letter | class_digit)) {
    if (c >= 0x0E00 && is_unspaced_script(c)) {
      ++state.unspaced;
      state.in_word = false;
    } else if (!state.in_word) {
      ++counts.words;
      state.in_word = true;
    }
    counts.letters += (kind & class_letter) ? 1 : 0;
    counts.capitals += (kind & class_capital) ? 1 : 0;
    counts.digits += (kind & class_digit) ? 1 : 0;
    counts.prices += (kind & class_digit) && state.after_currency ? 1 : 0;
    state.after_digit = (kind & class_digit) != 0;
    state.after_currency = state.pending_end = false;
    counts.ends_sentence = false;
    return;
  }
  if (!(kind & class_punctuation)) return;  // format characters: ZWNJ does not end a word
  ++counts.punctuation;
  counts.commas += (kind & class_comma) ? 1 : 0;
  counts.pipes += (kind & class_pipe) ? 1 : 0;
  if (is_currency(c)) {
    counts.prices += state.after_digit ? 1 : 0;
    state.after_currency = true;
  }
  if (kind & class_sentence_end) {
    if (is_wide_sentence_end(c))
      ++counts.sentence_ends;
    else
      state.pending_end = true;
    counts.ends_sentence = true;
  } else if (!is_closing(c)) {
    counts.ends_sentence = state.pending_end = false;
  }
  if (c != '\'' && c != 0x2019) state.in_word = false;
}

}  // namespace

TextCounts measure(std::string_view text) noexcept {
  TextCounts counts;
  State state;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 128) {
      step(byte, ascii_classes[byte], state, counts);
      ++i;
    } else {
      const char32_t c = text::next_code_point(text, i);
      step(c, wide_class(c), state, counts);
    }
  }
  counts.sentence_ends += state.pending_end ? 1 : 0;
  counts.words += static_cast<std::uint32_t>(std::lround(state.unspaced / characters_per_unspaced_word));
  return counts;
}

}  // namespace lubb::extraction
