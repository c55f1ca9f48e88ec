// Plain text -> flat list of lines, the text blocks of a page that has no tags.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/measure.h"
#include "lubb/article.hpp"

namespace lubb::scrape {

using LineId = std::uint32_t;

struct Line {
  SourceRange source;            // in the decoded text, without white space at both ends
  std::uint32_t text_begin = 0;  // into Lines::text: white space squeezed
  std::uint32_t text_size = 0;
  extraction::TextCounts counts{};
  std::uint32_t blank_before = 0;  // empty lines between the line before and this one
};

struct Lines {
  std::vector<Line> lines;  // those with at least one character that is no white space
  std::string text;         // all lines' text; a newline behind each
  bool cut = false;         // there were more than `most_lines`

  [[nodiscard]] std::string_view line_text(LineId id) const noexcept {
    return std::string_view(text).substr(lines[id].text_begin, lines[id].text_size);
  }
};

// Line ends are LF, CR, CR LF, form feed, U+0085, U+2028 and U+2029. Fills `out`; its old content is dropped,
// its memory used again. Linear.
void split_lines(std::string_view text, std::uint32_t most_lines, Lines& out);

}  // namespace lubb::scrape
