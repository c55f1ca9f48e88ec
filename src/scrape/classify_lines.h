// Scores -> keep or drop, each line with a reason. First by score alone, then revised by named passes, in the
// order of the list in classify_lines.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/cut.h"
#include "extract/phrases.h"
#include "scrape/head.h"

namespace lubb::scrape {

enum class LineReason : std::uint8_t {
  score,         // kept or dropped by its probability against the cut
  no_article,    // the file holds no article at all
  small_file,    // a sentence in a file of a few sentences, where scores say little
  no_words,      // symbols only
  title,         // shows the headline, which is metadata
  credit,        // kicker, byline, source, date line
  above_title,   // stands above the headline
  phrase,        // interface, promotion or another line known by its words
  related_list,  // stands under the heading of a list of other stories
  poll,          // question, answer or button of an opinion poll
  comment,       // behind the heading of the readers' comments
  repeated,      // the same text was kept before
  between,       // kept: a paragraph or subhead between two kept paragraphs
  edge,          // doubtful, and before the first kept paragraph or behind the last one
  count_
};
[[nodiscard]] std::string_view name(LineReason reason) noexcept;

struct LineDecision {
  bool kept = false;
  LineReason reason = LineReason::score;
};

// One decision a line. Deterministic, linear.
void classify_lines(const ScoredLines& file, const extraction::Cut& cut, const Head& head,
                    std::vector<LineDecision>& decisions);

}  // namespace lubb::scrape
