#include "extract/score.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lubb::extraction {
namespace {

double shift_cut(double cut, Focus focus) noexcept {
  if (focus == Focus::balanced) return cut;
  const double log_odds = std::log(cut / (1 - cut));
  return sigmoid(focus == Focus::precision ? log_odds + focus_shift : log_odds - focus_shift);
}

// The expected F1 and kept expected words of a cut.
struct Expectation {
  double f1 = 0;
  double kept_content = 0;
};

Expectation expect(const Segments& segments, const std::vector<double>& probability, double cut) noexcept {
  double kept = 0, kept_content = 0, content = 0;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    const double words = segments.blocks[i].counts.words;
    content += probability[i] * words;
    if (probability[i] < cut) continue;
    kept += words;
    kept_content += probability[i] * words;
  }
  return {kept + content > 0 ? 2 * kept_content / (kept + content) : 0, kept_content};
}

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

double best_cut(const Segments& segments, const std::vector<double>& probability) {
  std::vector<std::uint32_t> order(probability.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return probability[a] != probability[b] ? probability[a] > probability[b] : a < b;
  });
  double content = 0;
  for (std::size_t i = 0; i < probability.size(); ++i)
    content += probability[i] * segments.blocks[i].counts.words;
  double kept = 0, kept_content = 0, best = -1, cut = highest_cut;
  for (const std::uint32_t id : order) {
    const double words = segments.blocks[id].counts.words;
    kept += words;
    kept_content += probability[id] * words;
    const double f1 = kept + content > 0 ? 2 * kept_content / (kept + content) : 0;
    if (f1 > best) {
      best = f1;
      cut = probability[id];
    }
  }
  return std::clamp(cut, lowest_cut, highest_cut);
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
  double cut = best_cut(segments, scores.probability);
  const Expectation expected = expect(segments, scores.probability, cut);
  if (expected.f1 >= sure_f1) cut = std::max(cut, sure_cut);
  scores.cut = shift_cut(cut, focus);
  scores.expected_f1 = expected.f1;
  scores.nothing = expected.kept_content < fewest_expected_words;
}

}  // namespace lubb::extraction
