#include <doctest/doctest.h>

#include <string>

#include "dom/document.h"
#include "unit/dom/parsed.h"

namespace {

std::string text(std::string_view raw) {
  std::string out;
  lubb::dom::append_decoded(raw, false, out);
  return out;
}

std::string attribute(std::string_view raw) {
  std::string out;
  lubb::dom::append_decoded(raw, true, out);
  return out;
}

}  // namespace

TEST_CASE("named references decode to one or two characters") {
  CHECK(text("a&amp;b") == "a&b");
  CHECK(text("&nbsp;&lt;&gt;&quot;&apos;") == "\u00A0<>\"'");
  CHECK(text("&zwnj;&zwj;&lrm;&rlm;") == "\u200C\u200D\u200E\u200F");
  CHECK(text("&NotEqualTilde;") == "\u2242\u0338");
  CHECK(text("&CounterClockwiseContourIntegral;") == "\u2233");
  CHECK(text("&AMP;&Amp;") == "&&Amp;");
}

TEST_CASE("legacy references need no semicolon in text") {
  CHECK(text("&copy 2024") == "\u00A9 2024");
  CHECK(text("&notit;") == "\u00ACit;");
  CHECK(text("&notin;") == "\u2209");
  CHECK(text("&ampamp;") == "&amp;");
  CHECK(text("&hellip x") == "&hellip x");
}

TEST_CASE("in attributes a legacy reference before a letter, digit or equals sign stands for itself") {
  CHECK(attribute("?a&copy=1") == "?a&copy=1");
  CHECK(attribute("?a&copyx") == "?a&copyx");
  CHECK(attribute("?a&copy2;") == "?a&copy2;");
  CHECK(attribute("?a&copy;=1") == "?a\u00A9=1");
  CHECK(attribute("?a&copy") == "?a\u00A9");
  CHECK(attribute("?a&copy&x") == "?a\u00A9&x");
}

TEST_CASE("numeric references decode in decimal and hexadecimal") {
  CHECK(text("&#65;&#x41;&#X61;&#x1F600;") == "AAa\U0001F600");
  CHECK(text("&#65 &#x41g") == "A Ag");
  CHECK(text("&#1605;&#1585;") == "\u0645\u0631");
}

TEST_CASE("numeric references in the C1 range mean windows-1252") {
  CHECK(text("&#128;&#150;&#x99;") == "\u20AC\u2013\u2122");
  CHECK(text("&#129;") == "\u0081");
}

TEST_CASE("numbers that are no character become the replacement character") {
  CHECK(text("&#0;") == "\uFFFD");
  CHECK(text("&#xD800;&#xDFFF;") == "\uFFFD\uFFFD");
  CHECK(text("&#x110000;") == "\uFFFD");
  CHECK(text("&#99999999999999999999;") == "\uFFFD");
  CHECK(text("&#x" + std::string(100'000, 'F') + ';') == "\uFFFD");
}

TEST_CASE("what is no reference stays as written") {
  CHECK(text("& &; &# &#; &#x; &#xg &unknown; &") == "& &; &# &#; &#x; &#xg &unknown; &");
  CHECK(text("AT&T") == "AT&T");
  CHECK(text("&&&amp;") == "&&&");
  CHECK(text("") == "");
}

TEST_CASE("NUL is dropped and line ends become newlines") {
  CHECK(text(std::string_view("a\0b\0", 4)) == "ab");
  CHECK(text("a\r\nb\rc\n") == "a\nb\nc\n");
  CHECK(text("\r") == "\n");
}

TEST_CASE("text is decoded where the tree is read") {
  CHECK(lubb::test::Parsed("<p>caf&eacute; &#8211; x").body() == "<p>caf\u00E9 \u2013 x</p>");
}

TEST_CASE("a long run of references and ampersands costs linear time") {
  CHECK(text(lubb::test::repeat("&ampx", 200'000)).size() == 400'000);
  CHECK(text(lubb::test::repeat("&", 1'000'000)).size() == 1'000'000);
  CHECK(text(lubb::test::repeat("&abcdefghijklmnopqrstuvwxyzabcdefghijklmnop", 20'000)).size() == 860'000);
}
