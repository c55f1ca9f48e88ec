// Texts that a page shows twice.
#pragma once

#include <vector>

#include "extract/classify.h"

namespace lubb::extraction {

// Of the same text the shown copy stays, then the first one. Linear in the kept text. `seen` is working
// memory.
void drop_repeated(const Page& page, std::vector<BlockId>& seen, std::vector<Decision>& decisions);

// A pulled quotation repeats a part of a kept sentence beside it, and goes. The text read in search of them
// is bounded.
void drop_pulled_quotes(const Page& page, std::vector<Decision>& decisions);

}  // namespace lubb::extraction
