#include "extract/phrase_words.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/eight_bytes.h"
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
  end_word();
}

// Letters at once, up to eight, and a space behind them, or the one character that is none.
void PhraseWords::read_ascii(std::string_view raw, std::size_t& i) noexcept {
  namespace eight = text::eight_bytes;
  const std::uint64_t bytes = eight::load(raw.data() + i, raw.size() - i) | eight::all(0x20);
  const std::size_t count = eight::bytes_before(~eight::between(bytes, 'a', 'z') & eight::high_bits);
  if (count == 0) return take(static_cast<unsigned char>(raw[i++]));
  const std::uint64_t letters = bytes & ~std::uint64_t{0} >> 8 * (sizeof bytes - count);
  i += count;
  const bool ends = i == raw.size() || raw[i] == ' ';
  if (ends && !open_) {  // most words
    words_[size_++] = {.hash = mix_phrase_hash(no_letters, letters), .colon_after = false};
    weight_ += word_weight;
  } else {
    if (!open_) begin_word(word_weight);
    add_letters(letters, count);
    if (ends) end_word();
  }
  i += ends ? 1 : 0;
}

// Eight letters of ASCII are mixed in at once, however they came.
void PhraseWords::add_letters(std::uint64_t letters, std::size_t count) noexcept {
  letters_ |= letters << 8 * letter_count_;
  letter_count_ += count;
  if (letter_count_ < sizeof letters_) return;
  const std::size_t left = letter_count_ - sizeof letters_;
  mix_letters();
  if (left == 0) return;
  letters_ = letters >> 8 * (count - left);
  letter_count_ = left;
}

void PhraseWords::mix_letters() noexcept {
  if (letter_count_ == 0) return;
  std::uint64_t& hash = words_[size_ - 1].hash;
  hash = mix_phrase_hash(hash, letters_);
  letters_ = 0;
  letter_count_ = 0;
}

void PhraseWords::end_word() noexcept {
  mix_letters();
  open_ = false;
}

void PhraseWords::take(char32_t folded) noexcept {
  const char32_t c = folded < 0x80 ? folded : fold_greek(folded);
  if (is_letter(c)) {
    const bool alone = is_unspaced(c);
    if (!open_ || alone) begin_word(alone ? character_weight : word_weight);
    if (c < 0x80) {
      add_letters(c, 1);
    } else {
      mix_letters();
      std::uint64_t& hash = words_[size_ - 1].hash;
      hash = mix_phrase_hash(hash, c);
    }
    open_ = !alone;
  } else if (!is_passed_over(c)) {
    end_word();
    if (size_ > 0 && is_colon(c)) words_[size_ - 1].colon_after = true;
  }
}

void PhraseWords::begin_word(std::size_t weight) noexcept {
  end_word();
  open_ = true;
  words_[size_++] = {.hash = no_letters, .colon_after = false};
  weight_ += weight;
}

}  // namespace lubb::extraction
