#include "extract/score.h"

#include "extract/cut.h"

namespace lubb::extraction {
namespace {

// Log-odds of each block by the forests that the page's type asks for.
void mix_forests(const FeatureMatrix& features, const Models& models, Scores& scores) {
  const double share =
      std::clamp((scores.article - articles_from) / (articles_alone - articles_from), 0.0, 1.0);
  scores.article_share = share;
  scores.probability.assign(features.blocks(), 0.0);
  if (share < 1) models.all_pages.evaluate(features, scores.probability);
  if (share <= 0) return;
  for (double& value : scores.probability) value *= (1 - share) / share;
  models.articles.evaluate(features, scores.probability);
  for (double& value : scores.probability) value *= share;
}

}  // namespace

void score_blocks(const Segments& segments, const TokenTable& tokens, const Models& models, Focus focus,
                  FeatureMatrix& features, Scores& scores, SiteEvidence* site) {
  scores.types = find_page_type(segments, tokens, models, features);
  scores.article = scores.types[static_cast<std::size_t>(PageType::article)];
  mix_forests(features, models, scores);
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    double& value = scores.probability[id];
    if (site != nullptr) value += site->log_odds[id] *= site_share(scores.article);
    value = segments.blocks[id].counts.words == 0 ? 0 : sigmoid(value);
  }
  std::vector<std::uint32_t> words;
  words.reserve(segments.blocks.size());
  for (const Block& block : segments.blocks) words.push_back(block.counts.words);
  const Cut cut = choose_cut(scores.probability, words, focus,
                             {page_lowest_cut, page_fewest_words, scores.article > more_likely_article});
  scores.cut = cut.probability;
  scores.expected_f1 = cut.expected_f1;
  scores.nothing = cut.nothing;
}

}  // namespace lubb::extraction
