#include "metadata/html_meta.h"

#include <doctest/doctest.h>

#include <string>

#include "page.h"

namespace {

struct Read : lubb::metadata::Findings {
  explicit Read(const std::string& html) : page(html) {
    lubb::metadata::read_html_meta(page.collected, page.collected.texts, *this);
  }
  Page page;
};

Read read(const std::string& html) { return Read(html); }

}  // namespace

TEST_CASE("general names and those of services are read") {
  const auto found = read(R"(<meta name="Author" content="Ada Quay"><meta name="description" content="D">
    <meta name="keywords" content="a, b;c"><meta name="parsely-pub-date" content="2024-05-01T00:00:00Z">
    <meta name="sailthru.title" content="T"><meta name="application-name" content="Post">
    <meta name="parsely-section" content="World"><meta name="citation_author" content="Bo Ek">)");
  CHECK(found.authors == std::vector<std::string_view>{"Ada Quay", "Bo Ek"});
  CHECK(found.description.value_or("") == "D");
  CHECK(found.tags == std::vector<std::string_view>{"a", "b", "c"});
  CHECK(found.published.value_or("") == "2024-05-01T00:00:00Z");
  CHECK(found.title.value_or("") == "T");
  CHECK(found.sitename.value_or("") == "Post");
  CHECK(found.section.value_or("") == "World");
}

TEST_CASE("a key that names publication goes before one that merely says date") {
  const auto found =
      read(R"(<meta name="date" content="2024-05-09"><meta name="DC.date.issued" content="2024-05-01">)");
  CHECK(found.published.value_or("") == "2024-05-01");
  CHECK(found.maybe_published.value_or("") == "2024-05-09");
}

TEST_CASE("a key that no table lists is known by its words, where no other gives a date") {
  const std::string worded = R"(<meta name="w-published-date" content="2024-05-27T06:03:43Z">)";
  CHECK(read(worded).maybe_published.value_or("") == "2024-05-27T06:03:43Z");
  CHECK(read(R"(<meta name="date" content="2024-05-09">)" + worded).maybe_published.value_or("") ==
        "2024-05-09");
  CHECK_FALSE(read(R"(<meta name="unpublish-date" content="2024-05-27">)").maybe_published.has_value());
}

TEST_CASE("the page's own links give address and licence") {
  const auto found =
      read(R"(<link rel="canonical" href="/story?a=1&amp;b=2"><meta name="parsely-link" content="/other">
    <body><a rel="license noopener" href="https://l.test/by/4.0/">CC</a>)");
  CHECK(found.canonical_url.value_or("") == "/story?a=1&b=2");
  CHECK(found.license.value_or("") == "https://l.test/by/4.0/");
}

TEST_CASE("language and direction come from the html element") {
  const auto found =
      read(R"(<html lang="ar-EG" dir="RTL"><meta http-equiv="content-language" content="en">)");
  CHECK(found.language.value_or("") == "ar-EG");
  CHECK(found.direction.value_or("") == "rtl");
  const auto xml = read(R"(<html xml:lang="fa" dir="sideways">)");
  CHECK(xml.language.value_or("") == "fa");
  CHECK_FALSE(xml.direction.has_value());
}

TEST_CASE("control characters by reference do not pass") {
  const auto found = read("<meta name=author content=\"A&#7;&#27;[31mB&#8;&#0;&#x9b;2J\">");
  REQUIRE(found.authors.size() == 1);
  for (const char c : found.authors[0]) CHECK(static_cast<unsigned char>(c) >= 0x20);
}

TEST_CASE("a hundred thousand meta tags are survived") {
  std::string html;
  for (int i = 0; i < 100'000; ++i) html += "<meta name=author content=x><link rel=license href=/y>";
  CHECK(read(html).authors.size() == 1);
}
