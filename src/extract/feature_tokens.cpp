// Token scores: what class, id and tag words say about a block.
#include <algorithm>
#include <array>
#include <utility>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

// Distance of an ancestor, in elements: 0..1 near, 2..3 middle, more far (the study's three zones).
constexpr unsigned near_steps = 2, middle_steps = 4;
constexpr BlockId window_blocks = 3;

// Adds up the weights of the distinct (token, zone) pairs of a block's ancestors.
class TokenScorer {
 public:
  TokenScorer(const Segments& segments, const TokenTable& tokens, PageMemory& memory)
      : segments_(segments), tokens_(tokens), seen_(zones.size() * tokens.weights.size(), 0, memory) {}

  float score(BlockId block) {
    ++stamp_;
    float sum = tokens_.bias;
    unsigned steps = 0;
    ElementId id = segments_.blocks[block].element;
    while (id != no_id && segments_.elements[id].parent != no_id) {
      const Element& element = segments_.elements[id];
      sum = add_tokens(element, steps < near_steps ? 0 : steps < middle_steps ? 1 : 2, sum);
      id = element.parent;
      ++steps;
    }
    return sum;
  }

 private:
  static constexpr std::array zones{&TokenWeights::near, &TokenWeights::middle, &TokenWeights::far};

  // `sum` and what those of the element's tokens say that the block's zone has not had yet.
  float add_tokens(const Element& element, std::size_t zone, float sum) {
    const auto weight = zones[zone];
    std::uint32_t* const seen = seen_.data() + zone * tokens_.weights.size();
    const std::uint16_t* const tokens = segments_.token_ids.data() + element.token_begin;
    for (std::size_t i = 0; i < element.token_count; ++i) {
      // Without a branch: there is no telling which ones were there before.
      const auto is_new = static_cast<float>(seen[tokens[i]] != stamp_);
      seen[tokens[i]] = stamp_;
      sum += is_new * (tokens_.weights[tokens[i]].*weight);
    }
    return sum;
  }

  const Segments& segments_;
  const TokenTable& tokens_;
  PageVector<std::uint32_t> seen_;  // the block that had a token last, by zone and token
  std::uint32_t stamp_ = 0;
};

// The lists of tokens from elements up to the root, level by level, as a tree: elements with the same path
// have the same score.
class TokenPaths {
 public:
  TokenPaths(const Segments& segments, PageMemory& memory)
      : segments_(segments),
        paths_(memory),
        of_element_(segments.elements.size(), no_id, memory),
        without_path_(memory) {
    paths_.reserve(segments.blocks.size());
  }

  // The first block that was asked for whose element has the same path as this block's.
  BlockId first_alike(BlockId block) {
    BlockId& first = paths_[path_of(segments_.blocks[block].element)].first_block;
    if (first == no_id) first = block;
    return first;
  }

 private:
  using PathId = std::uint32_t;
  struct Path {
    std::uint32_t token_begin = 0;
    std::uint32_t token_count = 0;
    PathId last_child = no_id, sibling = no_id;
    BlockId first_block = no_id;
  };
  // Of those with the same parent; with more, the same path may come twice.
  static constexpr int most_compared = 8;

  PathId path_of(ElementId id) {
    const auto& elements = segments_.elements;
    for (; of_element_[id] == no_id && elements[id].parent != no_id; id = elements[id].parent)
      without_path_.push_back(id);
    if (of_element_[id] == no_id) of_element_[id] = add(elements[id]);
    PathId path = of_element_[id];
    for (; !without_path_.empty(); without_path_.pop_back()) {
      const ElementId below = without_path_.back();
      path = of_element_[below] = child_of(path, elements[below]);
    }
    return path;
  }

  PathId add(const Element& element) {
    paths_.push_back({.token_begin = element.token_begin, .token_count = element.token_count});
    return static_cast<PathId>(paths_.size() - 1);
  }

  PathId child_of(PathId parent, const Element& element) {
    PathId child = paths_[parent].last_child;
    for (int compared = 0; child != no_id && compared < most_compared; ++compared) {
      if (has_tokens_of(paths_[child], element)) return child;
      child = paths_[child].sibling;
    }
    const PathId added = add(element);
    paths_[added].sibling = std::exchange(paths_[parent].last_child, added);
    return added;
  }

  [[nodiscard]] bool has_tokens_of(const Path& path, const Element& element) const noexcept {
    if (path.token_count != element.token_count) return false;
    if (path.token_begin == element.token_begin) return true;
    const std::uint16_t* const ids = segments_.token_ids.data();
    return std::equal(ids + path.token_begin, ids + path.token_begin + path.token_count,
                      ids + element.token_begin);
  }

  const Segments& segments_;
  PageVector<Path> paths_;
  PageVector<PathId> of_element_;  // no_id until it is asked for
  PageVector<ElementId> without_path_;
};

// One a block.
PageVector<float> token_scores(const Segments& segments, const TokenTable& tokens, PageMemory& memory) {
  TokenPaths paths(segments, memory);
  TokenScorer scorer(segments, tokens, memory);
  PageVector<float> scores(segments.blocks.size(), memory);
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    const BlockId first = paths.first_alike(id);
    scores[id] = first == id ? scorer.score(id) : scores[first];
  }
  return scores;
}

}  // namespace

void compute_token_scores(const Segments& segments, const TokenTable& tokens, FeatureMatrix& features) {
  const auto blocks = static_cast<BlockId>(segments.blocks.size());
  if (blocks == 0) return;
  const PageVector<float> scores = token_scores(segments, tokens, features.memory());
  PageVector<double> weighted_scores(blocks, features.memory());
  std::uint64_t weights = 0;
  double weighted = 0;
  for (BlockId id = 0; id < blocks; ++id) {
    weighted_scores[id] = static_cast<double>(scores[id]) * (segments.blocks[id].counts.words + 1);
    weighted += weighted_scores[id];
    weights += segments.blocks[id].counts.words + 1;
  }
  const auto mean = static_cast<float>(weighted / static_cast<double>(weights));
  const float best = *std::max_element(scores.begin(), scores.end());
  std::uint32_t count = 0;  // words and blocks in the window
  for (BlockId id = 0; id < std::min(blocks, window_blocks); ++id)
    count += segments.blocks[id].counts.words + 1;
  for (BlockId id = 0; id < blocks; ++id) {
    const BlockId begin = id < window_blocks ? 0 : id - window_blocks;
    const BlockId end = std::min<BlockId>(blocks, id + window_blocks + 1);
    if (id + window_blocks < blocks) count += segments.blocks[id + window_blocks].counts.words + 1;
    if (id > window_blocks) count -= segments.blocks[id - window_blocks - 1].counts.words + 1;
    double sum = 0;  // from left to right, so that a block's value does not hang on those far before it
    for (BlockId other = begin; other < end; ++other) sum += weighted_scores[other];
    features.set(id, Feature::token_score,
                 {scores[id], scores[id] - mean, scores[id] - best, static_cast<float>(sum / count)});
  }
}

}  // namespace lubb::extraction
