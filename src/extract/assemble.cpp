#include "extract/assemble.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/url.h"
#include "extract/callout.h"
#include "extract/code_block.h"
#include "extract/footnotes.h"
#include "extract/images.h"
#include "extract/inline_content.h"
#include "extract/table_shape.h"

namespace lubb::extraction {
namespace {

using dom::NodeId;
using dom::Tag;

std::uint8_t heading_level(const Page& page, BlockId id) noexcept {
  return static_cast<std::uint8_t>(page.features.at(id, Feature::heading_level));
}

class Assembler {
 public:
  Assembler(const Page& page, const Footnotes& notes, const Options& options, AssemblyMemory& memory,
            Content& content)
      : page_(page),
        notes_(notes),
        options_(options),
        content_(content),
        inline_scratch_(memory.inline_content),
        wanted_(memory.wanted),
        open_(memory.open),
        covered_(memory.covered),
        boxes_(memory.boxes) {
    open_.clear();
    inline_options_.base_url = options.url;
    inline_options_.links = options.links;
    inline_options_.fold_arabic = options.fold_arabic;
    inline_options_.notes = &notes;
    boxes_.assign(page.segments.elements.size(), Box::unknown);
  }

  void block(BlockId id) {
    const Block& block = page_.segments.blocks[id];
    structures_of(block);
    if (!options_.tables && in_table()) return;
    enter_structures(block.first);
    write_block(id, block);
  }

  void image(const Image& image) {
    while (!open_.empty() && !holds(open_.back().structure.node, image.node)) close_last();
    if (!open_.empty() && (open_.back().structure.kind == ContentKind::list ||
                           open_.back().structure.kind == ContentKind::table ||
                           open_.back().structure.kind == ContentKind::table_row)) {
      return;  // between two items there is no place for it
    }
    const std::uint32_t figure = content_.open(ContentKind::figure);
    content_.leaf(ContentKind::image, image.alternative_text, image.url);
    if (!image.caption.empty()) {
      const std::uint32_t caption = content_.open(ContentKind::caption);
      content_.leaf(ContentKind::text, image.caption);
      content_.close(caption);
    }
    content_.close(figure);
  }

  void finish() {
    while (!open_.empty()) close_last();
  }

 private:
  using Structure = AssemblyMemory::Structure;
  using OpenStructure = AssemblyMemory::OpenStructure;
  using Box = AssemblyMemory::Box;

  bool holds(NodeId ancestor, NodeId node) const noexcept {
    return ancestor <= node && node < page_.document.node(ancestor).subtree_end;
  }

  bool in_table() const noexcept {
    return std::any_of(wanted_.begin(), wanted_.end(),
                       [](const Structure& s) { return s.kind == ContentKind::table; });
  }

  // Structures whose outer part has not been met yet on the way out of a block.
  struct Pending {
    bool item = false, cell = false, row = false;
  };

  // Fills wanted_ with the structures around the block, outermost first.
  void structures_of(const Block& block) {
    wanted_.clear();
    Pending pending;
    for (ElementId id = block.container; id != no_id; id = page_.segments.elements[id].parent) {
      const Element& element = page_.segments.elements[id];
      if (const Footnotes::Note* note = notes_.note_at(element.node)) {
        if (pending.item && element.tag != Tag::li) wanted_.push_back(implicit_list());
        wanted_.push_back({ContentKind::note, element.node, 0, note->label});
        pending.item = false;  // notes stand apart from what is around them
        break;
      }
      push_structure(id, element, pending);
    }
    if (pending.item) wanted_.push_back(implicit_list());
    std::reverse(wanted_.begin(), wanted_.end());
  }

  void push_structure(ElementId id, const Element& element, Pending& pending) {
    switch (element.tag) {
      case Tag::li:
        if (!pending.item) wanted_.push_back({ContentKind::list_item, element.node});
        pending.item = true;
        break;
      case Tag::ul:
      case Tag::ol:
      case Tag::menu:
      case Tag::dir:
        if (pending.item) {
          wanted_.push_back(
              {ContentKind::list, element.node, static_cast<std::uint8_t>(element.tag == Tag::ol)});
        }
        pending.item = false;
        break;
      case Tag::td:
      case Tag::th:
        pending.cell = push_cell(id);
        pending.item = false;
        break;
      case Tag::tr:
        if (pending.cell) wanted_.push_back({ContentKind::table_row, element.node});
        pending.row = pending.cell;
        pending.cell = false;
        break;
      case Tag::table:
        if (pending.row) wanted_.push_back({ContentKind::table, element.node});
        pending.row = false;
        break;
      default:
        if (const std::string_view type = callout(id); element.tag == Tag::blockquote || !type.empty())
          wanted_.push_back({ContentKind::quote, element.node, 0, type});
        break;
    }
  }

