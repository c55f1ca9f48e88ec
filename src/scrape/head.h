// The lines of a scrape that are metadata: headline, kicker, byline, source, date, section, tags.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lubb/article.hpp"
#include "metadata/findings.h"
#include "metadata/text_memory.h"
#include "scrape/line_features.h"
#include "scrape/lines.h"

namespace lubb::scrape {

inline constexpr LineId no_line = 0xFFFFFFFFu;

enum class LineRole : std::uint8_t {
  none,
  title,   // shows the headline, the first time or again
  kicker,  // the line above it
  credit,  // byline, source, dateline standing alone, date line
};

struct Head {
  LineId title = no_line;       // the headline nearest to the body
  std::vector<LineRole> roles;  // a line each
  std::optional<std::string> title_text;
  std::optional<std::string> kicker;
  metadata::Findings
      findings;  // authors, source, dates (ISO 8601), section, tags; views into the lines or texts
  metadata::TextMemory texts;
};

// What is known of the file when its head is read.
struct ScoredLines {
  const Lines& lines;
  const LineFeatures& features;
  const LineFacts& facts;
  const std::vector<double>& probability;
  double cut = 1;             // lines of this probability are content
  std::string_view language;  // of the text, or empty
};

// The first line of running text that is kept, or no_line.
[[nodiscard]] LineId body_begin(const ScoredLines& file);
// One past the last such line.
[[nodiscard]] LineId body_end(const ScoredLines& file);

// Looks for the headline above the body; for credits between it and the body, and right behind the body. A
// date that stands above the headline without a word for it is the day of the visit, and gives none.
[[nodiscard]] Head read_head(const ScoredLines& file);

}  // namespace lubb::scrape
