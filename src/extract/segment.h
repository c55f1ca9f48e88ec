// Tree -> flat list of text blocks.
//
// A block is a run of text between two block-level boundaries (custom elements count as block-level). One
// <br> is a line break inside a block, two or more split it. A <pre> is one block whatever is inside. Hidden
// text, buttons and <noscript> make blocks too: whether they are content is the scorer's business.
// Left out: script-like and embedded elements, form fields (see is_left_out in segment.cpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "extract/measure.h"
#include "extract/token_reader.h"
#include "lubb/options.hpp"

namespace lubb::extraction {

using BlockId = std::uint32_t;
using ElementId = std::uint32_t;  // index into Segments::elements
inline constexpr std::uint32_t no_id = 0xFFFFFFFFu;

// What an element and those above it say about the text inside. Inherited downwards.
namespace context {
inline constexpr std::uint32_t list = 1u << 0;
inline constexpr std::uint32_t table = 1u << 1;
inline constexpr std::uint32_t heading = 1u << 2;
inline constexpr std::uint32_t quote = 1u << 3;
inline constexpr std::uint32_t preformatted = 1u << 4;
inline constexpr std::uint32_t figure = 1u << 5;
inline constexpr std::uint32_t caption = 1u << 6;
inline constexpr std::uint32_t form = 1u << 7;
inline constexpr std::uint32_t label = 1u << 8;
inline constexpr std::uint32_t button = 1u << 9;
inline constexpr std::uint32_t nav = 1u << 10;
inline constexpr std::uint32_t aside = 1u << 11;
inline constexpr std::uint32_t header = 1u << 12;
inline constexpr std::uint32_t footer = 1u << 13;
inline constexpr std::uint32_t article = 1u << 14;
inline constexpr std::uint32_t main = 1u << 15;
inline constexpr std::uint32_t section = 1u << 16;
inline constexpr std::uint32_t hidden = 1u << 17;  // hidden attribute, display:none, visibility:hidden
inline constexpr std::uint32_t aria_hidden = 1u << 18;
inline constexpr std::uint32_t noscript = 1u << 19;
inline constexpr std::uint32_t paragraph = 1u << 20;
inline constexpr std::uint32_t dialog = 1u << 21;  // <dialog>, role=dialog, aria-modal
inline constexpr std::uint32_t details = 1u << 22;
inline constexpr std::uint32_t definition = 1u << 23;  // dl, dt, dd
inline constexpr std::uint32_t panel = 1u << 24;       // tab panels and accordion bodies: hidden but content
inline constexpr std::uint32_t comment = 1u << 25;     // a readers' comment section by its class or id
inline constexpr std::uint32_t address = 1u << 26;
inline constexpr std::uint32_t article_body = 1u << 27;  // itemprop=articleBody and the like
}  // namespace context

// Every element that is not left out, in document order.
struct Element {
  dom::NodeId node = dom::no_node;
  dom::NodeId node_end = dom::no_node;  // one past the last node inside
  ElementId parent = no_id;
  std::uint32_t flags = 0;        // context bits, inherited ones included
  std::uint64_t signature = 0;    // hash of tag and class attribute
  std::uint32_t token_begin = 0;  // its class, id, role... tokens: ids in Segments::token_ids, which equal
                                  // start tags share
  std::uint16_t token_count = 0;
  std::uint16_t depth = 0;  // <body> = 0
  dom::Tag tag = dom::Tag::unknown;
  bool block_level = false;
  BlockId first_block = 0;  // the blocks inside are [first_block, end_block)
  BlockId end_block = 0;
};

struct Block {
  dom::NodeId first = dom::no_node;  // first and last text run, in document order
  dom::NodeId last = dom::no_node;
  ElementId element = no_id;     // innermost element that holds all of the block's text
  ElementId container = no_id;   // innermost block-level element
  std::uint32_t text_begin = 0;  // into Segments::text: white space squeezed, <br> as newline,
  std::uint32_t text_size = 0;   // verbatim in <pre>
  TextCounts counts{};
  std::uint32_t link_words = 0;
  std::uint32_t link_characters = 0;
  std::uint16_t links = 0;
  std::uint16_t line_breaks = 0;
  std::uint32_t flags = 0;  // context bits of `element`
};

// Counts of elements that say what kind of page this is.
struct PageCounts {
  std::uint32_t paragraphs = 0, list_items = 0, inputs = 0, images = 0, headings = 0, tables = 0,
                articles = 0;
};

// What segment() works with, kept so that its memory is used again.
struct SegmentMemory {
  struct OpenElement {
    ElementId element;
    dom::NodeId subtree_end;
  };
  struct LinkSpan {
    std::uint32_t begin, end;  // in Segments::text
  };
  std::vector<OpenElement> open;
  std::vector<LinkSpan> links;  // of the block that is being gathered
  std::string decoded;
  TokenReader tokens;
};

struct Segments {
  std::vector<Block> blocks;
  std::vector<Element> elements;
  std::vector<std::uint16_t> token_ids;  // see tokens.h
  std::string text;                      // all blocks' text; a newline between two blocks
  PageCounts page;
  bool blocks_cut = false;  // Limits::blocks was reached
  SegmentMemory memory;

  [[nodiscard]] std::string_view block_text(const Block& block) const noexcept {
    return std::string_view(text).substr(block.text_begin, block.text_size);
  }
  void clear() noexcept;
};

// Called with each class/id/role/... token of an element when a trainer wants the words themselves.
class TokenListener {
 public:
  virtual ~TokenListener() = default;
  virtual void token(ElementId element, std::string_view token) = 0;
};

// Fills `segments` (its old content is dropped, its memory used again). One pass over the tree, linear.
// `listener` may be null.
void segment(const dom::Document& document, const Limits& limits, const TokenTable& tokens,
             Segments& segments, TokenListener* listener = nullptr);

// True for elements whose content is never text of the page: scripts, embedded media, form fields.
[[nodiscard]] bool is_left_out(dom::Tag tag) noexcept;

}  // namespace lubb::extraction
