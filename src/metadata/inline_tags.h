// Elements that part neither words nor lines.
#pragma once

#include "dom/tag.h"

namespace lubb::metadata {

[[nodiscard]] bool is_inline(dom::Tag tag) noexcept;

}  // namespace lubb::metadata
