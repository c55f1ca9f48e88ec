// Which entries of the phrase lists a text proves: the one that says what it is, and of a share bar all its
// labels.
#pragma once

#include <cstddef>
#include <string_view>

#include "extract/phrase_table.h"

namespace lubb::test {

// Calls prove(kind, entry) for each; nothing where no entry matches.
template <class Prove>
void for_each_proof(const extraction::PhraseTable& table, std::string_view text, Prove prove) {
  const extraction::PhraseMatch match = table.match(text);
  if (match.kind == extraction::PhraseKind::none) return;
  prove(match.kind, match.phrase);
  if (match.kind != extraction::PhraseKind::share || !match.whole) return;
  const extraction::PhraseWords words(text, extraction::most_phrase_words);
  const std::size_t size = words.list().size();
  if (extraction::PhraseWords(match.phrase, extraction::most_phrase_words).list().size() == size) return;
  for (std::size_t begin = 0, end = 0; begin < size; begin = end) {
    const extraction::PhraseEntry* label = table.label_at(words, begin, end);
    if (label == nullptr) return;
    prove(label->section.kind, table.text.substr(label->text_begin, label->text_size));
  }
}

}  // namespace lubb::test
