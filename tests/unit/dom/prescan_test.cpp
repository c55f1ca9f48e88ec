#include <doctest/doctest.h>

#include <string>

#include "unit/dom/parsed.h"

using lubb::test::Parsed;
using lubb::test::repeat;

TEST_CASE("plain markup keeps its tree, text and white space") {
  const Parsed page(
      "<!doctype html><html><head><title>T</title></head><body><p class=a>Hello <b>there</b>!</p>\n</body>");
  CHECK(page.tree() == "<html><head><title></title></head><body><p>Hello <b>there</b>!</p>\n</body></html>");
}

TEST_CASE("tag names are known in any case and raw text ends at an end tag in any case") {
  CHECK(Parsed("<DIV><P>a</DIV>b").body() == "<div><p>a</p></div>b");
  CHECK(Parsed("<p>a<script>x</SCRIPT\n>b").body() == "<p>ab</p>");
  CHECK(Parsed("<p>a<STYLE>x</style/>b").body() == "<p>ab</p>");
  CHECK(Parsed("<p>a<script>x</scripty>y</script>b").body() == "<p>ab</p>");
}

TEST_CASE("scripts hide their end tag between escaped openings") {
  CHECK(Parsed("a<script><!--<script>x</script>y--></script>b").body() == "ab");
  CHECK(Parsed("a<script><!--x</script>b").body() == "ab");
  CHECK(Parsed("a<script><!--><script>x</script>b").body() == "ab");
  CHECK(Parsed("a<script><!-- <scripty> </script>b").body() == "ab");
  CHECK(Parsed("a<script>'<script>'</script>b").body() == "ab");
  CHECK(Parsed("a<script><!--<script>--><script></script>b").body() == "ab");
}

TEST_CASE("what stands after an unclosed script or style is not shown") {
  CHECK(Parsed("<p>a<script>x<p>hidden").body() == "<p>a</p>");
  CHECK(Parsed("<p>a<style>x<p>hidden").body() == "<p>a</p>");
  CHECK(Parsed("<p>a<script><!--<script></script><p>hidden").body() == "<p>a</p>");
}

TEST_CASE("a script written as an empty element ends at once if no end tag follows") {
  CHECK(Parsed("<p>a<script src=x /><p>b").body() == "<p>a</p><p>b</p>");
  CHECK(Parsed("<p>a<script src=x /><p>b<script>y</script>c").body() == "<p>ac</p>");
  CHECK(Parsed("<p>a<style/><p>b").body() == "<p>a</p><p>b</p>");
}

TEST_CASE("elements whose content is not text are kept empty") {
  CHECK(Parsed("a<iframe><p>x</iframe>b").body() == "a<iframe></iframe>b");
  CHECK(Parsed("a<noembed><p>x</noembed>b").body() == "a<noembed></noembed>b");
  CHECK(Parsed("a<noframes><p>x</noframes>b").body() == "a<noframes></noframes>b");
  CHECK(Parsed("a<textarea><p>x</textarea>b").body() == "a<textarea></textarea>b");
}

TEST_CASE("raw-text elements without an end tag are as if they were not there") {
  for (const char* name : {"iframe", "noembed", "noframes", "xmp", "textarea", "title"}) {
    CHECK(Parsed("<p>a<" + std::string(name) + "><p>b").body() == "<p>a</p><p>b</p>");
  }
  CHECK(Parsed("<p>a<title/><p>b").body() == "<p>a</p><p>b</p>");
}

TEST_CASE("xmp and plaintext show their markup as text") {
  CHECK(Parsed("<xmp><b>&amp;</xmp>c").body() == "<xmp><b>&amp;</xmp>c");
  CHECK(Parsed("a<plaintext><b>c</plaintext>").body() == "a<plaintext><b>c</plaintext></plaintext>");
  const Parsed page("<xmp>&amp;</xmp>");
  CHECK((page.document().node(page.find_text("amp")).flags & lubb::dom::flag_verbatim) != 0);
}

TEST_CASE("quotes in attributes hide the end of a tag, quotes elsewhere don't") {
  CHECK(Parsed("<p title='a>b' id=\"c>d\">e").body() == "<p>e</p>");
  CHECK(Parsed("<p title=a'b>c'd").body() == "<p>c'd</p>");
  CHECK(Parsed("<p 'a>b").body() == "<p>b</p>");
  CHECK(Parsed("a</p title='>'>b").body() == "a<p></p>b");
}

