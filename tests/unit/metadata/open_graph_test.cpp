#include "metadata/open_graph.h"

#include <doctest/doctest.h>

#include <string>

#include "page.h"

namespace {

struct Read : lubb::metadata::Findings {
  explicit Read(const std::string& head) : page("<head>" + head + "</head>") {
    lubb::metadata::read_open_graph(page.collected, page.collected.texts, *this);
  }
  Page page;
};

Read read(const std::string& head) { return Read(head); }

}  // namespace

TEST_CASE("OpenGraph keys are read as property or as name, in any case") {
  const auto found =
      read(R"(<meta property="og:title" content="A &amp;amp; B"><META NAME='OG:Site_Name' CONTENT='Post'>
    <meta content="Text." property=og:description><meta property="og:locale" content="ar_AR">
    <meta property="og:url" content="/story"><meta property="og:image" content="//x.test/i.jpg">)");
  CHECK(found.title.value_or("") == "A & B");
  CHECK(found.sitename.value_or("") == "Post");
  CHECK(found.description.value_or("") == "Text.");
  CHECK(found.language.value_or("") == "ar_AR");
  CHECK(found.canonical_url.value_or("") == "/story");
  CHECK(found.image.value_or("") == "//x.test/i.jpg");
}

TEST_CASE("og goes before twitter whatever their order") {
  const auto found = read(R"(<meta name="twitter:title" content="T"><meta property="og:title" content="O">)");
  CHECK(found.title.value_or("") == "O");
  CHECK(read(R"(<meta name="twitter:title" content="T">)").title.value_or("") == "T");
}

TEST_CASE("article times, section and tags are read") {
  const auto found = read(R"(<meta property="article:published_time" content="2024-05-01T10:00:00+03:00">
    <meta property="article:modified_time" content="2024-05-02"><meta property="article:section" content="World">
    <meta property="article:tag" content="one"><meta property="article:tag" content="two, one">)");
  CHECK(found.published.value_or("") == "2024-05-01T10:00:00+03:00");
  CHECK(found.modified.value_or("") == "2024-05-02");
  CHECK(found.section.value_or("") == "World");
  CHECK(found.tags == std::vector<std::string_view>{"one", "two"});
}

TEST_CASE("an address is no author and no name of a site") {
  const auto found = read(R"(<meta property="article:author" content="https://facebook.com/ada">
    <meta property="article:publisher" content="https://facebook.com/post">)");
  CHECK(found.authors.empty());
  CHECK_FALSE(found.sitename.has_value());
}

TEST_CASE("an impossible date leaves the field to the next key") {
  const auto found = read(R"(<meta property="article:published_time" content="99999999-99-99T99:99:99Z">
    <meta property="og:pubdate" content="2024-05-01">)");
  CHECK(found.published.value_or("") == "2024-05-01");
}

TEST_CASE("huge and empty values are cut and passed over") {
  const auto found =
      read("<meta property=\"og:description\" content=\"" + std::string(3'000'000, 'd') +
           "\"><meta property=\"og:title\" content=\"  \"><meta property=\"og:title\" content=\"T\">");
  CHECK(found.description.value_or("").size() == lubb::metadata::max_description_bytes);
  CHECK(found.title.value_or("") == "T");
}
