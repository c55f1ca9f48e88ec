// A forest laid out to be asked about all blocks of a page at once.
//
// A block ends in the leftmost leaf that no split has put out of reach. Asking every split of a tree without
// a branch is faster than walking down, since a split is asked for many blocks at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "extract/features.h"
#include "extract/tree.h"

namespace lubb::extraction {

// Leaf i is bit i + 1 of those that are out of reach where the value is above the threshold; the highest
// eight bits are the feature.
struct BlockSplit {
  float threshold;
  std::uint32_t leaves;
};
// No leaf is bit 0: so the place of a leaf's bit, as the exponent of a float, ends in the leaf's number.
inline constexpr std::uint32_t no_leaf = 1;
inline constexpr unsigned feature_shift = 24;
inline constexpr std::size_t most_block_leaves = 23;  // of a tree: the bits that are left
static_assert(feature_count <= 256, "eight bits");

// A split on a feature that all blocks of a page share.
struct PageSplit {
  float threshold;
  std::uint32_t leaves;  // as above
  std::uint16_t feature;
  std::uint16_t tree;
};

struct BlockLayout {
  static constexpr std::size_t most_trees = 256;
  static constexpr std::size_t leaf_stride = 24;  // of a tree's leaves: three vectors of eight

  std::span<const BlockSplit> splits;
  std::span<const std::uint16_t> ends;  // of each tree's splits
  std::span<const PageSplit> page_splits;
  std::span<const float> leaves;  // leaf_stride a tree

  // Adds to each of `sums`, one a block, what the forest says about the block, times `weight`.
  void evaluate(const FeatureMatrix& features, double weight, std::span<double> sums) const noexcept;
  // The same without what only some processors have.
  void evaluate_portably(const FeatureMatrix& features, double weight, std::span<double> sums) const noexcept;
};

[[nodiscard]] constexpr bool is_of_page(const TreeNode& node) noexcept {
  return node.feature >= static_cast<std::size_t>(first_page_feature);
}

[[nodiscard]] constexpr std::size_t count_page_splits(std::span<const TreeNode> nodes) noexcept {
  std::size_t count = 0;
  for (const TreeNode& node : nodes) count += is_of_page(node) ? 1 : 0;
  return count;
}

// Where a layout is written to.
struct LayoutMemory {
  std::span<BlockSplit> splits;
  std::span<std::uint16_t> ends;
  std::span<PageSplit> page_splits;
  std::span<float> leaves;
};

// For trees of no more than most_block_leaves.
constexpr void lay_out(std::span<const Tree> trees, std::span<const TreeNode> nodes,
                       std::span<const float> leaves, const LayoutMemory& out) noexcept {
  std::size_t splits = 0, page_splits = 0;
  for (std::size_t t = 0; t < trees.size(); ++t) {
    const auto tree = nodes.subspan(trees[t].node_begin, trees[t].nodes);
    for (const TreeNode& node : tree) {
      const std::uint32_t out_of_reach = node.left_leaves << 1;
      if (is_of_page(node)) {
        out.page_splits[page_splits++] = {node.threshold, out_of_reach, node.feature,
                                          static_cast<std::uint16_t>(t)};
      } else {
        const std::uint32_t feature_bits = std::uint32_t{node.feature} << feature_shift;
        out.splits[splits++] = {node.threshold, out_of_reach | feature_bits};
      }
    }
    out.ends[t] = static_cast<std::uint16_t>(splits);
    for (std::size_t i = 0; i <= tree.size(); ++i)
      out.leaves[t * BlockLayout::leaf_stride + i] = leaves[trees[t].leaf_begin + i];
  }
}

// The tables of a layout that the compiler makes.
template <std::size_t splits, std::size_t page_splits, std::size_t trees>
class LayoutTables {
 public:
  constexpr LayoutTables(std::span<const Tree> forest, std::span<const TreeNode> nodes,
                         std::span<const float> leaves) noexcept {
    lay_out(forest, nodes, leaves, {splits_, ends_, page_splits_, leaves_});
  }
  [[nodiscard]] constexpr BlockLayout layout() const noexcept {
    return {splits_, ends_, page_splits_, leaves_};
  }

 private:
  static_assert(trees <= BlockLayout::most_trees);
  std::array<BlockSplit, splits> splits_{};
  std::array<std::uint16_t, trees> ends_{};
  std::array<PageSplit, page_splits> page_splits_{};
  std::array<float, trees * BlockLayout::leaf_stride> leaves_{};
};

}  // namespace lubb::extraction
