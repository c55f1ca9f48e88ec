#include "extract/classify.h"

#include <doctest/doctest.h>

#include "page_fixture.h"

using namespace lubb::extraction;
using lubb::test::ScoredPage;

namespace {
const std::string prose =
    "<p>The council met on Tuesday to discuss the new bridge over the river, which has been planned for "
    "years, and "
    "voted by a large majority to begin the work in spring as soon as the water is low enough for it.</p>"
    "<p>Engineers said that the foundations would take two years and that traffic would be led around the "
    "old town "
    "while the work goes on, with ferries for those who walk and buses for everybody else in the valley.</p>";
}  // namespace

TEST_CASE("blocks under the cut are dropped, the others kept") {
  ScoredPage page(prose);
  page.scores.probability[1] = 0.2;
  const auto& decisions = page.classify();
  CHECK(decisions[0].kept);
  CHECK_FALSE(decisions[1].kept);
  CHECK(decisions[1].reason == Reason::score);
}

TEST_CASE("the heading that shows the title is metadata, not body") {
  ScoredPage page("<h1>A new bridge</h1>" + prose);
  page.hints.title = "A New Bridge";
  page.classify();
  CHECK(page.decision_of("A new bridge").reason == Reason::title);
  CHECK_FALSE(page.decision_of("A new bridge").kept);
}

TEST_CASE("figure captions stand apart from the body") {
  ScoredPage page(prose + "<figure><img src=x><figcaption>The old bridge</figcaption></figure>");
  page.classify();
  CHECK(page.decision_of("The old bridge").reason == Reason::caption);
}

TEST_CASE("readers' comments go where the page has other text, and stay where they are the page") {
  const std::string comment =
      "<div class=comments><p>I have waited for this bridge for all of my life, and so has my "
      "mother.</p></div>";
  ScoredPage article(prose + comment);
  article.classify();
  CHECK(article.decision_of("I have waited").reason == Reason::comment);
  ScoredPage thread(comment);
  thread.classify();
  CHECK(thread.decision_of("I have waited").kept);
}

TEST_CASE("on a page that is no article, comments are posts and headings may stand alone") {
  ScoredPage forum(
      prose +
      "<div class=comments><p>I have waited for this bridge all my life.</p></div><h2>Autumn repairs</h2>");
  forum.scores.article = 0.1;
  forum.classify();
  CHECK(forum.decision_of("I have waited").kept);
  CHECK(forum.decision_of("Autumn repairs").kept);
}

TEST_CASE("hidden text goes, hidden tabs and an article hidden as a whole stay") {
  ScoredPage page(
      prose + "<div hidden><p>Hidden words here</p></div><div hidden role=tabpanel><p>Tab words</p></div>");
  page.classify();
  CHECK(page.decision_of("Hidden words").reason == Reason::hidden);
  CHECK(page.decision_of("Tab words").kept);
  ScoredPage hidden("<div style='visibility:hidden'>" + prose + "</div>");
  hidden.classify();
  CHECK(hidden.decision_of("The council").kept);
}

TEST_CASE("a table of data stays or goes as a whole") {
  ScoredPage page(
      "<table><tr><td>apples and pears</td><td>3</td></tr><tr><td>plums and "
      "cherries</td><td>4</td></tr></table>");
  page.scores.probability[1] = 0.1;
  page.classify();
  CHECK(page.decision_of("3").kept);
  CHECK(page.decision_of("3").reason == Reason::table);
  page.scores.probability = {0.1, 0.9, 0.1, 0.9};
  page.classify();
  CHECK_FALSE(page.decision_of("4").kept);
}

TEST_CASE("a heading whose text was dropped goes with it") {
  ScoredPage page(prose + "<h2>Upcoming</h2><p>Some offer</p><h2>History</h2><p>The first bridge fell.</p>");
  page.scores.probability[3] = 0.1;
  page.classify();
  CHECK(page.decision_of("Upcoming").reason == Reason::lone_heading);
  CHECK(page.decision_of("History").kept);
}

