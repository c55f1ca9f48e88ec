// What a site's other pages say about the blocks of this one.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/segment.h"
#include "lubb/site_memory.hpp"

namespace lubb::extraction {

// A site of fewer pages says nothing.
inline constexpr double fewest_site_pages = 10;
// A block that stands on this share of a site's pages, or less, may be a paragraph of background that stories
// of one subject share; ...
inline constexpr double innocent_share = 0.25;
// ... from this share on it weighs fully, ...
inline constexpr double guilty_share = 0.5;
// ... with so many log-odds against it.
inline constexpr double site_weight = 10;
// Shops, lists and manuals repeat what is content: labels, conditions, notes (of the blocks kept there that
// most of a host's pages have, half are content; on articles one in thirty). The evidence counts from the
// first probability of being an article on, fully from the second.
inline constexpr double site_articles_from = 0.1;
inline constexpr double site_articles_fully = 0.5;

struct SiteEvidence {
  double pages = 0;                         // known of the site
  std::vector<double> pages_with;           // a block each: those of them that have it
  std::vector<double> log_odds;             // a block each, 0 or less: to be added to the model's
  std::vector<std::uint64_t> fingerprints;  // a block each; working memory
};

// How much of the evidence counts on a page that is an article with this probability: 0..1.
[[nodiscard]] double site_share(double article) noexcept;

// Fills `evidence`. False, and nothing is filled, where there is no memory or it is of too few pages.
[[nodiscard]] bool weigh_site(const SiteMemory* memory, const Segments& segments, SiteEvidence& evidence);

}  // namespace lubb::extraction
