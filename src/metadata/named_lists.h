// Elements that call themselves a list of links about the page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "dom/document.h"
#include "metadata/collect.h"

namespace lubb::metadata {

enum class ListKind : std::uint8_t {
  breadcrumbs,  // "breadcrumb" in a class or id, also misspelt
  tags,         // "post-tags", "tagList", "article-keywords", "post-labels"
};

// The outermost such elements that hold a link, in document order. Each is looked for when it is asked for:
// the classes of all elements are much to look through, and often the first list is enough.
class NamedLists {
 public:
  // Lists that begin before `begin` are left out, and those within them.
  NamedLists(const dom::Document& document, const Collected& collected, ListKind kind, dom::NodeId begin = 0);

  // The next one, or no_node.
  [[nodiscard]] dom::NodeId next();

 private:
  template <ListKind kind>
  [[nodiscard]] dom::NodeId next_of();
  template <ListKind kind>
  [[nodiscard]] bool is_list(dom::NodeId id) const noexcept;
  template <ListKind kind>
  [[nodiscard]] bool may_name_list(std::string_view value) const noexcept;

  const dom::Document& document_;
  const char* const last_read_;  // behind where the last bytes of the source may be read from
  const ListKind kind_;
  std::span<const dom::NodeId> elements_;  // still to be looked at
  dom::NodeId begin_;                      // where the next list may begin
  std::size_t found_ = 0;
};

}  // namespace lubb::metadata
