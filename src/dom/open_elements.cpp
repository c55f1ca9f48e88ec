#include "dom/open_elements.h"

namespace lubb::dom {

void OpenElements::reset(SkeletonWriter& writer, std::uint32_t depth_limit, bool islands) {
  writer_ = &writer;
  constexpr std::size_t usual_depth = 64, usual_formatting = 16;  // more than that is rare
  stack_.clear();
  stack_.reserve(usual_depth);
  active_.clear();
  active_.reserve(usual_formatting);
  open_.fill(0);
  left_out_.fill(0);
  passed_ = formatting_ = serial_ = 0;
  depth_limit_ = depth_limit;
  own_end_ = nullptr;
  form_ = Form::none;
  head_open_ = head_noscript_ = head_template_ = in_body_ = head_closed_ = standard_mode_ = unknown_doctype_ =
      any_left_out_ = depth_limit_reached_ = parts_in_template_ = false;
  touched_passed_ = popped_ = closes_open_p_ = false;
  all_passed_ = !islands;
}

void OpenElements::leave_to_parser() {
  all_passed_ = true;
  head_template_ = false;
  pass_all();
}

// All that is open is left to the parser, and so is the tag being read.
void OpenElements::pass_all() {
  part_text();
  passed_ = stack_.size();
  touched_passed_ = true;
}

// The parser must not take an island for text: it keeps text back, so that it may end up elsewhere than an
// element would. Closing an element puts it into the tree.
void OpenElements::part_text() {
  if (place() == Place::flow && !touched_passed_)
    writer_->part_text_from_island(floor(), mode() == Mode::select);
}

// The mode and place that an element brings about, if any; else those around it.
OpenElements::Setting OpenElements::setting_of(Tag tag) const noexcept {
  switch (tag) {
    case Tag::table: return {Mode::table, Place::table};
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot: return {Mode::section, Place::section};
    case Tag::tr: return {Mode::row, Place::row};
    case Tag::td:
    case Tag::th: return {Mode::cell, Place::flow};
    case Tag::caption: return {Mode::caption, Place::flow};
    case Tag::colgroup: return {Mode::column_group, Place::column_group};
    case Tag::select: return {Mode::select, Place::flow};
    case Tag::template_: return {Mode::template_, Place::new_template};
    default: return {mode(), Place::flow};
  }
}

void OpenElements::push(Tag tag, std::uint8_t name_hash) {
  const bool sets_mode = has_trait(tag, trait_table_part | trait_marker) || tag == Tag::select;
  const Setting setting = sets_mode ? setting_of(tag) : Setting{mode(), Place::flow};
  Element& element = add_element(tag, setting.mode, closes_open_p_ || pending());
  element.name_hash = name_hash;
  element.place = setting.place;
  element.watched = has_trait(tag, trait_formatting | trait_marker) || tag == Tag::form;
  if (all_passed_ || touched_passed_) passed_ = stack_.size();
}

// The parser opens an element by itself.
void OpenElements::push_implied(Tag tag) {
  push(tag, 0);
  writer_->entry(EntryKind::implied_start, {}, tag);
}

// Closes the current node; if it is not the parser's, it is an island now.
void OpenElements::pop() {
  const Element& element = stack_.back();
  const Tag tag = element.tag;
  const bool text_stays_behind = element.text_stays_behind, needs_hr = element.needs_hr;
  const SkeletonWriter::Position begin = element.begin;
  if (element.serial != 0) {
    if (const std::size_t active = find_active_serial(element.serial); active != not_found) {
      active_[active].open = false;
    }
  }
  if (element.is_form) form_ = Form::dangling;
  const bool island = stack_.size() > passed_;
  stack_.pop_back();
  --open_[index(tag)];
  popped_ = true;
  if (!island) {
    passed_ = stack_.size();
    touched_passed_ = true;
    return;
  }
  if (own_end_ != nullptr) {
    writer_->entry(EntryKind::end_tag, *own_end_, end_tag_);
  } else {
    writer_->implied_end(tag, text_stays_behind);
  }
  close_island(begin, needs_hr);
}

void OpenElements::pop_to(std::size_t size) {
  if (size >= stack_.size()) return;
  keep_watched(size);
  const SourceRange* const own_end = own_end_;
  own_end_ = nullptr;
  while (stack_.size() > size + 1) pop();
  own_end_ = own_end;
  pop();
  own_end_ = nullptr;
  forget_left_out();
}

// What is about to be closed and has a life beyond the stack is left to the parser: a formatting element that
// waits to be opened again, the element of the form pointer, one whose marker stays.
void OpenElements::keep_watched(std::size_t size) {
  for (std::size_t i = stack_.size(); i-- > size;) {
    const Element& element = stack_[i];
    if (!element.watched) continue;
    if (has_trait(element.tag, trait_marker)) return leave_to_parser();
    const bool outlives =
        element.is_form || (element.serial != 0 && find_active_serial(element.serial) != not_found);
    if (outlives && passed_ <= i) passed_ = i + 1;
  }
}

// Takes out one element and leaves what stands above it.
void OpenElements::erase(std::size_t position) {
  --open_[index(stack_[position].tag)];
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(position));
  pass_all();
}

// Closing an element that was written closes all that was left out inside it.
void OpenElements::forget_left_out() {
  if (!any_left_out_) return;
  left_out_.fill(0);
  any_left_out_ = false;
}

Fate OpenElements::leave_out(Tag tag) {
  ++left_out_[index(tag)];
  any_left_out_ = true;
  return Fate::left_out;
}

// Position of the nearest open `tag` with no boundary element above it.
std::size_t OpenElements::find_in_scope(Tag tag, std::uint32_t boundary, Tag also_a, Tag also_b) const {
  if (open_[index(tag)] == 0) return not_found;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Tag open = stack_[i].tag;
    if (open == tag) return i;
    if (has_trait(open, boundary) || open == also_a || open == also_b) return not_found;
  }
  return not_found;
}

std::size_t OpenElements::find_nearest(std::uint32_t trait) const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (has_trait(stack_[i].tag, trait)) return i;
  }
  return not_found;
}

void OpenElements::generate_implied_end_tags(Tag except) {
  std::size_t size = stack_.size();
  while (size > 0 && has_trait(stack_[size - 1].tag, trait_implied_end) && stack_[size - 1].tag != except) {
    --size;
  }
  const SourceRange* const own_end = own_end_;
  own_end_ = nullptr;
  pop_to(size);
  own_end_ = own_end;
}

bool OpenElements::text_slowly(bool white_space) {
  touched_passed_ = popped_ = closes_open_p_ = false;
  if (!in_body_) {
    if (white_space) return head_open_ && !all_passed_;
    in_body_ = true;
    head_open_ = head_noscript_ = false;
    return !all_passed_;
  }
  if (mode() == Mode::select) return !all_passed_;
  if (mode() == Mode::column_group && !white_space) pop_to(stack_.size() - 1);
  const bool in_table = is_table_place(place());
  if (pending() && !(white_space && (in_table_mode() || in_table))) {
    reconstruct();
  } else if (pending() || (in_table && (!white_space || writer_->after_placed_text()))) {
    pass_all();
  }
  return !all_passed_ && !touched_passed_;
}

}  // namespace lubb::dom
