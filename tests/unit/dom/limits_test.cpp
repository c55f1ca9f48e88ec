#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "support/sanitized.h"
#include "unit/dom/parsed.h"

using lubb::Limits;
using lubb::dom::flag_break;
using lubb::test::growth;
using lubb::test::linear_growth;
using lubb::test::Parsed;
using lubb::test::repeat;
using lubb::test::scaled;

namespace {

void parse(const std::string& page) { const Parsed parsed(page); }

std::uint16_t deepest(const Parsed& page) {
  std::uint16_t depth = 0;
  for (const lubb::dom::Node& node : page.document().nodes()) depth = std::max(depth, node.depth);
  return depth;
}

}  // namespace

TEST_CASE("tags deeper than the limit are left out, their text is kept") {
  Limits limits;
  limits.tree_depth = 3;
  const Parsed page("<div><div><div><div><p>a</p><span>b</span></div></div></div></div>c", limits);
  CHECK(page.body() == "<div><div><div>ab</div></div></div>c");
  CHECK(page.reached("tree_depth"));
  CHECK_FALSE(Parsed("<div><div>x</div></div>", limits).reached("tree_depth"));
}

TEST_CASE("a left-out block-level tag is marked on the text that follows, an inline one is not") {
  Limits limits;
  limits.tree_depth = 1;
  const Parsed page("<div>a<span>b</span><p>c</p> d<i>e</i>", limits);
  const auto flags = [&page](const char* text) { return page.document().node(page.find_text(text)).flags; };
  CHECK((flags("b") & flag_break) == 0);
  CHECK((flags("c") & flag_break) != 0);
  CHECK((flags("d") & flag_break) != 0);
  CHECK((flags("e") & flag_break) == 0);
}

TEST_CASE("pages of any width stay within the depth limit") {
  CHECK_FALSE(Parsed(repeat("<p>a<li>b", 1000)).reached("tree_depth"));
  CHECK_FALSE(Parsed("<table>" + repeat("<tr><td>a<th>b", 1000)).reached("tree_depth"));
  CHECK_FALSE(Parsed("<select>" + repeat("<optgroup><option>a", 1000)).reached("tree_depth"));
  CHECK_FALSE(Parsed(repeat("<a href=x>a", 1000)).reached("tree_depth"));
  CHECK_FALSE(Parsed("<ruby>" + repeat("a<rt>b<rp>c", 1000)).reached("tree_depth"));
  CHECK_FALSE(Parsed(repeat("<p><span>a", 1000)).reached("tree_depth"));
  CHECK_FALSE(Parsed(repeat("<div><b>a</div>", 1000)).reached("tree_depth"));
  CHECK_FALSE(Parsed("<dl>" + repeat("<dt>a<dd>b<div>c</div>", 1000)).reached("tree_depth"));
  CHECK_FALSE(Parsed(repeat("<button>a<form>b", 1000)).reached("tree_depth"));
}

TEST_CASE("the depth limit holds against tags that close less than they seem to") {
  for (const char* piece :
       {"<form><div></form>", "<b><div></b>", "<span><div></span>", "<g></x>", "<x><g></x>",
        "<picture><slot></picture>", "<p><b></p>x", "<p><i><b></p>x</i>", "<table><div></table>",
        "<button><p></button><div>", "<svg><div></svg>", "<math><mi><div></math>", "<h1><div></h2>",
        "<ruby><rt><div>", "<rt>", "<select><div></select>", "<template><div></template><div>",
        "<object><p></object>x<object>", "<a><div><a>"}) {
    CAPTURE(piece);
    const Parsed page("<body>" + repeat(piece, 3000));
    CHECK(deepest(page) < 1000);
    CHECK(lubb::test::first_broken_rule(page.document()) == "");
  }
}

