#include "metadata/json_ld.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "metadata/json_ld_thing.h"
#include "metadata/json_repair.h"
#include "page.h"
#include "support/growth.h"

namespace {

using lubb::metadata::JsonLd;
using lubb::metadata::kind_of_type;
using lubb::metadata::repair_json;
using lubb::metadata::ThingKind;
using lubb::test::growth;
using lubb::test::linear_growth;
using lubb::test::repeat;

std::string script(std::string_view json) {
  return "<script type=\"application/ld+json\">" + std::string(json) + "</script>";
}

struct Read : JsonLd {
  Read(const std::string& scripts, const std::string& body, const lubb::Limits& limits)
      : page("<html><head>" + scripts + "</head><body>" + body + "</body></html>") {
    lubb::metadata::read_json_ld(page.document, page.collected, limits, memory, *this);
  }
  Page page;
  lubb::metadata::JsonLdMemory memory;
};

Read read(const std::string& scripts, const std::string& body = "", const lubb::Limits& limits = {}) {
  return {scripts, body, limits};
}

std::string repaired(std::string_view json, std::size_t max_depth = 64) {
  return repair_json(json, max_depth).text;
}

}  // namespace

TEST_CASE("a script is read the same with much, little or nothing behind it, and after any other") {
  lubb::metadata::JsonLdMemory memory;
  JsonLd found;
  for (const std::size_t behind : {0, 10, 500}) {
    CAPTURE(behind);
    for (const std::string_view title :
         {"Short", "A much longer headline that takes more room than the one before"}) {
      const std::string json = R"({"@type": "NewsArticle", "headline": ")" + std::string(title) + "\"}";
      Page page("<script type='application/ld+json'>" + json + "</script>" + std::string(behind, ' '));
      lubb::metadata::read_json_ld(page.document, page.collected, {}, memory, found);
      CHECK(found.findings.title == title);
    }
  }
}

TEST_CASE("a news article gives all its fields") {
  const Read found = read(script(R"({"@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "Ferry &amp; harbour", "datePublished": "2024-05-01T10:00:00Z", "dateModified": "2024-05-02",
    "author": {"@type": "Person", "name": "Ada Quay"}, "publisher": {"@type": "Organization", "name": "The Post"},
    "image": {"@type": "ImageObject", "url": "https://x.test/i.jpg"}, "keywords": ["ferry", "harbour"],
    "articleSection": ["Transport", "Coast"], "inLanguage": "en", "description": "Boats.",
    "license": "https://l.test/by"})"));
  CHECK(found.findings.title.value_or("") == "Ferry & harbour");
  CHECK(found.findings.published.value_or("") == "2024-05-01T10:00:00Z");
  CHECK(found.findings.modified.value_or("") == "2024-05-02");
  REQUIRE(found.findings.authors.size() == 1);
  CHECK(found.findings.authors[0] == "Ada Quay");
  CHECK(found.findings.sitename.value_or("") == "The Post");
  CHECK(found.findings.image.value_or("") == "https://x.test/i.jpg");
  CHECK(found.findings.tags.size() == 2);
  CHECK(found.findings.section.value_or("") == "Transport");
  CHECK(found.findings.language.value_or("") == "en");
  CHECK(found.findings.description.value_or("") == "Boats.");
  CHECK(found.findings.license.value_or("") == "https://l.test/by");
  CHECK(found.limits.empty());
}

TEST_CASE("authors are read as text, object, array, and by given and family name") {
  const Read found = read(script(R"({"@type": "Article", "headline": "x", "author":
    ["Ada", {"@type": "Person", "name": ["Bo", "Cy"]}, [{"name": "Di"}],
     {"@type": "Person", "givenName": "Eva", "familyName": "Fink"}]})"));
  CHECK(found.findings.authors.size() == 5);
  CHECK(found.findings.authors.front() == "Ada");
  CHECK(std::ranges::find(found.findings.authors, "Eva Fink") != found.findings.authors.end());
}

