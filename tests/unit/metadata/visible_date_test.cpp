#include "metadata/visible_date.h"

#include <doctest/doctest.h>

#include <string>

#include "near_title_pages.h"
#include "support/growth.h"

namespace {

using lubb::dom::no_node;
using lubb::metadata::find_visible_date;
using lubb::metadata::read_near_title;
using lubb::test::growth;
using lubb::test::linear_growth;
using lubb::test::repeat;

struct Found {
  std::string published, modified, elements;
};

Found found(const std::string& html, std::string_view language = "ar") {
  const ParsedPage page(html);
  REQUIRE(page.parsed);
  const auto date = find_visible_date(page.reader, read_near_title(page.reader, no_node), language);
  Found result{date.published.value_or("none"), date.modified.value_or("none"), ""};
  for (const auto element : date.elements) result.elements += '[' + page.text_of(element) + ']';
  return result;
}

using lubb::metadata::find_distant_date;

Found found_anywhere(const std::string& html, std::string_view language = "en") {
  const ParsedPage page(html);
  REQUIRE(page.parsed);
  const auto near = read_near_title(page.reader, no_node);
  const auto date = find_distant_date(page.reader, near.title, language);
  return {date.published.value_or("none"), date.modified.value_or("none"), ""};
}

// What is found for want of a better date.
std::string weak(const std::string& html, std::string_view language = "en") {
  const ParsedPage page(html);
  REQUIRE(page.parsed);
  const auto near = read_near_title(page.reader, no_node);
  const auto better = find_distant_date(page.reader, near.title, language);
  REQUIRE_FALSE(better.published.has_value());
  return lubb::metadata::find_weak_date(page.reader, language).value_or("none");
}

constexpr const char* body =
    "<p>قال المتحدث باسم الوزارة إن العمل في المشروع يسير وفق الخطة الموضوعة له منذ بداية السنة، وإن المرحلة "
    "الأولى منه ستكتمل قبل نهاية الشهر المقبل.</p>";

TEST_CASE("a date line below the headline is the article's date") {
  const Found date = found("<h1>عنوان الخبر</h1><div class=date>2025/02/06</div>" + std::string(body));
  CHECK(date.published == "2025-02-06");
  CHECK(date.elements == "[2025/02/06]");
}

TEST_CASE("a section beside the date does not hide it") {
  CHECK(found("<h1>عنوان</h1><div><span>الثانية والثالثة</span> <span>2025/02/06</span></div>" +
              std::string(body))
            .published == "2025-02-06");
}

TEST_CASE("a share bar in the same line does not hide the date") {
  CHECK(
      found(
          "<h1>عنوان</h1><div class=post-meta><span class=byline>بقلم: سلمى الحداد</span> <time "
          "datetime=2025-02-06>٦ شباط ٢٠٢٥</time> <span class=share>شارك: <a href=#>فيسبوك</a></span></div>" +
          std::string(body))
          .published == "2025-02-06");
}

TEST_CASE("a bare date right below the headline needs no class") {
  CHECK(found("<h1>عنوان</h1><p>الخميس، 6 شباط 2025</p>" + std::string(body)).published == "2025-02-06");
}

TEST_CASE("a time element's machine date wins over its text") {
  CHECK(found("<h1>عنوان</h1><time datetime='2014-09-06T10:00:00Z'>6 سبتمبر/ أيلول 2014</time>").published ==
        "2014-09-06T10:00:00Z");
}

TEST_CASE("labels tell the published date from the update") {
  const Found date = found(
      "<h1>عنوان</h1><div>نشر في: الخميس 6 فبراير 2025 - 10:30 ص | آخر تحديث: الجمعة 7 فبراير 2025</div>");
  CHECK(date.published == "2025-02-06T10:30");
  CHECK(date.modified == "2025-02-07");
}

TEST_CASE("an update alone is no published date") {
  const Found date = found("<h1>Title</h1><div class=meta>Last updated: 7 February 2025</div>", "en");
  CHECK(date.published == "none");
  CHECK(date.modified == "2025-02-07");
}

TEST_CASE("a label on a line of its own counts for the next line") {
  CHECK(found("<h1>Title</h1><div>Updated on</div><div>7 February 2025</div>", "en").modified ==
        "2025-02-07");
}

TEST_CASE("a date split over elements is read as one") {
  CHECK(
      found("<h1>Title</h1><p><span>12</span> <span>November</span> <span>2024</span></p>", "en").published ==
      "2024-11-12");
}

TEST_CASE("a date right above the headline in its own container counts") {
  CHECK(found("<article><div class=date>12.11.2024</div><h1>Titel</h1></article>", "de").published ==
        "2024-11-12");
}

TEST_CASE("the day of the visit in the page's header is not the article's date") {
  const std::string title =
      "<div id=main><div><div><h1>عنوان</h1>" + std::string(body) + "</div></div></div>";
  CHECK(found("<div id=header><div>24 - 04 - 2024</div></div>" + title).published == "none");
  CHECK(found("<nav><span class=today-date>الأحد, نوفمبر 22 2026</span></nav>" + title).published == "none");
}

TEST_CASE("dates of other stories, comments and side bars are not the article's") {
  for (const char* container :
       {"<aside>", "<div class=related-posts>", "<div id=comments>", "<footer>", "<div class=sidebar>"}) {
    CAPTURE(container);
    CHECK(found("<h1>عنوان</h1>" + std::string(body) + container + "<span class=date>6 فبراير 2025</span>")
              .published == "none");
  }
}

TEST_CASE("a day told in a sentence is no date line") {
  CHECK(found("<h1>Title</h1><p>On 12 November 2024 the council met in the old town hall to vote on the "
              "plan.</p>",
              "en")
            .published == "none");
}

TEST_CASE("two days with the same claim give none") {
  CHECK(found("<h1>Events</h1><ul><li><time>12 November 2024</time><li><time>13 November 2024</time></ul>",
              "en")
            .published == "none");
}

TEST_CASE("a page without headline has no visible date") {
  CHECK(found("<div class=date>2025/02/06</div>").published == "none");
  CHECK(found("").published == "none");
}

TEST_CASE("a labelled date at the article's end is found, in a footer too") {
  const std::string end = "<footer class=entry-footer>Posted on 12 November 2024 in News</footer>";
  CHECK(found_anywhere("<h1>Pier</h1><article>" + std::string(body) + end + "</article>").published ==
        "2024-11-12");
  CHECK(found_anywhere("<h1>Pier</h1><p>Last updated: 12 November 2024</p>").modified == "2024-11-12");
  CHECK(found_anywhere("<div class=entry-date>12 November 2024</div>").published == "2024-11-12");
}

TEST_CASE("far from the headline no date counts that nothing speaks for") {
  CHECK(found_anywhere("<h1>Pier</h1><p>12 November 2024</p>").published == "none");
  CHECK(found_anywhere("<h1>Pier</h1><footer><span class=date>12 November 2024</span></footer>").published ==
        "none");
  CHECK(found_anywhere("<div class=sidebar><span class=date>12 November 2024</span></div>").published ==
        "none");
  CHECK(found_anywhere("<h1>Pier</h1><div class=comments><time>12 November 2024</time></div>").published ==
        "none");
}

TEST_CASE("a dateline that begins the text gives its day") {
  const std::string text =
      " Farmers of the valley met in the old town hall to vote on the plan of the council.";
  CHECK(found("<h1>Pier</h1><p>(18.01.2018)" + text + "</p>", "de").published == "2018-01-18");
  CHECK(found("<h1>Pier</h1><p>BASRA, Dec 20, 2025 (ABC) -" + text + "</p>", "en").published == "2025-12-20");
}

TEST_CASE("a verb behind the date is its label too") {
  const std::string end = "<p>Der Artikel wurde am 3. Mai 2013 veröffentlicht.</p>";
  CHECK(found_anywhere("<h1>Pier</h1>" + std::string(body) + end, "de").published == "2013-05-03");
}

TEST_CASE("a small aside with the date is no sidebar") {
  CHECK(found("<h1>Pier</h1><aside class=post-meta><time datetime=2024-11-12>Tuesday</time></aside>", "en")
            .published == "2024-11-12");
}

TEST_CASE("a day in a sentence with a link in it is no date line") {
  CHECK(found("<h1>Pier</h1><p>Date: <b>18.10.2021</b></p><p>The act of <a href=/x>17 August 2021</a> on "
              "piers, ports "
              "and moorings was published in the law gazette, and the parts of it that are about fees come "
              "into force "
              "next year.</p>",
              "en")
            .published == "2021-10-18");
}

TEST_CASE("the only day beside the title counts in a bar of tools too, but not one of two") {
  const auto beside = [](const std::string& html) {
    const ParsedPage page("<h1>A brief intro to piers</h1>" + html + "<p>Text</p>");
    const auto near = read_near_title(page.reader, no_node);
    return lubb::metadata::find_date_beside(page.reader, near, "en").published.value_or("none");
  };
  CHECK(beside("<div class=share>June 6, 2021</div>") == "2021-06-06");
  CHECK(beside("<div class=share>June 6, 2021</div><div class=share>June 8, 2021</div>") == "none");
}

TEST_CASE("a date among tools beside the headline counts if nothing better is there") {
  const std::string author = "<h1>Pier opens</h1><div class=bio><p class=author>Ada Quay</p>";
  CHECK(weak(author + "<p class=pubTime>2022-11-23</p></div><p>Text.</p>") == "2022-11-23");
  CHECK(weak(author + "<p>2022-11-23</p></div><p>Text.</p>") == "none");
  CHECK(weak("<h1>Pier</h1><aside><time datetime=2021-06-06>June 6</time></aside><p>Text.</p>") ==
        "2021-06-06");
  CHECK(weak("<div class=topbar><i class=date>6 June 2021</i></div><h1>Pier</h1><p>Text.</p>") == "none");
}

TEST_CASE("a sidebar's date counts if its label calls it published") {
  const std::string page = "<h1>Pier opens</h1><p>Text.</p><div class=sidebar><h4>Published</h4><p>July 8, ";
  CHECK(weak(page + "2025</p></div>") == "2025-07-08");
  CHECK(weak(page + "2025</p><h4>Published</h4><p>July 9, 2025</p></div>") == "none");
  CHECK(weak("<h1>Pier opens</h1><p>Text.</p><div class=sidebar><p>July 8, 2025</p></div>") == "none");
}

TEST_CASE("the only date of a page is its date, but not a link's nor the day of the visit") {
  CHECK(weak("<h1>Pier opens</h1><p>Text.</p><p>Text.</p><div>8 July 2025</div>") == "2025-07-08");
  CHECK(weak("<h1>Pier opens</h1><p>Text.</p><div>8 July 2025</div><div>9 July 2025</div>") == "none");
  CHECK(weak("<h1>Pier opens</h1><p>Text.</p><div><a href=/x>8 July 2025</a></div>") == "none");
  CHECK(weak("<p>( 2012-06-04 09:20:26 )</p><p>Text.</p>") == "2012-06-04T09:20:26");
  CHECK(weak("<p>Friday, 8 July 2025, 14:58:56</p><p>Text.</p>") == "none");
  CHECK(weak("<p>2025年7月8日 星期二</p><p>Text.</p>", "zh") == "none");
}

TEST_CASE("hostile pages are read in time linear in their size") {
  const auto read = [](const ParsedPage& page) {
    (void)find_visible_date(page.reader, read_near_title(page.reader, no_node), "");
    (void)find_distant_date(page.reader, no_node, "");
  };
  struct Kind {
    const char *begin, *unit, *end;
    std::size_t units;
  };
  for (const Kind& kind : {Kind{"<h1>t</h1>", "<div class=date><span>1</span>", "", 100'000},
                           Kind{"<h1>t</h1><p class='", "a", "'>2025/02/06</p>", 5'000'000},
                           Kind{"<h1>t</h1>", "<i></i>", "<b>2025/02/06</b>", 200'000},
                           Kind{"<h1>t</h1><p>", "1/2/2024 ", "", 200'000}}) {
    CAPTURE(kind.unit);
    const auto page = [&](std::size_t units) {
      return ParsedPage(kind.begin + repeat(kind.unit, units) + kind.end);
    };
    CHECK(growth(kind.units, page, read) < linear_growth);
  }
}

}  // namespace
