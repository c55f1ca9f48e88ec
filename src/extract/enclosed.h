// Structure of the body that scores lower than prose.
#pragma once

#include <vector>

#include "extract/classify.h"

namespace lubb::extraction {

// Keeps lists, tables, code and subheads that stand between kept paragraphs of the same parent, or right
// behind a paragraph that announces them with a colon. Linear in blocks x tree depth.
void keep_enclosed(const Page& page, std::vector<Decision>& decisions);

}  // namespace lubb::extraction
