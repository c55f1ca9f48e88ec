#include "extract/score.h"

#include <algorithm>

#include "extract/cut.h"

namespace lubb::extraction {
namespace {

double probability(const TypeProbabilities& types, PageType type) noexcept {
  return types[static_cast<std::size_t>(type)];
}

double part_between(double value, double from, double to) noexcept {
  return std::clamp((value - from) / (to - from), 0.0, 1.0);
}

// Log-odds of each block by the forests that the page's type asks for.
void mix_forests(const FeatureMatrix& features, const Models& models, Scores& scores) {
  scores.probability.assign(features.blocks(), 0.0);
  const auto add = [&](const Model& forest, double share) {
    if (share > 0) forest.layout.evaluate(features, share, scores.probability);
  };
  add(models.all_pages, scores.shares.all_pages);
  add(models.articles, scores.shares.articles);
  add(models.catalogues, scores.shares.catalogues);
}

}  // namespace

ForestShares forest_shares(const TypeProbabilities& types) noexcept {
  const double catalogue = probability(types, PageType::product) + probability(types, PageType::collection) +
                           probability(types, PageType::listing) + probability(types, PageType::service);
  ForestShares shares;
  shares.catalogues = part_between(catalogue, catalogues_from, catalogues_alone);
  shares.articles = (1 - shares.catalogues) *
                    part_between(probability(types, PageType::article), articles_from, articles_alone);
  shares.all_pages = 1 - shares.catalogues - shares.articles;
  double sum = 0;
  for (double* share : {&shares.all_pages, &shares.articles, &shares.catalogues}) {
    if (*share < smallest_share) *share = 0;
    sum += *share;
  }
  const double certainty = catalogue >= likely_catalogue ? catalogue_certainty : 1;
  for (double* share : {&shares.all_pages, &shares.articles, &shares.catalogues}) *share *= certainty / sum;
  return shares;
}

void score_blocks(const Segments& segments, const TokenTable& tokens, const Models& models, Focus focus,
                  FeatureMatrix& features, Scores& scores, SiteEvidence* site) {
  scores.types = find_page_type(segments, tokens, models, features);
  scores.article = probability(scores.types, PageType::article);
  scores.shares = forest_shares(scores.types);
  mix_forests(features, models, scores);
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    double& value = scores.probability[id];
    if (site != nullptr) value += site->log_odds[id] *= site_share(scores.article);
    value = segments.blocks[id].counts.words == 0 ? 0 : sigmoid(value);
  }
  PageVector<std::uint32_t> words(features.memory());
  words.reserve(segments.blocks.size());
  for (const Block& block : segments.blocks) words.push_back(block.counts.words);
  const double highest = scores.shares.catalogues > 0 ? catalogue_highest_cut : highest_cut;
  const Cut cut = choose_cut(
      scores.probability, words, focus,
      {page_lowest_cut, highest, page_fewest_words, scores.article > more_likely_article}, scores.cut_memory);
  scores.cut = cut.probability;
  scores.expected_f1 = cut.expected_f1;
  scores.nothing = cut.nothing;
}

}  // namespace lubb::extraction
