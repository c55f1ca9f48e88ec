// Whether two documents over the same source are the same, node by node.
#pragma once

#include <string>
#include <string_view>

#include "lubb/options.hpp"

namespace lubb::test {

// Empty if the page gives the same document with islands as without; else where the two part.
[[nodiscard]] std::string islands_make_a_difference(std::string_view page, const Limits& limits = {});

}  // namespace lubb::test
