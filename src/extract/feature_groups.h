// The groups of features, one file each; called by compute_features() in this order.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "extract/features.h"

namespace lubb::extraction {

// Sums over blocks[0, i), so that a container's totals cost one subtraction.
struct BlockSums {
  using Words = PageVector<std::uint32_t>;
  BlockSums(std::size_t size, PageMemory& memory)
      : words(size, memory),
        link_words(size, memory),
        sentence_ends(size, memory),
        token_words(size, memory),
        big_words(size, memory) {}

  Words words, link_words, sentence_ends;
  PageVector<double> token_words;  // token score x words
  Words big_words;                 // words of long blocks with few links

  [[nodiscard]] static std::uint32_t between(const Words& sums, BlockId begin, BlockId end) noexcept {
    return sums[end] - sums[begin];
  }
};
[[nodiscard]] BlockSums sum_blocks(const Segments& segments, FeatureMatrix& features);

void compute_token_scores(const Segments& segments, const TokenTable& tokens, FeatureMatrix& features);
void compute_repetition_features(const Segments& segments, FeatureMatrix& features);
// `holders`: the elements that hold blocks, in their order.
void compute_container_features(const Segments& segments, std::span<const ElementId> holders,
                                const BlockSums& sums, FeatureMatrix& features);
void compute_card_features(const Segments& segments, std::span<const ElementId> holders,
                           const BlockSums& sums, FeatureMatrix& features);
void compute_neighbour_features(const Segments& segments, const BlockSums& sums, FeatureMatrix& features);
void compute_title_features(const dom::Document& document, const Segments& segments, FeatureMatrix& features);

// The innermost element around `container` that holds blocks: that itself, but inside <pre>, where the block
// is that of <pre>. The root if none does.
[[nodiscard]] inline ElementId nearest_holder(const Segments& segments, ElementId container) noexcept {
  const auto& elements = segments.elements;
  while (elements[container].first_block == elements[container].end_block &&
         elements[container].parent != no_id)
    container = elements[container].parent;
  return container;
}

// How deep the nearest element stands that holds both a certain one and another, or is one of them. Quick for
// elements that are asked about in the order of the document.
class SharedDepth {
 public:
  SharedDepth(const Segments& segments, ElementId with, PageMemory& memory)
      : segments_(segments), path_(memory) {
    for (ElementId id = with; id != no_id; id = segments.elements[id].parent) path_.push_back(id);
    level_ = path_.size() - 1;
  }

  int of(ElementId other) noexcept {
    const dom::NodeId node = segments_.elements[other].node;
    const auto holds = [&](std::size_t level) {
      const Element& element = segments_.elements[path_[level]];
      return element.node <= node && node < element.node_end;
    };
    while (level_ + 1 < path_.size() && !holds(level_)) ++level_;
    while (level_ > 0 && holds(level_ - 1)) --level_;
    return segments_.elements[path_[level_]].depth;
  }

 private:
  const Segments& segments_;
  PageVector<ElementId> path_;  // up to the root
  std::size_t level_ = 0;       // in path_, of the last answer
};

// Share of linked words in [begin, end).
[[nodiscard]] inline float link_density(std::uint32_t link_words, std::uint32_t words) noexcept {
  return words == 0 ? 0.0F : static_cast<float>(link_words) / static_cast<float>(words);
}

}  // namespace lubb::extraction
