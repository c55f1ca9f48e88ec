// A cheap likeness of the tree builder's stack of open elements, kept by the prescan so that pages nested
// without end can be capped before they reach a parser whose cost grows with the square of the depth.
//
// It follows the HTML standard where a start or end tag closes what is open; where the two could differ it
// errs towards "still open", because the cap must hold. Every call costs at most the cap.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "dom/tag_table.h"

namespace lubb::dom {

class OpenElements {
 public:
  // Formatting elements that may be open at once. The parser opens them again in every block that follows,
  // so their number multiplies the tree. Real pages: a handful.
  static constexpr std::uint32_t formatting_limit = 32;

  void reset(std::uint32_t depth_limit);

  // The page opens an element; `name_hash` tells unknown names apart. False: the tag must be left out.
  [[nodiscard]] bool start(Tag tag, std::uint8_t name_hash);
  // The page closes an element. False: its start tag was left out, so the end tag must be too.
  [[nodiscard]] bool end(Tag tag, std::uint8_t name_hash);

  [[nodiscard]] bool depth_limit_reached() const noexcept { return depth_limit_reached_; }
  [[nodiscard]] bool is_open(Tag tag) const noexcept { return open_[index(tag)] != 0; }

 private:
  struct Element {
    Tag tag = Tag::unknown;
    std::uint8_t name_hash = 0;
  };
  static constexpr std::size_t index(Tag tag) noexcept { return static_cast<std::size_t>(tag); }
  static constexpr std::size_t not_found = static_cast<std::size_t>(-1);

  [[nodiscard]] Tag top() const noexcept { return stack_.empty() ? Tag::html : stack_.back().tag; }
  [[nodiscard]] std::size_t find_in_scope(Tag tag, std::uint32_t boundary, Tag also_a, Tag also_b) const;
  [[nodiscard]] std::size_t find_table_context(bool rows, bool sections) const;
  void push(Tag tag, std::uint8_t name_hash);
  void pop();
  void pop_to(std::size_t size);  // does nothing for not_found
  void erase(std::size_t position);
  [[nodiscard]] bool leave_out(Tag tag);
  void forget_left_out();

  void close_paragraph();
  void close_item(Tag first, Tag second);
  void close_ruby(Tag tag);
  [[nodiscard]] bool start_table_part(Tag tag);
  [[nodiscard]] bool start_formatting(Tag tag);
  void close_for_start(Tag tag);
  void end_formatting(Tag tag);
  void end_other(Tag tag);
  [[nodiscard]] std::size_t find_active(Tag tag) const;

  std::vector<Element> stack_;
  // The list of active formatting elements; Tag::count_ is a marker.
  std::vector<Tag> active_;
  std::array<std::uint32_t, tag_count> open_{};
  std::array<std::uint32_t, tag_count> left_out_{};
  std::uint32_t formatting_ = 0;  // entries of active_ that are no markers
  std::uint32_t depth_limit_ = 0;
  bool any_left_out_ = false;
  bool depth_limit_reached_ = false;
};

}  // namespace lubb::dom
