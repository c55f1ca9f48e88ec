#include "crawl/page_links.h"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <vector>

using namespace lubb::crawling;

namespace {

PageLinks links_of(const std::string& html, const std::string& url = "http://example.org/news/") {
  return read_links(std::as_bytes(std::span(html)), "text/html; charset=utf-8", url);
}

using Addresses = std::vector<std::string>;

}  // namespace

TEST_CASE("feeds are found by their type, pages by being on the same host") {
  const PageLinks links = links_of(
      "<head><link rel='alternate stylesheet' type=text/css href=a.css><link rel=ALTERNATE "
      "type=application/rss+xml href=/feed>"
      "<link rel=alternate type=application/atom+xml href=http://feeds.example/atom></head>"
      "<a href=1>x</a><a href='1#part'>x</a><a href=/news/>self</a><a href=http://other.example/2>x</a>"
      "<a href=javascript:x>x</a><a href='mailto:a@example.org'>x</a><a>x</a><a href='/ص'>x</a><a "
      "rel=nofollow href=3>x</a>"
      "<a href=http://example.org:8080/4>x</a>");
  CHECK(links.feeds == Addresses{"http://example.org/feed", "http://feeds.example/atom"});
  CHECK(links.pages == Addresses{"http://example.org/news/1", "http://example.org/%D8%B5"});
}

TEST_CASE("a base element and a robots element are heeded") {
  CHECK(links_of("<base href=/other/><a href=1>x</a>").pages == Addresses{"http://example.org/other/1"});
  CHECK(links_of("<meta name=robots content='noindex, NoFollow'><a href=1>x</a>").pages.empty());
}

TEST_CASE("a page with endless links gives no more than are taken") {
  std::string html;
  for (int i = 0; i < 20'000; ++i) html += "<a href=" + std::to_string(i) + ">x</a>";
  CHECK(links_of(html).pages.size() == max_page_links);
}
