// Trees as flat tables.
#pragma once

#include <cstddef>
#include <cstdint>

namespace lubb::extraction {

// A split: values <= threshold go left. A child >= 0 is a node of the same tree, a negative one is the
// leaf ~child of the same tree. Leaves are numbered from left to right.
struct TreeNode {
  float threshold;
  std::uint32_t left_leaves;  // bits of the leaves that are out of reach where the value is above
  std::uint16_t feature;
  std::int8_t left, right;
};

inline constexpr std::size_t most_leaves = 32;  // of a tree: bits of left_leaves

struct Tree {
  std::uint32_t node_begin;  // into the forest's nodes
  std::uint32_t leaf_begin;  // into the forest's leaves
  std::uint16_t nodes;       // 0: the tree is its first leaf
};

}  // namespace lubb::extraction
