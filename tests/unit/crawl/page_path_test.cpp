#include "crawl/page_path.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace lubb::crawling;

namespace {

std::string path(const std::string& url) { return page_path("{path}", url, "2026-03-04"); }

}  // namespace

TEST_CASE("addresses that say it all become names without more") {
  CHECK(path("https://h/news/bridge.html") == "news/bridge.html");
  CHECK(path("https://h/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/4") == "أخبار/4");
  CHECK(page_path("{date}/{host}/{path}", "https://h:81/a", "2026-03-04") == "2026-03-04/h-81/a");
  CHECK(page_path("{hash}", "https://h/a", "").size() == 16);
}

TEST_CASE("addresses that differ get names that differ") {
  std::set<std::string> names;
  const auto urls = {"http://h/",        "http://h/index",      "http://h/a",     "http://h/a/",
                     "http://h//a",      "http://h/a?x=1",      "http://h/a?x=2", "http://h/a%2Fb",
                     "http://h/a/b",     "http://h/a%5Cb",      "http://h/a:b",   "http://h/a%00b",
                     "http://h/a%FFb",   "http://h/a%01b",      "http://h/.a",    "http://h/-a",
                     "http://h/..%2f.a", "http://h/a%E2%80%AEb"};
  for (const char* url : urls) names.insert(path(url));
  for (const char end : {'x', 'y'}) names.insert(path("http://h/" + std::string(500, 'a') + end));
  std::string deep = "http://h";
  for (int i = 0; i < 40; ++i) deep += "/a";
  names.insert(path(deep));
  names.insert(path(deep + "/b"));
  CHECK(names.size() == urls.size() + 4);
  for (const std::string& name : names) {
    CHECK(name.size() < 250);
    CHECK(("/" + name + "/").find("/.") == std::string::npos);
    CHECK(("/" + name + "/").find("//") == std::string::npos);
  }
}

TEST_CASE("templates that lead elsewhere or give pages one name are refused") {
  for (const char* good : {"{path}", "a/{host}/{hash}", "x..y/{path}"}) CHECK_FALSE(fault_of_template(good));
  for (const char* bad :
       {"", "/{path}", "{path}/", "../{path}", "a/../{path}", "{path}/..", "{host}", "{url}{path}", "{"})
    CHECK_MESSAGE(fault_of_template(bad), bad);
}
