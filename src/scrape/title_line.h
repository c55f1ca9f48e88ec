// Which line above the body is the headline.
#pragma once

#include "scrape/head.h"

namespace lubb::scrape {

// The most likely headline among the lines above `body`, or no_line.
[[nodiscard]] LineId find_title_line(const ScoredLines& file, LineId body);

// The headline in a line that adds the site's name to it, as <title> does: without that. `title`: the line.
// True for lines that show the headline again, alone or so.
[[nodiscard]] bool repeats_title(std::string_view line, std::string_view folded_title);

}  // namespace lubb::scrape
