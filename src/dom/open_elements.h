// The tree builder's state without the tree: the stack of open elements, the list of active formatting
// elements and the form pointer of the HTML standard, kept by the prescan as libgumbo keeps them.
//
// It serves two ends. Pages nested without end are capped before they reach a parser whose cost grows with
// the square of the depth. And it knows which elements the parser would nest just as the page does: an
// element that closes without having touched anything outside itself becomes an island (prescan.h lists the
// rules).
//
// The elements at the bottom of the stack, `passed_` in number, are left to the parser: something in them
// takes its algorithms. Every call costs at most the depth limit.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "dom/skeleton_writer.h"
#include "dom/tag_table.h"

namespace lubb::dom {

// What a tag comes to.
enum class Fate : std::uint8_t {
  left_out,   // a limit was reached: the tag must not be written, its content stays
  ignored,    // the parser would take no notice: need not be written
  parting,    // the same, but right in a table it parts text from text: must be written without an entry
  passed,     // must be written for the parser
  opened,     // a start tag: must be written, and is taken back if the element becomes an island
  leaf,       // an element that is an island at once: only its entries are needed, then close_leaf()
  closed,     // an end tag that the islands hold already
  undecided,  // see start_plainly()
};

class OpenElements {
 public:
  // Formatting elements that may be open at once. The parser opens them again in every block that follows,
  // so their number multiplies the tree. Real pages: a handful.
  static constexpr std::uint32_t formatting_limit = 32;

  // `islands`: false leaves all to the parser.
  void reset(SkeletonWriter& writer, std::uint32_t depth_limit, bool islands);

  // The page opens an element; `name_hash` tells unknown names apart. Where the answer is `leaf` or `passed`
  // for an element without content, nothing is open after.
  [[nodiscard]] Fate start(Tag tag, std::uint8_t name_hash);
  // The page closes an element; `source`: where its end tag stands.
  [[nodiscard]] Fate end(Tag tag, std::uint8_t name_hash, SourceRange source);
  // The same for most tags of a page, by the shortest way: `opened`, `leaf`, or, with nothing done,
  // `undecided`. Not for unknown names.
  [[nodiscard]] Fate start_plainly(Tag tag) {
    constexpr std::uint32_t plain = trait_plain_start | trait_plain_often | trait_plain_leaf;
    if (!has_trait(tag, plain) || !in_plain_content() || stack_.size() >= depth_limit_)
      return Fate::undecided;
    if (has_trait(tag, trait_plain_often) && !opens_plainly(tag)) return Fate::undecided;
    touched_passed_ = popped_ = closes_open_p_ = false;
    if (has_trait(tag, trait_plain_leaf)) return Fate::leaf;
    if (has_trait(tag, trait_closes_p) && is_open(Tag::p)) close_paragraph();
    Element& element = add_element(tag, mode(), closes_open_p_);
    if (has_trait(tag, trait_formatting)) {
      element.watched = true;
      element.serial = ++serial_;
      active_.push_back({tag, true, serial_});
      ++formatting_;
    }
    return Fate::opened;
  }
  // The same for end tags. True: the answer is `closed`; false: nothing was done.
  [[nodiscard]] bool end_plainly(Tag tag, SourceRange source) {
    if (stack_.size() <= passed_ || stack_.back().tag != tag) return false;
    if (!has_trait(tag, trait_plain_end | trait_formatting) || any_left_out_) return false;
    const std::uint32_t serial = stack_.back().serial;
    if (serial != 0) {
      if (active_.empty() || active_.back().serial != serial) return false;
      active_.pop_back();
      --formatting_;
    }
    const SkeletonWriter::Position begin = stack_.back().begin;
    const bool needs_hr = stack_.back().needs_hr;
    stack_.pop_back();
    --open_[index(tag)];
    touched_passed_ = false;
    writer_->entry(EntryKind::end_tag, source, tag);
    close_island(begin, needs_hr);
    return true;
  }
  // The parser is in its usual mode, and nothing waits to be opened again.
  [[nodiscard]] bool in_plain_content() const noexcept {
    return in_body_ && !all_passed_ && !pending() && (mode() == Mode::body || mode() == Mode::cell);
  }
  // The page has a run of text. True: it may be part of an island: loose_text() once its entry is added.
  [[nodiscard]] bool text(bool white_space) { return in_plain_content() || text_slowly(white_space); }
  void loose_text(bool white_space) {
    if (head_open_) return writer_->head_entry(white_space);
    writer_->loose_text(white_space, floor(), place());
  }
  // All entries since `begin` are the element for which start() answered `leaf`.
  void close_leaf(SkeletonWriter::Position begin) {
    if (head_open_) return writer_->head_entry(false);
    writer_->close_island(begin, floor(), place(), closes_open_p_);
  }
  // The entry added last is the element for which start_plainly() answered `leaf`.
  void add_plain_leaf() { writer_->add_leaf(floor(), place()); }

