// Writes the skeleton and takes back what turns out to be an island: what the parser need not see, because
// the tree it would build is known. An island leaves one marker behind; islands side by side share it.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "dom/skeleton.h"

namespace lubb::dom {

// Where an island stands, which decides what its marker may be: one that the parser puts at the same place.
enum class Place : std::uint8_t { flow, table, section, row, column_group, new_template, template_ };
[[nodiscard]] constexpr bool is_table_place(Place place) noexcept {
  return place >= Place::table && place <= Place::column_group;
}

class SkeletonWriter {
 public:
  // Something written, so that it can be taken back.
  struct Position {
    std::uint32_t at = 0;
    std::uint32_t marks = 0;
    std::uint32_t entries = 0;
  };

  void reset(Skeleton& skeleton) noexcept {
    skeleton_ = &skeleton;
    out_ = skeleton.text.get();
  }
  void finish() noexcept { skeleton_->size = at(); }

  [[nodiscard]] Position position() const noexcept {
    return {at(), static_cast<std::uint32_t>(skeleton_->marks.size()), entries()};
  }

  // A piece of the source, to be filled in: in place, as a copy would have to wait for the stores of its
  // parts.
  [[nodiscard]] SkeletonEntry& add_entry() { return skeleton_->entries.emplace_back(); }
  void entry(EntryKind kind, SourceRange range, Tag tag, std::uint8_t flags = 0) {
    SkeletonEntry& entry = add_entry();
    entry.begin = range.begin;
    entry.end = range.end;
    entry.tag = tag;
    entry.kind = kind;
    entry.flags = flags;
  }
  // The current node ends here, or before the runs of text at its end.
  void implied_end(Tag tag, bool before_text);
  // The entry added last is the one that the text written next stands for.
  void mark(MarkKind kind) { mark(kind, entries() - 1); }
  // The text written next stands for nothing.
  void mark_nothing() { mark(MarkKind::tag, entries()); }

  void write(char c) noexcept { *out_++ = c; }
  void write(std::string_view text) noexcept {
    std::memcpy(out_, text.data(), text.size());
    out_ += text.size();
  }
  // `text` is an array of `fixed` bytes of which `used` count.
  template <std::size_t fixed>
  void write_fixed(const char* text, std::size_t used) noexcept {
    std::memcpy(out_, text, fixed);
    out_ += used;
  }

  // The entry added last is a text run that may be part of an island. The marks from `floor` on, and the
  // place, are those of the element it stands in.
  void loose_text(bool white_space, std::uint32_t floor, Place place) {
    std::vector<Mark>& marks = skeleton_->marks;
    if (place == Place::flow && marks.size() > floor && is_joinable(marks.back())) {
      Mark& last = marks.back();
      if (last.kind == MarkKind::loose_space && !white_space) {
        last.kind = MarkKind::island;
        skeleton_->text[last.at] = 'x';
      }
      last.last = entries();
      return;
    }
    mark(white_space ? MarkKind::loose_space : MarkKind::island);
    *out_++ = white_space ? ' ' : 'x';
  }
  // The entry added last is an element without content right in the head, or white space there.
  void head_entry(bool white_space);
  // True if what was written last is text that the parser has to place.
  [[nodiscard]] bool after_placed_text() const noexcept {
    return !skeleton_->marks.empty() && (skeleton_->marks.back().kind == MarkKind::text ||
                                         skeleton_->marks.back().kind == MarkKind::white_space);
  }
  // If the current node ends with an island and then text, the parser gets them as an element and a text.
  void part_text_from_island(std::uint32_t floor, bool in_select);
  // The entry added last is an island.
  void add_leaf(std::uint32_t floor, Place place) {
    if (place != Place::flow || !extend_last_island(floor)) add_island(entries() - 1, floor, place, false);
  }
  // All that was written and added since `begin` is an island. `ends_paragraph`: its marker must be <hr>.
  void close_island(Position begin, std::uint32_t floor, Place place, bool ends_paragraph) {
    std::vector<Mark>& marks = skeleton_->marks;
    marks.erase(marks.begin() + begin.marks, marks.end());
    out_ = skeleton_->text.get() + begin.at;
    if (place == Place::flow && !ends_paragraph && extend_last_island(floor)) return;
    add_island(begin.entries, floor, place, ends_paragraph);
  }

 private:
  // True if the last mark, alone, could take in the entries up to here.
  [[nodiscard]] bool extend_last_island(std::uint32_t floor) {
    const std::vector<Mark>& marks = skeleton_->marks;
    if (marks.size() <= floor) return false;
    Mark& last = skeleton_->marks.back();
    if (last.kind != MarkKind::block_island) {
      if (!is_joinable(last) || (marks.size() - 1 > floor && is_joinable(marks[marks.size() - 2])))
        return false;
      last.kind = MarkKind::island;
      out_ = skeleton_->text.get() + last.at;
      *out_++ = 'x';
    }
    last.last = entries();
    return true;
  }
  [[nodiscard]] static bool is_joinable(const Mark& mark) noexcept {
    return mark.kind == MarkKind::island || mark.kind == MarkKind::loose_space ||
           mark.kind == MarkKind::block_island;
  }
  void add_island(std::uint32_t first, std::uint32_t floor, Place place, bool ends_paragraph);
  void mark(MarkKind kind, std::uint32_t first) {
    const std::uint32_t last = entries();
    Mark& mark = skeleton_->marks.emplace_back();
    mark.at = at();
    mark.first = first;
    mark.last = last;
    mark.kind = kind;
  }
  [[nodiscard]] std::uint32_t at() const noexcept {
    return static_cast<std::uint32_t>(out_ - skeleton_->text.get());
  }
  [[nodiscard]] std::uint32_t entries() const noexcept {
    return static_cast<std::uint32_t>(skeleton_->entries.size());
  }

  Skeleton* skeleton_ = nullptr;
  char* out_ = nullptr;
};

}  // namespace lubb::dom