TEST_CASE("an organisation as author is kept apart from people") {
  const Read found = read(script(
      R"({"@type": "Article", "headline": "x", "author": {"@type": "Organization", "name": "The Post"}})"));
  CHECK(found.findings.authors.empty());
  REQUIRE(found.findings.outlets.size() == 1);
  CHECK(found.findings.outlets[0] == "The Post");
}

TEST_CASE("references by @id resolve within the graph, and circles do no harm") {
  const Read found = read(script(R"({"@graph": [
    {"@type": ["Article", "SocialMediaPosting"], "headline": "x", "author": {"@id": "#a"}, "publisher": {"@id": "#p"},
     "isPartOf": {"@id": "#w"}},
    {"@type": "Person", "@id": "#a", "name": "Ada Quay", "worksFor": {"@id": "#a"}},
    {"@type": "Organization", "@id": "#p", "name": "The Post", "member": {"@id": "#p"}},
    {"@type": "WebPage", "@id": "#w", "mainEntity": {"@id": "#w"}, "datePublished": "2020-01-02"}]})"));
  REQUIRE(found.findings.authors.size() == 1);
  CHECK(found.findings.authors[0] == "Ada Quay");
  CHECK(found.findings.sitename.value_or("") == "The Post");
  CHECK(found.findings.published.value_or("") == "2020-01-02");
}

TEST_CASE("an article goes before the page and before its comments, whatever their order") {
  const Read found = read(script(R"([{"@type": "WebPage", "name": "Page", "datePublished": "2001-01-01"},
    {"@type": "Comment", "name": "No", "datePublished": "2002-02-02"},
    {"@type": "BlogPosting", "headline": "Post", "datePublished": "2003-03-03"}])"));
  CHECK(found.findings.title.value_or("") == "Post");
  CHECK(found.findings.published.value_or("") == "2003-03-03");
}

TEST_CASE("of several articles the one that the page shows is taken") {
  const std::string scripts =
      script(R"({"@type": "NewsArticle", "headline": "Other story", "author": "No"})") +
      script(R"({"@type": "NewsArticle", "headline": "This story", "author": "Yes"})");
  const Read found = read(scripts, "<h1>This story</h1>");
  CHECK(found.findings.title.value_or("") == "This story");
  REQUIRE(found.findings.authors.size() == 1);
  CHECK(found.findings.authors[0] == "Yes");
}

TEST_CASE("a list of other articles gives none") {
  const Read found =
      read(script(R"([{"@type": "NewsArticle", "headline": "One", "datePublished": "2020-01-01"},
    {"@type": "NewsArticle", "headline": "Two"}, {"@type": "NewsArticle", "headline": "Three"}])"),
           "<h1>Latest news</h1>");
  CHECK_FALSE(found.findings.title.has_value());
  CHECK_FALSE(found.findings.published.has_value());
}

TEST_CASE("the article's body becomes plain text with its paragraphs") {
  const Read found = read(script(
      R"({"@type": "Article", "headline": "x", "articleBody": "<p>First &amp; best.<\/p><p>Second<br>line.<\/p>"})"));
  CHECK(found.article_body == "First & best.\nSecond\nline.");
  const Read plain =
      read(script(R"({"@type": "Article", "headline": "x", "articleBody": "One.\n\nTwo  three."})"));
  CHECK(plain.article_body == "One.\nTwo three.");
}

TEST_CASE("the trail of breadcrumbs is read in order") {
  const Read found = read(script(R"({"@type": "BreadcrumbList", "itemListElement": [
    {"@type": "ListItem", "position": 1, "name": "Home"}, {"@type": "ListItem", "item": {"name": "World"}}]})"));
  REQUIRE(found.breadcrumb.size() == 2);
  CHECK(found.breadcrumb[1] == "World");
}

