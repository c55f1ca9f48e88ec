// compare_trees FILE|DIR...: how many pages give the same tree through the skeleton as through Gumbo alone.
//
// Prints every page that differs and why, then the counts. Of a directory it reads all *.htm* files below.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/tree_compare.h"

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> pages;
  for (int i = 1; i < argc; ++i) {
    if (!std::filesystem::is_directory(argv[i])) {
      pages.emplace_back(argv[i]);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (entry.is_regular_file() && entry.path().extension().string().starts_with(".htm")) {
        pages.push_back(entry.path());
      }
    }
  }
  std::sort(pages.begin(), pages.end());
  std::size_t equal_trees = 0;
  std::size_t equal_texts = 0;
  std::size_t capped = 0;
  for (const std::filesystem::path& path : pages) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const lubb::test::Comparison result = lubb::test::compare_trees(bytes);
    equal_trees += result.tree == "equal" ? 1 : 0;
    equal_texts += result.text == "equal" ? 1 : 0;
    capped += result.tree == "capped" ? 1 : 0;
    if (result.tree != "equal") std::printf("%s: tree: %s\n", path.c_str(), result.tree.c_str());
    if (result.text != "equal") std::printf("%s: text: %s\n", path.c_str(), result.text.c_str());
  }
  std::printf("%zu pages; trees: %zu equal, %zu different; text: %zu equal; cut by a limit: %zu\n",
              pages.size(), equal_trees, pages.size() - equal_trees - capped, equal_texts, capped);
  return equal_trees + capped == pages.size() ? 0 : 1;
}
