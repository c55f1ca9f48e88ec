#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include "metadata/metadata.h"
#include "page.h"
#include "support/growth.h"

namespace {

std::string fixture(const std::string& name) {
  std::ifstream file(std::string(LUBB_FIXTURES) + "/metadata/" + name, std::ios::binary);
  REQUIRE(file.good());
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string provenance(const lubb::Metadata& metadata) {
  std::string all;
  for (const auto& [field, source] : metadata.provenance) all += field + '=' + source + ' ';
  return all;
}

}  // namespace

TEST_CASE("an Arabic news page gives title, author, date, section, tags and outlet") {
  const auto result = metadata_of(fixture("arabic_news.html"), "https://akhbar.example/politics/4711");
  const lubb::Metadata& metadata = result.metadata;
  CHECK(metadata.title.value_or("") == "مجلس المدينة يقر خطة النقل النهري الجديدة");
  CHECK(metadata.authors == std::vector<std::string>{"ليلى الساعدي"});
  CHECK(metadata.date.value_or("").substr(0, 10) == "2024-11-12");
  CHECK(metadata.sitename.value_or("") == "أخبار النهر");
  CHECK(metadata.section.value_or("") == "محليات");
  CHECK(metadata.tags == std::vector<std::string>{"النقل النهري", "البصرة"});
  CHECK(metadata.language.value_or("") == "ar");
  CHECK(metadata.direction.value_or("") == "rtl");
  CHECK(metadata.image.value_or("") == "https://akhbar.example/img/boat.jpg");
  CHECK(metadata.canonical_url.value_or("") == "https://akhbar.example/politics/4711");
  CHECK(result.title_element != lubb::dom::no_node);
  CHECK_FALSE(result.credit_elements.empty());
}

TEST_CASE("today's date in the page's header is not the article's") {
  const auto result = metadata_of(fixture("todays_date.html"));
  CHECK(result.metadata.title.value_or("") == "Harbour board meets on new pier");
  CHECK_FALSE(result.metadata.date.has_value());
}

TEST_CASE("a page in structured data only is read whole") {
  const auto result = metadata_of(fixture("structured_only.html"), "https://post.example/2024/05/01/pier");
  const lubb::Metadata& metadata = result.metadata;
  CHECK(metadata.title.value_or("") == "Pier opens after ten years");
  CHECK(metadata.authors == std::vector<std::string>{"Ada Quay", "Bo Ek"});
  CHECK(metadata.date.value_or("") == "2024-05-01T08:00:00+02:00");
  CHECK(metadata.modified.value_or("") == "2024-05-02T09:30:00+02:00");
  CHECK(metadata.sitename.value_or("") == "Coast Post");
  CHECK(metadata.section.value_or("") == "Transport");
  CHECK(result.article_body == "The pier is open.\nBoats come at noon.");
  CHECK(provenance(metadata).starts_with("title="));
}

TEST_CASE("addresses of dangerous schemes are not passed on") {
  const auto result = metadata_of(
      "<title>T</title><link rel=canonical href='javascript:alert(1)'><meta property=og:url "
      "content='file:///etc/passwd'><base href='data:text/html,x'><h1>T</h1>",
      "http://example.test/x");
  CHECK_FALSE(result.metadata.canonical_url.has_value());
}

TEST_CASE("impossible dates in every place give no date") {
  const auto result = metadata_of(
      R"(<meta property="article:published_time" content="99999999-99-99T99:99:99Z"><meta name="date" content="0000-00-00">
      <meta name="dc.date" content="1e400"><meta itemprop="datePublished" content="2024-13-45"><time datetime="-1">x</time>
      <h1>Some headline of a page</h1><p>Text.</p>)");
  CHECK_FALSE(result.metadata.date.has_value());
}

TEST_CASE("the same bytes give the same metadata") {
  const std::string html = fixture("arabic_news.html");
  const auto first = metadata_of(html);
  const auto second = metadata_of(html);
  CHECK(provenance(first.metadata) == provenance(second.metadata));
  CHECK(first.metadata.title == second.metadata.title);
  CHECK(first.credit_elements == second.credit_elements);
}

TEST_CASE("a page cut anywhere is read without harm") {
  const std::string html = fixture("arabic_news.html") + fixture("structured_only.html");
  for (std::size_t size = 0; size < html.size(); size += 37) {
    std::string cut = html.substr(0, size);
    while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0x80u) != 0) cut.pop_back();
    const auto result = metadata_of(std::move(cut));
    CHECK(result.metadata.tags.size() <= 50);
  }
}

