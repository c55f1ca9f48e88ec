// Which start tags collect() reads the attributes of.
#pragma once

#include <string_view>

namespace lubb::metadata {

// Whether a start tag may hold one of
//     readc  tag  keyw  abel(s)  (item)prop  (item)scop(e)  rel
// in any case: class and id of lists, itemprop, itemscope, rel. A true may be wrong, a false never is. Most
// tags of a page need no more than this.
[[nodiscard]] bool may_interest(std::string_view start_tag) noexcept;

}  // namespace lubb::metadata
