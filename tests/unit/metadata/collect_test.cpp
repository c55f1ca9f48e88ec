#include "metadata/collect.h"

#include <doctest/doctest.h>

#include <string>

#include "metadata/named_lists.h"
#include "metadata/near_title.h"
#include "page.h"

using lubb::metadata::ListKind;
using lubb::metadata::NamedLists;

namespace {

lubb::metadata::Evidence evidence_of(const std::string& tag) {
  const Page page("<body>" + tag);
  lubb::metadata::Evidence evidence;
  for (lubb::dom::NodeId id = 0; id < page.document.size(); ++id) {
    if (page.document.is_element(id)) evidence.add(lubb::metadata::read_evidence(page.document, id));
  }
  return evidence;
}

std::size_t count_lists(const std::string& html, ListKind kind) {
  const Page page(html);
  NamedLists lists(page.document, page.collected, kind);
  std::size_t count = 0;
  while (lists.next() != lubb::dom::no_node) ++count;
  return count;
}

}  // namespace

TEST_CASE("attributes of interest are found in any case, order and spacing") {
  const Page page(
      "<body><DIV DATA-X='a long value to pass over' ITEMPROP=name>x</DIV>"
      "<div\nitemscope\nitemtype='http://schema.org/Article'><p itemprop = 'author'>x</p></div>"
      "<a class=x ReL = \"tag\">t</a><a\trel='author'>a</a><a href=/c rel=category>c</a>");
  CHECK(page.collected.properties.size() == 2);
  CHECK(page.collected.scopes.size() == 1);
  CHECK(page.collected.tag_links.size() == 1);
  CHECK(page.collected.author_links.size() == 1);
  CHECK(page.collected.category_links.size() == 1);
}

TEST_CASE("lists of tags and breadcrumbs are found by every name they go by") {
  for (const std::string name : {"post-tags", "tags", "tag-list", "tagList", "keywords", "post-labels"}) {
    CAPTURE(name);
    CHECK(count_lists("<body><div class='" + name + "'><a href=/x>x</a></div>", ListKind::tags) == 1);
    CHECK(count_lists("<body><div data-y=1 id=" + name + "><a href=/x>x</a></div>", ListKind::tags) == 1);
  }
  for (const std::string name : {"breadcrumb", "breadcumbs", "nav-breadcrumbs"}) {
    CAPTURE(name);
    CHECK(count_lists("<body><div class='" + name + "'><a href=/x>x</a></div>", ListKind::breadcrumbs) == 1);
  }
  const std::string other =
      "<body><div class='stage vantage' title=tags><a>x</a></div><div class=bread><a>y</a></div>";
  CHECK(count_lists(other, ListKind::tags) == 0);
  CHECK(count_lists(other, ListKind::breadcrumbs) == 0);
}

TEST_CASE("a list of tags is the outermost element of that name, and stands behind the title") {
  Page page(
      "<body><p class=tags><a>x</a></p><div><h1>T</h1>"
      "<p class=tags><b class=tags><a>y</a></b></p><p class=tags><a>z</a></p></div>");
  const lubb::dom::NodeId title = page.collected.headings.front().element;
  NamedLists lists(page.document, page.collected, ListKind::tags, title);
  CHECK(lubb::metadata::element_text(page.document, lists.next(), 10, page.collected.texts) == "y");
  CHECK(lubb::metadata::element_text(page.document, lists.next(), 10, page.collected.texts) == "z");
  CHECK(lists.next() == lubb::dom::no_node);

  const Page wrapped("<body><div class=tags><h1>T</h1><p class=tags><a>y</a></p></div>");
  NamedLists none(wrapped.document, wrapped.collected, ListKind::tags,
                  wrapped.collected.headings.front().element);
  CHECK(none.next() == lubb::dom::no_node);
}

TEST_CASE("names of elements are read at every place of a long list") {
  for (std::size_t before = 50; before < 70; ++before) {
    CAPTURE(before);
    CHECK(evidence_of("<p class='" + std::string(before, '-') + "byline x'>").author);
    CHECK_FALSE(evidence_of("<p class='" + std::string(before, '-') + "bylineless x'>").author);
  }
  CHECK(evidence_of("<p class='" + std::string(100, '-') + "byline'>").author);
}

TEST_CASE("names of elements are taken apart into words") {
  CHECK(evidence_of("<p class='articleDate post-meta'>").date);
  CHECK(evidence_of("<p class='articleDate post-meta'>").meta);
  CHECK(evidence_of("<p ID=BYLINE>").author);
  CHECK(evidence_of("<p data-testid=x-ad>").junk);
  CHECK_FALSE(evidence_of("<p class='candidate shadow'>").date);
  CHECK_FALSE(evidence_of("<p class='candidate shadow'>").junk);
  CHECK(evidence_of("<p class=updated>").modified);
  CHECK_FALSE(evidence_of("<p class=updated>").date);
  CHECK_FALSE(evidence_of("<p class=" + std::string(5000, 'a') + ">").date);
}
