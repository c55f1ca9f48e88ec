#include "lubb/site_memory.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "extract/fingerprint.h"
#include "extract/site_evidence.h"
#include "page_fixture.h"

using namespace lubb::extraction;
using lubb::SiteMemory;

namespace {

const char* const promotion = "Subscribe to our weekly letter today.";

// A memory of `pages` pages, the first `with` of which have the text.
SiteMemory memory_of(int pages, int with, std::string_view text = promotion) {
  std::vector<SiteMemory::Page> seen;
  for (int i = 0; i < pages; ++i) {
    std::vector<std::uint64_t> blocks{fingerprint("the story of day " + std::to_string(i))};
    if (i < with) blocks.push_back(fingerprint(text));
    std::sort(blocks.begin(), blocks.end());
    seen.push_back({blocks});
  }
  return SiteMemory(std::move(seen));
}

double log_odds_of(const SiteMemory& memory, const char* html) {
  const lubb::test::ParsedPage page(html);
  SiteEvidence evidence;
  REQUIRE(weigh_site(&memory, page.segments, evidence));
  REQUIRE(evidence.log_odds.size() == 1);
  return evidence.log_odds[0];
}

}  // namespace

TEST_CASE("a text has the same fingerprint in capitals, in other white space and with vowel signs") {
  CHECK(fingerprint("Read  also:\nthe news") == fingerprint("READ ALSO: the news"));
  CHECK(fingerprint("اقرأ أيضاً هذا الخبر") == fingerprint("اقرأ أيضا هذا الخبر"));
  CHECK(fingerprint("Read also: the news") != fingerprint("Read also: the nows"));
  CHECK(fingerprint("of the year 2024") != fingerprint("of the year 2025"));
}

TEST_CASE("fingerprints are the same as in the states there are") {
  CHECK(fingerprint("Read also: the news") == 1617678449638474870U);
}

TEST_CASE("a short text has no fingerprint") {
  CHECK(fingerprint("12 years") != no_fingerprint);
  CHECK(fingerprint("12 year") == no_fingerprint);
  CHECK(fingerprint("سبعة سن") == no_fingerprint);
}

TEST_CASE("the fingerprints of a page are sorted, each once, without short texts") {
  const lubb::test::ParsedPage page("<p>one sentence</p><p>x</p><p>another one</p><p>One  sentence</p>");
  std::vector<std::uint64_t> expected{fingerprint("one sentence"), fingerprint("another one")};
  std::sort(expected.begin(), expected.end());
  CHECK(distinct_fingerprints(page.segments) == expected);
}

TEST_CASE("a memory counts the pages that have a block, and forgets what only one has") {
  const SiteMemory memory({{{1, 2}}, {{1, 3}}, {{2, 3, 4}}});
  CHECK(memory.pages() == 3);
  CHECK(memory.pages_with(1) == 2);
  CHECK(memory.pages_with(3) == 2);
  CHECK(memory.pages_with(4) == 0);
  CHECK(memory.pages_with(5) == 0);
  CHECK(SiteMemory().pages() == 0);
}

TEST_CASE("the same page under two addresses counts once") {
  const SiteMemory memory({{{1, 2}, 0.5}, {{1, 2}, 0.75}, {{1, 3}}});
  CHECK(memory.pages() == 1.75);
  CHECK(memory.pages_with(1) == 1.75);
  CHECK(memory.pages_with(2) == 0);
}

TEST_CASE("a memory is the same to the last bit whatever order its pages come in") {
  std::vector<SiteMemory::Page> pages;
  for (std::uint64_t i = 1; i <= 50; ++i) pages.push_back({{7, 100 + i}, 1.0 / static_cast<double>(i)});
  const SiteMemory there(pages);
  std::reverse(pages.begin(), pages.end());
  const SiteMemory back(pages);
  CHECK(there.pages() == back.pages());
  CHECK(there.pages_with(7) == back.pages_with(7));
}

TEST_CASE("a block weighs against itself by the share of pages that have it") {
  const char* const html = "<p>Subscribe to our weekly letter today.</p>";
  CHECK(log_odds_of(memory_of(40, 40), html) == -site_weight);
  CHECK(log_odds_of(memory_of(40, 13), html) < 0);
  CHECK(log_odds_of(memory_of(40, 13), html) > -site_weight);
  CHECK(log_odds_of(memory_of(40, 8), html) == 0);
  CHECK(log_odds_of(memory_of(40, 40, "another text"), html) == 0);
}

TEST_CASE("a heading is not suspect for standing on many pages") {
  CHECK(log_odds_of(memory_of(40, 40), "<h2>Subscribe to our weekly letter today.</h2>") == 0);
}

TEST_CASE("a link is suspect on fewer pages than a text, but not on two") {
  const char* const linked = "<p><a href=/>Subscribe to our weekly letter</a> today.</p>";
  CHECK(log_odds_of(memory_of(40, 8), linked) == -site_weight);
  CHECK(log_odds_of(memory_of(40, 2), linked) == 0);
  CHECK(log_odds_of(memory_of(20, 2), linked) == 0);
}

TEST_CASE("a site of few pages says nothing") {
  const lubb::test::ParsedPage page("<p>Subscribe to our weekly letter today.</p>");
  SiteEvidence evidence;
  const SiteMemory few = memory_of(9, 9), enough = memory_of(10, 10);
  CHECK_FALSE(weigh_site(nullptr, page.segments, evidence));
  CHECK_FALSE(weigh_site(&few, page.segments, evidence));
  CHECK(weigh_site(&enough, page.segments, evidence));
}
