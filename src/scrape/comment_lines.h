// The readers' comments of a scrape: what stands behind their heading, with the name and date that lines of
// their own tell.
#pragma once

#include <vector>

#include "lubb/article.hpp"
#include "scrape/classify_lines.h"

namespace lubb::scrape {

// Appends to `comments`; dates are ISO 8601. Linear.
void read_comment_lines(const ScoredLines& file, const std::vector<LineDecision>& decisions,
                        std::vector<Comment>& comments);

}  // namespace lubb::scrape
