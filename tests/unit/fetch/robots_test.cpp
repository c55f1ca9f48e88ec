#include "fetch/robots.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

using namespace lubb::http;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

struct Variant {
  const char* fact;
  std::string text;
  std::vector<std::string> allowed, denied;
};

std::string repeated(const std::string& part, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += part;
  return text;
}

const std::string all = "User-agent: *\n";

std::vector<Variant> variants() {
  return {
      {"an empty file allows everything", "", {"/a"}, {}},
      {"a slash forbids everything but the file itself", all + "Disallow: /\n", {"/robots.txt"}, {"/", "/a"}},
      {"an empty rule forbids nothing", all + "Disallow:\n", {"/a"}, {}},
      {"an HTML page holds no rules", "<html><p>User-agent: *</p><p>Disallow: /</p></html>", {"/a"}, {}},
      {"a byte order mark is passed over", "\xEF\xBB\xBF" + all + "Disallow: /x\n", {"/a"}, {"/x"}},
      {"CR alone ends a line", "User-agent: *\rDisallow: /x\r", {"/a"}, {"/x"}},
      {"CR LF ends a line", "User-agent: *\r\nDisallow: /x\r\n", {"/a"}, {"/x"}},
      {"lines with NUL bytes are passed over",
       all + std::string("\0\n", 2) + "Disallow: /x\n" + std::string("\0Disallow: /a\n", 14),
       {"/a"},
       {"/x"}},
      {"the longest rule decides",
       all + "Disallow: /n/\nAllow: /n/open\nDisallow: /n/open/not\n",
       {"/n/open"},
       {"/n/1", "/n/open/not/2"}},
      {"of two rules of one length Allow decides", all + "Allow: /n\nDisallow: /n\n", {"/n"}, {}},
      {"the same the other way round", all + "Disallow: /n\nAllow: /n\n", {"/n"}, {}},
      {"a star stands for anything and a dollar for the end",
       all + "Disallow: /*.pdf$\nDisallow: /b*y\n",
       {"/a.pdf?x", "/a.pdfs", "/b/x"},
       {"/a.pdf", "/d/.pdf", "/b/1/y/2"}},
      {"queries count", all + "Disallow: /find?*page=\n", {"/find?q=1"}, {"/find?q=1&page=2"}},
      {"a group of our own takes the place of the one for all",
       "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /a\n\nuser-AGENT: LUBB/3 (x)\nDisallow: "
       "/b\n",
       {"/a"},
       {"/b"}},
      {"groups of one name are joined",
       "User-agent: lubb\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: Lubb\nDisallow: /c\n",
       {"/b"},
       {"/a", "/c"}},
      {"several names begin one group",
       "User-agent: x\nUser-agent: lubb\nUser-agent: y\nDisallow: /a\n",
       {"/b"},
       {"/a"}},
      {"a longer name is another one", "User-agent: lubber\nDisallow: /\n", {"/a"}, {}},
      {"unknown lines, spaces and comments do not end a group",
       "nonsense\nUser-agent : *  # all\nNoindex: /a\n\nHost: x\n  Disallow :  /x  # not this\n",
       {"/a"},
       {"/x"}},
      {"rules before any name belong to nobody", "Disallow: /a\n" + all + "Disallow: /x\n", {"/a"}, {"/x"}},
      {"escapes are compared by what they mean",
       all + "Disallow: /caf%c3%a9\nDisallow: /ö\nDisallow: /%7Ex\n",
       {"/cafe"},
       {"/caf\xC3\xA9/1", "/caf%C3%A9", "/%C3%B6", "/~x"}},
      {"an escaped slash is no slash", all + "Disallow: /a%2fb\n", {"/a/b"}, {"/a%2Fb"}},
      {"bytes that are no UTF-8 spoil only their line",
       all + "Disallow: /caf\xE9\nDisallow: /x\n",
       {"/a"},
       {"/x"}},
      {"an Arabic path", all + "Disallow: /أخبار/\n", {"/a"}, {"/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1"}},
      {"many stars stay cheap",
       all + "Disallow: /" + repeated("*a", 5000) + "$\nDisallow: /x\n",
       {"/" + repeated("a", 4000) + "b"},
       {"/x"}},
      {"a line of a megabyte does no harm to those before it",
       all + "Disallow: /x\nAllow: /" + repeated("y", 1 << 20),
       {"/a"},
       {"/x"}},
      {"500 KiB are read and no more",
       all + "Disallow: /x\n" + repeated("# filler filler\n", 32'000) + "Disallow: /late\n",
       {"/late"},
       {"/x"}},
  };
}

}  // namespace

TEST_CASE("rules") {
  for (const Variant& variant : variants()) {
    CAPTURE(variant.fact);
    const Robots robots = Robots::parse(variant.text, "lubb");
    for (const std::string& path : variant.allowed)
      CHECK_MESSAGE(robots.allows("http://example.org" + path), path);
    for (const std::string& path : variant.denied)
      CHECK_FALSE_MESSAGE(robots.allows("http://example.org" + path), path);
  }
}

TEST_CASE("an address without a path is the root, and fragments do not count") {
  const Robots robots = Robots::parse(all + "Disallow: /$\n", "lubb");
  CHECK_FALSE(robots.allows("http://example.org"));
  CHECK(robots.allows("http://example.org/a#b"));
  CHECK(robots.allows("http://example.org?q"));
}

TEST_CASE("what an answer means") {
  CHECK(robots_access(200) == RobotsAccess::rules);
  for (const int status : {400, 401, 403, 404, 410, 451})
    CHECK(robots_access(status) == RobotsAccess::everything);
  for (const int status : {0, 302, 429, 500, 503, 599, 999})
    CHECK(robots_access(status) == RobotsAccess::nothing);
}

TEST_CASE("Crawl-delay is a number of seconds up to a day, or nothing") {
  const auto delay = [](const std::string& value) {
    return Robots::parse(all + "Crawl-delay: " + value + "\n", "lubb").crawl_delay();
  };
  CHECK(delay("2") == seconds(2));
  CHECK(delay("0.5") == milliseconds(500));
  CHECK(delay("999999999") == std::chrono::hours(24));
  for (const char* bad : {"-1", "abc", "nan", "inf", "", "2 s"}) CHECK_FALSE(delay(bad).has_value());
  CHECK_FALSE(Robots::parse("User-agent: x\nCrawl-delay: 5\n", "lubb").crawl_delay().has_value());
}

TEST_CASE("sitemaps are http addresses, wherever they stand") {
  const Robots robots = Robots::parse(
      "Sitemap: file:///etc/passwd\nUser-agent: x\nsitemap: https://example.org/s.xml.gz\nSitemap: "
      "ftp://x/\nSitemap: /s.xml\n",
      "lubb");
  CHECK(robots.sitemaps() == std::vector<std::string>{"https://example.org/s.xml.gz"});
}
