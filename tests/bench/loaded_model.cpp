#include "loaded_model.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <vector>

#include "extract/model.h"

namespace lubb::test {
namespace {

using namespace lubb::extraction;

struct Forest {
  std::vector<Tree> trees;
  std::vector<TreeNode> nodes;
  std::vector<float> leaves, node_values;

  [[nodiscard]] Model model() const { return {trees, nodes, leaves, node_values, {}}; }
};

// A forest that is asked about blocks.
struct BlockForest {
  std::vector<BlockSplit> splits;
  std::vector<std::uint16_t> ends;
  std::vector<PageSplit> page_splits;
  std::vector<float> leaves;

  [[nodiscard]] Model lay_out(const Forest& forest) {
    page_splits.resize(count_page_splits(forest.nodes));
    splits.resize(forest.nodes.size() - page_splits.size());
    ends.resize(forest.trees.size());
    leaves.resize(forest.trees.size() * BlockLayout::leaf_stride);
    extraction::lay_out(forest.trees, forest.nodes, forest.leaves, {splits, ends, page_splits, leaves});
    Model model = forest.model();
    model.layout = {splits, ends, page_splits, leaves};
    return model;
  }
};

struct Loaded {
  std::map<std::string, Forest> forests;
  BlockForest all_pages, articles, catalogues;
  std::vector<TokenSlot> slots;
  std::vector<TokenWeights> weights;
  std::vector<TypeWeights> type_weights;
  TokenTable tokens;
  Models models;
};

Loaded& loaded() {
  static Loaded model;
  return model;
}

void read_tokens(std::istream& in, std::size_t count, Loaded& out) {
  std::size_t size = 16;
  while (size < count * 2) size *= 2;
  out.slots.resize(size);
  for (std::size_t id = 0; id < count; ++id) {
    std::string token;
    TokenWeights& weights = out.weights.emplace_back();
    in >> token >> weights.near >> weights.middle >> weights.far;
    for (float& weight : out.type_weights.emplace_back()) in >> weight;
    const std::uint32_t hash = token_hash(token);
    std::size_t at = hash & (size - 1);
    while (out.slots[at].id != 0xFFFF) at = (at + 1) & (size - 1);
    out.slots[at] = {hash, static_cast<std::uint16_t>(id)};
  }
}

std::uint32_t leaves_below(const std::vector<std::uint32_t>& below, int child) {
  return child >= 0 ? below[static_cast<std::size_t>(child)] : 1u << ~child;
}

void read_tree(std::istream& in, Forest& forest) {
  std::size_t splits = 0, leaves = 0;
  in >> splits >> leaves;
  const auto begin = forest.nodes.size();
  forest.trees.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(forest.leaves.size()),
                          static_cast<std::uint16_t>(splits)});
  for (std::size_t i = 0; i < splits; ++i) {
    TreeNode& node = forest.nodes.emplace_back();
    int left = 0, right = 0;
    in >> node.feature >> node.threshold >> left >> right >> forest.node_values.emplace_back();
    node.left = static_cast<std::int8_t>(left);
    node.right = static_cast<std::int8_t>(right);
  }
  std::vector<std::uint32_t> below(splits);
  for (std::size_t i = splits; i-- > 0;) {  // children stand behind their parents
    TreeNode& node = forest.nodes[begin + i];
    node.left_leaves = leaves_below(below, node.left);
    below[i] = node.left_leaves | leaves_below(below, node.right);
  }
  for (std::size_t i = 0; i < leaves; ++i) in >> forest.leaves.emplace_back();
}

bool can_be_laid_out(const Forest& forest) {
  return forest.trees.size() <= BlockLayout::most_trees &&
         std::ranges::all_of(forest.trees, [](const Tree& tree) { return tree.nodes < most_block_leaves; });
}

bool same_features(std::istringstream line) {
  std::size_t place = 0;
  for (std::string name; line >> name; ++place) {
    if (place >= feature_count || name != feature_names[place]) return false;
  }
  return place == feature_count;
}

bool read(std::istream& in, Loaded& out) {
  Forest* forest = nullptr;
  for (std::string word, rest; in >> word;) {
    if (word == "#") {
      std::getline(in, rest);
    } else if (word == "features") {
      std::getline(in, rest);
      if (!same_features(std::istringstream(rest))) return false;
    } else if (word == "tokens") {
      std::size_t count = 0;
      in >> count >> out.tokens.bias;
      for (float& bias : out.tokens.type_bias) in >> bias;
      read_tokens(in, count, out);
    } else if (word == "forest") {
      std::size_t trees = 0;
      in >> rest >> trees;
      forest = &out.forests[rest];
    } else if (word == "tree" && forest != nullptr) {
      read_tree(in, *forest);
    } else {
      return false;
    }
  }
  return in.eof() && out.forests.size() == 3 + learned_page_types &&
         can_be_laid_out(out.forests["all_pages"]) && can_be_laid_out(out.forests["articles"]) &&
         can_be_laid_out(out.forests["catalogues"]);
}

}  // namespace

bool load_model(const std::string& path) {
  std::ifstream in(path);
  Loaded& out = loaded();
  if (!in || !read(in, out)) {
    std::cerr << path << ": no model for these features\n";
    return false;
  }
  out.tokens.slots = out.slots;
  out.tokens.weights = out.weights;
  out.tokens.type_weights = out.type_weights;
  out.models.all_pages = out.all_pages.lay_out(out.forests["all_pages"]);
  out.models.articles = out.articles.lay_out(out.forests["articles"]);
  out.models.catalogues = out.catalogues.lay_out(out.forests["catalogues"]);
  for (std::size_t type = 0; type < learned_page_types; ++type) {
    const std::string name(lubb::name(static_cast<PageType>(type)));
    out.models.types[type] = out.forests["type_" + name].model();
  }
  return true;
}

}  // namespace lubb::test

namespace lubb::extraction {

const Models& built_in_models() noexcept { return test::loaded().models; }
const TokenTable& built_in_tokens() noexcept { return test::loaded().tokens; }
std::span<const std::string_view> built_in_features() noexcept { return feature_names; }

}  // namespace lubb::extraction
