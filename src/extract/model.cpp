#include "extract/model.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "extract/for_each_processor.h"

namespace lubb::extraction {
namespace {

// Rows are compared with a threshold eight at a time where the processor can, else four at a time: the same
// comparisons and the same sums either way.
using Floats = float __attribute__((vector_size(32)));
using Masks = std::int32_t __attribute__((vector_size(32)));
constexpr std::size_t lanes = 8;
// So many vectors of rows are taken through the forest together while there are as many left: what a split
// costs beside its comparisons counts once for all.
constexpr std::size_t most_vectors = 8;

// For each of the rows that stand in a column from `values` on: which leaves are out of reach. Where a value
// is above the threshold, those on the left are.
template <std::size_t vectors>
[[gnu::always_inline]] inline void cut_leaves(const TreeNode& node, const float* values,
                                              Masks (&out_of_reach)[vectors]) noexcept {
  const auto left_leaves = static_cast<std::int32_t>(node.left_leaves);
  for (std::size_t i = 0; i < vectors; ++i) {
    Floats row;
    std::memcpy(&row, values + i * lanes, sizeof row);
    out_of_reach[i] |= ~(row <= node.threshold) & left_leaves;
  }
}

// Adds to each of `sums` what the forest says about a row, times `weight`; the rows stand in the columns from
// `first` on.
//
// A row ends in the leftmost leaf that no split has put out of reach. Asking every split of a tree without a
// branch is faster than walking down, since a split is asked for many rows at once.
template <std::size_t vectors>
[[gnu::always_inline]] inline void add_outputs(const Model& model, const float* first, std::size_t stride,
                                               double weight, std::span<double> sums) noexcept {
  double row_sums[vectors][lanes] = {};
  for (const Tree& tree : model.trees) {
    Masks out_of_reach[vectors];
    for (Masks& mask : out_of_reach) mask = Masks{};
    const TreeNode* const end = model.nodes.data() + tree.node_begin + tree.nodes;
    for (const TreeNode* node = end - tree.nodes; node != end; ++node) {
      cut_leaves<vectors>(*node, first + node->feature * stride, out_of_reach);
    }
    for (Masks& mask : out_of_reach) mask = ~mask;
    std::uint32_t reachable[vectors][lanes];
    std::memcpy(reachable, out_of_reach, sizeof reachable);
    const float* const tree_leaves = model.leaves.data() + tree.leaf_begin;
    for (std::size_t i = 0; i < vectors; ++i) {
      // One leaf is always in reach, so that the builtin's case of no bit does not arise.
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const auto leaf = static_cast<std::uint32_t>(__builtin_ctz(reachable[i][lane]));
        row_sums[i][lane] += static_cast<double>(tree_leaves[leaf]);
      }
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * row_sums[i / lanes][i % lanes];
}

}  // namespace

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

LUBB_FOR_EACH_PROCESSOR
void Model::evaluate(const FeatureMatrix& features, double weight, std::span<double> sums) const noexcept {
  constexpr std::size_t many = most_vectors * lanes, few = FeatureMatrix::rows_at_once;
  const float* const columns = features.values().data();
  std::size_t first = 0;
  for (; first + many <= features.stride(); first += many) {
    add_outputs<most_vectors>(*this, columns + first, features.stride(), weight,
                              sums.subspan(first, std::min(many, sums.size() - first)));
  }
  for (; first < sums.size(); first += few) {
    add_outputs<few / lanes>(*this, columns + first, features.stride(), weight,
                             sums.subspan(first, std::min(few, sums.size() - first)));
  }
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
