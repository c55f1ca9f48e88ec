// What the words before a date say about it: published, updated, or something else.
#pragma once

#include <cstdint>
#include <string_view>

namespace lubb::metadata {

enum class DateLabel : std::uint8_t { none, published, modified, other };

// The last label in the text that stands before a date.
[[nodiscard]] DateLabel date_label_before(std::string_view text);

}  // namespace lubb::metadata
