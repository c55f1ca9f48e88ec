#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "support/sanitized.h"
#include "unit/writers/tree.h"

namespace lubb::writers {
namespace {

using enum ContentKind;

std::string markdown_of(std::string_view text) { return Tree().paragraph(text).as(Format::markdown); }

TEST_CASE("each kind of block has its mark") {
  Tree tree;
  tree.node(heading, "عنوان", 2).paragraph("فقرة").leaf(rule);
  tree.open(quote).paragraph("a").paragraph("b").close().node(code_block, "x\n\ny\n", 0, "c++ x`");
  CHECK(tree.as(Format::markdown) == "## عنوان\n\nفقرة\n\n***\n\n> a\n>\n> b\n\n```c++\nx\n\ny\n```\n");
}

TEST_CASE("footnotes have references in the text and definitions at the margin") {
  Tree tree;
  tree.open(paragraph)
      .text("Word")
      .leaf(note_reference, "1")
      .text(", and on")
      .leaf(note_reference, "a]b")
      .close();
  tree.open(note, 0, "1").paragraph("One.").node(code_block, "x").close();
  CHECK(tree.as(Format::markdown) == "Word[^1], and on[^ab]\n\n[^1]: One.\n\n    ```\n    x\n    ```\n");
  CHECK(tree.as(Format::text) == "Word[1], and on[ab]\n\n[1] One.\n\nx\n");
}

TEST_CASE("a callout names its type, and its title where that says more") {
  Tree tree;
  tree.open(quote, 0, "note").node(caption, "Note").paragraph("a").close();
  tree.open(quote, 0, "tip").node(caption, "Mind *this*").paragraph("b").close();
  CHECK(tree.as(Format::markdown) == "> [!NOTE]\n> a\n\n> [!TIP] Mind \\*this\\*\n> b\n");
  CHECK(tree.as(Format::text) == "Note\n\na\n\nMind *this*\n\nb\n");
}

TEST_CASE("items hold further paragraphs, quotes and lists by indentation") {
  Tree tree;
  tree.open(list, 1).open(list_item).paragraph("a").paragraph("b").open(quote).paragraph("q").close().close();
  tree.open(list_item).text("c").open(list).item("d").close().close().close();
  CHECK(tree.as(Format::markdown) == "1. a\n\n   b\n\n   > q\n2. c\n   - d\n");
}

TEST_CASE("a formula holds no tag for readers that know no formulas") {
  Tree tree;
  tree.open(paragraph)
      .leaf(ContentKind::math, "a<b<2")
      .leaf(ContentKind::math, "\\text{</p><!--<?x}")
      .close();
  CHECK(tree.as(Format::markdown) == "$a< b<2$$\\text{< /p>< !--< ?x}$\n");
}

TEST_CASE("two lists in a row have different markers") {
  Tree tree;
  tree.open(list).item("a").close().open(list).item("b").close().open(list).item("c").close();
  CHECK(tree.as(Format::markdown) == "- a\n\n+ b\n\n- c\n");
}

TEST_CASE("the first row of a table is its header, as wide as the widest row") {
  Tree tree;
  tree.open(table).open(table_row).cell("a|b").close();
  tree.open(table_row).cell("c").open(table_cell).node(code, "d|e").close().close().close();
  CHECK(tree.as(Format::markdown) == "| a\\|b |  |\n| --- | --- |\n| c | `d\\|e` |\n");
}

TEST_CASE("characters are escaped where they would mean something and only there") {
  CHECK(markdown_of("- a") == "\\- a\n");
  CHECK(markdown_of("-5 - 3") == "-5 - 3\n");
  CHECK(markdown_of("1. a") == "1\\. a\n");
  CHECK(markdown_of("1.5 a. b)") == "1.5 a. b)\n");
  CHECK(markdown_of("# a # b") == "\\# a # b\n");
  CHECK(markdown_of("#tag") == "#tag\n");
  CHECK(markdown_of("snake_case _x_") == "snake_case \\_x\\_\n");
  CHECK(markdown_of("a & b &amp; c") == "a & b \\&amp; c\n");
  CHECK(markdown_of("<script>x</script>") == "\\<script>x\\</script>\n");
  CHECK(markdown_of("a*b*") == "a\\*b\\*\n");
}

TEST_CASE("a fence is longer than any run of backticks in the code") {
  CHECK(Tree().node(code_block, "````").as(Format::markdown) == "`````\n````\n`````\n");
  CHECK(Tree().open(paragraph).node(code, "a``b`").close().as(Format::markdown) == "``` a``b` ```\n");
}

TEST_CASE("percent-encoded addresses stay as they are") {
  Tree tree;
  tree.open(paragraph).link("x", "https://a.example/%D8%A7%20b?c=%26&d=1_2").close();
  CHECK(tree.as(Format::markdown) == "[x](https://a.example/%D8%A7%20b?c=%26&d=1_2)\n");
}

TEST_CASE("addresses with spaces and parentheses stay whole") {
  Tree tree;
  tree.open(paragraph).link("x", "https://a.example/a b_(c)>").close();
  CHECK(tree.as(Format::markdown) == "[x](<https://a.example/a%20b_(c)%3E>)\n");
}

TEST_CASE("white space is moved out of formats") {
  Tree tree;
  tree.open(paragraph).text("a").node(strong, " b ").text("c").node(emphasis, " ").close();
  CHECK(tree.as(Format::markdown) == "a **b** c\n");
}

TEST_CASE("line breaks are backslashes inside a paragraph and spaces in a heading") {
  Tree tree;
  tree.open(paragraph).text("a").leaf(line_break).text("- b").close();
  tree.open(heading, 1).text("a").leaf(line_break).text("b").close();
  CHECK(tree.as(Format::markdown) == "a\\\n\\- b\n\n# a b\n");
}

TEST_CASE("metadata stands in front as quoted YAML") {
  Tree tree;
  tree.article.metadata.title = "a: \"b\"\n--- c";
  tree.article.metadata.authors = {"- x", "y"};
  tree.article.metadata.date = "2024-05-01";
  CHECK(tree.paragraph("p").as(Format::markdown, true) ==
        "---\ntitle: \"a: \\\"b\\\" --- c\"\nauthors:\n  - \"- x\"\n  - \"y\"\ndate: "
        "\"2024-05-01\"\n---\n\np\n");
  CHECK(Tree().paragraph("p").as(Format::markdown, true) == "p\n");
}

TEST_CASE("a reader that knows no front matter finds neither raw HTML nor links in it") {
  Tree tree;
  tree.article.metadata.title = "<script>x</script> [a](javascript:b) [c] \\<d>";
  CHECK(tree.paragraph("p").as(Format::markdown, true) ==
        "---\ntitle: \"\\x3Cscript>x\\x3C/script> [a\\x5D(javascript:b) [c] \\\\\\x3Cd>\"\n---\n\np\n");
}

TEST_CASE("Markdown, HTML and TEI of any depth are linear in the input") {
  constexpr std::size_t kDepth = test::scaled(100'000);
  for (const Format format : {Format::markdown, Format::html, Format::tei}) {
    for (const ContentKind kind : {list, quote, emphasis, strong, link, figure}) {
      Tree tree;
      for (std::size_t i = 0; i < kDepth; ++i) {
        tree.open(kind, 0, "https://a.example/");
        if (kind == list) tree.open(list_item);
        tree.text("x");
      }
      tree.close_all();
      const std::size_t size = tree.as(format).size();
      CHECK(size >= kDepth);
      CHECK(size < 150 * kDepth);
    }
  }
}

TEST_CASE("a paragraph of very many pieces is written in time linear in them") {
  constexpr std::size_t kPieces = 100'000;  // a quadratic step takes minutes here
  Tree tree;
  tree.open(paragraph).open(emphasis);
  for (std::size_t i = 0; i < kPieces; ++i) tree.node(code, "a").node(i % 2 == 0 ? strong : deleted, "b");
  tree.node(link, "x", 0, "https://a.example/" + std::string(kPieces, '&')).close_all().open(paragraph);
  for (std::size_t i = 0; i < kPieces; ++i) tree.node(code, "a");
  CHECK(tree.close_all().as(Format::markdown).size() > 3 * kPieces);
}

}  // namespace
}  // namespace lubb::writers
