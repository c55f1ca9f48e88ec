// Title: how far a block is from the headline, and what it shares with <title>.
#include <algorithm>
#include <array>
#include <bitset>

#include "base/text.h"
#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

constexpr float no_title_steps = 99;         // levels; for pages without a headline
constexpr float most_before_title = -99;     // blocks
constexpr float most_after_title = 999;      // blocks; also for pages without a headline
constexpr std::uint32_t overlap_words = 60;  // longer blocks are no headlines

// 0 for bytes that end a word, else the byte with ASCII letters in lower case.
constexpr std::array<std::uint8_t, 256> make_word_bytes() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    const bool word = c >= 128 || text::is_ascii_alpha(byte) || text::is_ascii_digit(byte);
    table[c] = word ? static_cast<std::uint8_t>(text::ascii_lower(byte)) : std::uint8_t{0};
  }
  return table;
}
constexpr std::array<std::uint8_t, 256> word_bytes = make_word_bytes();

// Calls emit(hash) for each word: runs of ASCII letters and digits and of bytes above 127, lower-cased.
template <class Emit>
void for_each_word(std::string_view text, Emit&& emit) {
  constexpr std::uint32_t start = token_hash({});
  std::uint32_t hash = start;
  for (const char c : text) {
    const std::uint8_t byte = word_bytes[static_cast<unsigned char>(c)];
    if (byte != 0) {
      hash = (hash ^ byte) * 0x01000193u;  // FNV-1a, as token_hash()
    } else if (hash != start) {
      emit(hash);
      hash = start;
    }
  }
  if (hash != start) emit(hash);
}

// The words of <title>, sorted.
PageVector<std::uint32_t> title_words(const dom::Document& document, PageMemory& memory) {
  constexpr std::size_t longest_title = 1000;  // bytes
  const SourceRange range = document.title();
  std::string title;
  dom::append_decoded(
      document.source().substr(range.begin, std::min<std::size_t>(range.end - range.begin, longest_title)),
      false, title);
  PageVector<std::uint32_t> words(memory);
  for_each_word(title, [&](std::uint32_t hash) { words.push_back(hash); });
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// Bits of words by their lowest bits, to tell most words that are not among them.
using WordFilter = std::bitset<256>;
constexpr std::size_t filter_bit(std::uint32_t hash) noexcept { return hash & 0xFF; }

float overlap(std::string_view text, std::span<const std::uint32_t> title, const WordFilter& filter) {
  unsigned words = 0, shared = 0;
  for_each_word(text, [&](std::uint32_t hash) {
    ++words;
    if (filter[filter_bit(hash)]) shared += std::binary_search(title.begin(), title.end(), hash) ? 1u : 0u;
  });
  return words == 0 ? 0.0F : static_cast<float>(shared) / static_cast<float>(words);
}

// The heading that shows the title: the one with the best overlap, h1 before others; no_id if none.
BlockId find_title_block(const Segments& segments, const FeatureMatrix& features) {
  BlockId best = no_id;
  float best_score = 0;
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    const float level = features.at(id, Feature::heading_level);
    if (level == 0) continue;
    const auto words = static_cast<float>(std::min<std::uint32_t>(segments.blocks[id].counts.words, 8));
    const float score = features.at(id, Feature::title_overlap) * words + (level == 1 ? 1.0F : 0.0F);
    if (score > best_score) {
      best_score = score;
      best = id;
    }
  }
  return best;
}

// How far block and headline stand apart in the tree.
void set_steps_to_title(const Segments& segments, BlockId heading, FeatureMatrix& features) {
  if (heading == no_id) {
    features.fill(Feature::steps_to_title, no_title_steps);
    features.fill(Feature::steps_from_title, no_title_steps);
    return;
  }
  const Element& title = segments.elements[segments.blocks[heading].container];
  // By element: the depth of the nearest above it that also holds the headline.
  PageVector<std::uint16_t> shared_depth(segments.elements.size(), features.memory());
  for (ElementId id = 0; id < segments.elements.size(); ++id) {
    const Element& element = segments.elements[id];
    const bool holds_title = element.node <= title.node && title.node < element.node_end;
    shared_depth[id] = holds_title || element.parent == no_id ? element.depth : shared_depth[element.parent];
  }
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    const ElementId container = segments.blocks[id].container;
    const int shared = shared_depth[container];
    features.set(id, Feature::steps_to_title,
                 static_cast<float>(int{segments.elements[container].depth} - shared));
    features.set(id, Feature::steps_from_title, static_cast<float>(std::max(0, int{title.depth} - shared)));
  }
}

}  // namespace

void compute_title_features(const dom::Document& document, const Segments& segments,
                            FeatureMatrix& features) {
  const PageVector<std::uint32_t> title = title_words(document, features.memory());
  WordFilter filter;
  for (const std::uint32_t hash : title) filter.set(filter_bit(hash));
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    const Block& block = segments.blocks[id];
    const bool has_overlap = block.counts.words <= overlap_words && !title.empty();
    features.set(id, Feature::title_overlap,
                 has_overlap ? overlap(segments.block_text(block), title, filter) : 0);
  }
  const BlockId heading = find_title_block(segments, features);
  set_steps_to_title(segments, heading, features);
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    const float distance =
        heading == no_id ? most_after_title : static_cast<float>(id) - static_cast<float>(heading);
    features.set(id, Feature::from_title, std::clamp(distance, most_before_title, most_after_title));
  }
}

}  // namespace lubb::extraction
