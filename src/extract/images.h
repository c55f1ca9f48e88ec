// Images of the article, with --images.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/classify.h"

namespace lubb::extraction {

struct Image {
  dom::NodeId node = dom::no_node;
  std::string url;  // absolute http(s)
  std::string alternative_text;
  std::string caption;  // of its <figure>, or empty
};

// Images that stand between kept blocks, or next to one inside the same container, in document order. Small
// ones by their width or height (icons, counters) are left out.
[[nodiscard]] std::vector<Image> find_images(const Page& page, const std::vector<Decision>& decisions,
                                             std::string_view base_url);

}  // namespace lubb::extraction
