#include "scrape/head.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/scrape/scored.h"

namespace {

using namespace lubb::scrape;

const std::string english_title = "Old bridge will be repaired, council decides on Monday\n";
const std::string arabic_title = "المرفأ يفتح مكتبة عامة في المبنى القديم\n";

TEST_CASE("the headline is found between menus and body") {
  const Head head = Scored("Home\nNews\nSport\n" + english_title + "Share\n" + english_body).head();
  CHECK(head.title_text == "Old bridge will be repaired, council decides on Monday");
  CHECK(head.title == 3);
}

TEST_CASE("a headline that stands twice is the headline in both places, also with the site's name") {
  const Head head = Scored("Old bridge will be repaired, council decides on Monday | The Courier\n" +
                           english_title + english_body)
                        .head();
  CHECK(head.roles[0] == LineRole::title);
  CHECK(head.roles[1] == LineRole::title);
  CHECK(head.title == 1);
}

TEST_CASE("quotation marks make no menu of a headline, and a caption under it is none") {
  const std::string quoted = "المرفأ يفتح «مكتبة» عامة في المبنى القديم\n";
  const Head head =
      Scored("محليات\n" + quoted + "صورة المكتبة العامة في المبنى القديم\n" + arabic_body, "ar").head();
  CHECK(head.title == 1);
}

TEST_CASE("without a likely line there is no headline") {
  CHECK_FALSE(Scored("Home\nNews\n" + english_body).head().title_text);
  CHECK_FALSE(Scored("").head().title_text);
}

TEST_CASE("in Arabic letters the line above the headline is a kicker") {
  const Head head = Scored("مديرة المكتبة: ثلث الكتب تبرع\n" + arabic_title + arabic_body, "ar").head();
  CHECK(head.title_text == arabic_title.substr(0, arabic_title.size() - 1));
  CHECK(head.kicker == "مديرة المكتبة: ثلث الكتب تبرع");
  CHECK(head.roles[0] == LineRole::kicker);
}

TEST_CASE("a menu above the headline is no kicker") {
  CHECK_FALSE(Scored("الرئيسية سياسة اقتصاد رياضة\n" + arabic_title + arabic_body, "ar").head().kicker);
}

TEST_CASE("a labelled source is the source, wherever the colon stands") {
  for (const char* line : {"المصدر: الفرات نيوز\n", "المصدر\n:\nالفرات نيوز\n", "المصدر:\nالفرات نيوز\n"}) {
    const Head head = Scored(arabic_title + line + arabic_body, "ar").head();
    CHECK(head.findings.source == "الفرات نيوز");
    CHECK(head.roles[1] == LineRole::credit);
  }
}

TEST_CASE("a source may be named behind the body") {
  CHECK(Scored(arabic_title + arabic_body + "المصدر: وكالات\n", "ar").head().findings.source == "وكالات");
}

TEST_CASE("behind the body an ordinary word is no byline") {
  const Head head = Scored(arabic_title + arabic_body + "أعداد القتلى المدنيين\n", "ar").head();
  CHECK(head.findings.authors.empty());
}

TEST_CASE("beside a place the outlet is the source that the text itself names, or an agency") {
  CHECK(Scored(arabic_title + "بغداد: الصباح\n" + arabic_body, "ar").head().findings.source == "الصباح");
  CHECK(Scored(arabic_title + "بغداد 24 ـ بروكسل\n" + arabic_body, "ar").head().findings.source ==
        "بغداد 24");
  CHECK(Scored(arabic_title + "القاهرة - رويترز\n" + arabic_body, "ar").head().findings.source == "رويترز");
}

TEST_CASE("beside a place a person is the author") {
  const Head head = Scored(arabic_title + "بغداد: هدى الجبوري\n" + arabic_body, "ar").head();
  CHECK(head.findings.authors == std::vector<std::string_view>{"هدى الجبوري"});
  CHECK_FALSE(head.findings.source);
}

TEST_CASE("two parts neither of which is a place credit nobody") {
  const Head head = Scored(arabic_title + "المكتبة: قاعة جديدة\n" + arabic_body, "ar").head();
  CHECK_FALSE(head.findings.source);
  CHECK(head.findings.authors.empty());
}

TEST_CASE("a byline names the authors and may hold the date") {
  const Head head = Scored(english_title + "By Ada Quill | 3 May 2024\n" + english_body, "en").head();
  CHECK(head.findings.authors == std::vector<std::string_view>{"Ada Quill"});
  CHECK(head.findings.published == "2024-05-03");
}

TEST_CASE("a date line behind the headline gives date and section") {
  const Head head = Scored(arabic_title + "محليات 2025/02/06\n" + arabic_body, "ar").head();
  CHECK(head.findings.published == "2025-02-06");
  CHECK(head.findings.section == "محليات");
  CHECK(head.roles[1] == LineRole::credit);
}

TEST_CASE("a weekday is no section") {
  CHECK_FALSE(Scored(arabic_title + "الأربعاء 12 آذار 2025\n" + arabic_body, "ar").head().findings.section);
}

TEST_CASE("the day of the visit above the headline is no date") {
  CHECK_FALSE(
      Scored("24 - 04 - 2024\n" + arabic_title + arabic_title + arabic_body, "ar").head().findings.published);
}

TEST_CASE("a date between two copies of the headline is the article's") {
  const Head head = Scored(arabic_title + "12 آذار 2025\n" + arabic_title + arabic_body, "ar").head();
  CHECK(head.findings.published == "2025-03-12");
}

TEST_CASE("above the headline a date counts where a word says that it was published then") {
  const Head head = Scored("Published: 3 May 2024\n" + english_title + english_body, "en").head();
  CHECK(head.findings.published == "2024-05-03");
}

TEST_CASE("an update is no publication") {
  const Head head = Scored(english_title + "Updated: 3 May 2024\n" + english_body, "en").head();
  CHECK(head.findings.modified == "2024-05-03");
  CHECK_FALSE(head.findings.published);
}

TEST_CASE("a trail from the home page names the section") {
  const Head head = Scored("الرئيسية / ثقافة / مكتبات\n" + arabic_title + arabic_body, "ar").head();
  CHECK(head.findings.section == "ثقافة");
}

TEST_CASE("tags are read from their line") {
  const Head head = Scored(arabic_title + arabic_body + "الكلمات الدلالية: مكتبة، ترميم\n", "ar").head();
  CHECK(head.findings.tags == std::vector<std::string_view>{"مكتبة", "ترميم"});
}

}  // namespace
