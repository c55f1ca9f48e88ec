// What a site's other pages say about the blocks of this one.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/segment.h"
#include "lubb/site_memory.hpp"

namespace lubb::extraction {

// A site of fewer pages says nothing.
inline constexpr double fewest_site_pages = 10;

// The share of a site's pages that have a block: up to the first nothing is held against it, from the second
// on everything, in between in proportion.
struct SuspectShare {
  double innocent, guilty;
};
// Stories of one subject share paragraphs of background: of text that all two to four known pages of a news
// site had and the model kept, 8 of 10 long blocks were content, of short ones 2 of 70. So these stay above
// the share of a site's pages that one subject may have. On made-up sites (scripts/bench --site-memory) word
// F1 is .994 with .15 and .4, .992 with these, .988 with .25 and .5, .984 with .35 and .6.
inline constexpr SuspectShare text_share{0.2, 0.4};
// Of a block that is mostly a link and stands on at least so many pages: a teaser that moves about. Without
// this rule made-up sites come to .977 and not .988 (with .25 and .5 above).
inline constexpr SuspectShare linked_share{0.03, 0.1};
inline constexpr double fewest_linked_pages = 3;
// Log-odds against the guilty. A logistic regression over blocks of made-up and two real sites, by site,
// gives 8.6 (and takes all of it back for headings; longer texts weighed more on the former, less on news
// pages: length is left out). Junk between the paragraphs of a story scores up to .999: with 4 word F1 is
// .968, 6 .984, 10 .988, 14 .990 (with .25 and .5 above).
inline constexpr double site_weight = 10;
// Shops, lists and manuals repeat what is content: labels, conditions, notes. Of the blocks kept on such
// pages of wcxb-dev that most known pages of their host have, half are content. The evidence counts from the
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
