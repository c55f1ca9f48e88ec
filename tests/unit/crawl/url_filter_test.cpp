#include "crawl/url_filter.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace lubb;
using crawling::UrlFilter;

namespace {

UrlFilter filter(const std::vector<std::string>& patterns, const std::string& blacklist) {
  Result<UrlFilter> made = UrlFilter::make(patterns, blacklist, "list");
  REQUIRE_MESSAGE(made.has_value(), made.error().message);
  return std::move(*made);
}

}  // namespace

TEST_CASE("a pattern may match anywhere, escaped or as a person reads it, and one is enough") {
  const UrlFilter news = filter({"/news/", "أخبار|^https:"}, "");
  CHECK(news.matches("http://h/news/1"));
  CHECK(news.matches("http://h/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1"));
  CHECK(news.matches("https://h/x"));
  CHECK_FALSE(news.matches("http://h/x?https:"));
  CHECK(filter({}, "").matches("http://h/"));
}

TEST_CASE("a pattern that would take for ever matches nothing") {
  const UrlFilter slow = filter({"(a*)*(a*)*(a*)*b$"}, "");
  CHECK_FALSE(slow.matches("http://h/" + std::string(4000, 'a')));
}

TEST_CASE("what begins like a line of the blacklist is in it, whatever its scheme") {
  const UrlFilter list = filter({}, "# remark\r\n\nhttps://h/a\nh/a/b\nh/zebra\n example.org \nh/%d8%a3");
  for (const char* url :
       {"http://h/a", "https://h/a/b/c", "http://h/abc", "https://example.org/x", "http://h/%D8%A3x"})
    CHECK_MESSAGE(list.is_listed(url), url);
  for (const char* url :
       {"http://h/", "http://h/b", "http://h/Zebra", "http://h/zebr", "http://example.organ/"})
    CHECK_MESSAGE(!list.is_listed(url), url);
}

TEST_CASE("what cannot be read is named") {
  CHECK(UrlFilter::make({"a("}, "", "list").error().message.find("a(") != std::string::npos);
  CHECK(UrlFilter::make({}, "h/\nhttp://[x/\n", "list").error().message.starts_with("list:2: "));
}
