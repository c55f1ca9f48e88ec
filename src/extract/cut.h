// Which probabilities are enough to keep a block of text, by the page's own.
#pragma once

#include <cstdint>
#include <span>

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

struct CutRules {
  double lowest = lowest_cut;
  double highest = highest_cut;
  double fewest_words = fewest_expected_words;
  bool clear_is_strict = true;  // sure_cut is used
};

struct Cut {
  double probability = 1;  // keep p >= this
  double expected_f1 = 0;  // of what is kept, 0..1
  bool nothing = false;    // the page holds no article: keep nothing
};

// The cut that maximises the expected F1 over words: 2 sum(p w, kept) / (sum(w, kept) + sum(p w, all)).
// Blocks without words have the probability 0. `memory`: what it works with, kept so that it is used again.
[[nodiscard]] Cut choose_cut(std::span<const double> probability, std::span<const std::uint32_t> words,
                             Focus focus, const CutRules& rules, std::vector<std::uint32_t>& memory);

}  // namespace lubb::extraction
