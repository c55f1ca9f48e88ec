// Kept blocks -> Content: lists, tables, quotes, headings and code as they stood in the page.
#pragma once

#include <string_view>
#include <vector>

#include "extract/classify.h"
#include "extract/inline_content.h"
#include "extract/table_shape.h"
#include "lubb/article.hpp"
#include "lubb/options.hpp"

namespace lubb::extraction {

// What assemble() works with, kept so that its memory is used again.
struct AssemblyMemory {
  // A structure around a block that the article keeps: a list, an item, a table, a row, a cell, a quote.
  struct Structure {
    ContentKind kind;
    dom::NodeId node;                 // the element; for a list without <ul> the items' parent
    std::uint8_t level = 0;           // as ContentNode::level
    std::string_view attribute = {};  // as ContentNode's; in static memory or that of the footnotes
  };
  struct OpenStructure {
    Structure structure;
    std::uint32_t index;                   // in content
    dom::NodeId last_cell = dom::no_node;  // rows: the cell that was opened last
    std::uint32_t blocks = 0;              // blocks written directly inside
  };
  enum class Box : std::uint8_t { unknown, none, callout };

  InlineScratch inline_content;
  std::vector<Structure> wanted;  // around the block that is being written, outermost first
  std::vector<OpenStructure> open;
  std::vector<CoveredColumns> covered;  // of the open table
  std::vector<Box> boxes;               // of each element
};

// Appends the kept blocks to `content`, in document order.
void assemble(const Page& page, const std::vector<Decision>& decisions, const Options& options,
              AssemblyMemory& memory, Content& content);

// The body of an article whose text stands only in structured data: paragraphs separated by newlines.
void assemble_plain_text(std::string_view text, Content& content);

}  // namespace lubb::extraction
