// Features -> probability of being content, a block at a time; and the cut that the page's probabilities
// themselves suggest.
#pragma once

#include <vector>

#include "extract/features.h"
#include "extract/model.h"
#include "extract/page_type.h"
#include "extract/segment.h"
#include "extract/site_evidence.h"
#include "lubb/options.hpp"

namespace lubb::extraction {

// Bounds of a page's cut, see cut.h. On a clear page that is more likely an article than not, what is
// doubtful is junk: news +.001 to +.008; on other kinds of page that rule only loses. All cross-validated
// over all sets.
inline constexpr double page_lowest_cut = 0.06;
inline constexpr double page_fewest_words = 8;
// How much the article forest counts against that of all pages: nothing up to the first probability of being
// an article, alone from the second, in between in proportion. A hard change from one to the other loses .001
// to .011 on news, cross-validated.
inline constexpr double articles_from = 0.1;
inline constexpr double articles_alone = 0.9;
inline constexpr double more_likely_article = 0.5;

struct Scores {
  TypeProbabilities types{};        // what kind of page this is
  double article = 0;               // the probability that it is an article
  double article_share = 0;         // 0..1, of the article forest in the scores
  std::vector<double> probability;  // a block each, 0..1
  double cut = 1;                   // keep p >= cut
  double expected_f1 = 0;           // of the blocks kept by the cut, 0..1
  bool nothing = false;             // the page holds no article: keep nothing
};

// Finds the page's type, scores every block and finds the cut. Completes `features` by the page's type.
// `site`: evidence to be added, or null; it is scaled by how much the page is an article.
void score_blocks(const Segments& segments, const TokenTable& tokens, const Models& models, Focus focus,
                  FeatureMatrix& features, Scores& scores, SiteEvidence* site = nullptr);

}  // namespace lubb::extraction
