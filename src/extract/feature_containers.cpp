// Containers and the best candidate: the ancestors of a block that hold more blocks than it.
#include <algorithm>
#include <array>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

constexpr std::size_t containers = 5;
constexpr std::size_t container_features = 5;  // words, blocks, link density, begin, score
constexpr std::size_t token_containers = 3;

// A block's share in the score of its 1st..4th ancestor.
constexpr float ancestor_weights[] = {1.0F, 0.5F, 1.0F / 3, 0.25F};
// Blocks with fewer words say nothing about where the article is.
constexpr std::uint32_t candidate_words = 5;
constexpr float characters_per_point = 100.0F, most_length_points = 3.0F;

PageVector<float> candidate_scores(const Segments& segments, std::span<const ElementId> holders,
                                   const BlockSums& sums, PageMemory& memory) {
  PageVector<float> scores(segments.elements.size(), 0.0F, memory);
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
  for (const ElementId id : holders) {
    const Element& element = segments.elements[id];
    if (scores[id] == 0) continue;
    scores[id] *=
        1.0F - link_density(sums.link_words[element.end_block] - sums.link_words[element.first_block],
                            sums.words[element.end_block] - sums.words[element.first_block]);
  }
  return scores;
}

class ContainerFeatures {
 public:
  ContainerFeatures(const Segments& segments, std::span<const ElementId> holders, const BlockSums& sums,
                    FeatureMatrix& features)
      : segments_(segments),
        holders_(holders),
        sums_(sums),
        features_(features),
        scores_(candidate_scores(segments, holders, sums, features.memory())),
        wider_(features.memory()),
        place_of_values_(features.memory()),
        values_(features.memory()) {
    const auto best = std::max_element(scores_.begin(), scores_.end());
    top_ = static_cast<ElementId>(best - scores_.begin());
    best_ = std::max(*best, 1e-6F);
  }

  void compute() {
    prepare_elements();
    const auto blocks = static_cast<BlockId>(segments_.blocks.size());
    SharedDepth with_top(segments_, top_, features_.memory());
    ElementId last = no_id;
    for (BlockId id = 0; id < blocks; ++id) {
      const ElementId container = segments_.blocks[id].container;
      set_candidate(id, container, with_top.of(container));
      ElementId e = first_container(container);
      if (id > 0 && e == last) continue;
      last = e;
      for (std::size_t index = 0; index < containers; ++index) {
        if (runs_[index].container != e) {
          end_run(index, id);
          runs_[index] = {e, id};
        }
        if (e != no_id) e = wider_[e];
      }
    }
    for (std::size_t index = 0; index < containers; ++index) end_run(index, blocks);
  }

 private:
  // What the features say of a container.
  struct Values {
    float words = 0, blocks = 0, link_density = 0, begin = 0, score = 0;
    float mean_words = 0, sentences = 0, share = 0, tokens = 0;
  };

  // The blocks in a row that have the same first, second, ... container, or none.
  struct Run {
    ElementId container = no_id;
    BlockId begin = 0;
  };

  [[nodiscard]] std::uint32_t block_count(ElementId id) const noexcept {
    return segments_.elements[id].end_block - segments_.elements[id].first_block;
  }

  // For each element that holds blocks the next ancestor with more of them. Values are computed when a block
  // asks for them first.
  void prepare_elements() {
    const auto& elements = segments_.elements;
    wider_.assign(elements.size(), no_id);
    place_of_values_.assign(elements.size(), no_id);
    values_.reserve(std::min(elements.size(), segments_.blocks.size()));
    for (const ElementId id : holders_) {
      const ElementId parent = elements[id].parent;
      if (parent != no_id) wider_[id] = block_count(parent) > block_count(id) ? parent : wider_[parent];
    }
  }

  // The innermost element with two blocks or more around what stands in `container`.
  [[nodiscard]] ElementId first_container(ElementId container) const noexcept {
    const ElementId holder = nearest_holder(segments_, container);
    return block_count(holder) > 1 ? holder : wider_[holder];
  }

  const Values& values_of(ElementId e) {
    if (place_of_values_[e] == no_id) {
      place_of_values_[e] = static_cast<std::uint32_t>(values_.size());
      values_.push_back(compute_values(e));
    }
    return values_[place_of_values_[e]];
  }

  [[nodiscard]] Values compute_values(ElementId e) const {
    const BlockId begin = segments_.elements[e].first_block, end = segments_.elements[e].end_block;
    const auto all = static_cast<float>(segments_.blocks.size());
    const std::uint32_t words = BlockSums::between(sums_.words, begin, end);
    const std::uint32_t linked = BlockSums::between(sums_.link_words, begin, end);
    const auto count = static_cast<float>(end - begin);
    const double tokens = sums_.token_words[end] - sums_.token_words[begin];
    return {.words = static_cast<float>(words),
            .blocks = count,
            .link_density = link_density(linked, words),
            .begin = static_cast<float>(begin) / all,
            .score = scores_[e] / best_,
            .mean_words = static_cast<float>(words) / count,
            .sentences = link_density(BlockSums::between(sums_.sentence_ends, begin, end), words),
            .share = link_density(words, sums_.words.back()),
            .tokens = static_cast<float>(tokens / (words + end - begin))};
  }

  // Many blocks in a row share a container: their features are set together.
  void end_run(std::size_t index, BlockId end) {
    const auto [container, begin] = runs_[index];
    if (begin == end) return;
    static constexpr Values none;
    const Values& values = container == no_id ? none : values_of(container);
    const auto numbered = [index](Feature of_nearest, std::size_t features) {
      return static_cast<Feature>(static_cast<std::size_t>(of_nearest) + index * features);
    };
    features_.for_rows(begin, end, [&](const FeatureMatrix::Rows& rows) {
      rows.fill(numbered(Feature::container_1_words, container_features),
                {values.words, values.blocks, values.link_density, values.begin, values.score});
      if (index >= token_containers) return;
      rows.fill(numbered(Feature::container_1_mean_words, 1), {values.mean_words});
      rows.fill(numbered(Feature::container_1_sentences, 1), {values.sentences});
      rows.fill(numbered(Feature::container_1_share, 1), {values.share});
      rows.fill(numbered(Feature::token_container_1, 1), {values.tokens});
    });
  }

  void set_candidate(BlockId id, ElementId container, int shared) {
    const Element& top = segments_.elements[top_];
    float place = 0;
    if (id < top.first_block)
      place = -static_cast<float>(top.first_block - id);
    else if (id >= top.end_block)
      place = static_cast<float>(id - top.end_block + 1);
    features_.set(
        id, Feature::steps_to_top,
        {static_cast<float>(segments_.elements[container].depth - shared),
         static_cast<float>(top.depth - shared), place / static_cast<float>(segments_.blocks.size())});
  }

  const Segments& segments_;
  std::span<const ElementId> holders_;
  const BlockSums& sums_;
  FeatureMatrix& features_;
  PageVector<float> scores_;
  ElementId top_ = 0;
  float best_ = 0;
  PageVector<ElementId> wider_;
  PageVector<std::uint32_t> place_of_values_;  // in values_, of an element
  PageVector<Values> values_;
  std::array<Run, containers> runs_;
};

}  // namespace

void compute_container_features(const Segments& segments, std::span<const ElementId> holders,
                                const BlockSums& sums, FeatureMatrix& features) {
  if (segments.blocks.empty()) return;
  ContainerFeatures(segments, holders, sums, features).compute();
}

}  // namespace lubb::extraction
