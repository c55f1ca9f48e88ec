#include "lubb/site_memory.hpp"

#include <algorithm>

namespace lubb {

SiteMemory::SiteMemory(std::vector<Page> pages) {
  // Sorted, so that sums come out the same to the last bit in whatever order the pages came.
  std::sort(pages.begin(), pages.end(), [](const Page& a, const Page& b) {
    return a.blocks != b.blocks ? a.blocks < b.blocks : a.weight > b.weight;
  });
  const auto end = std::unique(pages.begin(), pages.end(),
                               [](const Page& a, const Page& b) { return a.blocks == b.blocks; });
  pages.erase(end, pages.end());
  std::vector<std::pair<std::uint64_t, double>> all;
  for (const Page& page : pages) {
    pages_ += page.weight;
    for (const std::uint64_t block : page.blocks) all.emplace_back(block, page.weight);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < all.size();) {
    const std::size_t begin = i;
    double weight = 0;
    for (; i < all.size() && all[i].first == all[begin].first; ++i) weight += all[i].second;
    if (i - begin > 1) blocks_.emplace_back(all[begin].first, weight);
  }
  blocks_.shrink_to_fit();
}

double SiteMemory::pages_with(std::uint64_t block) const noexcept {
  const auto found = std::lower_bound(blocks_.begin(), blocks_.end(), block,
                                      [](const auto& entry, std::uint64_t b) { return entry.first < b; });
  return found != blocks_.end() && found->first == block ? found->second : 0;
}

}  // namespace lubb
