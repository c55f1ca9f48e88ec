// Opinion polls in a scrape: heading, question, answers, vote button, results.
#pragma once

#include <vector>

#include "scrape/line_features.h"
#include "scrape/lines.h"

namespace lubb::scrape {

// Which lines belong to a poll, by line. A question with short answers under it is one where the phrase lists
// name a line above or below it (a poll's heading, "vote", "view results") or two answers have percentages:
// an interview's question has neither. Linear.
[[nodiscard]] std::vector<bool> find_poll_lines(const Lines& lines, const LineFacts& facts);

}  // namespace lubb::scrape
