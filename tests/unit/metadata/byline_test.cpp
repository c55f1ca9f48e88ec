#include "metadata/byline.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "near_title_pages.h"
#include "support/growth.h"

namespace {

using lubb::dom::no_node;
using lubb::metadata::clean_authors;
using lubb::metadata::find_credits;
using lubb::metadata::read_near_title;
using lubb::test::growth;
using lubb::test::linear_growth;
using lubb::test::repeat;

std::string joined(const std::vector<std::string_view>& names) {
  std::string all;
  for (const std::string_view name : names) all.append(all.empty() ? "" : "; ").append(name);
  return all;
}
std::string cleaned(std::string_view raw) {
  lubb::metadata::TextMemory texts;
  std::vector<std::string_view> names;
  clean_authors(raw, texts, names);
  return joined(names);
}

struct Found {
  std::string authors, source, kicker, elements;
};

Found found(const std::string& html, std::string_view sitename = "") {
  const ParsedPage page(html);
  REQUIRE(page.parsed);
  lubb::metadata::TextMemory texts;
  lubb::metadata::CreditMemory memory;
  const auto& credits =
      find_credits(page.reader, read_near_title(page.reader, no_node), sitename, texts, memory);
  Found result{joined(credits.authors), std::string(credits.source.value_or("none")),
               std::string(credits.kicker.value_or("none")), ""};
  for (const auto element : credits.credit_elements) result.elements += '[' + page.text_of(element) + ']';
  return result;
}

TEST_CASE("lead-in words are removed from names") {
  CHECK(cleaned("By Jane Doe") == "Jane Doe");
  CHECK(cleaned("Written by: Jane Doe") == "Jane Doe");
  CHECK(cleaned("Von Hans Müller") == "Hans Müller");
  CHECK(cleaned("Por María Pérez") == "María Pérez");
  CHECK(cleaned("بقلم: أحمد علي") == "أحمد علي");
  CHECK(cleaned("بقلم أحمد علي") == "أحمد علي");
  CHECK(cleaned("كتب - محمود العمري") == "محمود العمري");
  CHECK(cleaned("كتبت: سعاد حسن") == "سعاد حسن");
  CHECK(cleaned("إعداد: أحمد علي") == "أحمد علي");
}

TEST_CASE("names that begin like a lead-in stay whole") {
  CHECK(cleaned("Byron Smith") == "Byron Smith");
  CHECK(cleaned("Ursula von der Leyen") == "Ursula von der Leyen");
  CHECK(cleaned("تحرير الجبوري") == "تحرير الجبوري");
}

TEST_CASE("lists of names are split and repeated names given once") {
  CHECK(cleaned("Jane Doe and John Roe") == "Jane Doe; John Roe");
  CHECK(cleaned("Jane Doe, John Roe & Max Poe") == "Jane Doe; John Roe; Max Poe");
  CHECK(cleaned("أحمد علي، محمد حسن") == "أحمد علي; محمد حسن");
  CHECK(cleaned("أحمد علي و محمد حسن") == "أحمد علي; محمد حسن");
  CHECK(cleaned("Jane Doe, jane doe") == "Jane Doe");
  CHECK(cleaned("Doe, Jane") == "Jane Doe");
  CHECK(cleaned("Martin King, Jr.") == "Martin King");
}

TEST_CASE("what follows a name is cut") {
  CHECK(cleaned("Jane Doe - Reuters") == "Jane Doe");
  CHECK(cleaned("Jane Doe (Baghdad)") == "Jane Doe");
  CHECK(cleaned("Jane Doe | 12 November 2024") == "Jane Doe");
}

TEST_CASE("accounts, addresses, dates and sentences are no people") {
  for (const std::string raw :
       {"admin", "Admin", "administrator", "المحرر", "فريق التحرير", "مدير الموقع", "jane@example.org",
        "https://example.org/jane", "www.example.org", "12 November 2024", "2024", "", "  ", ":", "J",
        "The quick brown fox jumps over the lazy dog and then some more of it happens to run on", "updated",
        "null"}) {
    CAPTURE(raw);
    CHECK(cleaned(raw).empty());
  }
}

TEST_CASE("a byline below the headline gives the author and is no part of the body") {
  const Found credits = found("<h1>Title</h1><p>By <a href=/j>Jane Doe</a></p><p>Text of the story.</p>");
  CHECK(credits.authors == "Jane Doe");
  CHECK(credits.elements == "[By Jane Doe]");
}

TEST_CASE("class names tell an author without a lead-in") {
  CHECK(found("<h1>Title</h1><span class=entry-author>Jane Doe</span>").authors == "Jane Doe");
  CHECK(found("<h1>Title</h1><a rel=author href=/j>janedoe</a>").authors == "janedoe");
  CHECK(found("<h1>عنوان</h1><span class=writeBy> كتب: محمود العمري</span>").authors == "محمود العمري");
}

TEST_CASE("an account that published is nobody's name") {
  CHECK(
      found("<h1>عنوان</h1><span class=meta-author><a href=/author/admin>admin</a></span>").authors.empty());
}

TEST_CASE("authors of other stories and of comments are passed over") {
  CHECK(found("<h1>T</h1><div class=related><span class=author>Jane Doe</span></div>").authors.empty());
  CHECK(found("<h1>T</h1><div id=comments><span class=author>Jane Doe</span></div>").authors.empty());
}

TEST_CASE("a labelled source is credited wherever the article ends") {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "<p>سطر من نص الخبر يروي ما جرى في المدينة مساء أمس.</p>";
  CHECK(found("<h1>عنوان</h1>" + body + "<div><span>المصدر :</span> <span>وكالات</span></div>").source ==
        "وكالات");
  CHECK(found("<h1>Title</h1>" + body + "<p>Source: Reuters</p>").source == "Reuters");
}

TEST_CASE("a source label and its name may stand in elements of their own") {
  const Found credits =
      found("<h1>عنوان</h1><div id=s><div>المصدر</div>: <div>الفرات نيوز</div></div><p>نص الخبر.</p>");
  CHECK(credits.source == "الفرات نيوز");
  CHECK(credits.elements == "[المصدر: الفرات نيوز]");
}

TEST_CASE("the source of a picture is not the article's") {
  CHECK(found("<h1>عنوان</h1><figure><span>المصدر: رويترز</span></figure>").source == "none");
  CHECK(found("<h1>عنوان</h1><figure><span>مصدر الصورة، AFP</span></figure>").source == "none");
}

TEST_CASE("a dateline that names the site and stands alone credits the source") {
  const Found credits = found(
      "<h1>عنوان</h1><div><b>بغداد: الصباح</b></div><div>أبدى رئيس الجمهورية رغبة العراق.</div>", "الصباح");
  CHECK(credits.source == "الصباح");
  CHECK(credits.authors.empty());
  CHECK(credits.elements == "[بغداد: الصباح]");
  CHECK(found("<h1>عنوان</h1><p>بغداد 24 ـ بروكسل</p><p>التقى رئيس الوزراء.</p>", "بغداد 24").source ==
        "بغداد 24");
  CHECK(found("<h1>عنوان</h1><p>القاهرة - رويترز</p><p>التقى رئيس الوزراء.</p>").source == "رويترز");
}

TEST_CASE("a dateline that opens the first paragraph stays in the text and gives no source") {
  const Found credits = found(
      "<h1>عنوان</h1><p>ايلاف من لندن : شهدت بغداد الاربعاء مباحثات عراقية مع حلف الناتو تعزيز "
      "التعاون لتدريب وبناء قوات البلاد.</p>",
      "إيلاف");
  CHECK(credits.source == "none");
  CHECK(credits.elements.empty());
}

TEST_CASE("a dateline of an unknown outlet gives no source") {
  CHECK(found("<h1>عنوان</h1><p>بغداد: متابعة خاصة</p>", "الصباح").source == "none");
}

TEST_CASE("the line right above the headline is the kicker") {
  const Found credits = found(
      "<div><h4 class=kicker>الحلف: العراق بلد محوري في المنطقة والعالم</h4><h1>بغداد تبحث مع "
      "الناتو</h1></div>");
  CHECK(credits.kicker == "الحلف: العراق بلد محوري في المنطقة والعالم");
  CHECK(credits.elements == "[الحلف: العراق بلد محوري في المنطقة والعالم]");
  CHECK(
      found("<div><strong>العراق بلد محوري في المنطقة</strong><h1>بغداد تبحث مع الناتو</h1></div>").kicker ==
      "العراق بلد محوري في المنطقة");
}

TEST_CASE("section links, dates, breadcrumbs and the site's name are no kicker") {
  CHECK(found("<div><a href=/n>أخبار عربية ودولية</a><h1>عنوان</h1></div>").kicker == "none");
  CHECK(found("<div><p>الخميس 6 فبراير 2025</p><h1>عنوان</h1></div>").kicker == "none");
  CHECK(found("<div><nav>الرئيسية سياسة عربي ودولي</nav><h1>عنوان</h1></div>").kicker == "none");
  CHECK(found("<div><p>أخبار</p><h1>عنوان</h1></div>").kicker == "none");
  CHECK(found("<div><h2>شبكة اخبار نركال</h2><h1>عنوان</h1></div>", "شبكة اخبار نركال").kicker == "none");
}

TEST_CASE("a page without headline has no credits") {
  CHECK(found("<p>By Jane Doe</p>").authors.empty());
  CHECK(found("").elements.empty());
}

TEST_CASE("hostile bylines are read in time linear in their size") {
  const auto read = [](const ParsedPage& page) {
    lubb::metadata::TextMemory texts;
    lubb::metadata::CreditMemory memory;
    find_credits(page.reader, read_near_title(page.reader, no_node), page.html, texts, memory);
    std::vector<std::string_view> names;
    clean_authors(page.html, texts, names);
  };
  struct Kind {
    const char *begin, *unit;
    std::size_t units;
  };
  for (const Kind& kind :
       {Kind{"<h1>t</h1>", "<p>Source", 100'000}, Kind{"<h1>t</h1><p class=author>By ", "A, ", 300'000},
        Kind{"<h1>t</h1>", "<span class=author>By <b>", 100'000}}) {
    CAPTURE(kind.unit);
    const auto page = [&](std::size_t units) { return ParsedPage(kind.begin + repeat(kind.unit, units)); };
    CHECK(growth(kind.units, page, read) < linear_growth);
  }
  read(ParsedPage(std::string("<h1>t</h1>By \0 \xD8", 15)));
}

TEST_CASE("a quotation mark or bullet beside a name goes as a whole character") {
  CHECK(cleaned("»Jane Doe") == "Jane Doe");
  CHECK(cleaned("·Jane Doe•") == "Jane Doe");
}

TEST_CASE("what stands behind a closing quotation mark is no name") {
  const Found credits = found(
      "<h1>Season opens on the coast</h1><p class=author>by <a href=/u>Outer Name</a> » Tue Aug 27, "
      "2019</p>");
  CHECK(credits.authors == "Outer Name");
}

TEST_CASE("a dateline of its own names the outlet and is no text") {
  const std::string head = "<h1>رئيس المجلس يلتقي وفد المدينة</h1>";
  const std::string text =
      "<p>التقى رئيس المجلس اليوم وفد المدينة وبحث معه خطة النقل النهري الجديدة وسبل تمويلها في العام "
      "المقبل</p>";
  const Found outlet = found(head + "<p><strong>بغداد 24 ـ بروكسل</strong></p>" + text);
  CHECK(outlet.source == "بغداد 24");
  CHECK(outlet.elements == "[بغداد 24 ـ بروكسل]");
  CHECK(found(head + "<p><strong>بغداد ـ بروكسل</strong></p>" + text).source == "none");
  CHECK(found(head + "<p>بغداد 24 ـ بروكسل</p><p>قصير</p>").source == "none");
}

TEST_CASE("who is told to have written it is the author, be it the site") {
  const std::string head = "<h1>Season opens on the coast</h1>";
  CHECK(found(head + "<p>By Coast Post Team</p>", "Coast Post").authors == "Coast Post Team");
  CHECK(found(head + "<p>03/01/2017 by Jane Doe</p>").authors == "Jane Doe");
  CHECK(found(head + "<p>by jane</p>").authors == "jane");
  CHECK(found(head + "<p><a href=/u/7>Thread starter</a> <a href=/u/7>jane42</a></p>").authors == "jane42");
}

TEST_CASE("a name alone beside the date is the author, a section is not") {
  const std::string head = "<h1>Season opens on the coast</h1>";
  CHECK(found(head + "<p>Jane Doe</p><p>12 November 2024</p>").authors == "Jane Doe");
  CHECK(found(head + "<p>Jane Doe</p><p>The season has opened.</p>").authors.empty());
  CHECK(found(head + "<p>Tips and tricks</p><p>12 November 2024</p>").authors.empty());
  CHECK(found(head + "<p>BOOK NOW</p><p>12 November 2024</p>").authors.empty());
  CHECK(found("<h1>عنوان الخبر</h1><p>أخبار محلية</p><p>2024/11/12</p>").authors.empty());
}

TEST_CASE("a link to an author's page holds the name") {
  CHECK(found("<h1>Season opens</h1><p><a href=/authors/jane>Jane Doe</a></p>").authors == "Jane Doe");
  CHECK(found("<h1>Season opens</h1><p><a href=/harbour/jane>Jane Doe</a></p>").authors.empty());
}

}  // namespace
