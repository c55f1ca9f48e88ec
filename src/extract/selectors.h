// The small selectors of --prune and --keep: tag, .class, #id, [name], [name=value], or joined (div.ad).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dom/document.h"
#include "lubb/result.hpp"

namespace lubb::extraction {

struct Selector {
  std::string tag, id;
  std::vector<std::string> classes;
  std::vector<std::pair<std::string, std::string>> attributes;  // name, value; empty value = present
};

// Reads one selector; the error names it and the byte where it stops making sense.
[[nodiscard]] Result<Selector> parse_selector(std::string_view text);

[[nodiscard]] bool matches(const Selector& selector, const dom::Document& document, dom::NodeId node);

}  // namespace lubb::extraction
