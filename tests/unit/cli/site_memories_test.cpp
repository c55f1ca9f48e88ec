#include "cli/site_memories.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace lubb::cli;
using lubb::input::Item;
using lubb::input::ItemKind;

namespace {

Item item_of(const char* id, bool in_directory) {
  Item item;
  item.kind = ItemKind::file;
  item.id = item.path = id;
  item.in_directory = in_directory;
  return item;
}

// Page `number` of a site: a block of its own, and one that every page has.
SeenPage seen(std::uint64_t number, std::string site = "a.example") {
  return {std::move(site), "", {7, 1000 + number * 7919}};
}

}  // namespace

TEST_CASE("a page is of the site of its address, in small letters and without www") {
  const Item item = item_of("in/a.html", true);
  CHECK(site_of(item, "in", "https://WWW.Example.org:8080/a?b") == "example.org");
  CHECK(site_of(item, "in", "http://example.org") == "example.org");
}

TEST_CASE("a page without an address is of the folder that was named") {
  CHECK(site_of(item_of("in/deep/a.html", true), "in", "") == "in/");
  CHECK(site_of(item_of("in/deep/a.html", true), "in/", "about:blank") == "in/");
  CHECK(site_of(item_of("in/deep/a.html", false), "in/deep/a.html", "") == "in/deep/");
  CHECK(site_of(item_of("a.html", false), "a.html", "") == "./");
}

TEST_CASE("of a large site the same pages are remembered in whatever order they come") {
  SiteMemories there, back;
  constexpr std::uint64_t pages = 3 * most_remembered_pages;
  for (std::uint64_t i = 0; i < pages; ++i) {
    there.add(seen(i));
    back.add(seen(pages - 1 - i));
    back.add(seen(pages - 1 - i, "b.example"));
  }
  for (SiteMemories* memories : {&there, &back}) memories->settle();
  const lubb::SiteMemory *one = there.find("a.example"), *other = back.find("a.example");
  REQUIRE(one != nullptr);
  REQUIRE(other != nullptr);
  CHECK(one->pages() == most_remembered_pages);
  CHECK(one->pages_with(7) == most_remembered_pages);
  CHECK(other->pages_with(7) == most_remembered_pages);
  CHECK(back.find("b.example")->pages() == most_remembered_pages);
  CHECK(there.find("b.example") == nullptr);
}

TEST_CASE("a page that comes again counts once") {
  SiteMemories memories;
  for (int i = 0; i < 5; ++i) memories.add(seen(1));
  memories.settle();
  CHECK(memories.find("a.example")->pages() == 1);
}

TEST_CASE("a page that tells its address itself is found again by its id") {
  SiteMemories memories;
  const Item item = item_of("in/a.html", true);
  memories.add({"a.example", "in/a.html", {1, 2}});
  memories.settle();
  CHECK(memories.find(item, "in", "") == memories.find("a.example"));
  CHECK(memories.find(item_of("in/b.html", true), "in", "") == nullptr);
  CHECK(memories.find(item, "in", "https://b.example/") == nullptr);
}
