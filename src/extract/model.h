// Gradient-boosted trees as flat tables, and their evaluation.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "extract/features.h"
#include "extract/tokens.h"

namespace lubb::extraction {

// A split: values <= threshold go left. A child >= 0 is a node of the same tree, a negative one is the
// leaf ~child of the same tree.
struct TreeNode {
  float threshold;
  std::uint16_t feature;
  std::int16_t left, right;
};

struct Tree {
  std::uint32_t node_begin;  // into Model::nodes
  std::uint32_t leaf_begin;  // into Model::leaves
  std::uint16_t nodes;       // 0: the tree is its first leaf
};

struct Model {
  std::span<const Tree> trees;
  std::span<const TreeNode> nodes;
  std::span<const float> leaves;
  std::span<const float> node_values;  // mean output below each node: for attribution, parallel to nodes
  std::uint16_t features = 0;          // length of a row

  // Log-odds of being content. `row` has `features` values.
  [[nodiscard]] double evaluate(std::span<const float> row) const noexcept;

  // The same for rows that stand one after another in `values`: adds to each of `sums`, which begin at 0.
  void evaluate_rows(std::span<const float> values, std::span<double> sums) const noexcept;

  // Adds to each feature group what the splits on its features changed along the way (tree-path
  // attribution); returns the part that no split explains. The sum of all is evaluate().
  double attribute(std::span<const float> row,
                   std::array<double, static_cast<std::size_t>(FeatureGroup::count_)>& groups) const noexcept;
};

// One forest for everything is pulled about by what content means: a shop's product cards are content, a
// newspaper's teaser cards are not. The gate sees one row a page, the mean of the block rows weighted by
// words.
struct Models {
  const Model& all_pages;
  const Model& articles;  // scores the blocks where the gate says that the page is an article
  const Model& gate;
  double gate_threshold;  // log-odds
};

// Trained by scripts/train; the tables are in the generated model_data.cpp.
[[nodiscard]] const Model& built_in_model() noexcept;
[[nodiscard]] const Model& built_in_article_model() noexcept;
[[nodiscard]] const Model& built_in_gate() noexcept;
[[nodiscard]] double built_in_gate_threshold() noexcept;
[[nodiscard]] inline Models built_in_models() noexcept {
  return {built_in_model(), built_in_article_model(), built_in_gate(), built_in_gate_threshold()};
}

[[nodiscard]] double sigmoid(double log_odds) noexcept;

}  // namespace lubb::extraction
