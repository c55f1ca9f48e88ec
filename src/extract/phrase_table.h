// Phrases in a form that a block's words can be run through once. The table of the built-in lists is made
// when lubb is built (src/extract/phrases): a run pays nothing for it but what it looks at.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "extract/phrase_words.h"
#include "extract/phrases.h"

namespace lubb::extraction {

enum class PhraseMode : std::uint8_t { whole, prefix, suffix, anywhere, label };

// Where a phrase applies.
struct PhraseSection {
  PhraseKind kind = PhraseKind::none;
  PhraseMode mode = PhraseMode::whole;
  std::uint8_t most_words = 0;  // of a block
};

struct PhraseEntry {
  PhraseSection section;
  bool needs_colon = false;      // a colon, or the end of the block, must follow
  std::uint32_t next = 0;        // another entry of the same words, plus one; 0 = none
  std::uint32_t text_begin = 0;  // into PhraseTable::text
  std::uint16_t text_size = 0;
};

// From a node of the tree to the next by one word. Open addressing by the low bits of a hash of both.
struct PhraseEdge {
  std::uint32_t high_bits = 0;  // of the hash
  std::uint32_t node = 0;       // 0 = empty slot
};

// Phrases as a tree of words: one step a word, so that the cost of a look-up is the block's words times the
// words of the longest phrase, whatever the number of phrases.
struct PhraseTable {
  // Which hashes of first words occur (modulo the size), to tell most words of prose apart at once: of all
  // phrases, and of those that may begin inside a block.
  static constexpr std::size_t first_words = std::size_t{1} << 16;
  using FirstWords = std::array<std::uint64_t, first_words / 64>;

  const FirstWords* firsts = nullptr;
  const FirstWords* inner_firsts = nullptr;
  std::span<const PhraseEdge> edges;           // a power of two of them, at most half full
  std::span<const std::uint32_t> first_entry;  // by node: index of an entry plus one; 0 = none
  std::span<const PhraseEntry> entries;
  std::string_view text;

  [[nodiscard]] PhraseMatch match(std::string_view block_text) const noexcept;
  // The longest label of a share bar that begins at `begin`, or null; `end`: the word behind it.
  [[nodiscard]] const PhraseEntry* label_at(const PhraseWords& words, std::size_t begin,
                                            std::size_t& end) const noexcept;

 private:
  [[nodiscard]] std::uint32_t step(std::uint32_t node, std::uint64_t word) const noexcept;
  // A share bar in one block: nothing but labels, one behind the other.
  [[nodiscard]] PhraseMatch match_bar(const PhraseWords& words) const noexcept;
  // The best match whose first word is number `begin`, if better than `best` (rank in and out).
  void match_from(const PhraseWords& words, std::size_t begin, PhraseMatch& best,
                  std::size_t& best_rank) const noexcept;
  [[nodiscard]] static bool applies(const PhraseEntry& entry, const PhraseWords& words, std::size_t begin,
                                    std::size_t end) noexcept;
};

// The lists of src/extract/phrases/*.txt.
[[nodiscard]] const PhraseTable& built_in_phrases() noexcept;

}  // namespace lubb::extraction
