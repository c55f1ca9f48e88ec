#include "extract/table_shape.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace lubb::extraction {
namespace {

using dom::Tag;

struct Shape {
  ElementId table = no_id;
  std::uint32_t rows = 0, columns = 0, cells_in_row = 0, cell_blocks = 0;
  bool layout = false, header = false;
};

bool is_data(const Shape& shape) noexcept {
  const bool sets_out =
      !shape.header && shape.rows <= most_layout_rows && shape.cell_blocks >= fewest_layout_blocks;
  return !shape.layout && !sets_out && shape.rows >= fewest_table_rows &&
         shape.columns >= fewest_table_columns;
}

bool cell_is_too_big(const Segments& segments, const Element& cell) noexcept {
  if (cell.end_block - cell.first_block > most_cell_blocks) return true;
  std::uint32_t words = 0;
  for (BlockId id = cell.first_block; id < cell.end_block; ++id) words += segments.blocks[id].counts.words;
  return words > most_cell_words;
}

constexpr std::uint32_t most_spanned_rows = 65534;  // as browsers have it

// Rows and columns that a cell takes; no rows: all to the section's end.
struct Spans {
  std::uint32_t rows = 1, columns = 1;
};

bool may_span(const dom::Document& document, dom::NodeId cell) noexcept {
  constexpr std::string_view rows = "rowspan", columns = "colspan";
  static_assert(rows.size() == columns.size());
  const auto attributes = document.attributes(cell);
  return std::any_of(attributes.begin(), attributes.end(), [&](const dom::AttributeSpan& attribute) {
    return attribute.name_size == rows.size() && attribute.known == dom::AttributeName::other;
  });
}

Spans spans_of(const dom::Document& document, dom::NodeId cell) {
  Spans spans;
  if (!may_span(document, cell)) return spans;
  std::string storage;
  const auto read = [&](std::string_view name, std::uint32_t& span, std::uint32_t most) {
    const std::string_view value = document.attribute(cell, name, storage).value_or("");
    std::from_chars(value.data(), value.data() + value.size(), span);
    span = std::min(span, most);
  };
  read("rowspan", spans.rows, most_spanned_rows);
  read("colspan", spans.columns, most_spanned_columns);
  spans.columns = std::max(spans.columns, 1U);
  return spans;
}

}  // namespace

void find_data_tables(const dom::Document& document, const Segments& segments,
                      std::vector<std::uint8_t>& data) {
  data.assign(segments.elements.size(), 0);
  if (segments.page.tables == 0) return;
  std::vector<Shape> open;
  const auto close = [&](dom::NodeId node) {
    while (!open.empty() && segments.elements[open.back().table].node_end <= node) {
      if (is_data(open.back())) data[open.back().table] = 1;
      open.pop_back();
    }
  };
  std::string storage;
  for (ElementId id = 0; id < segments.elements.size(); ++id) {
    const Element& element = segments.elements[id];
    if (element.tag != Tag::table && element.tag != Tag::tr && element.tag != Tag::td &&
        element.tag != Tag::th)
      continue;
    close(element.node);
    if (element.tag == Tag::table) {
      for (Shape& outer : open) outer.layout = true;
      Shape shape{.table = id};
      const auto role = document.attribute(element.node, dom::AttributeName::role, storage);
      shape.layout = role && (*role == "presentation" || *role == "none");
      open.push_back(shape);
      continue;
    }
    if (open.empty()) continue;
    Shape& shape = open.back();
    if (element.tag == Tag::tr) {
      ++shape.rows;
      shape.cells_in_row = 0;
    } else {
      shape.columns = std::max(shape.columns, ++shape.cells_in_row);
      shape.layout = shape.layout || cell_is_too_big(segments, element);
      shape.header = shape.header || element.tag == Tag::th;
      shape.cell_blocks = std::max(shape.cell_blocks, element.end_block - element.first_block);
    }
  }
  close(dom::no_node);
}

std::vector<CoveredColumns> find_covered_columns(const dom::Document& document, dom::NodeId table) {
  std::vector<CoveredColumns> found;
  std::array<std::uint32_t, most_spanned_columns> below{};  // rows that a cell still covers, by column
  std::size_t column = 0, free = 0;                         // of the next cell; behind the last one
  std::size_t may_cover = most_spanned_columns;
  for (dom::NodeId id = table + 1; id < document.node(table).subtree_end; ++id) {
    if (!document.is_element(id)) continue;
    const Tag tag = document.node(id).tag;
    if (tag == Tag::thead || tag == Tag::tbody || tag == Tag::tfoot) below = {};
    if (tag == Tag::tr) {
      for (std::uint32_t& rows : below) rows -= std::min(rows, 1U);
      column = free = 0;
    }
    if (tag != Tag::td && tag != Tag::th) continue;
    while (column < below.size() && below[column] > 0) ++column;
    const std::size_t covered = std::min(column - free, may_cover);
    if (covered > 0 && column < below.size()) {
      found.push_back({id, static_cast<std::uint32_t>(covered)});
      may_cover -= covered;
    }
    ++may_cover;
    free = column + 1;
    const Spans spans = spans_of(document, id);
    const std::uint32_t rows = spans.rows == 0 ? most_spanned_rows : spans.rows;
    for (const std::size_t end = column + spans.columns; column < end; ++column) {
      if (column < below.size()) below[column] = rows;
    }
  }
  return found;
}

}  // namespace lubb::extraction
