#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "unit/writers/tree.h"

namespace lubb::writers {
namespace {

using enum ContentKind;
using namespace std::string_view_literals;

TEST_CASE("paragraphs and headings stand apart by one blank line") {
  const Tree tree = Tree().node(heading, "عنوان", 2).paragraph("أول").paragraph("ثان");
  CHECK(tree.text() == "عنوان\n\nأول\n\nثان");
}

TEST_CASE("inline nodes are joined exactly as given") {
  Tree tree;
  tree.open(paragraph)
      .text("و")
      .node(strong, "كلمة")
      .text(" ")
      .link("رابط", "https://a.example/")
      .text(".")
      .close();
  CHECK(tree.text() == "وكلمة رابط.");
}

TEST_CASE("list items take a line each and nested lists two more spaces") {
  Tree tree;
  tree.paragraph("before").open(list).item("one").open(list_item).text("two").open(list, 1).item("a").item(
      "b");
  tree.close_all().paragraph("after");
  CHECK(tree.text() == "before\n\n- one\n- two\n  1. a\n  2. b\n\nafter");
}

TEST_CASE("two lists in a row stand apart by a blank line") {
  Tree tree;
  tree.open(list).item("a").close().open(list).item("b").close();
  CHECK(tree.text() == "- a\n\n- b");
}

TEST_CASE("further paragraphs of an item are indented under its text") {
  Tree tree;
  tree.open(list).open(list_item).paragraph("a").paragraph("b").close().item("c").close();
  CHECK(tree.text() == "- a\n  b\n- c");
}

TEST_CASE("a table is a line a row with tabs between the cells") {
  Tree tree;
  tree.open(table).open(table_row).cell("a").cell("b").close();
  tree.open(table_row).cell("").cell("d").close();
  tree.open(table_row).cell("e").cell("").close();
  tree.open(table_row).cell("").cell(" ").close().close().paragraph("x");
  CHECK(tree.text() == "a\tb\n\td\ne\n\nx");
}

TEST_CASE("a cell is one line whatever it holds") {
  Tree tree;
  tree.open(table).open(table_row).open(table_cell).paragraph("a").paragraph("b\tc\nd");
  tree.open(table).open(table_row).cell("e").close_all();
  CHECK(tree.text() == "a b c d e");
}

TEST_CASE("a line break is a newline, at the ends of a paragraph nothing") {
  Tree tree;
  tree.open(paragraph).leaf(line_break).text("سطر ").leaf(line_break).text(" سطر").leaf(line_break).close();
  CHECK(tree.text() == "سطر\nسطر");
}

TEST_CASE("code keeps its lines and their indentation") {
  Tree tree;
  tree.node(code_block, "\n  if (x)\n    y();\n\n\n", 0, "cpp").paragraph("z");
  CHECK(tree.text() == "  if (x)\n    y();\n\nz");
}

TEST_CASE("images give no text and their captions a paragraph") {
  Tree tree;
  tree.open(figure)
      .leaf(image, "alt", "https://a.example/i.png")
      .node(caption, "صورة")
      .close()
      .paragraph("p");
  CHECK(tree.text() == "صورة\n\np");
}

TEST_CASE("quotes are plain paragraphs and rules leave no trace") {
  Tree tree;
  tree.open(quote).paragraph("a").paragraph("b").close().leaf(rule).paragraph("c");
  CHECK(tree.text() == "a\n\nb\n\nc");
}

TEST_CASE("empty blocks give no blank lines") {
  Tree tree;
  tree.paragraph("").paragraph(" ").open(list).item("").close().open(quote).close().paragraph("a").paragraph(
      "\n");
  CHECK(tree.text() == "a");
}

TEST_CASE("no spaces stand at the ends of lines") {
  Tree tree;
  tree.paragraph("  a  ").open(list).item(" b ").close();
  CHECK(tree.text() == "a\n\n- b");
}

TEST_CASE("ZWNJ, ZWJ and bidi marks survive, control characters go") {
  CHECK(Tree().paragraph("می\u200Cخواهم \u200Fx\u200D").text() == "می\u200Cخواهم \u200Fx\u200D");
  CHECK(Tree().paragraph("a\0b\x01\x7F\u0080\u009F c\u0085d\x0C\x65"sv).text() == "ab c d e");
  CHECK(Tree().paragraph("x\xFFy\uFFFEz\xED\xA0\x80").text().find('\xFF') == std::string::npos);
  CHECK(Tree().paragraph("x\uFDD0\U0001FFFFy").text() == "x\uFFFD\uFFFDy");
}

TEST_CASE("content outside of its place is kept as text") {
  Tree tree;
  tree.text("top").open(list).text("stray ").node(emphasis, "item").item("b").close();
  tree.open(table).text("stray cell").open(table_row).cell("c").close().close();
  tree.node(list_item, "lone").node(table_cell, "cell");
  tree.open(strong).paragraph("block in strong").close();
  CHECK(tree.text() == "top\n\n- stray item\n- b\n\nstray cell\nc\n\nlone\n\ncell\n\nblock in strong");
}

TEST_CASE("with metadata, title, authors, date and address come first") {
  Tree tree;
  tree.article.metadata.title = "عنوان";
  tree.article.metadata.authors = {"أ", "ب"};
  tree.article.metadata.direction = "rtl";
  tree.article.metadata.date = "2024-05-01";
  tree.article.metadata.canonical_url = "https://a.example/";
  tree.paragraph("نص");
  CHECK(tree.as(Format::text, true) == "عنوان\nأ، ب\n2024-05-01\nhttps://a.example/\n\nنص\n");
  CHECK(tree.as(Format::text) == "نص\n");
}

TEST_CASE("nesting of any depth gives output linear in the input") {
  constexpr std::size_t kDepth = 100'000;
  for (const ContentKind kind : {list, quote, emphasis, paragraph, table, figure}) {
    Tree tree;
    for (std::size_t i = 0; i < kDepth; ++i) {
      tree.open(kind);
      if (kind == list) tree.open(list_item);
      if (kind == table) tree.open(table_row).open(table_cell);
      tree.text("x");
    }
    tree.close_all();
    const std::string text = tree.text();
    CHECK(text.size() >= kDepth);
    CHECK(text.size() < 100 * kDepth);
  }
}

}  // namespace
}  // namespace lubb::writers
