// Phrase lists -> the table that the library looks words up in. Runs when lubb is built, and in tests.
//
// A list is text: sections `[kind mode]` or `[kind mode words]`, one phrase a line under them, `#` comments.
// Kinds are the names of PhraseKind. The modes:
//   whole     the phrase is the whole block
//   prefix    the block begins with it
//   suffix    the block ends with it
//   anywhere  it stands somewhere in the block
//   label     it is part of a share bar in one block: nothing but labels and phrases that would be whole
//             blocks, at least one of them of kind share
// `words` is the longest block the section's phrases apply to. A phrase that ends with a colon matches only
// where a colon, slash or bar, or the end of the block, follows. Case, digits, punctuation and symbols are of
// no account on both sides, nor are the spelling variants that text::fold_for_matching removes.
//
// An entry earns its place: a page of the benchmark sets shows it (`scripts/bench DATA --phrases --record`
// writes fixtures/phrases/seen_on_sites.tsv), or a line of fixtures/phrases does, as a site prints it. A test
// fails on one that neither does. Lines are for languages of which the sets have few sites, and for what our
// own pages hold: in English, German and Chinese (a hundred sites and more) what is common stands on some
// page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/phrase_table.h"

namespace lubb::extraction {

class PhraseCompiler {
 public:
  // Adds a list; `language` is its name in messages.
  void add_list(std::string_view language, std::string_view list);

  // The table of all lists so far: views of this object, which must stay as it is.
  [[nodiscard]] PhraseTable table();

  // "ar:12: line" for each line that could not be read or whose words, mode and colon an earlier one has;
  // such lines are left out.
  [[nodiscard]] const std::vector<std::string>& malformed() const noexcept { return malformed_; }

 private:
  [[nodiscard]] static bool read_section(std::string_view line, PhraseSection& section);
  [[nodiscard]] bool add_phrase(std::string_view phrase, const PhraseSection& section);
  void fill_edges();

  std::unordered_map<std::uint64_t, std::uint32_t> nodes_;  // hash of a node and a word -> node
  std::vector<std::uint32_t> first_entry_ = {0};
  std::vector<PhraseEntry> entries_;
  std::string text_;
  PhraseTable::FirstWords firsts_{}, inner_firsts_{};
  std::vector<PhraseEdge> edges_;
  std::vector<std::string> malformed_;
};

}  // namespace lubb::extraction
