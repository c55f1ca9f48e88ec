// Which class and id values collect() looks through for the names of lists.
#pragma once

#include <string_view>

namespace lubb::metadata {

// Whether a value may hold one of
//     readc  tag  keyw  abel(s)
// in any case. A true may be wrong, a false never is. Most values of a page need no more than this.
[[nodiscard]] bool may_name_list(std::string_view value) noexcept;

}  // namespace lubb::metadata
