// The parsed page: a read-only tree, flat in document order, whose text and attributes stay in the source.
//
// Built by parse() (parse.cpp): prescan -> skeleton -> Gumbo in an arena -> this. No Gumbo type is seen
// outside src/dom. Nodes are preorder: the children of n start at n + 1, the next sibling of a node c is
// nodes[c].subtree_end, and "all below n" is the range (n, nodes[n].subtree_end): a subtree walk is a loop.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dom/attribute_name.h"
#include "dom/tag.h"
#include "lubb/article.hpp"
#include "lubb/options.hpp"
#include "lubb/result.hpp"

namespace lubb::dom {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFFu;

enum class NodeKind : std::uint8_t { element, text };

// Node::flags
inline constexpr std::uint8_t flag_white_space = 1;  // a text run of white space only
inline constexpr std::uint8_t flag_break = 2;        // a block-level tag was left out just before (depth cap)
inline constexpr std::uint8_t flag_foreign = 4;      // an element in the SVG or MathML namespace
inline constexpr std::uint8_t flag_verbatim = 8;     // text without character references (raw text, CDATA)
inline constexpr std::uint8_t flag_named = attribute_names;          // an element with class or id
inline constexpr std::uint8_t flag_described = attribute_describes;  // with itemprop, itemscope or rel

struct Node {
  std::uint32_t begin = 0;  // source offset of the start tag's '<', or of the text run
  std::uint32_t end = 0;    // one past the start tag's '>', or past the run; begin == end: implied tag
  NodeId parent = no_node;
  NodeId subtree_end = 0;       // one past the last node below this one
  std::uint32_t close_end = 0;  // elements: source offset one past the end tag, or where the element ended
  std::uint32_t first_attribute = 0;  // see Document::attributes()
  std::uint16_t depth = 0;            // root element = 0
  NodeKind kind = NodeKind::element;
  Tag tag = Tag::unknown;  // elements only
  std::uint8_t flags = 0;
  std::uint8_t attribute_count = 0;
};

// Of one start tag; more are not seen. Real tags have a dozen at most.
inline constexpr std::size_t most_attributes = 255;

// Where an attribute stands in the source.
struct AttributeSpan {
  std::uint32_t name_begin = 0;
  std::uint32_t value_begin = 0;
  std::uint32_t value_size = 0;
  std::uint16_t name_size = 0;  // of a longer name: as much as fits
  AttributeName known = AttributeName::other;
};

// ASCII case-insensitive comparison with a lower-case name.
[[nodiscard]] bool name_is(std::string_view name, std::string_view lower_case) noexcept;

// Appends text with character references decoded (HTML standard, named and numeric). `in_attribute` selects
// the rule for legacy references without semicolon. NUL is dropped; the result is valid UTF-8 if `raw` is.
void append_decoded(std::string_view raw, bool in_attribute, std::string& out);
// True if append_decoded() would append just this.
[[nodiscard]] bool is_decoded(std::string_view raw) noexcept;

class Document {
 public:
  [[nodiscard]] std::span<const Node> nodes() const noexcept { return nodes_; }
  [[nodiscard]] const Node& node(NodeId id) const noexcept { return nodes_[id]; }
  [[nodiscard]] NodeId size() const noexcept { return static_cast<NodeId>(nodes_.size()); }
  [[nodiscard]] bool is_element(NodeId id) const noexcept { return nodes_[id].kind == NodeKind::element; }

  // The decoded page. The caller of parse() owns it; it must outlive the Document.
  [[nodiscard]] std::string_view source() const noexcept { return source_; }

  // The node's start tag or text run as it stands in the source.
  [[nodiscard]] std::string_view raw(NodeId id) const noexcept {
    return source_.substr(nodes_[id].begin, nodes_[id].end - nodes_[id].begin);
  }

  // The element's name in the source's spelling for Tag::unknown, else the tag's name.
  [[nodiscard]] std::string_view element_name(NodeId id) const noexcept;

  // The attributes of an element in order. Duplicates are reported as they come: the first one counts.
  [[nodiscard]] std::span<const AttributeSpan> attributes(NodeId id) const noexcept {
    return {attributes_.data() + nodes_[id].first_attribute, nodes_[id].attribute_count};
  }
  [[nodiscard]] std::string_view name_of(const AttributeSpan& attribute) const noexcept {
    return {source_.data() + attribute.name_begin, attribute.name_size};
  }
  // Character references not decoded; empty if there is none.
  [[nodiscard]] std::string_view raw_value(const AttributeSpan& attribute) const noexcept {
    return {source_.data() + attribute.value_begin, attribute.value_size};
  }
  // The first one of that name, not decoded; nullopt if absent.
  [[nodiscard]] std::optional<std::string_view> raw_attribute(NodeId id, AttributeName name) const noexcept;

  // First attribute of that (lower-case) name, character references decoded; nullopt if absent.
  [[nodiscard]] std::optional<std::string> attribute(NodeId id, std::string_view lower_case_name) const;
  // The same as a view: of the source, or of `storage` where something had to be decoded.
  [[nodiscard]] std::optional<std::string_view> attribute(NodeId id, std::string_view lower_case_name,
                                                          std::string& storage) const;
  [[nodiscard]] std::optional<std::string_view> attribute(NodeId id, AttributeName name,
                                                          std::string& storage) const;

  // Appends the decoded text of a text node, or of all text below an element as it stands (no separators
  // but the source's own white space; script-like elements hold no text here).
  void append_text(NodeId id, std::string& out) const;

  // First child, or no_node; next sibling, or no_node.
  [[nodiscard]] NodeId first_child(NodeId id) const noexcept {
    return id + 1 < nodes_[id].subtree_end ? id + 1 : no_node;
  }
  [[nodiscard]] NodeId next_sibling(NodeId id) const noexcept {
    const NodeId next = nodes_[id].subtree_end;
    const NodeId parent = nodes_[id].parent;
    return parent != no_node && next < nodes_[parent].subtree_end ? next : no_node;
  }

  // Contents of <script type="application/ld+json"> elements, in order: ranges of source().
  [[nodiscard]] std::span<const SourceRange> json_ld() const noexcept { return json_ld_; }

  // Content of the page's first <title> outside svg, not decoded; empty if none.
  [[nodiscard]] SourceRange title() const noexcept { return title_; }

  // Limits that cut the page while parsing.
  [[nodiscard]] std::span<const LimitReached> limits() const noexcept { return limits_; }

 private:
  friend class DocumentBuilder;
  std::string_view source_;
  std::vector<Node> nodes_;
  std::vector<AttributeSpan> attributes_;
  std::vector<SourceRange> json_ld_;
  SourceRange title_;
  std::vector<LimitReached> limits_;
};

}  // namespace lubb::dom