  // callout_type() of the element, read once.
  std::string_view callout(ElementId id) {
    if (boxes_[id] == Box::none) return {};
    const std::string_view type = callout_type(page_.document, page_.segments.elements[id].node);
    boxes_[id] = type.empty() ? Box::none : Box::callout;
    return type;
  }

  // An <li> without a list around it: the list is its parent.
  Structure implicit_list() const {
    NodeId item = dom::no_node;
    for (const Structure& s : wanted_) {
      if (s.kind == ContentKind::list_item) item = s.node;
    }
    return {ContentKind::list, page_.document.node(item).parent, 0};
  }

  // A cell counts only in a table of data whose row and table are there.
  bool push_cell(ElementId id) {
    const Element& cell = page_.segments.elements[id];
    ElementId table = cell.parent;
    while (table != no_id && page_.segments.elements[table].tag != Tag::table)
      table = page_.segments.elements[table].parent;
    if (table == no_id || !page_.data_tables[table]) return false;
    wanted_.push_back({ContentKind::table_cell, cell.node, static_cast<std::uint8_t>(cell.tag == Tag::th)});
    return true;
  }

  void enter_structures(NodeId first) {
    std::size_t common = 0;
    while (common < open_.size() && common < wanted_.size() &&
           open_[common].structure.node == wanted_[common].node &&
           open_[common].structure.kind == wanted_[common].kind && holds(wanted_[common].node, first)) {
      ++common;
    }
    while (open_.size() > common) close_last();
    for (std::size_t i = common; i < wanted_.size(); ++i) {
      const Structure& structure = wanted_[i];
      if (structure.kind == ContentKind::table)
        covered_ = find_covered_columns(page_.document, structure.node);
      if (structure.kind == ContentKind::table_cell) fill_cells_before(structure.node);
      open_.push_back({structure, content_.open(structure.kind, structure.level, attribute_of(structure))});
    }
  }

  // Of an ordered list and its items the number that the page gives them.
  std::string_view attribute_of(const Structure& structure) {
    const auto is_ordered_list = [](const Structure& s) {
      return s.kind == ContentKind::list && s.level == 1;
    };
    if (is_ordered_list(structure)) return number_of(structure.node, "start");
    const bool is_item = structure.kind == ContentKind::list_item && !open_.empty();
    return is_item && is_ordered_list(open_.back().structure) ? number_of(structure.node, "value")
                                                              : structure.attribute;
  }

  std::string_view number_of(NodeId node, std::string_view attribute) {
    const std::string_view number =
        text::trim(page_.document.attribute(node, attribute, storage_).value_or(std::string_view()));
    return std::all_of(number.begin(), number.end(), text::is_ascii_digit) ? number : std::string_view();
  }

  // Cells without kept text keep their place in the row.
  void fill_cells_before(NodeId cell) {
    if (open_.empty() || open_.back().structure.kind != ContentKind::table_row) return;
    OpenStructure& row = open_.back();
    NodeId at = row.last_cell == dom::no_node ? page_.document.first_child(row.structure.node)
                                              : page_.document.next_sibling(row.last_cell);
    for (; at != dom::no_node && at < cell; at = page_.document.next_sibling(at)) empty_cell(at);
    covered_cells(cell);
    row.last_cell = cell;
  }

  // What a cell above covers keeps its place too.
  void covered_cells(NodeId cell) {
    const auto found = std::lower_bound(covered_.begin(), covered_.end(), cell,
                                        [](const CoveredColumns& c, NodeId node) { return c.cell < node; });
    if (found == covered_.end() || found->cell != cell) return;
    for (std::uint32_t i = 0; i < found->columns; ++i) content_.leaf(ContentKind::table_cell);
  }

  void empty_cell(NodeId node) {
    if (!page_.document.is_element(node)) return;
    const Tag tag = page_.document.node(node).tag;
    if (tag != Tag::td && tag != Tag::th) return;
    covered_cells(node);
    content_.leaf(ContentKind::table_cell);
  }