TEST_CASE("comments end where the standard ends them") {
  CHECK(Parsed("a<!-- > -- - --->b").body() == "ab");
  CHECK(Parsed("a<!-->b-->c").body() == "ab-->c");
  CHECK(Parsed("a<!--->b").body() == "ab");
  CHECK(Parsed("a<!----!>b").body() == "ab");
  CHECK(Parsed("a<!--x--!>b").body() == "ab");
  CHECK(Parsed("a<!--x--! >b-->c").body() == "ac");
  CHECK(Parsed("a<!-- unclosed <p>b").body() == "a");
}

TEST_CASE("bogus comments end at the first greater-than sign") {
  CHECK(Parsed("a<!x>b<?php echo '>' ?>c</ d>e</>f").body() == "ab' ?>cef");
  CHECK(Parsed("a<![CDATA[b>c]]>d").body() == "ac]]>d");
  CHECK(Parsed("a<!").body() == "a");
}

TEST_CASE("a less-than sign that opens no markup is text") {
  CHECK(Parsed("a < b <3 <").body() == "a < b <3 <");
  CHECK(Parsed("a</").body() == "a</");
  CHECK(Parsed("<<<p>x").body() == "<<<p>x</p>");
  CHECK(Parsed("a<b").body() == "a");
}

TEST_CASE("CDATA is text inside math only") {
  const Parsed page("<math><mi><![CDATA[a<b&amp;]]></mi></math>");
  CHECK(page.text() == "a<b&amp;");
  CHECK((page.document().node(page.find("mi")).flags & lubb::dom::flag_foreign) != 0);
}

