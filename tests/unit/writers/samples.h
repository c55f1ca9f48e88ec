// Bodies that every format has to cope with.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "unit/writers/tree.h"
#include "writers/flow.h"

namespace lubb::writers {

// Pieces of text that mean something to one of the formats, or that a page should not hold.
inline const std::vector<std::string_view>& nasty_pieces() {
  static const std::vector<std::string_view> pieces = {
      "*",
      "_",
      "**",
      "__",
      "[",
      "]",
      "(",
      ")",
      "<",
      ">",
      "#",
      "##",
      "+",
      "-",
      "---",
      "===",
      "=",
      ".",
      "!",
      "![",
      "|",
      "~",
      "~~",
      "~~~",
      "&",
      "&amp;",
      "&#65;",
      "`",
      "``",
      "```",
      "\\",
      "\\*",
      "1.",
      "12)",
      "- ",
      "> ",
      "# ",
      "    ",
      "\t",
      "\n",
      "  \n",
      "word",
      "كلمة",
      "،",
      "<b>",
      "<!--",
      "<script>",
      "</p>",
      "]]>",
      "<?x",
      "a_b",
      "_a_",
      "*a*",
      ":--",
      "|--|",
      "[^1]",
      "[x]: y",
      "\"",
      "'",
      "{",
      "}",
      "$",
      " ",
      " ",
      "\u00A0",
      "\u200C",
      "\u2028",
      "\x01",
      "\xFF",
      "\xEF\xBF\xBF",
      "é",
      "٪",
      "http://a.example/x_y_z",
      "www.example.org",
      "me@example.org",
      "?",
  };
  return pieces;
}

inline std::string nasty_text(std::mt19937& random, std::size_t max_pieces = 6) {
  std::string text;
  for (std::size_t n = 1 + random() % max_pieces; n > 0; --n) {
    text.append(nasty_pieces()[random() % nasty_pieces().size()]);
  }
  return text;
}

// A tree of any nodes in any order: what writers must survive, not what the extractor makes.
inline Tree wild_tree(std::mt19937& random, std::size_t nodes) {
  Tree tree;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < nodes; ++i) {
    const auto kind = static_cast<ContentKind>(random() % 25);
    switch (random() % 4) {
      case 0:
        tree.open(kind, static_cast<std::uint8_t>(random() % 8),
                  random() % 2 == 0 ? "https://a.example/(x) y|z%20%" : nasty_text(random));
        ++depth;
        break;
      case 1:
        if (depth > 0) {
          tree.close();
          --depth;
        }
        break;
      case 2:
        tree.leaf(random() % 2 == 0 ? ContentKind::line_break : ContentKind::image, nasty_text(random),
                  random() % 2 == 0 ? "http://a.example/i.png?a=1&b=\"2\"" : nasty_text(random));
        break;
      default: tree.text(nasty_text(random)); break;
    }
  }
  tree.close_all();
  return tree;
}

// An article as the extractor makes them, with text from `random` in every place.
inline Tree article_tree(std::mt19937& random) {
  using enum ContentKind;
  const auto words = [&random] { return nasty_text(random); };
  const auto inline_content = [&](Tree& tree) {
    tree.text(words()).node(emphasis, words()).text(words()).link(words(), "https://a.example/?a=1&b=(2)");
    tree.text(words()).open(strong).text(words()).node(code, words()).close().leaf(line_break);
    tree.text(words()).leaf(image, words(), "https://a.example/i_(1).png").node(deleted, words());
    tree.node(superscript, words());
  };
  Tree tree;
  tree.node(heading, words(), 1);
  tree.open(paragraph);
  inline_content(tree);
  tree.close().open(list).item(words()).open(list_item).paragraph(words()).open(list, 1).item(words());
  tree.item(words()).close().paragraph(words()).close().close();
  tree.open(list).open(list_item).open(quote).paragraph(words()).close().close().close();
  tree.node(heading, words(), 3).open(quote).paragraph(words()).node(heading, words(), 2).close();
  tree.open(quote).open(list, 1).item(words()).close().close();
  tree.node(code_block, words(), 0, words()).leaf(rule);
  tree.open(table).open(table_row).node(table_cell, words(), 1).cell(words()).close();
  tree.open(table_row).open(table_cell);
  inline_content(tree);
  tree.close().cell("").cell(words()).close().close();
  tree.open(figure).leaf(image, words(), "https://a.example/x.png").node(caption, words()).close();
  tree.leaf(image, words(), "https://a.example/y.png").paragraph(words());
  return tree;
}

inline Metadata nasty_metadata(std::mt19937& random) {
  const auto words = [&random] { return nasty_text(random); };
  Metadata metadata;
  metadata.title = words();
  metadata.authors = {words(), words()};
  metadata.date = random() % 2 == 0 ? "2024-02-29T10:00:00+03:00" : words();
  metadata.modified = random() % 2 == 0 ? "2023-02-29" : "2024-01-01T10:00";
  metadata.sitename = words();
  metadata.source = words();
  metadata.kicker = words();
  metadata.language = random() % 2 == 0 ? "ar" : words();
  metadata.direction = random() % 2 == 0 ? "rtl" : words();
  metadata.description = words();
  metadata.section = words();
  metadata.tags = {words(), words()};
  metadata.image = words();
  metadata.canonical_url = random() % 2 == 0 ? "https://a.example/%D8%A7?a=1&b=<2>" : words();
  metadata.license = random() % 2 == 0 ? "https://a.example/by/4.0" : words();
  return metadata;
}

// All the text that a format with images has to show, with white space squeezed.
inline std::string text_of(const Tree& tree) {
  const Flow flow = flow_of(tree.article.body);
  std::string text;
  for (const Block& block : flow.blocks) {
    if (block.step != Step::leaf) continue;
    for (const Run* run = flow.begin_of(block); run != flow.end_of(block); ++run) {
      text.append(run->kind == ContentKind::line_break ? " " : run->text);
    }
    text.push_back(' ');
  }
  return text::squeeze(text);
}

}  // namespace lubb::writers
