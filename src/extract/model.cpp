#include "extract/model.h"

#include <bit>
#include <cmath>

namespace lubb::extraction {

// A row ends in the leftmost leaf that no split has put out of reach. Asking every split of a tree without a
// branch is faster than walking down.
double Model::evaluate(std::span<const float> row) const noexcept {
  double sum = 0;
  for (const Tree& tree : trees) {
    std::uint32_t out_of_reach = 0;
    for (const TreeNode& node : nodes.subspan(tree.node_begin, tree.nodes)) {
      const bool left = row[node.feature] <= node.threshold;
      out_of_reach |= node.left_leaves & (static_cast<std::uint32_t>(left) - 1);
    }
    const auto leaf = static_cast<std::uint32_t>(std::countr_one(out_of_reach));
    sum += static_cast<double>(leaves[tree.leaf_begin + leaf]);
  }
  return sum;
}

double Model::attribute(
    std::span<const float> row, double weight,
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
          weight * (static_cast<double>(next) - static_cast<double>(node_values[index]));
    }
  }
  return weight * rest;
}

double sigmoid(double log_odds) noexcept { return 1.0 / (1.0 + std::exp(-log_odds)); }

}  // namespace lubb::extraction
