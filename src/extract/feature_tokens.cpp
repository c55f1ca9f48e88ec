// Token scores: what class, id and tag words say about a block.
#include <algorithm>
#include <span>
#include <utility>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

// Distance of an ancestor, in elements: 0..1 near, 2..3 middle, more far (the study's three zones).
constexpr unsigned near_steps = 2, middle_steps = 4;
constexpr BlockId window_blocks = 3;

// The lists of tokens from elements up to the root, level by level, as a tree: elements with the same path
// have the same score. That adds up the weights of the distinct tokens of each zone, from the element up.
class TokenPaths {
 public:
  TokenPaths(const Segments& segments, const TokenTable& tokens, PageMemory& memory)
      : segments_(segments),
        tokens_(tokens),
        paths_(memory),
        of_element_(segments.elements.size(), no_id, memory),
        without_path_(memory),
        seen_(tokens.weights.size(), 0, memory),
        far_weights_(memory) {
    paths_.reserve(segments.blocks.size());
    far_weights_.reserve(usual_far_weights);
  }

  float score(ElementId id) {
    const PathId path = path_of(id);
    if (!paths_[path].is_scored) {
      paths_[path].score = add_up(path);
      paths_[path].is_scored = true;
    }
    return paths_[path].score;
  }

 private:
  using PathId = std::uint32_t;
  struct Path {
    std::uint32_t token_begin = 0;
    std::uint32_t token_count = 0;
    PathId parent = no_id;  // of the root, whose tokens do not count
    PathId last_child = no_id, sibling = no_id;
    std::uint32_t far_begin = no_id, far_end = no_id;  // in far_weights_
    float score = 0;
    bool is_scored = false;
  };
  // Of those with the same parent; with more, the same path may come twice.
  static constexpr int most_compared = 8;
  static constexpr std::size_t usual_far_weights = 2000;
  static constexpr std::size_t most_far_weights = std::size_t{1} << 18;  // that are kept

  PathId path_of(ElementId id) {
    const auto& elements = segments_.elements;
    for (; of_element_[id] == no_id && elements[id].parent != no_id; id = elements[id].parent)
      without_path_.push_back(id);
    if (of_element_[id] == no_id) of_element_[id] = add(no_id, elements[id]);
    PathId path = of_element_[id];
    for (; !without_path_.empty(); without_path_.pop_back()) {
      const ElementId below = without_path_.back();
      path = of_element_[below] = child_of(path, elements[below]);
    }
    return path;
  }

  PathId add(PathId parent, const Element& element) {
    Path& path = paths_.emplace_back();
    path.token_begin = element.token_begin;
    path.token_count = element.token_count;
    path.parent = parent;
    return static_cast<PathId>(paths_.size() - 1);
  }

  PathId child_of(PathId parent, const Element& element) {
    PathId child = paths_[parent].last_child;
    for (int compared = 0; child != no_id && compared < most_compared; ++compared) {
      if (has_tokens_of(paths_[child], element)) return child;
      child = paths_[child].sibling;
    }
    const PathId added = add(parent, element);
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

  float add_up(PathId id) {
    float sum = tokens_.bias;
    for (unsigned steps = 0; paths_[id].parent != no_id; id = paths_[id].parent, ++steps) {
      if (steps == middle_steps) return add_far(id, sum);
      if (steps == 0 || steps == near_steps) ++stamp_;  // a zone begins
      const auto weight = steps < near_steps ? &TokenWeights::near : &TokenWeights::middle;
      for (const std::uint16_t token : tokens_of(paths_[id])) {
        // Without a branch: there is no telling which ones were there before.
        sum += is_new(token) * (tokens_.weights[token].*weight);
      }
    }
    return sum;
  }

  // What stands far above is the same for many paths.
  float add_far(PathId id, float sum) {
    Path& path = paths_[id];
    if (path.far_begin == no_id) list_far(id);
    for (std::uint32_t i = path.far_begin; i < path.far_end; ++i) sum += far_weights_[i];
    if (path.far_end > most_far_weights) {
      far_weights_.resize(path.far_begin);
      path.far_begin = no_id;
    }
    return sum;
  }

  void list_far(PathId id) {
    ++stamp_;
    Path& path = paths_[id];
    path.far_begin = static_cast<std::uint32_t>(far_weights_.size());
    for (; paths_[id].parent != no_id; id = paths_[id].parent) {
      for (const std::uint16_t token : tokens_of(paths_[id])) {
        if (is_new(token) != 0) far_weights_.push_back(tokens_.weights[token].far);
      }
    }
    path.far_end = static_cast<std::uint32_t>(far_weights_.size());
  }

  [[nodiscard]] std::span<const std::uint16_t> tokens_of(const Path& path) const noexcept {
    return std::span(segments_.token_ids).subspan(path.token_begin, path.token_count);
  }

  // 1 if the zone has not had the token yet, else 0.
  float is_new(std::uint16_t token) noexcept {
    return std::exchange(seen_[token], stamp_) != stamp_ ? 1.0F : 0.0F;
  }

  const Segments& segments_;
  const TokenTable& tokens_;
  PageVector<Path> paths_;
  PageVector<PathId> of_element_;  // no_id until it is asked for
  PageVector<ElementId> without_path_;
  PageVector<std::uint32_t> seen_;  // the zone that had a token last
  std::uint32_t stamp_ = 0;
  PageVector<float> far_weights_;
};

// One a block.
PageVector<float> token_scores(const Segments& segments, const TokenTable& tokens, PageMemory& memory) {
  TokenPaths paths(segments, tokens, memory);
  PageVector<float> scores(memory);
  scores.reserve(segments.blocks.size());
  for (const Block& block : segments.blocks) scores.push_back(paths.score(block.element));
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
