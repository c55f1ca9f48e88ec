// Opinion polls in a scrape: heading, question, answers, vote button, results.
#pragma once

#include <vector>

#include "scrape/line_features.h"
#include "scrape/lines.h"

namespace lubb::scrape {

// Which lines belong to a poll, by line: a question with short answers under it, where the phrase lists name
// the line above (a poll's heading) or one below ("vote", "view results"). An interview's question has
// neither, nor have figures under a question. Linear.
[[nodiscard]] std::vector<bool> find_poll_lines(const Lines& lines, const LineFacts& facts);

}  // namespace lubb::scrape
