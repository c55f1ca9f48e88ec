// Names for files of pages, made from their addresses by a template.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lubb/result.hpp"

namespace lubb::crawling {

// "{host}", "{path}", "{date}" (of the night) and "{hash}" (of the address) stand for what they say; "/"
// makes folders. The reason why a template is none: empty, absolute, leading out of its folder, an unknown
// name, or neither {path} nor {hash} in it, so that all pages of a host would share a file.
[[nodiscard]] std::optional<std::string> fault_of_template(std::string_view pattern);

// A relative path without ending for an address in its normal spelling. Whatever the address holds: no part
// is empty, "." or "..", begins with a dot, or has control characters. Where the address says more than the
// name can, a part of its hash is appended.
[[nodiscard]] std::string page_path(std::string_view pattern, const std::string& url, std::string_view date);

}  // namespace lubb::crawling
