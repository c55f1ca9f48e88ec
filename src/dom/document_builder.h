// Gumbo's tree of the skeleton -> the flat Document over the source.
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

  DocumentBuilder(const Skeleton& skeleton, std::string_view source, std::vector<OpenNode>& stack,
                  Document& document);

  // Adds `root` and all below it, at most `node_limit` nodes.
  void add_tree(const GumboNode& root, std::uint32_t node_limit);
  void add_limit(std::string_view name, std::uint64_t value);

 private:
  void open(const GumboNode& node);
  void close();
  void add_text(const GumboNode& node);
  [[nodiscard]] SourceRange start_range(const GumboElement& element, Tag& tag);
  [[nodiscard]] std::uint32_t end_offset(const OpenNode& open);
  [[nodiscard]] const SkeletonEntry* locate(const char* at);
  [[nodiscard]] bool full() const noexcept { return document_.nodes_.size() >= node_limit_; }

  const Skeleton& skeleton_;
  std::vector<OpenNode>& stack_;
  Document& document_;
  std::size_t cursor_ = 0;     // entry found last
  std::uint32_t reached_ = 0;  // source offset past what was added last
  std::uint32_t node_limit_ = 0;
};

}  // namespace lubb::dom
