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
// over all sets. (From .06 to .10 the lowest cut changes no set by more than .0001; a hundred thousand
// doubtful links can pull it down so far that they all stay.)
inline constexpr double page_lowest_cut = 0.10;
inline constexpr double page_fewest_words = 6;
// How much a forest of one kind of page counts: nothing up to the first probability of being of that kind,
// alone from the second, in between in proportion. A hard change to the articles' forest loses .001 to .011
// on news; catalogues are products, collections, listings and services together.
inline constexpr double articles_from = 0.1;
inline constexpr double articles_alone = 0.9;
inline constexpr double catalogues_from = 0.2;
inline constexpr double catalogues_alone = 0.8;
// A forest that would count less is not asked: a tenth of the time, F1 unchanged within .001.
inline constexpr double smallest_share = 0.15;
// On a catalogue the forests are surer than right: their log-odds count this much, so that the cut of a page
// goes lower (collections +.023, listings +.007, services +.003, products -.002).
inline constexpr double likely_catalogue = 0.5;
inline constexpr double catalogue_certainty = 0.7;
// Where the forest of catalogues counts, the cut goes up to this at most: text between cards stays.
inline constexpr double catalogue_highest_cut = 0.45;
inline constexpr double more_likely_article = 0.5;

// How much each forest counts. The sum is 1, on catalogues catalogue_certainty.
struct ForestShares {
  double all_pages = 1, articles = 0, catalogues = 0;
};
[[nodiscard]] ForestShares forest_shares(const TypeProbabilities& types) noexcept;

struct Scores {
  TypeProbabilities types{};              // what kind of page this is
  double article = 0;                     // the probability that it is an article
  ForestShares shares;                    // of the forests in the scores
  std::vector<double> probability;        // a block each, 0..1
  double cut = 1;                         // keep p >= cut
  double expected_f1 = 0;                 // of the blocks kept by the cut, 0..1
  bool nothing = false;                   // the page holds no article: keep nothing
  std::vector<std::uint32_t> cut_memory;  // see choose_cut()
};

// Finds the page's type, scores every block and finds the cut. Completes `features` by the page's type.
// `site`: evidence to be added, or null; it is scaled by how much the page is an article.
void score_blocks(const Segments& segments, const TokenTable& tokens, const Models& models, Focus focus,
                  FeatureMatrix& features, Scores& scores, SiteEvidence* site = nullptr);

}  // namespace lubb::extraction
