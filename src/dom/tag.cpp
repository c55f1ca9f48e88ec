#include "dom/tag.h"

#include "dom/tag_table.h"

namespace lubb::dom {

std::string_view name(Tag tag) noexcept { return tag_names[static_cast<std::size_t>(tag)]; }

Tag tag_of(std::string_view text) noexcept {
  TagKey key;
  for (const char c : text) key.add(c);
  return find_tag(key, text);
}

}  // namespace lubb::dom
