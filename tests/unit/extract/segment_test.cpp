#include "extract/segment.h"

#include <doctest/doctest.h>

#include "page_fixture.h"

using lubb::test::ParsedPage;
using Texts = std::vector<std::string>;
namespace context = lubb::extraction::context;

TEST_CASE("block-level elements bound blocks, inline ones do not") {
  CHECK(ParsedPage("<div>one <b>two</b> three<p>four</p>five</div>").texts() ==
        Texts{"one two three", "four", "five"});
}

TEST_CASE("words are not glued or torn around inline tags") {
  CHECK(ParsedPage("<p>un<b>believ</b>able <a href=x>link</a>, end</p>").texts() ==
        Texts{"unbelievable link, end"});
}

TEST_CASE("one br is a line break inside a block, two split it") {
  CHECK(ParsedPage("<p>first<br>second<br> <br>third</p>").texts() == Texts{"first\nsecond", "third"});
}

TEST_CASE("custom elements are block-level, unknown ones inline") {
  CHECK(ParsedPage("<my-card>a</my-card><my-card>b</my-card>").texts() == Texts{"a", "b"});
  CHECK(ParsedPage("<p>x<foo>y</foo>z</p>").texts() == Texts{"xyz"});
}

TEST_CASE("script-like elements and form fields make no text") {
  CHECK(ParsedPage("<p>a<script>var x</script>b<select><option>o</select><textarea>t</textarea></p>"
                   "<style>s</style><iframe>f</iframe>")
            .texts() == Texts{"ab"});
}

TEST_CASE("noscript, hidden elements and buttons make blocks and say so") {
  const ParsedPage page(
      "<body><noscript><p>n</p></noscript><div hidden>h</div><div style='display: "
      "none'>d</div><button>b</button>");
  REQUIRE(page.texts() == Texts{"n", "h", "d", "b"});
  CHECK((page.segments.blocks[0].flags & context::noscript) != 0);
  CHECK((page.segments.blocks[1].flags & context::hidden) != 0);
  CHECK((page.segments.blocks[2].flags & context::hidden) != 0);
  CHECK((page.segments.blocks[3].flags & context::button) != 0);
}

TEST_CASE("preformatted text is one block, verbatim") {
  CHECK(ParsedPage("<pre>  a\n    b <i>c</i>\n</pre>").texts() == Texts{"  a\n    b c"});
  CHECK(ParsedPage("<pre><div>one</div><div>two</div></pre>").texts() == Texts{"one\ntwo"});
}

TEST_CASE("white space is squeezed, zero-width joiners stay") {
  CHECK(ParsedPage("<p>  a \n\t b&nbsp;&nbsp;c\u200cd </p>").texts() == Texts{"a b c\u200cd"});
}

TEST_CASE("links are counted in words and characters") {
  const ParsedPage page("<p>three words here <a href=x>two linked</a></p>");
  REQUIRE(page.segments.blocks.size() == 1);
  CHECK(page.segments.blocks[0].counts.words == 5);
  CHECK(page.segments.blocks[0].link_words == 2);
  CHECK(page.segments.blocks[0].link_characters == 9);
}

TEST_CASE("a block's element is the innermost one that holds all its text") {
  const ParsedPage page("<ul><li><a class=x>t</a></li><li><a>t</a> u</li></ul>");
  REQUIRE(page.segments.blocks.size() == 2);
  const auto tag = [&](std::size_t i) { return page.segments.elements[page.segments.blocks[i].element].tag; };
  CHECK(tag(0) == lubb::dom::Tag::a);
  CHECK(tag(1) == lubb::dom::Tag::li);
}

TEST_CASE("elements know the range of blocks inside them") {
  const ParsedPage page("<div><p>a</p><p>b</p></div><p>c</p>");
  for (const auto& element : page.segments.elements) {
    if (element.tag == lubb::dom::Tag::div) {
      CHECK(element.first_block == 0);
      CHECK(element.end_block == 2);
    }
  }
}

TEST_CASE("reaching the limit of blocks keeps the first ones and says so") {
  lubb::Limits limits;
  limits.blocks = 2;
  const ParsedPage page("<p>a<p>b<p>c<p>d", limits);
  CHECK(page.texts() == Texts{"a", "b"});
  CHECK(page.segments.blocks_cut);
}

TEST_CASE("deep nesting is walked without recursion") {
  std::string html;
  for (int i = 0; i < 100'000; ++i) html += "<div>";
  CHECK(ParsedPage(html + "<p>deep text</p>").texts() == Texts{"deep text"});
}
