// Features -> probability of being content, a block at a time; and the cut that the page's probabilities
// themselves suggest.
#pragma once

#include <vector>

#include "extract/features.h"
#include "extract/model.h"
#include "extract/segment.h"
#include "lubb/options.hpp"

namespace lubb::extraction {

struct Scores {
  const Model* model = nullptr;     // the one that the gate chose; as long-lived as the Models given
  double article = 0;               // probability that the page is an article
  std::vector<double> probability;  // a block each, 0..1
  double cut = 1;                   // keep p >= cut
  double expected_f1 = 0;           // of the blocks kept by the cut, 0..1
  bool nothing = false;             // the page holds no article: keep nothing
};

// Asks the gate, scores every block and finds the cut.
void score_blocks(const Segments& segments, const FeatureMatrix& features, const Models& models, Focus focus,
                  Scores& scores);

}  // namespace lubb::extraction
