// Code: its text without line numbers and buttons, and the language it is written in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "extract/segment.h"

namespace lubb::extraction {

// Memory that is used again from block to block.
struct CodeMemory {
  std::string text, classes, storage;
  std::vector<dom::NodeId> open_blocks;
};

// The text of a preformatted block, verbatim. A view of `memory`.
[[nodiscard]] std::string_view code_text(const dom::Document& document, const Segments& segments,
                                         const Block& block, CodeMemory& memory);

// The language's name in lower case as the page gives it, or empty.
[[nodiscard]] std::string code_language(const dom::Document& document, const Segments& segments,
                                        const Block& block, CodeMemory& memory);

}  // namespace lubb::extraction
