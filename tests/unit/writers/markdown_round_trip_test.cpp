// What a CommonMark parser reads back from the Markdown must be the text that went in.
#ifdef LUBB_CMARK_GFM
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <doctest/doctest.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <string_view>

#include "base/text.h"
#include "unit/writers/samples.h"

namespace lubb::writers {
namespace {

struct Parsed {
  std::string text;  // white space squeezed
  std::size_t raw_html = 0, bad_links = 0, links = 0, emphasised = 0, deepest = 0;
};

void take(cmark_node* node, Parsed& parsed) {
  const char* literal = cmark_node_get_literal(node);
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE: ++parsed.raw_html; break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE: {
      const std::string_view url = cmark_node_get_url(node);
      ++parsed.links;
      if (!url.starts_with("http://") && !url.starts_with("https://") && !url.starts_with("mailto:")) {
        ++parsed.bad_links;
      }
      break;
    }
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG: ++parsed.emphasised; break;
    default: break;
  }
  if (literal != nullptr) parsed.text.append(literal);
  const cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) parsed.text.push_back(' ');
}

Parsed parse(const std::string& markdown) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(
      cmark_parser_new(CMARK_OPT_DEFAULT), cmark_parser_free);
  for (const char* extension : {"table", "strikethrough"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(extension));
  }
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(cmark_parser_finish(parser.get()),
                                                                         cmark_node_free);
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(cmark_iter_new(document.get()),
                                                                         cmark_iter_free);
  Parsed parsed;
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event == CMARK_EVENT_ENTER) take(node, parsed);
    const std::string_view type = cmark_node_get_type_string(node);
    const bool block = (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
    if (event == CMARK_EVENT_EXIT && block) parsed.text.push_back(' ');
    if (event == CMARK_EVENT_ENTER && type == "code_block") parsed.text.push_back(' ');
  }
  parsed.text = text::squeeze(parsed.text);
  return parsed;
}

void check_round_trip(const Tree& tree) {
  const std::string markdown = tree.as(Format::markdown);
  const Parsed parsed = parse(markdown);
  CAPTURE(markdown);
  REQUIRE(parsed.text == text_of(tree));
  REQUIRE(parsed.raw_html == 0);
  REQUIRE(parsed.bad_links == 0);
}

TEST_CASE("a paragraph of any text comes back from a CommonMark parser") {
  for (unsigned seed = 0; seed < 20'000; ++seed) {
    std::mt19937 random(seed);
    Tree tree;
    tree.paragraph(nasty_text(random));
    check_round_trip(tree);
  }
}

TEST_CASE("formats in any arrangement come back without stray delimiters") {
  using enum ContentKind;
  constexpr ContentKind kFormats[] = {emphasis, strong, deleted, code, link, superscript, paragraph};
  for (unsigned seed = 0; seed < 20'000; ++seed) {
    std::mt19937 random(seed);
    Tree tree;
    tree.open(paragraph);
    std::size_t depth = 0;
    for (int i = 0; i < 12; ++i) {
      if (random() % 3 == 0) {
        tree.open(kFormats[random() % std::size(kFormats)], 0, "https://a.example/_(a)_");
        ++depth;
      } else if (random() % 3 == 0 && depth > 0) {
        tree.close();
        --depth;
      } else if (random() % 8 == 0) {
        tree.leaf(line_break);
      } else {
        tree.text(random() % 2 == 0 ? std::string("ab") : nasty_text(random, 2));
      }
    }
    tree.close_all();
    check_round_trip(tree);
  }
}

TEST_CASE("every kind of block comes back from a CommonMark parser") {
  for (unsigned seed = 0; seed < 3'000; ++seed) {
    std::mt19937 random(seed);
    check_round_trip(article_tree(random));
  }
}

// Marks of notes and callouts are text to a CommonMark parser.
void drop_notes(Tree& tree) {
  for (ContentNode& node : tree.article.body.nodes) {
    if (node.kind == ContentKind::note) node.kind = ContentKind::quote;
    if (node.kind == ContentKind::note_reference) node.kind = ContentKind::strong;
    if (node.kind == ContentKind::quote) node.attribute_size = 0;
  }
}

TEST_CASE("a tree of any shape comes back from a CommonMark parser") {
  for (unsigned seed = 0; seed < 5'000; ++seed) {
    std::mt19937 random(seed);
    Tree tree = wild_tree(random, 10 + random() % 60);
    drop_notes(tree);
    check_round_trip(tree);
  }
}

TEST_CASE("formats and links are still formats and links when read back") {
  using enum ContentKind;
  Tree tree;
  tree.open(paragraph).text("و").node(strong, "كلمة").text(" ثم ").node(emphasis, "«أخرى»").text("، ");
  tree.link("رابط", "https://a.example/%D8%A7_(x)?a=1&amp;b=2").text("!").close();
  const Parsed parsed = parse(tree.as(Format::markdown));
  CHECK(parsed.emphasised == 2);
  CHECK(parsed.links == 1);
}

}  // namespace
}  // namespace lubb::writers
#endif
