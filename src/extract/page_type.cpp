#include "extract/page_type.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "extract/for_each_processor.h"

namespace lubb::extraction {
namespace {

constexpr std::size_t row_size = feature_count + learned_page_types;
using PageRow = std::array<float, row_size>;

// Columns are summed in so many lanes, which the compiler turns into vector instructions.
constexpr std::size_t lanes = FeatureMatrix::rows_at_once;

using ColumnSums = std::array<std::array<float, lanes>, feature_count>;

LUBB_FOR_EACH_PROCESSOR
void add_columns(const float* column, std::span<const float> shares, ColumnSums& sums) noexcept {
  for (auto& column_sums : sums) {
    auto own = column_sums;  // of which the compiler knows that no column overlaps with it
    for (std::size_t i = 0; i < shares.size(); i += lanes) {
      for (std::size_t lane = 0; lane < lanes; ++lane) own[lane] += shares[i + lane] * column[i + lane];
    }
    column_sums = own;
    column += FeatureMatrix::tile_rows;
  }
}

void mean_features(const Segments& segments, FeatureMatrix& features, PageRow& row) {
  double words = 0;
  for (const Block& block : segments.blocks) words += block.counts.words;
  if (words == 0) return;
  ColumnSums sums{};
  const std::span<const Block> blocks(segments.blocks);
  for (std::size_t first = 0; first < blocks.size(); first += FeatureMatrix::tile_rows) {
    const auto tile = blocks.subspan(first, std::min(FeatureMatrix::tile_rows, blocks.size() - first));
    std::array<float, FeatureMatrix::tile_rows> shares{};  // 0 behind the last block
    for (std::size_t i = 0; i < tile.size(); ++i)
      shares[i] = static_cast<float>(tile[i].counts.words / words);
    const std::size_t rows = (tile.size() + lanes - 1) / lanes * lanes;
    add_columns(features.tile(static_cast<BlockId>(first)), std::span(shares).first(rows), sums);
  }
  for (std::size_t f = 0; f < feature_count; ++f) {
    for (const float sum : sums[f]) row[f] += sum;
  }
}

// Each token of the page counts once.
void add_token_scores(const Segments& segments, const TokenTable& tokens, PageMemory& memory, PageRow& row) {
  std::array<double, learned_page_types> sums{};
  for (std::size_t type = 0; type < sums.size(); ++type)
    sums[type] = static_cast<double>(tokens.type_bias[type]);
  PageVector<std::uint8_t> seen(tokens.type_weights.size(), memory);
  for (const std::uint16_t token : segments.token_ids) {
    if (token >= seen.size() || seen[token] != 0) continue;
    seen[token] = 1;
    for (std::size_t type = 0; type < sums.size(); ++type)
      sums[type] += static_cast<double>(tokens.type_weights[token][type]);
  }
  for (std::size_t type = 0; type < sums.size(); ++type)
    row[feature_count + type] = static_cast<float>(sums[type]);
}

TypeProbabilities softmax(const TypeProbabilities& scores) noexcept {
  const double best = *std::max_element(scores.begin(), scores.end());
  TypeProbabilities result{};
  double sum = 0;
  for (std::size_t type = 0; type < scores.size(); ++type)
    sum += result[type] = std::exp(scores[type] - best);
  for (double& value : result) value /= sum;
  return result;
}

}  // namespace

TypeProbabilities find_page_type(const Segments& segments, const TokenTable& tokens, const Models& models,
                                 FeatureMatrix& features) {
  PageRow row{};
  mean_features(segments, features, row);
  add_token_scores(segments, tokens, features.memory(), row);
  TypeProbabilities scores{};
  for (std::size_t type = 0; type < scores.size(); ++type) scores[type] = models.types[type].evaluate(row);
  const TypeProbabilities types = softmax(scores);
  for (std::size_t type = 0; type < types.size(); ++type) {
    const int feature = static_cast<int>(Feature::type_article) + static_cast<int>(type);
    features.fill(static_cast<Feature>(feature), static_cast<float>(types[type]));
  }
  return types;
}

PageType most_likely(const TypeProbabilities& types) noexcept {
  return static_cast<PageType>(std::max_element(types.begin(), types.end()) - types.begin());
}

}  // namespace lubb::extraction