TEST_CASE("types are known by their last word") {
  CHECK(kind_of_type("https://schema.org/ReportageNewsArticle") == ThingKind::article);
  CHECK(kind_of_type("schema:BlogPosting") == ThingKind::article);
  CHECK(kind_of_type("JobPosting") == ThingKind::work);
  CHECK(kind_of_type("CollectionPage") == ThingKind::page);
  CHECK(kind_of_type("ItemList") == ThingKind::ignored);
}

TEST_CASE("broken JSON is mended") {
  CHECK(repaired(R"({"a": [1, 2,], })") == R"([{"a":["1","2"]}])");
  CHECK(repaired("{\"a\": \"line\nend\ttab\"}") == R"([{"a":"line\nend tab"}])");
  CHECK(repaired(R"({"a": "b"} {"c": "d"})") == R"([{"a":"b"},{"c":"d"}])");
  CHECK(repaired(R"({"a": {"b": "c")") == R"([{"a":{"b":"c"}}])");
  CHECK(repaired(R"({"a": "b}")") == R"([{"a":"b}"}])");
  CHECK(repaired(R"(<!-- //<![CDATA[ {"a": "b"} //]]> -->)") == R"([{"a":"b"}])");
  CHECK(repaired(R"({"a": "He said "no" loudly", "b": "c"})") ==
        R"([{"a":"He said \"no\" loudly","b":"c"}])");
  CHECK(repaired(R"({"a": 'x', "b" "c", "d": undefined, "e": true})").find(R"("e":true)") !=
        std::string::npos);
  CHECK(repaired(R"({"a": "\ud83d \q \u12"})") == R"([{"a":"\uFFFD q 12"}])");
  CHECK(repaired(R"(]]}{"a":)") == R"([{"a":null}])");
  CHECK(repaired("") == "[]");
}

TEST_CASE("a page with broken JSON-LD still gives its article") {
  const Read found =
      read(script("/* x */ {\"@type\": \"NewsArticle\", \"headline\": \"The \"big\" one\",\n"
                  "\"description\": \"two\nlines\", \"author\": {\"name\": \"Ada\",},"));
  CHECK(found.findings.title.value_or("") == "The \"big\" one");
  CHECK(found.findings.description.value_or("") == "two lines");
  REQUIRE(found.findings.authors.size() == 1);
}

TEST_CASE("nesting beyond the limit is cut and noted") {
  lubb::Limits limits;
  limits.json_ld_depth = 4;
  std::string deep = R"({"@type": "Article", "headline": "x", "y": )";
  for (int i = 0; i < 10; ++i) deep += "[";
  const Read found = read(script(deep), "", limits);
  CHECK(found.findings.title.value_or("") == "x");
  REQUIRE(found.limits.size() == 1);
  CHECK(found.limits[0].name == "json_ld_depth");
  CHECK(found.limits[0].value == 4);
}

TEST_CASE("bytes beyond the limit are not read, and noted") {
  lubb::Limits limits;
  limits.json_ld_bytes = 100;
  const Read found = read(
      script(R"({"@type": "Article", "headline": "x", "articleBody": ")" + std::string(5000, 'b') + "\"}"),
      "", limits);
  CHECK(found.findings.title.value_or("") == "x");
  CHECK(found.article_body.size() < 100);
  REQUIRE(found.limits.size() == 1);
  CHECK(found.limits[0].name == "json_ld_bytes");
}

TEST_CASE("hostile scripts take linear time") {
  const auto read_script = [](const std::string& scripts) { CHECK(read(scripts).findings.authors.empty()); };
  for (const char* unit : {"[", "{", "\"", "/", "\\", "\" x"}) {
    CAPTURE(unit);
    const auto one = [&](std::size_t units) { return script("{\"a\": \"" + repeat(unit, units)); };
    CHECK(growth(500'000, one, read_script) < linear_growth);
    CHECK(read(script(repeat(unit, 500'000))).findings.authors.empty());
  }
  const std::string thing = script(R"({"@type": "Thing", "name": "n"})");
  const auto many = [&](std::size_t units) { return repeat(thing, units); };
  CHECK(growth(10'000, many, read_script) < linear_growth);
}
