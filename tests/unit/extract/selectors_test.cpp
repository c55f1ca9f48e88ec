#include "extract/selectors.h"

#include <doctest/doctest.h>

#include "page_fixture.h"

using namespace lubb::extraction;

TEST_CASE("selectors match by tag, class, id and attribute, and by all at once") {
  const lubb::test::ParsedPage page("<div class='ad big' id=x data-k=v>t</div>");
  lubb::dom::NodeId div = 0;
  while (page.document.node(div).tag != lubb::dom::Tag::div) ++div;
  for (const char* hit :
       {"div", ".ad", ".big", "#x", "[data-k]", "[data-k=v]", "[data-k=\"v\"]", "div.ad.big#x[data-k=v]"}) {
    CAPTURE(hit);
    const auto selector = parse_selector(hit);
    REQUIRE(selector);
    CHECK(matches(*selector, page.document, div));
  }
  for (const char* miss : {"p", ".a", ".bi", "#y", "[data-k=w]", "[other]", "div.other"}) {
    CAPTURE(miss);
    const auto selector = parse_selector(miss);
    REQUIRE(selector);
    CHECK_FALSE(matches(*selector, page.document, div));
  }
}

TEST_CASE("a selector that is not understood is named with the byte") {
  for (const char* bad : {"", "div p", "a>b", ".", "[x", "[x=", "div:hover"}) {
    CAPTURE(bad);
    const auto selector = parse_selector(bad);
    REQUIRE_FALSE(selector);
    CHECK(selector.error().code == lubb::Errc::invalid_argument);
    CHECK(selector.error().message.find(bad) != std::string::npos);
    CHECK(selector.error().message.find("byte") != std::string::npos);
  }
}
