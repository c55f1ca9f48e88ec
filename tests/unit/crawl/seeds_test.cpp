#include "crawl/seeds.h"

#include <doctest/doctest.h>

#include <string>

using namespace lubb;
using namespace lubb::crawling;

TEST_CASE("a seed is an address with its settings") {
  const auto seeds = parse_seeds(
      "# a comment\n\n  http://Example.org/feed#x \r\nhttp://example.org/news max-pages=20\tdelay=2.5 "
      "follow=1\n"
      "http://example.org/feed follow=1\nhttp://أخبار.example/صفحة",
      "seeds.txt");
  REQUIRE(seeds.has_value());
  REQUIRE(seeds->size() == 3);
  CHECK((*seeds)[0].url == "http://example.org/feed");
  CHECK_FALSE((*seeds)[0].follow);
  CHECK_FALSE((*seeds)[0].delay.has_value());
  CHECK((*seeds)[1].max_pages == 20);
  CHECK((*seeds)[1].delay == std::chrono::milliseconds(2500));
  CHECK((*seeds)[1].follow);
  CHECK((*seeds)[2].url.starts_with("http://xn--"));
}

TEST_CASE("what is wrong with a line is told with its number") {
  for (const char* line :
       {"ftp://example.org/", "no address", "http://example.org/ max-pages=0", "http://example.org/ delay=-1",
        "http://example.org/ delay=nan", "http://example.org/ follow=yes", "http://example.org/ speed=9"}) {
    CAPTURE(line);
    const auto seeds = parse_seeds(std::string("http://example.org/\n") + line + "\n", "seeds.txt");
    REQUIRE_FALSE(seeds.has_value());
    CHECK(seeds.error().code == Errc::invalid_argument);
    CHECK(seeds.error().message.starts_with("seeds.txt:2: "));
  }
}