  void close_last() {
    const OpenStructure& last = open_.back();
    if (last.structure.kind == ContentKind::table_row && last.last_cell != dom::no_node) {
      for (NodeId at = page_.document.next_sibling(last.last_cell); at != dom::no_node;
           at = page_.document.next_sibling(at)) {
        empty_cell(at);
      }
    }
    content_.close(last.index);
    open_.pop_back();
  }

  void write_block(BlockId id, const Block& block) {
    const SourceRange source{page_.document.node(block.first).begin, page_.document.node(block.last).end};
    const bool inside_cell = !open_.empty() && open_.back().structure.kind == ContentKind::table_cell;
    const bool inside_item = !open_.empty() && open_.back().structure.kind == ContentKind::list_item;
    const bool first = !open_.empty() && open_.back().blocks++ == 0;
    const bool first_inside = (inside_item || inside_cell) && first;
    const Footnotes::Note* note = open_.empty() ? nullptr : notes_.note_at(open_.front().structure.node);
    inline_options_.in_note = note != nullptr;
    inline_options_.note_label =
        note != nullptr && first && open_.size() == 1 ? note->written : std::string_view();
    std::uint32_t index = 0;
    bool opened = true;
    if (block.flags & context::preformatted) {
      index =
          content_.open(ContentKind::code_block, 0,
                        code_language(page_.document, page_.segments, block, inline_scratch_.code), source);
    } else if (first && is_callout_title(block)) {
      index = content_.open(ContentKind::caption, 0, {}, source);
    } else if (heading_level(page_, id) > 0 && !inside_cell) {
      index = content_.open(ContentKind::heading, heading_level(page_, id), {}, source);
    } else if (first_inside) {
      opened = false;
    } else {
      index = content_.open(ContentKind::paragraph, 0, {}, source);
    }
    append_inline_content(page_.document, page_.segments, block, inline_options_, inline_scratch_, content_);
    if (opened) content_.close(index);
  }

  // Whether the first block of a callout is its title.
  bool is_callout_title(const Block& block) const {
    const Structure& box = open_.back().structure;
    if (box.kind != ContentKind::quote || box.attribute.empty()) return false;
    for (ElementId id = block.element; id != no_id && page_.segments.elements[id].node > box.node;
         id = page_.segments.elements[id].parent) {
      if (extraction::is_callout_title(page_.document, page_.segments.elements[id].node)) return true;
    }
    return false;
  }

  const Page& page_;
  const Footnotes& notes_;
  const Options& options_;
  Content& content_;
  InlineOptions inline_options_;
  InlineScratch& inline_scratch_;
  std::vector<Structure>& wanted_;
  std::vector<OpenStructure>& open_;
  std::vector<CoveredColumns>& covered_;
  std::vector<Box>& boxes_;
  std::string storage_;  // of an attribute's value
};

// Memory for what the article will take, more or less.
void lay_out(const Page& page, const std::vector<Decision>& decisions, Content& content) {
  constexpr std::size_t nodes_a_block = 4;  // the block, its text, structures around it, links in it
  constexpr std::size_t attribute_bytes = 32;
  std::size_t blocks = 0, bytes = 0;
  for (BlockId id = 0; id < decisions.size(); ++id) {
    if (!decisions[id].kept) continue;
    ++blocks;
    bytes += page.segments.blocks[id].text_size + attribute_bytes;
  }
  content.nodes.reserve(blocks * nodes_a_block);
  content.strings.reserve(bytes);
}

}  // namespace

void assemble(const Page& page, const std::vector<Decision>& decisions, const Options& options,
              AssemblyMemory& memory, Content& content) {
  lay_out(page, decisions, content);
  const Footnotes notes = find_footnotes(page, decisions, memory.inline_content.value);
  Assembler assembler(page, notes, options, memory, content);
  const std::vector<Image> images =
      options.images ? find_images(page, decisions, options.url) : std::vector<Image>();
  std::size_t next_image = 0;
  for (BlockId id = 0; id < decisions.size(); ++id) {
    if (!decisions[id].kept) continue;
    while (next_image < images.size() && images[next_image].node < page.segments.blocks[id].first) {
      assembler.image(images[next_image++]);
    }
    assembler.block(id);
  }
  while (next_image < images.size()) assembler.image(images[next_image++]);
  assembler.finish();
}

void assemble_plain_text(std::string_view text, Content& content) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line = text::squeeze(text.substr(0, end));
    if (!line.empty()) {
      const std::uint32_t paragraph = content.open(ContentKind::paragraph);
      content.leaf(ContentKind::text, line);
      content.close(paragraph);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace lubb::extraction
