// Gumbo's tree of the skeleton and the islands that were left out of it -> the flat Document over the source.
#pragma once

#include <gumbo.h>

#include <string_view>
#include <vector>

#include "dom/document.h"
#include "dom/prescan.h"

namespace lubb::dom {

class DocumentBuilder {
 public:
  // An element whose children are being added.
  struct OpenNode {
    const GumboNode* node = nullptr;
    NodeId id = 0;
    unsigned next_child = 0;
  };

  // Working memory, kept from page to page.
  struct Scratch {
    std::vector<OpenNode> open;  // of the parser's tree
  };

  DocumentBuilder(Skeleton& skeleton, std::string_view source, Scratch& scratch, Document& document);

  // The skeleton takes back the memory that an older one left in the document.
  static void reclaim(Document& document, Skeleton& skeleton) {
    document.nodes_.clear();
    document.attributes_.swap(skeleton.attributes);
  }

  // Adds `root` and all below it, at most `node_limit` nodes.
  void add_tree(const GumboNode& root, std::uint32_t node_limit);
  void add_limit(std::string_view name, std::uint64_t value);

 private:
  void visit(const GumboNode& node);
  void open(const GumboNode& node, const Mark* mark);
  void close();
  void add_text(const GumboNode& node);
  void add_entries(const Mark& mark);
  void add_element(const SkeletonEntry& start, NodeId parent, std::size_t depth);
  void add_text_run(const SkeletonEntry& entry, NodeId parent, std::size_t depth);
  void close_node(NodeId id, const SkeletonEntry* end_tag);
  [[nodiscard]] SkeletonEntry start_tag(const GumboElement& element, const Mark* mark) const;
  [[nodiscard]] SkeletonEntry implied_start(Tag tag) const noexcept {
    return {reached_, reached_, tag, EntryKind::implied_start, 0, 0, 0};
  }
  [[nodiscard]] const Mark* locate(const char* at);
  [[nodiscard]] const SkeletonEntry& entry(const Mark& mark) const { return skeleton_.entries[mark.first]; }
  [[nodiscard]] bool full() const noexcept { return document_.nodes_.size() >= node_limit_; }

  const Skeleton& skeleton_;
  Scratch& scratch_;
  Document& document_;
  std::size_t cursor_ = 0;     // mark found last
  std::uint32_t reached_ = 0;  // source offset past what was added last
  std::uint32_t node_limit_ = 0;
};

}  // namespace lubb::dom
