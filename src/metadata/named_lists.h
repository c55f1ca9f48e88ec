// Elements that call themselves a list of links about the page: breadcrumbs and tags.
#pragma once

#include <optional>
#include <vector>

#include "dom/document.h"

namespace lubb::metadata {

// Outermost elements that hold a link, in document order.
struct NamedLists {
  std::vector<dom::NodeId> breadcrumbs;  // "breadcrumb" in a class or id, also misspelt
  std::vector<dom::NodeId> tags;         // "post-tags", "tagList", "article-keywords", "post-labels"
};

[[nodiscard]] NamedLists find_named_lists(const dom::Document& document);

// The same, looked for when it is asked for: the classes of all elements are much to look through, and most
// pages say section and tags in their data.
class LazyNamedLists {
 public:
  explicit LazyNamedLists(const dom::Document& document) noexcept : document_(document) {}

  [[nodiscard]] const NamedLists& get() {
    if (!lists_) lists_ = find_named_lists(document_);
    return *lists_;
  }

 private:
  const dom::Document& document_;
  std::optional<NamedLists> lists_;
};

}  // namespace lubb::metadata
