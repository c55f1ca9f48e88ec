#include "metadata/title.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "metadata/findings.h"
#include "metadata/title_text.h"
#include "page.h"
#include "support/growth.h"

namespace {

using lubb::metadata::fold_title;
using lubb::metadata::SiteNames;
using lubb::metadata::split_title;
using lubb::metadata::strip_last_part;
using lubb::metadata::strip_site;
using lubb::metadata::strip_trail;
using lubb::test::growth;
using lubb::test::linear_growth;
using lubb::test::repeat;

struct Chosen {
  std::string title, source, affix, shown;
};

// A page with this <title> and body; `graph` is og:title.
Chosen choose(const std::string& title, const std::string& body, const std::string& graph = "",
              const std::string& site = "") {
  const Page page("<title>" + title + "</title><body>" + body);
  lubb::metadata::TitleSources sources;
  sources.open_graph = graph;
  if (!site.empty()) sources.site_names.push_back(site);
  lubb::metadata::TitleMemory memory;
  const auto found = lubb::metadata::choose_title(page.collected, sources, memory);
  Chosen chosen{std::string(found.text.value_or("")), std::string(found.source),
                std::string(found.affix.value_or("")), ""};
  if (found.element != lubb::dom::no_node) page.document.append_text(found.element, chosen.shown);
  return chosen;
}

}  // namespace

TEST_CASE("marks of direction around a title are left out, those inside stay") {
  CHECK(lubb::metadata::without_outer_marks("\u202B\u200FAlpha \u200E(B)\u202C") == "Alpha \u200E(B)");
  CHECK(lubb::metadata::without_outer_marks("\u200F").empty());
}

TEST_CASE("a title is split at separators, not inside words") {
  CHECK(split_title("A - B | C").size() == 3);
  CHECK(split_title("A|B").size() == 2);
  CHECK(split_title("well-known co-op 3/4").size() == 1);
  CHECK(split_title("عنوان الخبر » الموقع").back() == "الموقع");
  CHECK(split_title(" - A").size() == 1);
  CHECK(split_title("").size() == 1);
}

TEST_CASE("the site's name goes from either end, and nothing else") {
  constexpr std::array<std::string_view, 1> names = {"The Post"};
  const SiteNames site(names, "www.thepost.test");
  CHECK(strip_site("Headline - The Post", site) == "Headline");
  CHECK(strip_site("The Post: x | Headline", site) == "Headline");
  CHECK(strip_site("Headline | World | THE POST", site) == "Headline | World");
  CHECK(strip_site("Left - right - centre", site) == "Left - right - centre");
  CHECK(strip_site("The Post", site) == "The Post");
}

TEST_CASE("without evidence the last part goes if it may be a site's name and leaves more than a word") {
  CHECK(strip_last_part("A long headline about boats | Post") == "A long headline about boats");
  CHECK(strip_last_part("Harbour tours | News, weather, boats and more") == "Harbour tours");
  CHECK(strip_last_part("About - The harbour letter") == "About - The harbour letter");
  CHECK(strip_last_part("إيلاف - بغداد تبحث مع الناتو بناء القدرات") == "بغداد تبحث مع الناتو بناء القدرات");
  CHECK(strip_last_part("Harbour Post - The board meets on the new pier at noon") ==
        "The board meets on the new pier at noon");
  CHECK(strip_last_part("Minister: no change / maybe") == "Minister: no change / maybe");
}

TEST_CASE("a trail from a thread up to its forum gives the thread") {
  CHECK(strip_trail("Which rope for a mooring? / Ropes / Old Harbour Forums") == "Which rope for a mooring?");
  CHECK(strip_trail("Ropes / knots") == "Ropes / knots");
  CHECK(strip_trail("Ropes/knots/sails") == "Ropes/knots/sails");
  CHECK(choose("Which rope for a mooring? / Ropes / Old Harbour Forums", "<h1>Old Harbour</h1>").title ==
        "Which rope for a mooring?");
}

TEST_CASE("folding ignores punctuation, case and Arabic spelling variants") {
  CHECK(fold_title("“Well-Known”:  News!") == "well known news");
  CHECK(fold_title("الأمن «العراقيّ»") == fold_title("الامن العراقي"));
}

