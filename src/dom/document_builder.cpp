#include "dom/document_builder.h"

#include <algorithm>

#include "dom/tag_table.h"

namespace lubb::dom {

namespace {

constexpr std::size_t nearby = 8;  // entries looked at one by one before the binary search

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

}  // namespace

DocumentBuilder::DocumentBuilder(const Skeleton& skeleton, std::string_view source,
                                 std::vector<OpenNode>& stack, Document& document)
    : skeleton_(skeleton), stack_(stack), document_(document) {
  stack_.clear();
  document_.source_ = source;
  document_.nodes_.clear();
  document_.limits_.clear();
  document_.json_ld_ = skeleton.json_ld;
  document_.title_ = skeleton.title;
}

void DocumentBuilder::add_limit(std::string_view name, std::uint64_t value) {
  document_.limits_.push_back({std::string(name), value});
}

void DocumentBuilder::add_tree(const GumboNode& root, std::uint32_t node_limit) {
  node_limit_ = node_limit;
  if (full() || !is_element(root)) return;
  document_.nodes_.reserve(skeleton_.entries.size());
  open(root);
  while (!stack_.empty()) {
    OpenNode& top = stack_.back();
    const GumboVector& children = top.node->v.element.children;
    if (top.next_child == children.length || full()) {
      close();
      continue;
    }
    const GumboNode& child = *static_cast<const GumboNode*>(children.data[top.next_child++]);
    if (is_element(child)) {
      open(child);
    } else {
      add_text(child);
    }
  }
}

// The skeleton's entry that starts at `at`; nullptr if it is none's start (implied tags point nowhere).
const SkeletonEntry* DocumentBuilder::locate(const char* at) {
  const std::string_view text = skeleton_.view();
  if (at == nullptr || at < text.data() || at >= text.data() + text.size()) return nullptr;
  const auto offset = static_cast<std::uint32_t>(at - text.data());
  const std::vector<SkeletonEntry>& entries = skeleton_.entries;
  std::size_t first = cursor_;
  std::size_t last = entries.size();
  if (first < last && entries[first].at <= offset) {
    const std::size_t near_end = std::min(last, first + nearby);
    while (first < near_end && entries[first].at < offset) ++first;
  } else {
    last = first;
    first = 0;
  }
  if (first < entries.size() && entries[first].at != offset) {
    first = static_cast<std::size_t>(
        std::lower_bound(entries.begin() + static_cast<std::ptrdiff_t>(first),
                         entries.begin() + static_cast<std::ptrdiff_t>(last), offset,
                         [](const SkeletonEntry& entry, std::uint32_t wanted) { return entry.at < wanted; }) -
        entries.begin());
  }
  if (first >= entries.size() || entries[first].at != offset) return nullptr;
  cursor_ = first;
  return &entries[first];
}

SourceRange DocumentBuilder::start_range(const GumboElement& element, Tag& tag) {
  if (const SkeletonEntry* const entry = locate(element.original_tag.data)) {
    tag = entry->tag;
    return {entry->begin, entry->end};
  }
  tag = tag_of(gumbo_normalized_tagname(element.tag));
  // The parser moves the attributes of a late <html> or <body> to the element it had to imply.
  if (tag == Tag::html && skeleton_.html_tag.end != 0) return skeleton_.html_tag;
  if (tag == Tag::body && skeleton_.body_tag.end != 0) return skeleton_.body_tag;
  return {reached_, reached_};
}

void DocumentBuilder::open(const GumboNode& node) {
  Node element;
  const SourceRange range = start_range(node.v.element, element.tag);
  element.begin = range.begin;
  element.end = range.end;
  element.close_end = range.end;
  element.kind = NodeKind::element;
  element.depth = static_cast<std::uint16_t>(std::min<std::size_t>(stack_.size(), 0xFFFF));
  element.parent = stack_.empty() ? no_node : stack_.back().id;
  if (node.v.element.tag_namespace != GUMBO_NAMESPACE_HTML) element.flags |= flag_foreign;
  reached_ = range.end;
  const NodeId id = document_.size();
  document_.nodes_.push_back(element);
  stack_.push_back({&node, id, 0});
}

// Past the end tag; where a different end tag or nothing closed the element, where its content ends.
std::uint32_t DocumentBuilder::end_offset(const OpenNode& open) {
  const SkeletonEntry* const entry = locate(open.node->v.element.original_end_tag.data);
  if (entry == nullptr || entry->kind != EntryKind::end_tag) return reached_;
  const Tag tag = document_.nodes_[open.id].tag;
  const bool own =
      entry->tag == tag || (has_trait(entry->tag, trait_heading) && has_trait(tag, trait_heading));
  return own ? std::max(reached_, entry->end) : reached_;
}

void DocumentBuilder::close() {
  const OpenNode open = stack_.back();
  stack_.pop_back();
  reached_ = end_offset(open);
  Node& node = document_.nodes_[open.id];
  node.close_end = std::max(node.end, reached_);
  node.subtree_end = document_.size();
}

// The parser joins neighbouring runs; each becomes a node again. Every character of the parser's text stands
// for one run, in order, though runs in between may have been ignored or moved elsewhere.
void DocumentBuilder::add_text(const GumboNode& node) {
  const SkeletonEntry* entry = locate(node.v.text.original_text.data);
  if (entry == nullptr) return;
  const SkeletonEntry* const last = skeleton_.entries.data() + skeleton_.entries.size();
  for (const char* c = node.v.text.text; *c != '\0' && !full(); ++c) {
    const EntryKind wanted = *c == ' ' ? EntryKind::white_space : EntryKind::text;
    while (entry != last && entry->kind != wanted) ++entry;
    if (entry == last) return;
    Node text;
    text.begin = entry->begin;
    text.end = text.close_end = reached_ = entry->end;
    text.parent = stack_.back().id;
    text.subtree_end = document_.size() + 1;
    text.depth = static_cast<std::uint16_t>(std::min<std::size_t>(stack_.size(), 0xFFFF));
    text.kind = NodeKind::text;
    text.flags = entry->flags;
    document_.nodes_.push_back(text);
    cursor_ = static_cast<std::size_t>(entry - skeleton_.entries.data());
    ++entry;
  }
}

}  // namespace lubb::dom
