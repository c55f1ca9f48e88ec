// The names of attributes that readers of the tree ask for, told apart once, when their tag is scanned.
#pragma once

#include <cstdint>
#include <string_view>

namespace lubb::dom {

enum class AttributeName : std::uint8_t {
  other,
  aria_hidden,
  aria_label,
  aria_modal,
  class_,
  content,
  data_component,
  data_testid,
  data_type,
  encoding,
  hidden,
  href,
  http_equiv,
  id,
  itemprop,
  itemscope,
  itemtype,
  name,
  property,
  rel,
  role,
  style,
  type,
};

// Of a name in any ASCII case.
[[nodiscard]] AttributeName attribute_name(std::string_view name) noexcept;

}  // namespace lubb::dom