TEST_CASE("a heading that another source confirms is the title") {
  const Chosen chosen =
      choose("Ferry news | The Post", "<h1>The Post</h1><h1>Ferry <i>news</i></h1>", "Ferry news");
  CHECK(chosen.title == "Ferry news");
  CHECK(chosen.source == "visible");
  CHECK(chosen.shown == "Ferry news");
  CHECK(chosen.affix == "The Post");
}

TEST_CASE("a separator inside the headline is kept") {
  const Chosen chosen = choose("Left - right - centre - The Post", "<h1>Left - right - centre</h1>");
  CHECK(chosen.title == "Left - right - centre");
  CHECK(chosen.affix == "The Post");
}

TEST_CASE("a site name in front is an affix too") {
  const Chosen chosen =
      choose("مصرس : قادة الناتو يتفقون على إحياء شراكة", "<h1>قادة الناتو يتفقون على إحياء شراكة</h1>");
  CHECK(chosen.title == "قادة الناتو يتفقون على إحياء شراكة");
  CHECK(chosen.affix == "مصرس");
}

TEST_CASE("a heading that bears the site's name is passed over") {
  const Chosen chosen =
      choose("What became of it? | Sladisworld", "<h1>Sladisworld</h1><h1>What became of it?</h1>",
             "What became of it?", "Sladisworld");
  CHECK(chosen.title == "What became of it?");
}

TEST_CASE("kicker and headline in one heading give the headline") {
  const Chosen chosen = choose("Remembering the victims", "<h1>Memorial day Remembering the victims</h1>",
                               "Remembering the victims");
  CHECK(chosen.title == "Remembering the victims");
  CHECK(chosen.shown == "Memorial day Remembering the victims");
}

TEST_CASE("a title that was cut short gives way to the heading that goes on") {
  const auto title = [](const std::string& heading) {
    return choose("Boats of the old harbour", "<h1>" + heading + "</h1>").title;
  };
  CHECK(title("Boats of the old harbour and their crews") == "Boats of the old harbour and their crews");
  CHECK(title("Boats of the old harbour, seen again") == "Boats of the old harbour, seen again");
  CHECK(title("Boats of the old harbour A film") == "Boats of the old harbour");
}

TEST_CASE("a heading that is the end of the title is the title unless JSON-LD says more too") {
  const Page page("<title>x</title><body><h1>Nairobi from below</h1>");
  lubb::metadata::TitleSources sources;
  lubb::metadata::TitleMemory memory;
  sources.open_graph = "Kenya: Nairobi from below";
  CHECK(lubb::metadata::choose_title(page.collected, sources, memory).text == "Nairobi from below");
  sources.json_ld = sources.open_graph;
  CHECK(lubb::metadata::choose_title(page.collected, sources, memory).text == "Kenya: Nairobi from below");
}

TEST_CASE("a heading of few words that shares none with a longer title is a label") {
  CHECK(choose("How the board met on the pier", "<h1>Contact us</h1>").title ==
        "How the board met on the pier");
  CHECK(choose("How the board met on the pier", "<h1>Board of the harbour meets again</h1>").title ==
        "Board of the harbour meets again");
  CHECK(choose("Pier and harbour", "<h1>Contact us</h1>").title == "Contact us");
}

TEST_CASE("an h2 that is only a piece of the title does not replace it") {
  CHECK(choose("Reviews of our boats, tours and ropes", "<h2>Reviews of our boats</h2>").title ==
        "Reviews of our boats, tours and ropes");
}

TEST_CASE("without an h1 the h2 that <title> confirms is the title") {
  const Chosen chosen = choose("العراق يؤكد حرصه على التعاون | جريدة الصباح",
                               "<h2>أخبار أخرى اليوم من الموقع</h2><h2>العراق يؤكد حرصه على التعاون</h2>");
  CHECK(chosen.title == "العراق يؤكد حرصه على التعاون");
  CHECK(chosen.affix == "جريدة الصباح");
  CHECK(chosen.shown == "العراق يؤكد حرصه على التعاون");
}

TEST_CASE("a page without headings takes <title> less its last part") {
  const Chosen chosen = choose("Twelve boats and a tram | Post", "<p>x</p>");
  CHECK(chosen.title == "Twelve boats and a tram");
  CHECK(chosen.source == "title");
  CHECK(chosen.shown.empty());
}

