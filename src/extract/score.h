// Features -> probability of being content, a block at a time; and the cut that the page's probabilities
// themselves suggest.
#pragma once

#include <vector>

#include "extract/features.h"
#include "extract/model.h"
#include "extract/segment.h"
#include "lubb/options.hpp"

namespace lubb::extraction {

// The cut is kept between these bounds (probabilities); from the study on wcxb-dev, cross-validated.
inline constexpr double lowest_cut = 0.12;
inline constexpr double highest_cut = 0.50;
// Where the page is clear (expected F1 of its cut at least `sure_f1`) the line is drawn at `sure_cut`: what
// is doubtful on a clear page is junk. Cross-validated over all sets: news +.003 to +.006, wcxb-dev
// unchanged.
inline constexpr double sure_f1 = 0.90;
inline constexpr double sure_cut = 0.60;
// Pages whose kept blocks hold fewer expected words of content are empty.
inline constexpr double fewest_expected_words = 15;
// --precision and --recall move the cut, in log-odds.
inline constexpr double focus_shift = 1.5;

struct Scores {
  const Model* model = nullptr;     // the one that the gate chose; as long-lived as the Models given
  double article = 0;               // probability that the page is an article
  std::vector<double> probability;  // a block each, 0..1
  double cut = 1;                   // keep p >= cut
  double expected_f1 = 0;           // of the blocks kept by the cut, 0..1
  bool nothing = false;             // the page holds no article: keep nothing
};

// Asks the gate, scores every block and finds the cut that maximises the expected F1 over words:
// 2 sum(p w, kept) / (sum(w, kept) + sum(p w, all)).
void score_blocks(const Segments& segments, const FeatureMatrix& features, const Models& models, Focus focus,
                  Scores& scores);

}  // namespace lubb::extraction
