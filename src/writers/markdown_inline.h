// The runs of a leaf as CommonMark inline content. Whatever the text holds, a CommonMark parser (with GFM's
// tables and strikethrough) reads back the same text: every character that could mean something where it
// stands is escaped, and a format whose delimiters would not be recognised where they have to stand (an
// asterisk between a letter and a quotation mark, say) is left out rather than shown as an asterisk.
#pragma once

#include <string>
#include <string_view>

#include "writers/flow.h"

namespace lubb::writers {

enum class MarkdownPlace : std::uint8_t {
  paragraph,
  heading,     // on one line: a line break is a space
  table_cell,  // on one line
};

void append_markdown_runs(const Flow& flow, const Block& leaf, MarkdownPlace place, std::string& out);

// "<url>" in angle brackets where it holds parentheses.
void append_markdown_destination(std::string_view url, std::string& out);

}  // namespace lubb::writers