  // From here on all is left to the parser.
  void leave_to_parser();
  // The doctype is one under which a table closes a paragraph.
  void set_standard_mode() noexcept { standard_mode_ = true; }
  void set_unknown_doctype() noexcept { unknown_doctype_ = true; }

  [[nodiscard]] bool depth_limit_reached() const noexcept { return depth_limit_reached_; }
  [[nodiscard]] bool is_open(Tag tag) const noexcept { return open_[index(tag)] != 0; }
  [[nodiscard]] bool is_current(Tag tag) const noexcept { return top() == tag; }
  [[nodiscard]] Tag current() const noexcept { return top(); }
  [[nodiscard]] bool in_body() const noexcept { return in_body_; }
  [[nodiscard]] bool head_closed() const noexcept { return head_closed_; }
  [[nodiscard]] bool all_passed() const noexcept { return all_passed_; }

 private:
  // The insertion mode in which the parser stands while the element is the current node.
  // template_: in a template of which nothing but text and metadata was seen.
  enum class Mode : std::uint8_t {
    body,
    table,
    section,
    row,
    cell,
    caption,
    column_group,
    select,
    template_
  };
  struct Element {
    Tag tag = Tag::unknown;
    std::uint8_t name_hash = 0;
    Mode mode = Mode::body;
    Place place = Place::flow;
    bool watched = false;            // formatting, form or marker: see keep_watched()
    bool is_form = false;            // the form pointer points here
    bool text_stays_behind = false;  // text at its end is not part of it
    bool needs_hr = false;     // as an island: a marker that closes a passed p, or that opens nothing again
    std::uint32_t serial = 0;  // formatting elements: tells them apart
    SkeletonWriter::Position begin;
  };
  struct Active {
    Tag tag = Tag::unknown;  // Tag::count_ is a marker
    bool open = false;       // on the stack of open elements
    std::uint32_t serial = 0;
  };
  enum class Form : std::uint8_t { none, open, dangling };  // dangling: the pointer outlived the element

  static constexpr std::size_t index(Tag tag) noexcept { return static_cast<std::size_t>(tag); }
  static constexpr std::size_t not_found = static_cast<std::size_t>(-1);

  [[nodiscard]] Tag top() const noexcept { return stack_.empty() ? Tag::html : stack_.back().tag; }
  [[nodiscard]] Mode mode() const noexcept { return stack_.empty() ? Mode::body : stack_.back().mode; }
  [[nodiscard]] bool in_table_mode() const noexcept {
    return mode() == Mode::table || mode() == Mode::section || mode() == Mode::row;
  }
  // Of what is inserted now.
  [[nodiscard]] Place place() const noexcept { return stack_.empty() ? Place::flow : stack_.back().place; }
  // The marks from here on belong to the current node.
  [[nodiscard]] std::uint32_t floor() const noexcept {
    return stack_.empty() ? 0 : stack_.back().begin.marks;
  }
  // Any tag, even one that is ignored, parts the text before it from the text after it.
  [[nodiscard]] bool parts_text() const noexcept { return in_table_mode() || is_table_place(place()); }
  [[nodiscard]] bool pending() const noexcept {  // formatting elements wait to be opened again
    return !active_.empty() && !active_.back().open && active_.back().tag != Tag::count_;
  }

  // open_elements.cpp
  [[nodiscard]] bool text_slowly(bool white_space);
  struct Setting {
    Mode mode;
    Place place;
  };
  [[nodiscard]] Setting setting_of(Tag tag) const noexcept;
  [[nodiscard]] std::size_t find_in_scope(Tag tag, std::uint32_t boundary, Tag also_a, Tag also_b) const;
  [[nodiscard]] std::size_t find_nearest(std::uint32_t trait) const;
  // Of a trait_plain_often in plain content: it is not to close anything.
  [[nodiscard]] bool opens_plainly(Tag tag) const noexcept {
    if (tag != Tag::li) return active_.empty();
    return (top() == Tag::ul || top() == Tag::ol) && !is_open(Tag::p);
  }
  Element& add_element(Tag tag, Mode mode, bool needs_hr) {
    // Written in place: a copy would have to wait for the stores of its parts.
    Element& element = stack_.emplace_back();
    element.tag = tag;
    element.mode = mode;
    element.needs_hr = needs_hr;
    element.begin = writer_->position();
    ++open_[index(tag)];
    return element;
  }
  void close_island(SkeletonWriter::Position begin, bool needs_hr) {
    const Place where = place();
    writer_->close_island(begin, floor(), where, !is_table_place(where) && needs_hr);
  }
  void push(Tag tag, std::uint8_t name_hash);
  void push_implied(Tag tag);
  void pop();
  void pop_to(std::size_t size);  // does nothing for not_found
  void keep_watched(std::size_t size);
  void erase(std::size_t position);
  void pass_all();
  void part_text();
  void generate_implied_end_tags(Tag except);
  [[nodiscard]] Fate leave_out(Tag tag);
  void forget_left_out();

