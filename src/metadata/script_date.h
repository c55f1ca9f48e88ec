// The date that a page's scripts know of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lubb::metadata {

// The value of members called datePublished, published_at, publishDate and the like, wherever they stand in
// the source: in the state that a script starts from, or in an attribute with its quotation marks as
// character references. None where they name several days: then it is a list's.
[[nodiscard]] std::optional<std::string> find_script_date(std::string_view source);

}  // namespace lubb::metadata
