#include "extract/phrase_table.h"

namespace lubb::extraction {
namespace {

// Bytes beyond which a block need not be read to know that it is too long: words of 40 bytes.
constexpr std::size_t most_phrase_bytes = most_phrase_words * 40;
static_assert(most_phrase_words <= PhraseWords::limit);

// Of a share bar; fewer labels may be a heading, more words are a menu of the site.
constexpr std::size_t fewest_bar_labels = 3;
constexpr std::size_t most_bar_words = 24;

bool holds(const PhraseTable::FirstWords& firsts, std::uint64_t hash) noexcept {
  hash %= PhraseTable::first_words;
  return (firsts[hash / 64] >> hash % 64 & 1) != 0;
}

}  // namespace

std::uint32_t PhraseTable::step(std::uint32_t node, std::uint64_t word) const noexcept {
  const std::uint64_t hash = mix_phrase_hash(word, node);
  const std::size_t mask = edges.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    if (edges[i].node == 0 || edges[i].high_bits == hash >> 32) return edges[i].node;
  }
}

bool PhraseTable::applies(const PhraseEntry& entry, const PhraseWords& words, std::size_t begin,
                          std::size_t end) noexcept {
  const std::size_t size = words.list().size();
  if (words.weight() > entry.section.most_words * PhraseWords::word_weight) return false;
  if (entry.needs_colon && end < size && !words.list()[end - 1].colon_after) return false;
  switch (entry.section.mode) {
    case PhraseMode::whole: return begin == 0 && end == size;
    case PhraseMode::prefix: return begin == 0;
    case PhraseMode::suffix: return end == size;
    case PhraseMode::anywhere: return true;
    case PhraseMode::label: return false;
  }
  return false;
}

void PhraseTable::match_from(const PhraseWords& words, std::size_t begin, PhraseMatch& best,
                             std::size_t& best_rank) const noexcept {
  const auto list = words.list();
  std::uint32_t node = 0;
  for (std::size_t end = begin; end < list.size();) {
    node = step(node, list[end].hash);
    if (node == 0) return;
    ++end;
    for (std::uint32_t i = first_entry[node]; i != 0; i = entries[i - 1].next) {
      const PhraseEntry& entry = entries[i - 1];
      if (!applies(entry, words, begin, end)) continue;
      const bool whole = begin == 0 && end == list.size();
      // A phrase that is the whole block says most, then one that begins it; then the longer one. A list
      // that asks for the whole block knows better what it means than one that asks for less.
      const std::size_t place = whole        ? (entry.section.mode == PhraseMode::whole ? 3U : 2U)
                                : begin == 0 ? 1U
                                             : 0U;
      const std::size_t rank = 1 + place * (most_phrase_bytes + 1) + (end - begin);
      if (rank <= best_rank) continue;
      best_rank = rank;
      best = {.kind = entry.section.kind,
              .whole = whole,
              .phrase = text.substr(entry.text_begin, entry.text_size)};
    }
  }
}

const PhraseEntry* PhraseTable::label_at(const PhraseWords& words, std::size_t begin,
                                         std::size_t& end) const noexcept {
  const auto list = words.list();
  const PhraseEntry* longest = nullptr;
  std::uint32_t node = 0;
  for (std::size_t at = begin; at < list.size(); ++at) {
    node = step(node, list[at].hash);
    if (node == 0) break;
    for (std::uint32_t i = first_entry[node]; i != 0; i = entries[i - 1].next) {
      const PhraseMode mode = entries[i - 1].section.mode;
      if (mode != PhraseMode::whole && mode != PhraseMode::label) continue;
      longest = &entries[i - 1];
      end = at + 1;
    }
  }
  return longest;
}

PhraseMatch PhraseTable::match_bar(const PhraseWords& words) const noexcept {
  const std::size_t size = words.list().size();
  if (size < fewest_bar_labels || size > most_bar_words) return {};
  PhraseMatch bar;
  std::size_t labels = 0;
  for (std::size_t begin = 0; begin < size; ++labels) {
    std::size_t end = begin;
    const PhraseEntry* label = label_at(words, begin, end);
    if (label == nullptr) return {};
    begin = end;
    if (label->section.kind == PhraseKind::share && bar.kind == PhraseKind::none)
      bar = {PhraseKind::share, true, text.substr(label->text_begin, label->text_size)};
  }
  return labels >= fewest_bar_labels ? bar : PhraseMatch{};
}

PhraseMatch PhraseTable::match(std::string_view block_text) const noexcept {
  if (block_text.size() > most_phrase_bytes) return {};
  const PhraseWords words(block_text, most_phrase_words);
  if (words.weight() > most_phrase_words * PhraseWords::word_weight) return {};
  PhraseMatch best;
  std::size_t best_rank = 0;
  const auto list = words.list();
  for (std::size_t begin = 0; begin < list.size(); ++begin) {
    if (holds(begin == 0 ? *firsts : *inner_firsts, list[begin].hash)) {
      match_from(words, begin, best, best_rank);
    }
  }
  if (best.kind == PhraseKind::none && !list.empty() && holds(*firsts, list[0].hash)) return match_bar(words);
  return best;
}

PhraseMatch match_phrase(std::string_view block_text) { return built_in_phrases().match(block_text); }

}  // namespace lubb::extraction