TEST_CASE("unclosed elements of every kind cost linear time") {
  for (const char* piece : {"<li>x",
                            "<dd>x",
                            "<p>x",
                            "<h1>x",
                            "<ruby><rt>x",
                            "<rt>x",
                            "<dl><dd>x",
                            "<option>x",
                            "<select>x",
                            "<button>x",
                            "<form>x",
                            "<a href=x>x",
                            "<nobr>x",
                            "<b>x",
                            "<b><i><font>x",
                            "<font size=1><p>x",
                            "<div>x",
                            "<ul><li>x",
                            "<blockquote>x",
                            "<table>x",
                            "<table><tr><td>x",
                            "<td>x",
                            "<svg>x",
                            "<math>x",
                            "<math><mi>x",
                            "<template>x",
                            "<span>x",
                            "<iframe>x",
                            "<textarea>x",
                            "<title>x",
                            "<xmp>x",
                            "<noscript>x",
                            "<b><p>x</b>",
                            "<a><b></a>x",
                            "<i><b><div></b></i>x",
                            "</p>",
                            "</b>",
                            "</br>",
                            "<!x",
                            "<![CDATA[",
                            "<x a='",
                            "<",
                            "&",
                            "<object>x",
                            "<marquee><b>x",
                            "<frameset>",
                            "<body a=b>",
                            "<html c=d>",
                            "<script>",
                            "<script><!--</script>",
                            "<style>"}) {
    CAPTURE(piece);
    const auto page = [&](std::size_t units) {
      return "<!doctype html><title>t</title><body>" + repeat(piece, units);
    };
    CHECK(growth(scaled(100'000), page, parse) < linear_growth);
  }
}

TEST_CASE("elements in each other cost linear time whether or not they are closed") {
  for (const char* name : {"math", "xmp", "noscript", "div", "a", "table", "title", "svg", "iframe"}) {
    CAPTURE(name);
    const std::string tag = '<' + std::string(name) + '>';
    const std::string end = "</" + std::string(name) + '>';
    const auto page = [&](std::size_t units) {
      return repeat(tag + "<mrow>", units) + "x" + repeat("</mrow>" + end, units);
    };
    CHECK(growth(scaled(30'000), page, parse) < linear_growth);
  }
}

TEST_CASE("many formatting elements open at once cost neither time nor memory") {
  const std::string formatting = "<b><big><code><em><font><i><s><small><strike><strong><tt><u>";
  const Parsed page("<p>" + repeat(formatting, 5) + repeat("<p>x", 20'000));
  CHECK(page.text() == repeat("x", 20'000));
  CHECK(page.document().size() < 2'000'000);
}

TEST_CASE("the node limit cuts the tree and is noted") {
  Limits limits;
  limits.nodes = 10;
  const Parsed page(repeat("<p>x</p>", 100), limits);
  CHECK(page.document().size() == 10);
  CHECK(page.reached("nodes"));
  CHECK(lubb::test::first_broken_rule(page.document()) == "");
}

TEST_CASE("a page too big for the arena gives its beginning and a note") {
  Limits limits;
  limits.arena_bytes = 100'000;
  const Parsed page("<p>first</p>" + repeat("<table>x</table>", 10'000), limits);
  CHECK(page.reached("arena_bytes"));
  CHECK(page.text().starts_with("firstxxx"));
  CHECK(lubb::test::first_broken_rule(page.document()) == "");
  limits.arena_bytes = 1;
  const Parsed nothing("<p>x", limits);
  CHECK(nothing.reached("arena_bytes"));
  CHECK(nothing.text() == "");
}

TEST_CASE("a page that would fit without its formatting tags loses only them") {
  Limits limits;
  limits.arena_bytes = 3'000'000;
  const Parsed page("<p><b><i><u><s><em><tt><code><big><small>" + repeat("<p>x", 5'000), limits);
  CHECK(page.text() == repeat("x", 5'000));
  CHECK(page.document().limits().empty());
  CHECK(page.find("b") == lubb::dom::no_node);
}

TEST_CASE("passing the deadline is an error") {
  lubb::dom::ParseScratch scratch;
  lubb::dom::Document document;
  const std::string page = repeat("<p>x</p>", 10'000);
  const auto past = lubb::ThreadClock::now() - std::chrono::seconds(1);
  const auto result = lubb::dom::parse(page, {}, past, scratch, document);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == lubb::Errc::timeout);
  CHECK(lubb::dom::parse("<p>x", {}, lubb::dom::no_deadline, scratch, document));
  CHECK(document.size() == 5);
}
