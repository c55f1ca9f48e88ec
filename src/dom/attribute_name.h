// The names of attributes that readers of the tree ask for, told apart once, when their tag is scanned.
#pragma once

#include <cstdint>

namespace lubb::dom {

// Bits of an AttributeName that tell what sort it is of; an element's flags have those of its attributes.
inline constexpr std::uint8_t attribute_names = 0x20;      // class, id
inline constexpr std::uint8_t attribute_describes = 0x40;  // itemprop, itemscope, rel
inline constexpr std::uint8_t attribute_sorts = attribute_names | attribute_describes;

enum class AttributeName : std::uint8_t {
  other,
  aria_hidden,
  aria_label,
  aria_modal,
  content,
  data_component,
  data_testid,
  data_type,
  encoding,
  hidden,
  href,
  http_equiv,
  itemtype,
  name,
  property,
  role,
  style,
  type,
  class_ = attribute_names,
  id,
  itemprop = attribute_describes,
  itemscope,
  rel,
};

}  // namespace lubb::dom
