// What the pages of one site have in common.
//
// Text that stands on most pages of a site (teasers, promotion, "read also" lines, footers in the body) is
// hardly ever the article, however much it looks like one. A SiteMemory knows how many pages have each text
// block; Options::site_memory makes extract() take that for evidence against a block.
//
//   lubb::Extractor extractor;
//   std::vector<lubb::SiteMemory::Page> seen;
//   for (const auto& page : pages) seen.push_back({extractor.fingerprint(page)->blocks});
//   const lubb::SiteMemory memory(std::move(seen));
//   for (const auto& page : pages) use(extractor.extract(page, {.site_memory = &memory}));
//
// What is known of a site of few pages says nothing: there extract() does as it does without a memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lubb {

// What is to be remembered of a page; made by Extractor::fingerprint().
struct PageFingerprint {
  std::string canonical_url;  // the address that the page gives for itself, or empty
  // A hash of each text block, sorted, each once. Letter case and white space make no difference; blocks of a
  // few characters have none.
  std::vector<std::uint64_t> blocks;
};

// Not changed once it is made: one memory serves any number of threads.
class SiteMemory {
 public:
  struct Page {
    std::vector<std::uint64_t> blocks;  // PageFingerprint::blocks
    double weight = 1;                  // above 0 to 1: less the longer ago the page was seen
  };

  SiteMemory() = default;  // of no page
  // The order of the pages does not matter. Pages with the same blocks count as one, the weightiest of them.
  explicit SiteMemory(std::vector<Page> pages);

  [[nodiscard]] double pages() const noexcept { return pages_; }  // sum of their weights
  // The same of the pages that have this block; 0 where fewer than two have it.
  [[nodiscard]] double pages_with(std::uint64_t block) const noexcept;

 private:
  std::vector<std::pair<std::uint64_t, double>> blocks_;  // sorted
  double pages_ = 0;
};

}  // namespace lubb
