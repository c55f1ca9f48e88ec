#include <doctest/doctest.h>

#include <string>

#include "unit/dom/parsed.h"

using lubb::dom::no_node;
using lubb::dom::NodeId;
using lubb::test::Parsed;

TEST_CASE("a node's range is its start tag or its run of text in the source") {
  const Parsed page("<p class=\"a\">Hello <b>there</b>!</p>");
  const auto& document = page.document();
  CHECK(std::string(document.raw(page.find("p"))) == "<p class=\"a\">");
  CHECK(std::string(document.raw(page.find_text("Hello"))) == "Hello ");
  CHECK(std::string(document.raw(page.find_text("!"))) == "!");
  CHECK(document.node(page.find("p")).close_end == 36);
  CHECK(document.node(page.find("b")).close_end == 31);
}

TEST_CASE("an implied element has an empty range and ends with its content") {
  const Parsed page("<table><tr><td>a</table>b");
  const auto& section = page.document().node(page.find("tbody"));
  CHECK(section.begin == section.end);
  CHECK(section.begin == 7);
  CHECK(page.document().node(page.find("td")).close_end == 16);
  CHECK(page.document().node(page.find("table")).close_end == 24);
}

TEST_CASE("an element closed by another's tag ends where its content ends") {
  const Parsed page("<div><p>one<p>two</div>three");
  CHECK(page.document().node(page.find("p")).close_end == 11);
  CHECK(page.document().node(page.find("div")).close_end == 23);
}

TEST_CASE("an element opened again for misnested formatting points to the same tag") {
  const Parsed page("<b id=x><p>one</b>two");
  CHECK(page.body() == "<b></b><p><b>one</b>two</p>");
  const NodeId first = page.find("b");
  CHECK(page.document().attribute(first, "id") == "x");
  CHECK(page.document().attribute(page.find("p") + 1, "id") == "x");
}

TEST_CASE("neighbouring runs of text are nodes of their own") {
  const Parsed page("<p>one<!-- x -->two<script></script> <!-- y -->three");
  const auto& document = page.document();
  const NodeId paragraph = page.find("p");
  CHECK(document.node(paragraph).subtree_end - paragraph == 5);
  CHECK(page.body() == "<p>onetwo three</p>");
}

TEST_CASE("text put outside its table by the standard keeps its source range") {
  const Parsed page("<table><tr>one<td>two</td> </tr>three</table>");
  CHECK(page.body() == "onethree<table><tbody><tr><td>two</td> </tr></tbody></table>");
  CHECK(std::string(page.document().raw(page.find_text("three"))) == "three");
}

TEST_CASE("children and siblings are found by their ranges") {
  const Parsed page("<ul><li>a</li><li>b<i>c</i></li></ul>");
  const auto& document = page.document();
  const NodeId list = page.find("ul");
  const NodeId first = document.first_child(list);
  const NodeId second = document.next_sibling(first);
  CHECK(document.next_sibling(second) == no_node);
  CHECK(document.first_child(document.first_child(first)) == no_node);
  CHECK(std::string(document.raw(document.first_child(second))) == "b");
  std::string text;
  document.append_text(second, text);
  CHECK(text == "bc");
}

TEST_CASE("a scratch and a document used again give the same result") {
  lubb::dom::ParseScratch scratch;
  lubb::dom::Document document;
  const std::string large = lubb::test::repeat("<div>x<p>y</div>", 10'000);
  const std::string small = "<title>t</title><p>z";
  REQUIRE(lubb::dom::parse(large, {}, lubb::dom::no_deadline, scratch, document));
  REQUIRE(lubb::dom::parse(small, {}, lubb::dom::no_deadline, scratch, document));
  CHECK(document.size() == 6);
  CHECK(document.json_ld().empty());
  CHECK(document.limits().empty());
  CHECK(lubb::test::first_broken_rule(document) == "");
}