  // formatting_elements.cpp
  [[nodiscard]] std::size_t find_active(Tag tag) const;
  [[nodiscard]] std::size_t find_active_serial(std::uint32_t serial) const;
  void add_marker() { active_.push_back({Tag::count_, true, 0}); }
  void add_active();
  void erase_active(std::size_t position);
  void clear_active_to_marker();
  void reconstruct();
  void adopt(Tag tag);
  [[nodiscard]] bool adopt_once(Tag tag);
  void move_formatting(std::size_t active, std::size_t formatting, std::size_t block);
  void start_anchor();

  // open_elements_start.cpp
  [[nodiscard]] bool opens_body(Tag tag) const noexcept;
  [[nodiscard]] bool start_in_head(Tag tag) noexcept;
  void start_template_in_head(bool head_was_open);
  [[nodiscard]] Fate start_in_body(Tag tag, std::uint8_t name_hash);
  [[nodiscard]] Fate start_in_select(Tag tag, std::uint8_t name_hash);
  void close_for_start(Tag tag);
  void close_paragraph();
  void close_item(Tag first, Tag second);
  [[nodiscard]] Fate start_void(Tag tag);
  [[nodiscard]] Fate start_form(Tag tag);
  [[nodiscard]] Fate open(Tag tag, std::uint8_t name_hash);

  // open_elements_end.cpp
  void end_in_body(Tag tag, std::uint8_t name_hash);
  void end_in_select(Tag tag);
  void end_form();
  void end_paragraph();
  void end_heading();
  void end_other(Tag tag, std::uint8_t name_hash);

  // open_elements_table.cpp
  [[nodiscard]] Fate start_table(std::uint8_t name_hash);
  [[nodiscard]] Fate start_table_part(Tag tag, std::uint8_t name_hash);
  enum class Way : std::uint8_t { clear, closed, nearer };
  [[nodiscard]] bool make_way(Tag tag);
  [[nodiscard]] Way make_way_once(Tag tag);
  [[nodiscard]] Way make_way_in_row(Tag tag);
  [[nodiscard]] Way make_way_in_section(Tag tag);
  [[nodiscard]] Way make_way_in_table(Tag tag);
  void end_table_part(Tag tag);
  [[nodiscard]] bool end_table_part_once(Tag tag);
  [[nodiscard]] bool in_table_scope(Tag tag) const;
  void close_marked(Tag tag);
  void end_template_in_head();
  [[nodiscard]] Fate start_in_template(Tag tag, std::uint8_t name_hash);
  void settle_template(Tag tag);
  [[nodiscard]] bool in_parts_of_template() const noexcept {
    return parts_in_template_ && is_open(Tag::template_);
  }
  [[nodiscard]] bool select_in_table() const;
  void close_select();

  SkeletonWriter* writer_ = nullptr;
  std::vector<Element> stack_;
  std::vector<Active> active_;  // the list of active formatting elements
  std::array<std::uint32_t, tag_count> open_{};
  std::array<std::uint32_t, tag_count> left_out_{};
  std::size_t passed_ = 0;
  std::uint32_t formatting_ = 0;  // entries of active_ that are no markers
  std::uint32_t serial_ = 0;
  std::uint32_t depth_limit_ = 0;
  const SourceRange* own_end_ = nullptr;  // of the end tag that closes the next element popped
  Tag end_tag_ = Tag::unknown;            // the end tag being read
  Form form_ = Form::none;
  bool head_open_ = false;      // the parser stands right in a head whose tag was read
  bool head_noscript_ = false;  // in a <noscript> there
  bool head_template_ = false;  // in a <template> there, after which the head may go on as before
  bool in_body_ = false;        // body is open, and so are all that follows
  bool head_closed_ = false;    // </head> was read
  bool all_passed_ = false;
  bool standard_mode_ = false;
  bool unknown_doctype_ = false;
  bool parts_in_template_ = false;  // parts of tables stand right in a template
  bool any_left_out_ = false;
  bool depth_limit_reached_ = false;
  // What the tag being read has done so far.
  bool touched_passed_ = false;  // the parser must see it
  bool popped_ = false;          // it closed something
  bool closes_open_p_ = false;   // it closed a passed p, as <hr> would
};

}  // namespace lubb::dom
