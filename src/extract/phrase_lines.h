// Lines known by their words.
#pragma once

#include <vector>

#include "extract/classify.h"

namespace lubb::extraction {

// Drops short lines that the phrase lists name (interface, promotion, credits, ...) and, on likely articles,
// the links behind the heading of a list of other stories. Linear in blocks x tree depth.
void drop_phrases(const Page& page, std::vector<Decision>& decisions);

}  // namespace lubb::extraction
