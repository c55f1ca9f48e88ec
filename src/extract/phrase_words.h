// The words of a text as phrases are matched by them: runs of letters and marks of its folded form, each
// known by a hash. Nothing is allocated: every short block of a page is looked at.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace lubb::extraction {

// As FNV-1a, taking up to eight letters or a word at a time.
constexpr std::uint64_t mix_phrase_hash(std::uint64_t hash, std::uint64_t value) noexcept {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
  return hash ^ hash >> 32;
}

class PhraseWords {
 public:
  // A word is known by a hash of its letters: 64 bits are enough for ten thousand phrases, and a page that
  // forges one gains a wrong label on a block of its own.
  struct Word {
    std::uint64_t hash;
    bool colon_after;
  };

  // A character of a script written without spaces is a word here and counts as 5/8 of one, the same 1.6
  // characters a word as text::count_words.
  static constexpr std::size_t word_weight = 8, character_weight = 5;

  // Reads until more than `most_words` have come: the text is then too long for a phrase.
  PhraseWords(std::string_view raw, std::size_t most_words) noexcept;

  [[nodiscard]] std::span<const Word> list() const noexcept { return std::span(words_).first(size_); }
  [[nodiscard]] std::size_t weight() const noexcept { return weight_; }  // in eighths of a word

  // The largest `most_words`.
  static constexpr std::size_t limit = 60;

 private:
  void begin_word(std::size_t weight) noexcept;
  void end_word() noexcept;
  void add_letters(std::uint64_t letters, std::size_t count) noexcept;
  void mix_letters() noexcept;
  void read_ascii(std::string_view raw, std::size_t& i) noexcept;
  void take(char32_t folded) noexcept;

  std::array<Word, limit * word_weight / character_weight + 1> words_;  // of which size_ are set
  std::size_t size_ = 0, weight_ = 0;
  std::uint64_t letters_ =
      0;  // of ASCII, the last of the open word, not in its hash yet; the first one lowest
  std::size_t letter_count_ = 0;
  bool open_ = false;  // the last word can still grow
};

}  // namespace lubb::extraction
