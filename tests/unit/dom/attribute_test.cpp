#include <doctest/doctest.h>

#include <string>

#include "dom/document.h"
#include "unit/dom/parsed.h"

using lubb::dom::Attribute;
using lubb::dom::AttributeReader;

namespace {

// "name=value;" of every attribute.
std::string read(std::string_view start_tag) {
  AttributeReader reader(start_tag);
  Attribute attribute;
  std::string out;
  while (reader.next(attribute)) {
    out += std::string(attribute.name) + '=' + std::string(attribute.value) + ';';
  }
  return out;
}

}  // namespace

TEST_CASE("attributes are read with every kind of quoting") {
  CHECK(read("<a>") == "");
  CHECK(read("<a href=x>") == "href=x;");
  CHECK(read("<a href='x y' id=\"z\">") == "href=x y;id=z;");
  CHECK(read("<a\n\tdisabled  hidden>") == "disabled=;hidden=;");
  CHECK(read("<a href = x>") == "href=x;");
  CHECK(read("<a href=\"a>b\" id=c>") == "href=a>b;id=c;");
  CHECK(read("<a href=a/b/>") == "href=a/b/;");
  CHECK(read("<br/>") == "");
  CHECK(read("<img alt=''/>") == "alt=;");
}

TEST_CASE("malformed attributes are read as browsers read them") {
  CHECK(read("<a =x>") == "=x=;");
  CHECK(read("<a b=\"c\"d>") == "b=c;d=;");
  CHECK(read("<a b=c\"d e>") == "b=c\"d;e=;");
  CHECK(read("<a/b/c=d>") == "b=;c=d;");
  CHECK(read("<a b=>") == "b=;");
  CHECK(read("<a b=\"unclosed>") == "b=unclosed>;");
  CHECK(read("<a b") == "b=;");
  CHECK(read("") == "");
  CHECK(read("<") == "");
}

TEST_CASE("duplicate attributes are reported in order and the first one counts") {
  CHECK(read("<a id=1 ID=2>") == "id=1;ID=2;");
  const lubb::test::Parsed page("<p id=1 ID=2>x");
  CHECK(page.document().attribute(page.find("p"), "id") == "1");
}

TEST_CASE("an attribute's value is decoded by the attribute rule") {
  const lubb::test::Parsed page("<a href='?a=1&copy=2&amp;b=&#x41;&lt' TITLE='&copy; x'>y</a>");
  const lubb::dom::NodeId link = page.find("a");
  CHECK(page.document().attribute(link, "href") == "?a=1&copy=2&b=A<");
  CHECK(page.document().attribute(link, "title") == "\u00A9 x");
  CHECK_FALSE(page.document().attribute(link, "class").has_value());
}

TEST_CASE("the attributes of a late html or body tag count for the implied element") {
  const lubb::test::Parsed page("text<html lang=ar><body dir=rtl>more");
  CHECK(page.document().attribute(page.find("html"), "lang") == "ar");
  CHECK(page.document().attribute(page.find("body"), "dir") == "rtl");
}

TEST_CASE("names are compared without regard to ASCII case") {
  CHECK(lubb::dom::name_is("HrEf", "href"));
  CHECK_FALSE(lubb::dom::name_is("hre", "href"));
  CHECK(lubb::dom::tag_of("BlockQuote") == lubb::dom::Tag::blockquote);
  CHECK(lubb::dom::tag_of("figcaption") == lubb::dom::Tag::figcaption);
  CHECK(lubb::dom::tag_of("xigcaption") == lubb::dom::Tag::unknown);
  CHECK(lubb::dom::tag_of("h7") == lubb::dom::Tag::unknown);
  CHECK(lubb::dom::tag_of("") == lubb::dom::Tag::unknown);
  CHECK(std::string(lubb::dom::name(lubb::dom::Tag::template_)) == "template");
}

TEST_CASE("every known name leads to its tag and back") {
  for (unsigned i = 1; i < static_cast<unsigned>(lubb::dom::Tag::count_); ++i) {
    const auto tag = static_cast<lubb::dom::Tag>(i);
    CHECK(lubb::dom::tag_of(lubb::dom::name(tag)) == tag);
  }
}

TEST_CASE("an unknown element keeps the source's spelling and a very long name stays linear") {
  const lubb::test::Parsed page("<My-Widget>x</My-Widget>");
  CHECK(page.find("My-Widget") != lubb::dom::no_node);
  const std::string name = lubb::test::repeat("n", 1'000'000);
  const lubb::test::Parsed long_name('<' + name + ">x</" + name + ">y");
  CHECK(long_name.find(name) != lubb::dom::no_node);
  CHECK(long_name.text() == "xy");
}
