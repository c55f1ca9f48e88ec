// Gradient-boosted trees as flat tables, and their evaluation.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "extract/block_layout.h"
#include "extract/features.h"
#include "extract/tokens.h"
#include "extract/tree.h"

namespace lubb::extraction {

struct Model {
  std::span<const Tree> trees;
  std::span<const TreeNode> nodes;
  std::span<const float> leaves;
  std::span<const float> node_values;  // mean output below each node: for attribution, parallel to nodes
  BlockLayout layout;                  // empty for a forest that is only asked row by row

  // The sum of the leaves that the row falls into: log-odds of being content.
  [[nodiscard]] double evaluate(std::span<const float> row) const noexcept;

  // Adds to each feature group what the splits on its features changed along the way (tree-path
  // attribution), times `weight`; returns the part that no split explains. The sum of all is evaluate().
  double attribute(std::span<const float> row, double weight,
                   std::array<double, static_cast<std::size_t>(FeatureGroup::count_)>& groups) const noexcept;
};

// One forest for everything is pulled about by what content means: a shop's product cards are content, a
// newspaper's teaser cards are not.
struct Models {
  Model all_pages;
  Model articles;                               // learned from articles only
  Model catalogues;                             // learned from products, collections, listings, services most
  std::array<Model, learned_page_types> types;  // a score each, see page_type.h
};

// Trained by scripts/train; the tables are in the generated model_data.cpp.
[[nodiscard]] const Models& built_in_models() noexcept;
// The features that they were trained on, in their order: must be feature_names, which a test checks (a build
// whose features changed has to work for the trainer's tools).
[[nodiscard]] std::span<const std::string_view> built_in_features() noexcept;

[[nodiscard]] double sigmoid(double log_odds) noexcept;

}  // namespace lubb::extraction
