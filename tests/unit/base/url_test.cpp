#include "base/url.h"

#include <doctest/doctest.h>

namespace lubb::url {
namespace {

constexpr std::string_view kBase = "https://www.site.org/d/e/f?old#part";

std::string resolved(std::string_view reference, std::string_view base = kBase) {
  return resolve(base, reference).value_or("none");
}

TEST_CASE("an absolute URL is split into its parts") {
  const auto parts = split("https://me:pw@example.org:8080/a/b?q=1#top");
  REQUIRE(parts);
  CHECK(parts->scheme == "https");
  CHECK(parts->user_info == "me:pw");
  CHECK(parts->host == "example.org");
  CHECK(parts->port == "8080");
  CHECK(parts->path == "/a/b");
  CHECK(parts->query == "q=1");
  CHECK(parts->fragment == "top");
}

TEST_CASE("missing and empty query and fragment are told apart") {
  CHECK_FALSE(split("http://a/")->has_query);
  CHECK(split("http://a/?#")->has_query);
  CHECK(split("http://a/?#")->has_fragment);
  CHECK(split("http://a#x?y")->fragment == "x?y");
}

TEST_CASE("an address in brackets keeps its colons") {
  CHECK(split("http://[::1]:80/")->host == "[::1]");
  CHECK(split("http://[::1]:80/")->port == "80");
}

TEST_CASE("what has no authority is not split") {
  CHECK_FALSE(split("mailto:a@b"));
  CHECK_FALSE(split("/path"));
  CHECK_FALSE(split("://x"));
  CHECK_FALSE(split(""));
}

TEST_CASE("only http and https URLs with a host are http URLs") {
  CHECK(is_http("HTTP://x"));
  CHECK(is_http("https://x/y"));
  CHECK_FALSE(is_http("https://"));
  CHECK_FALSE(is_http("ftp://x"));
  CHECK_FALSE(is_http("x.html"));
}

TEST_CASE("relative references are resolved by RFC 3986") {
  CHECK(resolved("g") == "https://www.site.org/d/e/g");
  CHECK(resolved("./g/") == "https://www.site.org/d/e/g/");
  CHECK(resolved("../g") == "https://www.site.org/d/g");
  CHECK(resolved("../../../g") == "https://www.site.org/g");
  CHECK(resolved("..") == "https://www.site.org/d/");
  CHECK(resolved("/g?y#s") == "https://www.site.org/g?y#s");
  CHECK(resolved("?y") == "https://www.site.org/d/e/f?y");
  CHECK(resolved("#s") == "https://www.site.org/d/e/f?old#s");
  CHECK(resolved("") == "https://www.site.org/d/e/f?old");
  CHECK(resolved("//Other.ORG/x") == "https://other.org/x");
  CHECK(resolved("g;x=1/../y") == "https://www.site.org/d/e/y");
  CHECK(resolved("/a/%2E%2e/b") == "https://www.site.org/b");
  CHECK(resolved("g", "http://host") == "http://host/g");
}

TEST_CASE("links are read as browsers read them") {
  CHECK(resolved("  \n/a\tb\r\nc ") == "https://www.site.org/abc");
  CHECK(resolved("\\\\other.org\\x") == "https://other.org/x");
  CHECK(resolved("https:page") == "https://www.site.org/d/e/page");
  CHECK(resolved("http:other.org") == "http://other.org/");
  CHECK(resolved("HTTPS:/other.org/x") == "https://other.org/x");
  CHECK(resolved("https:///other.org") == "https://other.org/");
  CHECK(resolved("https://www.site.org:443/") == "https://www.site.org/");
  CHECK(resolved("https://www.site.org:8443/") == "https://www.site.org:8443/");
}

TEST_CASE("what may not stand in a URL is percent-encoded, escapes stay") {
  CHECK(resolved("/أخبار x") == "https://www.site.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1%20x");
  CHECK(resolved("/%D8%A3%zz") == "https://www.site.org/%D8%A3%zz");
  CHECK(resolved("/a\"<>`{}'(b)") == "https://www.site.org/a%22%3C%3E%60%7B%7D'(b)");
  CHECK(resolved("?a='\"<b>") == "https://www.site.org/d/e/f?a=%27%22%3Cb%3E");
  CHECK(resolved("#a b") == "https://www.site.org/d/e/f?old#a%20b");
}

TEST_CASE("resolving what was resolved changes nothing") {
  for (const char* reference : {"/أخبار?x=ö#é", "../a b", "//موقع.مصر/", "https://u:p@h:1/x"}) {
    CHECK(resolved(resolved(reference)) == resolved(reference));
  }
}

TEST_CASE("international host names take their ASCII form") {
  CHECK(resolved("https://Bücher.example/") == "https://xn--bcher-kva.example/");
  CHECK(resolved("http://موقع.مصر") == "http://xn--4gbrim.xn--wgbh1c/");
}

TEST_CASE("mail addresses are kept") {
  CHECK(resolved("MAILTO:a@b.org?subject=x y") == "mailto:a@b.org?subject=x%20y");
  CHECK(resolved("mailto:a@b.org", "") == "mailto:a@b.org");
}

TEST_CASE("other schemes, broken hosts and relative references without base give nothing") {
  for (const char* reference :
       {"javascript:alert(1)", "java\nscript:alert(1)", " data:text/html,x", "file:///etc/passwd", "ftp://x/",
        "tel:123", "mailto:", "blob:https://x/y", "http://", "http://a b/", "http://a<b/", "http://x:99999/",
        "http://x:8a/", "http://[zz]/", "http://%41/", "http://bank.example／x.evil.example/",
        "http://u＠evil.example/", "http://a˚b.example/"}) {
    CAPTURE(std::string(reference));
    CHECK_FALSE(resolve(kBase, reference));
  }
  CHECK_FALSE(resolve("", "a.html"));
  CHECK_FALSE(resolve("", "//host/a.html"));
  CHECK_FALSE(resolve("file:///a", "b.html"));
  CHECK(resolve("", "http://x/a").value() == "http://x/a");
}

TEST_CASE("a reference of any bytes is resolved without harm") {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  for (std::size_t begin = 0; begin < all.size(); ++begin) {
    for (const char* prefix : {"", "/", "//", "http://", "?", "#", "http://[", "http://u@"}) {
      const auto url = resolve(kBase, prefix + all.substr(begin));
      if (url) CHECK((url->starts_with("http://") || url->starts_with("https://")));
    }
  }
}

TEST_CASE("a path of a million dot segments is resolved in linear time") {
  std::string path = "/";
  for (int i = 0; i < 500'000; ++i) path += "a/../";
  CHECK(resolved(path) == "https://www.site.org/");
  CHECK(resolved("/a" + std::string(1'000'000, '/')).size() == 1'000'022);
}

TEST_CASE("the host is given without www and port") {
  CHECK(host_without_www("www.example.org:8080") == "example.org");
  CHECK(host_without_www("https://WWW.example.org/x") == "example.org");
  CHECK(host_without_www("https://me@news.example.org") == "news.example.org");
  CHECK(host_without_www("www.org") == "www.org");
  CHECK(host_without_www("").empty());
}

}  // namespace
}  // namespace lubb::url
