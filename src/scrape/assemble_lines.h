// Kept lines -> Content.
#pragma once

#include <vector>

#include "lubb/article.hpp"
#include "lubb/options.hpp"
#include "scrape/classify_lines.h"

namespace lubb::scrape {

// Appends a paragraph a kept line, a heading where a short line without sentence mark stands before a kept
// paragraph.
void assemble_lines(const ScoredLines& file, const std::vector<LineDecision>& decisions,
                    const Options& options, Content& content);

}  // namespace lubb::scrape
