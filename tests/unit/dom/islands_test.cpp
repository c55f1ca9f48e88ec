// What the prescan leaves out of the skeleton because it knows the tree must make no difference.
#include <doctest/doctest.h>

#include <string>

#include "support/same_document.cpp"  // part of no other target of the unit tests
#include "support/tag_soup.cpp"

using lubb::Limits;
using lubb::test::islands_make_a_difference;
using lubb::test::TagSoup;

TEST_CASE("random tag soup gives the same document with islands as without") {
  for (std::uint32_t seed = 1; seed <= 6000; ++seed) {
    const std::string page = TagSoup(seed).page();
    CAPTURE(page);
    CHECK(islands_make_a_difference(page) == "");
  }
}

TEST_CASE("random tag soup gives the same document with islands as without where limits cut it") {
  for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
    Limits limits;
    limits.tree_depth = 1 + seed % 12;
    if (seed % 3 == 0) limits.nodes = 3 + seed % 17;
    const std::string page = TagSoup(seed).page();
    CAPTURE(page);
    CHECK(islands_make_a_difference(page, limits) == "");
  }
}
