#include "extract/model.h"

#include <algorithm>
#include <cmath>

namespace lubb::extraction {

double Model::evaluate(std::span<const float> row) const noexcept {
  double sum = 0;
  evaluate_rows(row.first(features), {&sum, 1});
  return sum;
}

void Model::evaluate_rows(std::span<const float> values, std::span<double> sums) const noexcept {
  // A few rows a tree at a time: the tree stays in the cache, and the walks do not wait for each other.
  constexpr std::size_t rows_at_once = 16;
  for (std::size_t first = 0; first < sums.size(); first += rows_at_once) {
    const std::size_t last = std::min(sums.size(), first + rows_at_once);
    for (const Tree& tree : trees) {
      const TreeNode* const tree_nodes = nodes.data() + tree.node_begin;
      const float* const tree_leaves = leaves.data() + tree.leaf_begin;
      for (std::size_t i = first; i < last; ++i) {
        const float* const row = values.data() + i * features;
        int at = tree.nodes == 0 ? -1 : 0;
        while (at >= 0)
          at = row[tree_nodes[at].feature] <= tree_nodes[at].threshold ? tree_nodes[at].left
                                                                       : tree_nodes[at].right;
        sums[i] += static_cast<double>(tree_leaves[~at]);
      }
    }
  }
}

double Model::attribute(
    std::span<const float> row,
    std::array<double, static_cast<std::size_t>(FeatureGroup::count_)>& groups) const noexcept {
  double rest = 0;
  const auto infos = feature_infos();
  for (const Tree& tree : trees) {
    if (tree.nodes == 0) {
      rest += static_cast<double>(leaves[tree.leaf_begin]);
      continue;
    }
    rest += static_cast<double>(node_values[tree.node_begin]);
    int at = 0;
    while (at >= 0) {
      const std::uint32_t index = tree.node_begin + static_cast<std::uint32_t>(at);
      const TreeNode& node = nodes[index];
      at = row[node.feature] <= node.threshold ? node.left : node.right;
      const float next = at >= 0 ? node_values[tree.node_begin + static_cast<std::uint32_t>(at)]
                                 : leaves[tree.leaf_begin + static_cast<std::uint32_t>(~at)];
      groups[static_cast<std::size_t>(infos[node.feature].group)] +=
          static_cast<double>(next) - static_cast<double>(node_values[index]);
    }
  }
  return rest;
}

double sigmoid(double log_odds) noexcept { return 1.0 / (1.0 + std::exp(-log_odds)); }

}  // namespace lubb::extraction
