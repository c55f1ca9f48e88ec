#include "extract/phrase_words.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/fold.h"

namespace lubb::extraction {
namespace {

constexpr std::uint64_t no_letters = 0xCBF29CE484222325U;  // the hash of a word before its first letter

constexpr char32_t combining_dot_above = 0x0307;  // what lower-casing leaves of the Turkish capital İ

bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }

bool is_letter(char32_t c) noexcept {
  if (c < 0x80) return text::is_ascii_alpha(static_cast<char>(c));
  if (c >= 0x0620 && c <= 0x064A) return true;  // Arabic, without asking ICU
  const auto point = static_cast<UChar32>(c);
  return u_isalpha(point) || (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
}

// Han and kana: each character is taken as a word, as finding the real words would need a dictionary.
bool is_unspaced(char32_t c) noexcept {
  return (c >= 0x3005 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

// "كتب / ..." and "Source | ..." are as common as the colon.
bool is_colon(char32_t c) noexcept {
  return c == U':' || c == U'/' || c == U'|' || c == 0xFF1A || c == 0xFE55 || c == 0x05C3;
}

// Control characters and marks of order stand inside words and say nothing; those that are white space end
// one.
bool is_passed_over(char32_t c) noexcept {
  if (c == combining_dot_above || c == 0x7F) return true;
  return c < 0xA0 && (c < 0x20 || c >= 0x80) && !(c >= '\t' && c <= '\r') && c != 0x85;
}

// Greek written in capitals has neither accents nor a final sigma of its own.
char32_t fold_greek(char32_t c) noexcept {
  switch (c) {
    case U'ά': return U'α';
    case U'έ': return U'ε';
    case U'ή': return U'η';
    case U'ί':
    case U'ϊ':
    case U'ΐ': return U'ι';
    case U'ό': return U'ο';
    case U'ύ':
    case U'ϋ':
    case U'ΰ': return U'υ';
    case U'ώ': return U'ω';
    case U'ς': return U'σ';
    default: return c;
  }
}

}  // namespace

PhraseWords::PhraseWords(std::string_view raw, std::size_t most_words) noexcept {
  const std::size_t most_weight = std::min(most_words, limit) * word_weight;
  for (std::size_t i = 0; i < raw.size() && weight_ <= most_weight;) {
    if (is_ascii(raw[i])) {
      read_ascii(raw, i);
      continue;
    }
    std::size_t end = i + 1;
    while (end < raw.size() && !is_ascii(raw[end])) ++end;
    text::for_each_folded(raw.substr(i, end - i), [&](char32_t folded) {
      take(folded);
      return weight_ <= most_weight;
    });
    i = end;
  }
}

// A run of letters at once and a space behind it, or the one character that is none.
void PhraseWords::read_ascii(std::string_view raw, std::size_t& i) noexcept {
  if (!text::is_ascii_alpha(raw[i])) return take(static_cast<unsigned char>(raw[i++]));
  if (!open_) begin_word(word_weight);
  open_ = true;
  std::uint64_t hash = words_[size_ - 1].hash;
  for (; i < raw.size() && text::is_ascii_alpha(raw[i]); ++i) {
    hash = mix_phrase_hash(hash, static_cast<unsigned char>(raw[i]) | 0x20U);
  }
  words_[size_ - 1].hash = hash;
  if (i == raw.size() || raw[i] != ' ') return;
  open_ = false;
  ++i;
}

void PhraseWords::take(char32_t folded) noexcept {
  const char32_t c = folded < 0x80 ? folded : fold_greek(folded);
  if (is_letter(c)) {
    const bool alone = is_unspaced(c);
    if (!open_ || alone) begin_word(alone ? character_weight : word_weight);
    open_ = !alone;
    std::uint64_t& hash = words_[size_ - 1].hash;
    hash = mix_phrase_hash(hash, c);
  } else if (!is_passed_over(c)) {
    open_ = false;
    if (size_ > 0 && is_colon(c)) words_[size_ - 1].colon_after = true;
  }
}

void PhraseWords::begin_word(std::size_t weight) noexcept {
  words_[size_++] = {.hash = no_letters, .colon_after = false};
  weight_ += weight;
}

}  // namespace lubb::extraction
