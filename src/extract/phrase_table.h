// The phrase lists in a form that a block's words can be run through once.
//
// A list is text (src/extract/phrases/*.txt): sections `[kind mode]` or `[kind mode words]`, one phrase a
// line under them, `#` comments. Kinds are the names of PhraseKind. The modes:
//   whole     the phrase is the whole block
//   prefix    the block begins with it
//   suffix    the block ends with it
//   anywhere  it stands somewhere in the block
// `words` is the longest block the section's phrases apply to. A phrase that ends with a colon matches only
// where a colon, slash or bar, or the end of the block, follows. Case, digits, punctuation and symbols are of
// no account on both sides, nor are the spelling variants that text::fold_for_matching removes.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/phrases.h"

namespace lubb::extraction {

struct PhraseList {
  std::string_view language;  // the file's name without its ending
  std::string_view text;
};
// All lists, compiled in from src/extract/phrases/*.txt.
[[nodiscard]] std::span<const PhraseList> phrase_lists() noexcept;

// Phrases as a tree of words: one step a word, so that the cost of a look-up is the block's words times the
// words of the longest phrase, whatever the number of phrases.
class PhraseTable {
 public:
  // `lists` must outlive the table: matches point into their text.
  explicit PhraseTable(std::span<const PhraseList> lists);

  [[nodiscard]] PhraseMatch match(std::string_view block_text) const;
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  // "ar:12: line" for each line that cannot be read; such lines are left out.
  [[nodiscard]] const std::vector<std::string>& malformed() const noexcept { return malformed_; }

 private:
  enum class Mode : std::uint8_t { whole, prefix, suffix, anywhere };
  struct Section {
    PhraseKind kind = PhraseKind::none;
    Mode mode = Mode::whole;
    std::uint16_t most_words = 0;  // of a block
  };
  struct Entry {
    Section section;
    bool needs_colon = false;
    std::uint32_t next = 0;  // another entry of the same words, plus one; 0 = none
    std::string_view phrase;
  };
  struct Words;

  void add_list(const PhraseList& list);
  [[nodiscard]] static bool read_section(std::string_view line, Section& section);
  [[nodiscard]] bool add_phrase(std::string_view phrase, const Section& section);
  [[nodiscard]] std::uint32_t step(std::uint32_t node, std::uint64_t word) const noexcept;
  // The best match whose first word is words[begin], if better than `best` (rank in and out).
  void match_from(const Words& words, std::size_t begin, PhraseMatch& best, std::size_t& best_rank) const;
  [[nodiscard]] static bool applies(const Entry& entry, const Words& words, std::size_t begin,
                                    std::size_t end);

  // Which hashes of first words occur (modulo the size), to tell most words of prose apart at once: of all
  // phrases, and of those that may begin inside a block.
  static constexpr std::size_t kFirstWords = std::size_t{1} << 16;
  std::bitset<kFirstWords> first_words_, inner_first_words_;
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;  // hash of node and word -> node
  std::vector<std::uint32_t> first_entry_ = {0};            // by node: index of an entry plus one; 0 = none
  std::vector<Entry> entries_;
  std::vector<std::string> malformed_;
};

}  // namespace lubb::extraction
