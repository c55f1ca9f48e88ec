#include "extract/table_shape.h"

#include <algorithm>

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

}  // namespace

std::vector<std::uint8_t> find_data_tables(const dom::Document& document, const Segments& segments) {
  std::vector<std::uint8_t> data(segments.elements.size(), 0);
  std::vector<Shape> open;
  const auto close = [&](dom::NodeId node) {
    while (!open.empty() && segments.elements[open.back().table].node_end <= node) {
      if (is_data(open.back())) data[open.back().table] = 1;
      open.pop_back();
    }
  };
  for (ElementId id = 0; id < segments.elements.size(); ++id) {
    const Element& element = segments.elements[id];
    if (element.tag != Tag::table && element.tag != Tag::tr && element.tag != Tag::td &&
        element.tag != Tag::th)
      continue;
    close(element.node);
    if (element.tag == Tag::table) {
      for (Shape& outer : open) outer.layout = true;
      Shape shape{.table = id};
      const auto role = document.attribute(element.node, "role");
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
  return data;
}

}  // namespace lubb::extraction
