#include "dom/document_builder.h"

#include <algorithm>
#include <span>

#include "dom/tag_table.h"

namespace lubb::dom {

namespace {

constexpr std::size_t nearby = 8;  // marks looked at one by one before the binary search

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

std::uint16_t capped_depth(std::size_t depth) {
  return static_cast<std::uint16_t>(std::min<std::size_t>(depth, 0xFFFF));
}

}  // namespace

DocumentBuilder::DocumentBuilder(Skeleton& skeleton, std::string_view source, Scratch& scratch,
                                 Document& document)
    : skeleton_(skeleton), scratch_(scratch), document_(document) {
  constexpr std::size_t usual_depth = 64;
  scratch_.open.clear();
  scratch_.open.reserve(usual_depth);
  document_.source_ = source;
  document_.nodes_.clear();
  document_.limits_.clear();
  document_.attributes_.swap(skeleton.attributes);
  document_.json_ld_ = skeleton.json_ld;
  document_.title_ = skeleton.title;
}

void DocumentBuilder::add_limit(std::string_view name, std::uint64_t value) {
  document_.limits_.push_back({std::string(name), value});
}

// A node is written in place: a copy would have to wait for the stores of its parts.
[[gnu::always_inline]] inline void DocumentBuilder::add_element(const SkeletonEntry& start, NodeId parent,
                                                                std::size_t depth) {
  const NodeId id = document_.size();
  Node& element = document_.nodes_.emplace_back();
  element.begin = start.begin;
  element.end = element.close_end = reached_ = start.end;
  element.first_attribute = start.first_attribute;
  element.attribute_count = start.attribute_count;
  element.parent = parent;
  element.subtree_end = id + 1;
  element.depth = capped_depth(depth);
  element.kind = NodeKind::element;
  element.tag = start.tag;
  element.flags = start.flags;
}

[[gnu::always_inline]] inline void DocumentBuilder::add_text_run(const SkeletonEntry& entry, NodeId parent,
                                                                 std::size_t depth) {
  const NodeId id = document_.size();
  Node& text = document_.nodes_.emplace_back();
  text.begin = entry.begin;
  text.end = text.close_end = reached_ = entry.end;
  text.parent = parent;
  text.subtree_end = id + 1;
  text.depth = capped_depth(depth);
  text.kind = NodeKind::text;
  text.flags = entry.flags;
}

// The element ends past its end tag; where a different end tag or nothing closed it, where its content ends.
[[gnu::always_inline]] inline void DocumentBuilder::close_node(NodeId id, const SkeletonEntry* end_tag) {
  Node& node = document_.nodes_[id];
  if (end_tag != nullptr && end_tag->kind == EntryKind::end_tag) {
    const bool own = end_tag->tag == node.tag ||
                     (has_trait(end_tag->tag, trait_heading) && has_trait(node.tag, trait_heading));
    if (own) reached_ = std::max(reached_, end_tag->end);
  }
  node.close_end = std::max(node.end, reached_);
  node.subtree_end = document_.size();
}

void DocumentBuilder::add_tree(const GumboNode& root, std::uint32_t node_limit) {
  node_limit_ = node_limit;
  if (full() || !is_element(root)) return;
  document_.nodes_.reserve(skeleton_.entries.size());
  open(root, locate(root.v.element.original_tag.data));
  std::vector<OpenNode>& stack = scratch_.open;
  while (!stack.empty()) {
    OpenNode& top = stack.back();
    const GumboVector& children = top.node->v.element.children;
    if (top.next_child == children.length || full()) {
      close();
    } else {
      visit(*static_cast<const GumboNode*>(children.data[top.next_child++]));
    }
  }
}

void DocumentBuilder::visit(const GumboNode& node) {
  if (!is_element(node)) return add_text(node);
  const Mark* const mark = locate(node.v.element.original_tag.data);
  if (mark != nullptr && mark->kind != MarkKind::tag) return add_entries(*mark);
  open(node, mark);
}

// The mark that stands at `at`; nullptr if there is none (implied tags point nowhere).
const Mark* DocumentBuilder::locate(const char* at) {
  const std::string_view text = skeleton_.view();
  if (at == nullptr || at < text.data() || at >= text.data() + text.size()) return nullptr;
  const auto offset = static_cast<std::uint32_t>(at - text.data());
  const std::vector<Mark>& marks = skeleton_.marks;
  std::size_t first = cursor_;
  std::size_t last = marks.size();
  if (first < last && marks[first].at <= offset) {
    const std::size_t near_end = std::min(last, first + nearby);
    while (first < near_end && marks[first].at < offset) ++first;
  } else {
    last = first;
    first = 0;
  }
  if (first < marks.size() && marks[first].at != offset) {
    first = static_cast<std::size_t>(
        std::lower_bound(marks.begin() + static_cast<std::ptrdiff_t>(first),
                         marks.begin() + static_cast<std::ptrdiff_t>(last), offset,
                         [](const Mark& mark, std::uint32_t wanted) { return mark.at < wanted; }) -
        marks.begin());
  }
  if (first >= marks.size() || marks[first].at != offset) return nullptr;
  cursor_ = first;
  return &marks[first];
}

SkeletonEntry DocumentBuilder::start_tag(const GumboElement& element, const Mark* mark) const {
  if (mark != nullptr) return entry(*mark);
  const Tag tag = tag_of(gumbo_normalized_tagname(element.tag));
  // The parser moves the attributes of a late <html> or <body> to the element it had to imply.
  if (tag == Tag::html && skeleton_.html_tag.end != 0) return skeleton_.html_tag;
  if (tag == Tag::body && skeleton_.body_tag.end != 0) return skeleton_.body_tag;
  return implied_start(tag);
}

void DocumentBuilder::open(const GumboNode& node, const Mark* mark) {
  std::vector<OpenNode>& stack = scratch_.open;
  add_element(start_tag(node.v.element, mark), stack.empty() ? no_node : stack.back().id, stack.size());
  if (node.v.element.tag_namespace != GUMBO_NAMESPACE_HTML) document_.nodes_.back().flags |= flag_foreign;
  stack.push_back({&node, document_.size() - 1, 0});
}

void DocumentBuilder::close() {
  const OpenNode open = scratch_.open.back();
  scratch_.open.pop_back();
  const Mark* const mark = locate(open.node->v.element.original_end_tag.data);
  close_node(open.id, mark == nullptr ? nullptr : &entry(*mark));
}

// The parser joins neighbouring runs; each becomes a node again. Every character of the parser's text stands
// for one mark, in order, though marks in between may have been ignored or moved elsewhere.
void DocumentBuilder::add_text(const GumboNode& node) {
  const Mark* mark = locate(node.v.text.original_text.data);
  if (mark == nullptr) return;
  const Mark* const last = skeleton_.marks.data() + skeleton_.marks.size();
  for (const char* c = node.v.text.text; *c != '\0' && !full(); ++c) {
    while (mark != last && skeleton_.text[mark->at] != *c) ++mark;
    if (mark == last) return;
    add_entries(*mark);
    cursor_ = static_cast<std::size_t>(mark - skeleton_.marks.data());
    ++mark;
  }
}

// Lays out what a mark stands for: a run of text or an island, nested as its entries say.
void DocumentBuilder::add_entries(const Mark& mark) {
  NodeId parent = scratch_.open.back().id;
  std::size_t depth = scratch_.open.size();
  std::size_t skipped = 0;  // open elements that had no room
  for (const SkeletonEntry& entry :
       std::span(skeleton_.entries).subspan(mark.first, mark.last - mark.first)) {
    switch (entry.kind) {
      case EntryKind::start_tag:
      case EntryKind::implied_start: {
        const bool holds_nodes = !has_trait(entry.tag, trait_void);
        if (full()) {
          skipped += holds_nodes ? 1 : 0;
          break;
        }
        const NodeId id = document_.size();
        if (entry.kind == EntryKind::start_tag) {
          add_element(entry, parent, depth);
        } else {
          add_element(implied_start(entry.tag), parent, depth);
        }
        if (!holds_nodes) break;
        parent = id;
        ++depth;
        break;
      }
      case EntryKind::end_tag:
      case EntryKind::implied_end:
        if (skipped > 0) {
          --skipped;
          break;
        }
        close_node(parent, &entry);
        parent = document_.node(parent).parent;
        --depth;
        break;
      case EntryKind::text:
      case EntryKind::white_space:
        if (!full()) add_text_run(entry, parent, depth);
        break;
    }
  }
}

}  // namespace lubb::dom
