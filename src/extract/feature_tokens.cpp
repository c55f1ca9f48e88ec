// Token scores: what class, id and tag words say about a block.
#include <algorithm>
#include <array>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

// Distance of an ancestor, in elements: 0..1 near, 2..3 middle, more far (the study's three zones).
constexpr unsigned near_steps = 2, middle_steps = 4;
constexpr BlockId window_blocks = 3;
// A block like one of so many before it has that one's score: the parts of a card are told apart by this.
constexpr BlockId memory_blocks = 4;

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
      if (seen[tokens[i]] == stamp_) continue;
      seen[tokens[i]] = stamp_;
      sum += tokens_.weights[tokens[i]].*weight;
    }
    return sum;
  }

  const Segments& segments_;
  const TokenTable& tokens_;
  PageVector<std::uint32_t> seen_;  // the block that had a token last, by zone and token
  std::uint32_t stamp_ = 0;
};

// True if the elements and those above them have the same tokens, level by level, and so the same score.
bool are_alike(const Segments& segments, ElementId a, ElementId b) noexcept {
  while (a != b && a != no_id && b != no_id) {
    const Element &first = segments.elements[a], &second = segments.elements[b];
    if (first.depth != second.depth || first.token_count != second.token_count) return false;
    const std::uint16_t* const ids = segments.token_ids.data();
    if (first.token_begin != second.token_begin &&
        !std::equal(ids + first.token_begin, ids + first.token_begin + first.token_count,
                    ids + second.token_begin))
      return false;
    a = first.parent;
    b = second.parent;
  }
  return a == b;
}

}  // namespace

void compute_token_scores(const Segments& segments, const TokenTable& tokens, FeatureMatrix& features) {
  const auto blocks = static_cast<BlockId>(segments.blocks.size());
  if (blocks == 0) return;
  TokenScorer scorer(segments, tokens, features.memory());
  PageVector<float> scores(blocks, features.memory());
  for (BlockId id = 0; id < blocks; ++id) {
    const ElementId element = segments.blocks[id].element;
    const BlockId nearest = id < memory_blocks ? 0 : id - memory_blocks;
    BlockId other = id;
    while (other > nearest && !are_alike(segments, element, segments.blocks[other - 1].element)) --other;
    scores[id] = other > nearest ? scores[other - 1] : scorer.score(id);
  }
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
    features.set(id, Feature::token_score, scores[id]);
    features.set(id, Feature::token_minus_mean, scores[id] - mean);
    features.set(id, Feature::token_minus_max, scores[id] - best);
    const BlockId begin = id < window_blocks ? 0 : id - window_blocks;
    const BlockId end = std::min<BlockId>(blocks, id + window_blocks + 1);
    if (id + window_blocks < blocks) count += segments.blocks[id + window_blocks].counts.words + 1;
    if (id > window_blocks) count -= segments.blocks[id - window_blocks - 1].counts.words + 1;
    double sum = 0;  // from left to right, so that a block's value does not hang on those far before it
    for (BlockId other = begin; other < end; ++other) sum += weighted_scores[other];
    features.set(id, Feature::token_window, static_cast<float>(sum / count));
  }
}

}  // namespace lubb::extraction