TEST_CASE("the doctype decides whether a table closes a paragraph") {
  CHECK(Parsed("<!DOCTYPE html><p>a<table></table>").body() == "<p>a</p><table></table>");
  CHECK(Parsed("<p>a<table></table>").body() == "<p>a<table></table></p>");
  CHECK(Parsed("<!DOCTYPE other><p>a<table></table>").body() == "<p>a<table></table></p>");
  CHECK(Parsed("<p>a<!DOCTYPE html><table></table>").body() == "<p>a<table></table></p>");
  CHECK(Parsed("<!DOCTYPE " + repeat("x", 100'000) + "><p>a").body() == "<p>a</p>");
}

TEST_CASE("svg is left out with its content") {
  CHECK(Parsed("<p>a<svg><title>t</title><g><a>x</a><text>y</text></g></svg>b").body() == "<p>ab</p>");
  CHECK(Parsed("<p>a<svg><svg>x</svg>y</svg>b").body() == "<p>ab</p>");
  CHECK(Parsed("<p>a<svg/>b").body() == "<p>ab</p>");
  CHECK(Parsed("<p>a<svg><foreignObject><p>x</p></foreignObject></svg>b").body() == "<p>ab</p>");
  CHECK(Parsed("<p>a<svg><!-- </svg> --><![CDATA[</svg>]]></svg>b").body() == "<p>ab</p>");
}

TEST_CASE("an unclosed svg doesn't swallow the page") {
  CHECK(Parsed("<p>a<svg><path d='M0'>b<p>c").body() == "<p>a</p><p>c</p>");
  CHECK(Parsed("<p><a>x<svg><path></a>b<p>c").body() == "<p><a>x</a>b</p><p>c</p>");
  CHECK(Parsed("<p>a<svg>b").body() == "<p>ab</p>");
  CHECK(Parsed("<p>a<svg>b<svg>c</svg>d").body() == "<p>ad</p>");
}

TEST_CASE("the title of an svg is not the page's title") {
  const Parsed page("<svg><title>icon</title></svg><title>The &amp; title</title><title>second</title>");
  CHECK(page.source_of(page.document().title()) == "The &amp; title");
  CHECK(Parsed("<p>x").document().title().end == 0);
}

TEST_CASE("dropping a script or an svg doesn't move the end of the head") {
  CHECK(Parsed("<script>x</script><meta><style>y</style><link><svg></svg><base><p>z").head() ==
        "<meta><link><base>");
}

TEST_CASE("noscript is content in the body") {
  CHECK(Parsed("<body><noscript><p>a</p></noscript>b").body() == "<noscript><p>a</p></noscript>b");
  CHECK(Parsed("</head><noscript><p>a</p></noscript>b").body() == "<noscript><p>a</p></noscript>b");
  CHECK(Parsed("<p>x<noscript><img>y</noscript>").body() == "<p>x<noscript><img>y</noscript></p>");
}

TEST_CASE("noscript doesn't close the head, and only metadata stays in it") {
  const Parsed page(
      "<head><noscript><img src=x>text<link><iframe></iframe></noscript><meta><title>t</title><body>b");
  CHECK(page.head() == "<noscript><link></noscript><meta><title></title>");
  CHECK(page.body() == "b");
  CHECK(Parsed("<head><noscript><style>a</style><meta></noscript><link></head>").head() ==
        "<noscript><meta></noscript><link>");
}

TEST_CASE("template content is below the template") {
  CHECK(Parsed("<body><template><td>a</td></template>b").body() == "<template><td>a</td></template>b");
  CHECK(Parsed("<head><template><p>x</p></template><noscript>y</noscript><link>").head() ==
        "<template><p>x</p></template><noscript></noscript><link>");
}

TEST_CASE("a hidden input stays in a table, another one leaves it") {
  const Parsed hidden("<table><input value=1 type='HIDDEN'><tr><td>x</table>");
  const Parsed shown("<table><input type=text><tr><td>x</table>");
  CHECK(hidden.document().node(hidden.find("input")).depth == 3);
  CHECK(shown.document().node(shown.find("input")).depth == 2);
}

TEST_CASE("a font with a colour breaks out of math") {
  const Parsed breaking("<math><font color=red>a</font></math>");
  const Parsed staying("<math><font class=red>a</font></math>");
  CHECK((breaking.document().node(breaking.find("font")).flags & lubb::dom::flag_foreign) == 0);
  CHECK((staying.document().node(staying.find("font")).flags & lubb::dom::flag_foreign) != 0);
}

TEST_CASE("annotation-xml holds HTML where its encoding says so") {
  const Parsed html("<math><annotation-xml encoding='text/html'><p>a</p></annotation-xml></math>");
  CHECK(html.document().node(html.find("p")).parent == html.find("annotation-xml"));
  const Parsed other("<math><annotation-xml encoding='x'><p>a</p></annotation-xml></math>");
  CHECK(other.document().node(other.find("p")).parent == other.find("body"));
}

TEST_CASE("self-closing syntax counts inside math and nowhere else") {
  CHECK(Parsed("<math><mi/>a</math>").body() == "<math><mi></mi>a</math>");
  CHECK(Parsed("<div/>a").body() == "<div>a</div>");
}

TEST_CASE("the newline after pre is dropped, in all its forms") {
  CHECK(Parsed("<pre>\na\n</pre>").body() == "<pre>a\n</pre>");
  CHECK(Parsed("<pre>\r\na</pre>").body() == "<pre>a</pre>");
  CHECK(Parsed("<listing>\n\na</listing>").body() == "<listing>\na</listing>");
  CHECK(Parsed("<pre>\n<b>\na</b></pre>").body() == "<pre><b>\na</b></pre>");
  CHECK(Parsed("<pre> \na</pre>").body() == "<pre> \na</pre>");
  CHECK(Parsed("x<select><pre>\na</select>").body() == "x<select>\na</select>");  // the parser ignores <pre>
}

TEST_CASE("white-space runs are marked, and references to white space are white space") {
  const Parsed page("<table><tr> &#32;<td>a\n</table>&nbsp;");
  CHECK(page.body().find("&") == std::string::npos);
  CHECK((page.document().node(page.find_text("&#32;")).flags & lubb::dom::flag_white_space) != 0);
  CHECK(page.document().node(page.find_text("&#32;")).parent == page.find("tr"));
  CHECK((page.document().node(page.find_text("&nbsp;")).flags & lubb::dom::flag_white_space) == 0);
}

TEST_CASE("JSON-LD scripts are kept aside as they stand") {
  const Parsed page(
      "<script type='application/LD+json; charset=utf-8'>{\"a\":\"<b>\"}</script>"
      "<script>other</script><body><script id=x type=application/ld+json>[1]</script>");
  REQUIRE(page.document().json_ld().size() == 2);
  CHECK(page.source_of(page.document().json_ld()[0]) == "{\"a\":\"<b>\"}");
  CHECK(page.source_of(page.document().json_ld()[1]) == "[1]");
}

TEST_CASE("isindex is left out, image is img") {
  CHECK(Parsed("a<isindex>b").body() == "ab");
  const Parsed page("a<image src=x>b");
  CHECK(page.document().attribute(page.find("image"), "src") == "x");
}

TEST_CASE("truncated and empty pages give a tree") {
  CHECK(Parsed("").tree() == "<html><head></head><body></body></html>");
  CHECK(Parsed("<p>a<b href='x").body() == "<p>a</p>");
  CHECK(Parsed("<p>a</b href").body() == "<p>a</p>");
  CHECK(Parsed(std::string(1000, '\0')).body() == "");
  CHECK(Parsed(std::string("<p>a\0b</p>", 10)).body() == "<p>ab</p>");
  const std::string page =
      "<!doctype html><title>t</title><p class='a'>x&amp;y<!-- c --><svg><g/></svg><script>z</script>";
  for (std::size_t size = 0; size <= page.size(); ++size) {
    const Parsed cut(page.substr(0, size));
    CHECK(lubb::test::first_broken_rule(cut.document()) == "");
  }
}
