// Token scores: what class, id and tag words say about a block.
#include <algorithm>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

// Distance of an ancestor, in elements: 0..1 near, 2..3 middle, more far (the study's three zones).
constexpr unsigned near_steps = 2, middle_steps = 4;
constexpr BlockId window_blocks = 3;

// Adds up the weights of the distinct (token, zone) pairs of a block's ancestors.
class TokenScorer {
 public:
  TokenScorer(const Segments& segments, const TokenTable& tokens)
      : segments_(segments), tokens_(tokens), seen_(tokens.weights.size() * 3, 0) {}

  float score(BlockId block) {
    ++stamp_;
    float sum = tokens_.bias;
    unsigned steps = 0;
    ElementId id = segments_.blocks[block].element;
    while (id != no_id && segments_.elements[id].parent != no_id) {
      const Element& element = segments_.elements[id];
      const unsigned zone = steps < near_steps ? 0 : steps < middle_steps ? 1 : 2;
      for (std::uint32_t i = 0; i < element.token_count; ++i) {
        sum += weight_once(segments_.token_ids[element.token_begin + i], zone);
      }
      id = element.parent;
      ++steps;
    }
    return sum;
  }

 private:
  float weight_once(std::uint16_t token, unsigned zone) {
    std::uint32_t& seen = seen_[token * 3u + zone];
    if (seen == stamp_) return 0;
    seen = stamp_;
    const TokenWeights& weights = tokens_.weights[token];
    return zone == 0 ? weights.near : zone == 1 ? weights.middle : weights.far;
  }

  const Segments& segments_;
  const TokenTable& tokens_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t stamp_ = 0;
};

}  // namespace

void compute_token_scores(const Segments& segments, const TokenTable& tokens, FeatureMatrix& features) {
  const auto blocks = static_cast<BlockId>(segments.blocks.size());
  if (blocks == 0) return;
  TokenScorer scorer(segments, tokens);
  std::vector<float> scores(blocks);
  ElementId last_element = no_id;
  for (BlockId id = 0; id < blocks; ++id) {
    const ElementId element = segments.blocks[id].element;
    scores[id] = element == last_element ? scores[id - 1] : scorer.score(id);
    last_element = element;
  }
  double weighted = 0, weights = 0;
  for (BlockId id = 0; id < blocks; ++id) {
    weighted += static_cast<double>(scores[id]) * (segments.blocks[id].counts.words + 1);
    weights += segments.blocks[id].counts.words + 1;
  }
  const auto mean = static_cast<float>(weighted / weights);
  const float best = *std::max_element(scores.begin(), scores.end());
  for (BlockId id = 0; id < blocks; ++id) {
    features.set(id, Feature::token_score, scores[id]);
    features.set(id, Feature::token_minus_mean, scores[id] - mean);
    features.set(id, Feature::token_minus_max, scores[id] - best);
    const BlockId begin = id < window_blocks ? 0 : id - window_blocks;
    const BlockId end = std::min<BlockId>(blocks, id + window_blocks + 1);
    double sum = 0, count = 0;
    for (BlockId other = begin; other < end; ++other) {
      sum += static_cast<double>(scores[other]) * (segments.blocks[other].counts.words + 1);
      count += segments.blocks[other].counts.words + 1;
    }
    features.set(id, Feature::token_window, static_cast<float>(sum / count));
  }
}

}  // namespace lubb::extraction
