// Which <table> elements are tables of data and which only lay out the page.
#pragma once

#include <vector>

#include "dom/document.h"
#include "extract/segment.h"

namespace lubb::extraction {

// A data table has at least this many rows and columns, ...
inline constexpr std::uint32_t fewest_table_rows = 2, fewest_table_columns = 2;
// ... no cell with more words (a layout cell holds an article), ...
inline constexpr std::uint32_t most_cell_words = 150;
// ... and no cell with more blocks; no table inside. Figures by judgement on annotated pages.
inline constexpr std::uint32_t most_cell_blocks = 12;
// A table of a few rows without header cells lays out a story or a post beside what belongs to it where a
// cell holds several blocks.
inline constexpr std::uint32_t most_layout_rows = 4, fewest_layout_blocks = 3;

// For each element (index = ElementId) 1 if it is a data table, else 0. Linear in elements.
void find_data_tables(const dom::Document& document, const Segments& segments,
                      std::vector<std::uint8_t>& data);

// Columns right before a cell that other cells cover: one above it (rowspan) or the one before it (colspan).
struct CoveredColumns {
  dom::NodeId cell = dom::no_node;
  std::uint32_t columns = 0;
};
// Spans further right, and more covered columns than the table has cells, are not looked at: a page cannot
// ask for endless rows.
inline constexpr std::size_t most_spanned_columns = 32;
// Of a table of data, in document order. Linear in the table's nodes.
[[nodiscard]] std::vector<CoveredColumns> find_covered_columns(const dom::Document& document,
                                                               dom::NodeId table);

}  // namespace lubb::extraction
