#include "dom/skeleton_writer.h"

#include <array>

namespace lubb::dom {

namespace {

// By Place. Every one is complete: it leaves the parser's stack of open elements as it was.
constexpr std::array<std::string_view, 7> markers = {"x",     "<tbody></tbody>", "<tr></tr>", "<td></td>",
                                                     "<col>", "<link>",          "<wbr>"};
constexpr std::string_view paragraph_ender = "<hr>";
constexpr std::string_view inline_element = "<wbr>";
constexpr std::string_view head_element = "<link>";
constexpr std::string_view select_element = "<option></option>";

bool is_text(const SkeletonEntry& entry) {
  return entry.kind == EntryKind::text || entry.kind == EntryKind::white_space;
}

}  // namespace

void SkeletonWriter::head_entry(bool white_space) {
  std::vector<Mark>& marks = skeleton_->marks;
  if (!marks.empty() && marks.back().kind == MarkKind::metadata) {
    marks.back().last = entries();
    return;
  }
  mark(white_space ? MarkKind::white_space : MarkKind::metadata);
  write(white_space ? std::string_view(" ") : head_element);
}

void SkeletonWriter::implied_end(Tag tag, bool before_text) {
  std::vector<SkeletonEntry>& entries = skeleton_->entries;
  auto at = entries.end();
  while (before_text && is_text(*(at - 1))) --at;
  entries.insert(at, {0, 0, tag, EntryKind::implied_end, 0, 0, 0});
}

void SkeletonWriter::part_text_from_island(std::uint32_t floor, bool in_select) {
  std::vector<Mark>& marks = skeleton_->marks;
  if (marks.size() <= floor) return;
  const bool block = marks.back().kind == MarkKind::block_island;
  if (!block && marks.back().kind != MarkKind::island) return;
  Mark& island = marks.back();
  std::uint32_t text = island.last;
  bool white_space = true;
  while (text > island.first && is_text(skeleton_->entries[text - 1])) {
    --text;
    white_space = white_space && skeleton_->entries[text].kind == EntryKind::white_space;
  }
  if (text == island.first) return;  // all of it is text
  const std::uint32_t last = island.last;
  island.last = text;
  out_ = skeleton_->text.get() + island.at;
  write(block ? paragraph_ender : in_select ? select_element : inline_element);
  if (text == last) return;
  marks.push_back({at(), text, last, white_space ? MarkKind::loose_space : MarkKind::island});
  write(white_space ? ' ' : 'x');
}

// Islands side by side become one.
void SkeletonWriter::add_island(std::uint32_t first, std::uint32_t floor, Place place, bool ends_paragraph) {
  std::vector<Mark>& marks = skeleton_->marks;
  while (!ends_paragraph && marks.size() > floor) {
    Mark& last = marks.back();
    if (last.kind == MarkKind::block_island) {
      last.last = entries();
      return;
    }
    if (!is_joinable(last)) break;
    first = last.first;
    out_ = skeleton_->text.get() + last.at;
    marks.pop_back();
  }
  mark(ends_paragraph ? MarkKind::block_island : MarkKind::island, first);
  if (place == Place::flow && !ends_paragraph) return write('x');
  write(ends_paragraph ? paragraph_ender : markers[static_cast<std::size_t>(place)]);
}

}  // namespace lubb::dom