TEST_CASE("an empty page, NUL bytes and deep nesting give empty metadata") {
  CHECK_FALSE(metadata_of("").metadata.title.has_value());
  CHECK_FALSE(metadata_of(std::string(100'000, '\0')).metadata.title.has_value());
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div class=breadcrumb><h2>";
  CHECK(metadata_of(deep).metadata.provenance.empty());
}

TEST_CASE("a page of nothing but candidates takes linear time") {
  const auto page = [](std::size_t units) {
    return "<title>A title of some words</title><h1>A title of some words</h1>" +
           lubb::test::repeat(
               "<h2>Heading of a story</h2><a rel='tag category author' class='tags labels breadcrumb cat' "
               "itemprop='author name' href=/x>x</a><time datetime=2024-01-01>1</time>",
               units);
  };
  CHECK(lubb::test::growth(50'000, page, [](const std::string& html) {
          CHECK(metadata_of(html).metadata.title.value_or("") == "A title of some words");
        }) < lubb::test::linear_growth);
}

TEST_CASE("a site's name before a colon in the page's title needs a link to the home page that says so") {
  const std::string title = "<title>دفاتر النهر: مجلس المدينة يقر خطة النقل</title>";
  const std::string heading = "<h1>مجلس المدينة يقر خطة النقل</h1>";
  const auto site = [&](const std::string& header, const std::string& url) {
    return metadata_of(title + header + heading, url).metadata.sitename.value_or("none");
  };
  CHECK(site("<a href='/'>دفاتر النهر</a>", "") == "دفاتر النهر");
  CHECK(site("<a href='https://nahr.example/'>دفاتر النهر</a>", "https://nahr.example/1") == "دفاتر النهر");
  CHECK(site("<a href='https://other.example/'>دفاتر النهر</a>", "https://nahr.example/1") == "none");
  CHECK(site("<a href='/about'>دفاتر النهر</a>", "") == "none");
}

TEST_CASE("a newspaper that calls itself by its name alone is named so") {
  const std::string head = "<title>مجلس المدينة يقر خطة النقل | جريدة النهر</title>";
  const std::string heading = "<h1>مجلس المدينة يقر خطة النقل</h1>";
  const auto site = [&](const std::string& header) {
    return metadata_of(head + header + heading).metadata.sitename.value_or("none");
  };
  CHECK(site("<a href=/><img src=l.svg alt='النهر'></a>") == "النهر");
  CHECK(site("<a href=/><img src=l.svg alt='جريدة النهر'></a>") == "جريدة النهر");
  CHECK(site("") == "جريدة النهر");
}

TEST_CASE("a section's label is given without the date beside it") {
  const auto section = [](const std::string& label) {
    return metadata_of("<div class=cat-date>" + label + "</div><h1>Harbour board meets on new pier</h1>")
        .metadata.section.value_or("none");
  };
  CHECK(section("<span>محليات</span> <span>2025/02/06</span>") == "محليات");
  CHECK(section("<span>2025/02/06</span> <span>محليات</span>") == "محليات");
  CHECK(section("By Jane Doe, December 19, 2025") == "none");
}

TEST_CASE("a date in the title of an abbreviation is read") {
  const auto result = metadata_of(
      "<div itemscope itemtype='http://schema.org/BlogPosting'><h1>Harbour board meets on new pier</h1>"
      "<abbr itemprop=datePublished title='2021-06-30T21:14:00+03:00'>9:14</abbr></div>");
  CHECK(result.metadata.date.value_or("none") == "2021-06-30T21:14:00+03:00");
}

TEST_CASE("a heading in words of its own is the title, but a slogan where a service is sold") {
  const std::string graph =
      "<meta property='og:title' content='Boat insurance and services'>"
      "<meta property='og:site_name' content='Quay'>";
  const auto title = [&](const std::string& head, const std::string& heading, lubb::PageType type) {
    const auto page =
        "<title>Boat insurance and services | Quay</title>" + head + "<h1>" + heading + "</h1><p>Text</p>";
    return settled_metadata_of(page, type).metadata.title.value_or("");
  };
  const std::string slogan = "Sleep well at sea tonight", part = "Boat insurance";
  CHECK(title(graph, slogan, lubb::PageType::article) == slogan);
  CHECK(title(graph, slogan, lubb::PageType::service) == "Boat insurance and services");
  CHECK(title(graph, slogan, lubb::PageType::collection) == "Boat insurance and services");
  CHECK(title(graph, part, lubb::PageType::article) == part);
  CHECK(title(graph, part, lubb::PageType::service) == "Boat insurance and services");
  CHECK(title(graph, part, lubb::PageType::collection) == part);
  CHECK(title("", slogan, lubb::PageType::service) == slogan);  // <title> alone is for search engines
}

TEST_CASE("where the title is OpenGraph's, provenance says so") {
  const auto result = settled_metadata_of(
      "<title>x</title><meta property='og:title' content='Boat insurance and services'><h1>Sleep well at sea "
      "tonight</h1>",
      lubb::PageType::service);
  CHECK(result.metadata.provenance.front() == std::pair<std::string, std::string>("title", "open_graph"));
}

TEST_CASE("where nothing else gives a date, the state that a script starts from does") {
  const auto date_of = [](const std::string& html, lubb::PageType type = lubb::PageType::article) {
    const std::string page = "<h1>Harbour board meets</h1><p>Text.</p>" + html;
    return settled_metadata_of(page, type).metadata.date.value_or("none");
  };
  const std::string member = R"(<script>let page = {"id": 7, "published_at": "2019-03-02"};</script>)";
  CHECK(date_of(member) == "2019-03-02");
  CHECK(date_of(member, lubb::PageType::product) == "none");
  CHECK(date_of(member, lubb::PageType::listing) == "none");
  CHECK(date_of(R"(<div data-x="{&quot;datePublished&quot;:[0,&quot;2025-11-17T09:00:00Z&quot;]}"></div>)") ==
        "2025-11-17T09:00:00Z");
  CHECK(date_of(R"(<script>x = "{\"publishDate\":\"2025-11-17\"}"</script>)") == "2025-11-17");
  CHECK(date_of(member + R"(<script>{"published_at": "2019-03-03"}</script>)") == "none");
  CHECK(date_of(R"(<script>{"unpublishedat": "2019-03-02", "published_at": true}</script>)") == "none");
}

TEST_CASE("a thread has the date of its first post, other pages with several dates have none") {
  const std::string posts =
      "<h1>Which rope for the pier?</h1><div class=comments><div><time datetime=2019-09-28>28.09.19</time>"
      "<p>Hemp.</p></div><div><time datetime=2019-09-30>30.09.19</time><p>Nylon.</p></div></div>";
  const auto thread = settled_metadata_of(posts, lubb::PageType::forum);
  CHECK(thread.metadata.date.value_or("none") == "2019-09-28");
  CHECK_FALSE(settled_metadata_of(posts, lubb::PageType::article).metadata.date.has_value());
}

TEST_CASE("a printed date is no date of what is sold there, unless it is that of a change or the data's") {
  const auto metadata = [](const std::string& line, lubb::PageType type) {
    return settled_metadata_of("<h1>Hemp rope for moorings</h1>" + line + "<p>Text</p>", type).metadata;
  };
  const std::string released = "<p>8 July 2025</p>", changed = "<p>Last updated on 8 July 2025</p>";
  const std::string data = R"(<script type=application/ld+json>{"@type":"Product","name":"Hemp rope",)"
                           R"("datePublished":"2025-07-08"}</script>)";
  CHECK(metadata(released, lubb::PageType::article).date.value_or("none") == "2025-07-08");
  for (const auto type : {lubb::PageType::product, lubb::PageType::collection}) {
    const auto found = metadata(released, type);
    CHECK_FALSE(found.date.has_value());
    CHECK(std::ranges::none_of(found.provenance, [](const auto& entry) { return entry.first == "date"; }));
    CHECK(metadata(changed, type).date.value_or("none") == "2025-07-08");
    CHECK(metadata(data, type).date.value_or("none") == "2025-07-08");
  }
  CHECK(metadata(released, lubb::PageType::listing).date.value_or("none") == "2025-07-08");
}

TEST_CASE("the only date of a page is no date of what is sold there") {
  const std::string page = "<h1>Hemp rope</h1><p>" + std::string(2000, 'x') + "</p><div>8 July 2025</div>";
  CHECK(settled_metadata_of(page, lubb::PageType::article).metadata.date.value_or("none") == "2025-07-08");
  CHECK_FALSE(settled_metadata_of(page, lubb::PageType::product).metadata.date.has_value());
}