TEST_CASE("options overrule the scorer") {
  ScoredPage page("<div class=x>" + prose + "</div><div class=y><p>junk words</p></div>", 0.9);
  const std::vector<Selector> prune{*parse_selector(".x")}, keep{*parse_selector(".y")};
  page.scores.probability[2] = 0.01;
  page.hints.prune = prune;
  page.hints.keep = keep;
  page.classify();
  CHECK(page.decision_of("The council").reason == Reason::pruned);
  CHECK(page.decision_of("junk words").reason == Reason::kept_by_option);
  CHECK(page.decision_of("junk words").kept);
}

TEST_CASE("the same long text is kept once") {
  ScoredPage page(prose + prose);
  const auto& decisions = page.classify();
  CHECK(decisions[0].kept);
  CHECK_FALSE(decisions[2].kept);
  CHECK(decisions[2].reason == Reason::repeated);
}

TEST_CASE("a page of a few sentences keeps them whatever their scores") {
  ScoredPage page(
      "<nav><a href=/>Home of the site.</a></nav><p>The minister said that the work would begin soon.</p>"
      "<p>OK</p>",
      0.1);
  page.scores.nothing = true;
  page.classify();
  CHECK(page.decision_of("The minister").kept);
  CHECK(page.decision_of("The minister").reason == Reason::small_page);
  CHECK_FALSE(page.decision_of("Home").kept);
  CHECK_FALSE(page.decision_of("OK").kept);
}

TEST_CASE("the items of a list stay or go together") {
  ScoredPage page(prose + "<ul><li>Bring boots</li><li>Bring a coat</li><li>Bring water</li></ul>");
  page.scores.probability = {0.9, 0.9, 0.7, 0.3, 0.8};
  page.classify();
  CHECK(page.decision_of("Bring a coat").kept);
  CHECK(page.decision_of("Bring a coat").reason == Reason::list);
  page.scores.probability = {0.9, 0.9, 0.6, 0.1, 0.1};
  page.classify();
  CHECK_FALSE(page.decision_of("Bring boots").kept);
}

TEST_CASE("a list above the headline of an article is no text") {
  ScoredPage page("<ul><li>Ferry delayed</li><li>Bridge closed</li></ul><h1>The headline</h1>" + prose +
                  prose +
                  "<p>One more paragraph about the winter, the harbour and the boats that lie in it.</p>");
  for (lubb::dom::NodeId id = 0; id < page.document.size(); ++id) {
    if (page.document.node(id).tag == lubb::dom::Tag::h1) page.hints.title_element = id;
  }
  page.scores.article = 0.1;
  page.classify();
  CHECK(page.decision_of("Ferry").kept);
  page.scores.article = 0.9;
  page.classify();
  CHECK(page.decision_of("Ferry").reason == Reason::before_headline);
}

TEST_CASE("a list between kept paragraphs needs less than they do") {
  ScoredPage page(
      "<div><p>The boats are these, and there are no others in the harbour.</p><ul><li>white</li>"
      "<li>blue</li></ul><p>The others were sold to the islands in the last years.</p></div>");
  page.scores.probability = {0.9, 0.45, 0.42, 0.9};
  page.classify();
  CHECK(page.decision_of("white").reason == Reason::enclosed);
  CHECK(page.decision_of("white").kept);
  page.scores.probability = {0.9, 0.45, 0.1, 0.9};
  page.classify();
  CHECK_FALSE(page.decision_of("white").kept);
}

TEST_CASE("a list that a sentence announces is kept, links and all") {
  ScoredPage page(
      "<div><p>These are the boats that lie in the harbour:</p><ul><li><a href=/w>white</a></li>"
      "<li><a href=/b>blue</a></li></ul></div>");
  page.scores.probability = {0.9, 0.05, 0.06};
  page.classify();
  CHECK(page.decision_of("blue").kept);
}
