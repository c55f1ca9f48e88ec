#include <doctest/doctest.h>

#include <string>

#include "dom/class_names.h"
#include "dom/document.h"
#include "unit/dom/parsed.h"

using lubb::dom::AttributeName;
using lubb::dom::AttributeSpan;

namespace {

// "name=value;" of every attribute of a start tag; "none" if it is no tag at all.
std::string read(const std::string& start_tag) {
  const lubb::test::Parsed page("<body>" + start_tag);
  lubb::dom::NodeId element = page.find("body") + 1;
  if (element >= page.document().size()) return "none";
  std::string out;
  for (const AttributeSpan& attribute : page.document().attributes(element)) {
    out += std::string(page.document().name_of(attribute)) + '=' +
           std::string(page.document().raw_value(attribute)) + ';';
  }
  return out;
}

}  // namespace

TEST_CASE("an element's flags tell what sorts of attributes it has") {
  const auto flags_of = [](const std::string& start_tag) {
    const lubb::test::Parsed page("<body>" + start_tag);
    return page.document().node(page.find("body") + 1).flags & lubb::dom::attribute_sorts;
  };
  CHECK(flags_of("<p>") == 0);
  CHECK(flags_of("<a href=x title=y data-class=z>") == 0);
  CHECK(flags_of("<p title=y CLASS=x>") == lubb::dom::flag_named);
  CHECK(flags_of("<p id=x>") == lubb::dom::flag_named);
  CHECK(flags_of("<a href=x rel=tag>") == lubb::dom::flag_described);
  CHECK(flags_of("<div itemscope>") == lubb::dom::flag_described);
  CHECK(flags_of("<div itemprop=name id=n>") == (lubb::dom::flag_described | lubb::dom::flag_named));
}

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
  CHECK(read("<a data-with-a-long-name-of-many-words=1 x=2>") ==
        "data-with-a-long-name-of-many-words=1;x=2;");
}

TEST_CASE("malformed attributes are read as browsers read them") {
  CHECK(read("<a =x>") == "=x=;");
  CHECK(read("<a b=\"c\"d>") == "b=c;d=;");
  CHECK(read("<a b=c\"d e>") == "b=c\"d;e=;");
  CHECK(read("<a/b/c=d>") == "b=;c=d;");
  CHECK(read("<a b=>") == "b=;");
  CHECK(read("<a b\x01"
             "c=d>") ==
        "b\x01"
        "c=d;");
  CHECK(read("<a b=\"unclosed>") == "none");
  CHECK(read("<a b") == "none");
}

TEST_CASE("attributes are the same at the very end of the source and in front of more of it") {
  const std::string more(64, 'x');
  for (const std::string tag :
       {"<a href='x y' id=\"z\">", "<a href=\"a>b\" id=c>", "<a  id='1'>", "<a id ='1'>", "<a id= '1'>",
        "<a =''>", "<a /id='1'/>", "<a id='1'class=\"2\">", "<a id=''\tclass='2'>", "<a b\x01='c' d='e'>",
        "<a b='>' c>"}) {
    CHECK(read(tag + more) == read(tag));
  }
  CHECK(read("<a b='unclosed>" + more) == "none");
  for (std::size_t size = 1; size < 40; ++size) {
    const std::string name(size, 'n');
    CHECK(read("<a " + name + "='v' id=\"w\">" + more) == name + "=v;id=w;");
  }
}

TEST_CASE("attributes are the same whatever the length of their names and values") {
  const std::string more(64, 'x');
  for (std::size_t name_size = 1; name_size < 40; ++name_size) {
    for (std::size_t value_size = 0; value_size < 100; value_size += value_size < 20 ? 10 : 1) {
      const std::string name(name_size, 'n'), value(value_size, 'v');
      std::string tag = "<a ";
      tag.append(name).append("=\"").append(value).append("\"\n  id=\"w\">").append(more);
      std::string expected = name;
      expected.append("=").append(value).append(";id=w;");
      CHECK(read(tag) == expected);
    }
  }
}

TEST_CASE("known names are told apart in any case, wherever in the source they stand") {
  const lubb::test::Parsed page("<p ID=1 Class=a data-Component=c aria-hidden=true it=x classes=y><a href=z");
  const auto attributes = page.document().attributes(page.find("p"));
  REQUIRE(attributes.size() == 6);
  CHECK(attributes[0].known == AttributeName::id);
  CHECK(attributes[1].known == AttributeName::class_);
  CHECK(attributes[2].known == AttributeName::data_component);
  CHECK(attributes[3].known == AttributeName::aria_hidden);
  CHECK(attributes[4].known == AttributeName::other);
  CHECK(attributes[5].known == AttributeName::other);
  CHECK(page.document().raw_attribute(page.find("p"), AttributeName::class_) == "a");
  CHECK_FALSE(page.document().raw_attribute(page.find("p"), AttributeName::href).has_value());
}

TEST_CASE("of a tag with very many attributes the first 255 are seen") {
  std::string tag = "<p";
  for (int i = 0; i < 300; ++i) tag += " a" + std::to_string(i);
  const lubb::test::Parsed page(tag + "><b id=x>y</b>");
  const auto attributes = page.document().attributes(page.find("p"));
  REQUIRE(attributes.size() == lubb::dom::most_attributes);
  CHECK(page.document().name_of(attributes.back()) == "a254");
  CHECK(page.document().attribute(page.find("b"), "id") == "x");
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

TEST_CASE("an attribute is read as a view of the source unless something in it has to be decoded") {
  const lubb::test::Parsed page("<body><p class='a b' title='x &amp; y' lang=''>");
  const lubb::dom::Document& document = page.document();
  const lubb::dom::NodeId p = page.find("p");
  std::string storage = "before";
  CHECK(document.attribute(p, "class", storage) == "a b");
  CHECK(document.attribute(p, "lang", storage) == "");
  CHECK(storage == "before");
  CHECK(document.attribute(p, "title", storage) == "x & y");
  CHECK(storage == "x & y");
  CHECK_FALSE(document.attribute(p, "id", storage));
  CHECK(document.attribute(p, lubb::dom::AttributeName::class_, storage) == "a b");
  CHECK_FALSE(document.attribute(p, lubb::dom::AttributeName::id, storage));
}

TEST_CASE("classes are parted by white space, and by what else is asked for") {
  const auto all = [](std::string_view classes, auto... separators) {
    std::string out;
    lubb::dom::any_class(
        classes,
        [&](std::string_view name) {
          out.append(name).push_back('|');
          return false;
        },
        separators...);
    return out;
  };
  CHECK(all(" a\tb-c\n d ") == "a|b-c|d|");
  CHECK(all("") == "");
  CHECK(all("brush: x; y", [](char c) { return c == ' ' || c == ';'; }) == "brush:|x|y|");
  CHECK(lubb::dom::has_class("note big", "big"));
  CHECK_FALSE(lubb::dom::has_class("bigger note", "big"));
}
