// Kept blocks -> Content: lists, tables, quotes, headings and code as they stood in the page.
#pragma once

#include <string_view>
#include <vector>

#include "extract/classify.h"
#include "lubb/article.hpp"
#include "lubb/options.hpp"

namespace lubb::extraction {

// Appends the kept blocks to `content`, in document order.
void assemble(const Page& page, const std::vector<Decision>& decisions, const Options& options,
              Content& content);

// The body of an article whose text stands only in structured data: paragraphs separated by newlines.
void assemble_plain_text(std::string_view text, Content& content);

}  // namespace lubb::extraction