TEST_CASE("a page without any title gives none") {
  CHECK(choose("", "<p>text</p>").title.empty());
  CHECK(choose(" \n ", "<h1> </h1>").title.empty());
}

TEST_CASE("references are decoded and white space squeezed") {
  CHECK(choose("", "<h1>A &amp; B\n  &lt;C&gt;</h1>").title == "A & B <C>");
}

TEST_CASE("titles of a megabyte and of a hundred thousand separators are cut in linear time") {
  const auto word = [](std::size_t bytes) { return std::string(bytes, 'Q'); };
  CHECK(growth(1'000'000, word, [](const std::string& title) {
          CHECK(choose(title, "").title.size() <= lubb::metadata::max_title_bytes);
        }) < linear_growth);
  const auto bait = [](std::size_t units) { return repeat("A | - : » ", units); };
  CHECK(growth(100'000, bait, [](const std::string& title) {
          CHECK(choose(title, "<h1>" + title + "</h1>", title).title.size() <= title.size());
        }) < linear_growth);
}

TEST_CASE("a heading that shows the site's name is not the title") {
  const std::string logo = "<h1><a href='/'>The Blog</a></h1><h2>Another story altogether</h2>";
  CHECK(choose("Words about boats", logo).title == "Words about boats");
  CHECK(choose("The Blog", logo).title == "The Blog");
  const std::string name = "<h1>Blog of Ada</h1><p>Text</p>";
  CHECK(choose("Words about boats and ships - Blog of Ada", name).title == "Words about boats and ships");
  CHECK(choose("Ada - Words about boats", "<h1>Words about boats</h1>").title == "Words about boats");
}

TEST_CASE("a heading's link to itself and its buttons are not in the title") {
  CHECK(choose("", "<h1>Logging<a href='#logging'>\u00B6</a></h1>").title == "Logging");
  CHECK(choose("", "<h1>Crate boats <button>Copy path</button></h1>").title == "Crate boats");
}

TEST_CASE("of two headings that are parts of <title> the earlier part is the title") {
  const Chosen chosen = choose("Quick start | Harbour Manual 2.0 Documentation",
                               "<h1>Harbour Manual 2.0 Documentation</h1><h1>Quick start</h1>");
  CHECK(chosen.title == "Quick start");
}

TEST_CASE("a heading that names the book gives way to the chapter's") {
  const Chosen chosen = choose("What is a pier? - The Harbour Master's Manual",
                               "<h1>The Harbour Master's Manual</h1><h2>What is a pier?</h2>");
  CHECK(chosen.title == "What is a pier?");
}

TEST_CASE("a heading of the site's name within the forum's name is not the title") {
  const Chosen chosen = choose("Which rope for a mooring? | Old Harbour Forums", "<h1>Old Harbour</h1>");
  CHECK(chosen.title == "Which rope for a mooring?");
}

TEST_CASE("kicker and headline keep the sign that the page's data put between them") {
  CHECK(choose("x", "<h1>Harbour Board meets on pier</h1>", "Harbour: Board meets on pier").title ==
        "Harbour: Board meets on pier");
  CHECK(choose("x", "<h1>Harbour, board meets on pier</h1>", "Harbour: board meets on pier").title ==
        "Harbour, board meets on pier");
}

TEST_CASE("a home page is called as its site is") {
  CHECK(choose("The Quay", "<p>Text</p>", "The Quay", "The Quay").title == "The Quay");
}

TEST_CASE("the heading that JSON-LD names wins over one at the end of a trail of links") {
  const std::string data = "Board meets on the new pier";
  const auto title = [&](const std::string& first) {
    const Page page("<title>x</title>" + first + "<h2>" + data + "</h2>");
    lubb::metadata::TitleSources sources;
    sources.open_graph = "New pier: what the board says";
    sources.json_ld = data;
    lubb::metadata::TitleMemory memory;
    return std::string(lubb::metadata::choose_title(page.collected, sources, memory).text.value_or(""));
  };
  CHECK(title("<ul><li><a href='/a'>Harbour</a><li><h1>New pier: what the board says</h1></ul>") == data);
  CHECK(title("<h1>New pier: what the board says</h1>") == "New pier: what the board says");
}
