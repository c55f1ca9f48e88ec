// What kind of page this is.
#pragma once

#include <vector>

#include "extract/classify.h"
#include "lubb/article.hpp"

namespace lubb::extraction {

[[nodiscard]] PageType page_type(const Page& page, const std::vector<Decision>& decisions);

}  // namespace lubb::extraction
