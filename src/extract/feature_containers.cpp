// Containers and the best candidate: the ancestors of a block that hold more blocks than it.
#include <algorithm>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

constexpr int containers = 5;
constexpr int container_features = 5;  // words, blocks, link density, begin, score
constexpr int token_containers = 3;

// A block's share in the score of its 1st..4th ancestor.
constexpr float ancestor_weights[] = {1.0F, 0.5F, 1.0F / 3, 0.25F};
// Blocks with fewer words say nothing about where the article is.
constexpr std::uint32_t candidate_words = 5;
constexpr float characters_per_point = 100.0F, most_length_points = 3.0F;

std::vector<float> candidate_scores(const Segments& segments, const BlockSums& sums) {
  std::vector<float> scores(segments.elements.size(), 0.0F);
  for (const Block& block : segments.blocks) {
    if (block.counts.words < candidate_words) continue;
    const float length =
        std::min(static_cast<float>(block.counts.characters) / characters_per_point, most_length_points);
    const float points = (1.0F + static_cast<float>(block.counts.commas) + length) *
                         (1.0F - link_density(block.link_words, block.counts.words));
    ElementId id = block.container;
    for (const float weight : ancestor_weights) {
      if (id == no_id) break;
      scores[id] += points * weight;
      id = segments.elements[id].parent;
    }
  }
  for (ElementId id = 0; id < segments.elements.size(); ++id) {
    const Element& element = segments.elements[id];
    if (scores[id] == 0 || element.end_block <= element.first_block) continue;
    scores[id] *=
        1.0F - link_density(sums.link_words[element.end_block] - sums.link_words[element.first_block],
                            sums.words[element.end_block] - sums.words[element.first_block]);
  }
  return scores;
}

class ContainerFeatures {
 public:
  ContainerFeatures(const Segments& segments, const BlockSums& sums, FeatureMatrix& features)
      : segments_(segments), sums_(sums), features_(features), scores_(candidate_scores(segments, sums)) {
    const auto best = std::max_element(scores_.begin(), scores_.end());
    top_ = static_cast<ElementId>(best - scores_.begin());
    best_ = std::max(*best, 1e-6F);
  }

  void compute(BlockId id) {
    const Block& block = segments_.blocks[id];
    std::uint32_t blocks_below = 1;
    int found = 0;
    for (ElementId e = block.container; e != no_id && found < containers; e = segments_.elements[e].parent) {
      const Element& element = segments_.elements[e];
      const std::uint32_t blocks = element.end_block - element.first_block;
      if (blocks <= blocks_below) continue;
      set_container(id, found++, e);
      blocks_below = blocks;
    }
    set_candidate(id, block);
  }

 private:
  void set_container(BlockId id, int index, ElementId e) {
    const Element& element = segments_.elements[e];
    const auto all = static_cast<float>(segments_.blocks.size());
    const std::uint32_t words = sums_.words[element.end_block] - sums_.words[element.first_block];
    const std::uint32_t linked = sums_.link_words[element.end_block] - sums_.link_words[element.first_block];
    const auto set = [&](int offset, float value) {
      const int first = static_cast<int>(Feature::container_1_words) + index * container_features;
      features_.set(id, static_cast<Feature>(first + offset), value);
    };
    set(0, static_cast<float>(words));
    set(1, static_cast<float>(element.end_block - element.first_block));
    set(2, link_density(linked, words));
    set(3, static_cast<float>(element.first_block) / all);
    set(4, scores_[e] / best_);
    if (index >= token_containers) return;
    const auto set_share = [&](Feature first, float value) {
      features_.set(id, static_cast<Feature>(static_cast<int>(first) + index), value);
    };
    const auto count = static_cast<float>(element.end_block - element.first_block);
    set_share(Feature::container_1_mean_words, static_cast<float>(words) / count);
    set_share(
        Feature::container_1_sentences,
        link_density(BlockSums::between(sums_.sentence_ends, element.first_block, element.end_block), words));
    set_share(Feature::container_1_share, link_density(words, sums_.words.back()));
    const double tokens = sums_.token_words[element.end_block] - sums_.token_words[element.first_block];
    features_.set(id, static_cast<Feature>(static_cast<int>(Feature::token_container_1) + index),
                  static_cast<float>(tokens / (words + element.end_block - element.first_block)));
  }

  void set_candidate(BlockId id, const Block& block) {
    const Element& top = segments_.elements[top_];
    ElementId e = block.container;
    int steps = 0;
    const auto holds_top = [&](const Element& element) {
      return element.node <= top.node && top.node < element.node_end;
    };
    while (!holds_top(segments_.elements[e]) && segments_.elements[e].parent != no_id) {
      e = segments_.elements[e].parent;
      ++steps;
    }
    features_.set(id, Feature::steps_to_top, static_cast<float>(steps));
    features_.set(id, Feature::steps_from_top,
                  static_cast<float>(std::max(0, int{top.depth} - int{segments_.elements[e].depth})));
    float place = 0;
    if (id < top.first_block)
      place = -static_cast<float>(top.first_block - id);
    else if (id >= top.end_block)
      place = static_cast<float>(id - top.end_block + 1);
    features_.set(id, Feature::place_by_top, place / static_cast<float>(segments_.blocks.size()));
  }

  const Segments& segments_;
  const BlockSums& sums_;
  FeatureMatrix& features_;
  std::vector<float> scores_;
  ElementId top_ = 0;
  float best_ = 0;
};

}  // namespace

void compute_container_features(const Segments& segments, const BlockSums& sums, FeatureMatrix& features) {
  if (segments.blocks.empty()) return;
  ContainerFeatures group(segments, sums, features);
  for (BlockId id = 0; id < segments.blocks.size(); ++id) group.compute(id);
}

}  // namespace lubb::extraction
