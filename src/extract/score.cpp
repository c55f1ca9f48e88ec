#include "extract/score.h"

#include "extract/cut.h"

namespace lubb::extraction {
namespace {

// The gate's row: the mean of the blocks' rows, weighted by words; empty for a page without words.
std::vector<float> page_row(const Segments& segments, const FeatureMatrix& features) {
  std::vector<double> sums(feature_count, 0.0);
  double words = 0;
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    const double weight = segments.blocks[id].counts.words;
    if (weight == 0) continue;
    words += weight;
    const auto row = features.row(id);
    for (std::size_t f = 0; f < feature_count; ++f) sums[f] += weight * static_cast<double>(row[f]);
  }
  if (words == 0) return {};
  std::vector<float> means(feature_count);
  for (std::size_t f = 0; f < feature_count; ++f) means[f] = static_cast<float>(sums[f] / words);
  return means;
}

void ask_gate(const Segments& segments, const FeatureMatrix& features, const Models& models, Scores& scores) {
  const std::vector<float> row = page_row(segments, features);
  const double log_odds = row.empty() ? -1e9 : models.gate.evaluate(row);
  scores.article = sigmoid(log_odds);
  scores.model = log_odds >= models.gate_threshold ? &models.articles : &models.all_pages;
}

}  // namespace

void score_blocks(const Segments& segments, const FeatureMatrix& features, const Models& models, Focus focus,
                  Scores& scores) {
  ask_gate(segments, features, models, scores);
  scores.probability.assign(segments.blocks.size(), 0.0);
  scores.model->evaluate_rows(features.values(), scores.probability);
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    double& value = scores.probability[id];
    value = segments.blocks[id].counts.words == 0 ? 0 : sigmoid(value);
  }
  std::vector<std::uint32_t> words;
  words.reserve(segments.blocks.size());
  for (const Block& block : segments.blocks) words.push_back(block.counts.words);
  const Cut cut = choose_cut(scores.probability, words, focus);
  scores.cut = cut.probability;
  scores.expected_f1 = cut.expected_f1;
  scores.nothing = cut.nothing;
}

}  // namespace lubb::extraction
