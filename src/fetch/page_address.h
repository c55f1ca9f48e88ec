// One spelling for the address of a page, so that it is visited once.
#pragma once

#include <string>
#include <string_view>

#include "lubb/result.hpp"

namespace lubb::http {

// The address with an ASCII host (IDNA), without default port, fragment, dot segments and parameters that
// only track the visitor; escapes in upper case, those of unreserved characters undone, everything else that
// is no URL character escaped. A path is never empty. Errors as of parse_target().
[[nodiscard]] Result<std::string> normal_address(const std::string& url);

// A part of an address as a person reads it: its escapes undone. May be no valid UTF-8.
[[nodiscard]] std::string unescaped(std::string_view part);

}  // namespace lubb::http
