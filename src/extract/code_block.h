// Code: its text without line numbers and buttons, and the language it is written in.
#pragma once

#include <string>

#include "dom/document.h"
#include "extract/segment.h"

namespace lubb::extraction {

// The text of a preformatted block, verbatim.
[[nodiscard]] std::string code_text(const dom::Document& document, const Segments& segments,
                                    const Block& block);

// The language's name in lower case as the page gives it, or empty.
[[nodiscard]] std::string code_language(const dom::Document& document, const Segments& segments,
                                        const Block& block);

}  // namespace lubb::extraction
