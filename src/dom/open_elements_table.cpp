// Tables and <select>: the insertion modes of the HTML standard in which tags close more than their like.
#include "dom/open_elements.h"

namespace lubb::dom {

namespace {

bool is_section(Tag tag) { return tag == Tag::tbody || tag == Tag::thead || tag == Tag::tfoot; }
bool is_cell(Tag tag) { return tag == Tag::td || tag == Tag::th; }

}  // namespace

bool OpenElements::in_table_scope(Tag tag) const {
  return find_in_scope(tag, 0, Tag::table, Tag::template_) != not_found;
}

void OpenElements::close_select() { pop_to(find_in_scope(Tag::select, 0, Tag::html, Tag::html)); }

bool OpenElements::select_in_table() const { return in_table_scope(Tag::table); }

// Any start tag but metadata and parts of tables makes a template one of ordinary content.
void OpenElements::settle_template(Tag tag) {
  if (tag != Tag::table && has_trait(tag, trait_table_part)) {
    parts_in_template_ = true;
    return leave_to_parser();
  }
  const bool metadata =
      has_trait(tag, trait_head) && tag != Tag::html && tag != Tag::head && tag != Tag::noscript;
  if (metadata) return;
  stack_.back().mode = Mode::body;
  stack_.back().place = Place::template_;
}

// Closes the nearest element of that tag that put a marker on the list of active formatting elements.
void OpenElements::close_marked(Tag tag) {
  const Tag boundary = tag == Tag::template_ ? Tag::html : Tag::table;
  const std::size_t found = find_in_scope(tag, 0, boundary, Tag::template_);
  if (found == not_found) return;
  for (std::size_t i = found + 1; i < stack_.size(); ++i) {
    if (has_trait(stack_[i].tag, trait_marker)) leave_to_parser();  // its marker would stay
  }
  stack_[found].watched = false;
  clear_active_to_marker();
  pop_to(found);
}

// The parser goes on in the head as if the template had not been there, unless something in it outlives it.
void OpenElements::end_template_in_head() {
  if (!head_template_ || !stack_.empty() || !active_.empty() || any_left_out_) return;
  head_template_ = all_passed_ = in_body_ = false;
  head_open_ = true;
}

// Closes what stands between the element to be opened and the place it belongs to. False: the parser ignores
// the tag. True: it may be opened now.
bool OpenElements::make_way(Tag tag) {
  for (;;) {
    switch (make_way_once(tag)) {
      case Way::clear: return true;
      case Way::closed: return false;
      case Way::nearer: break;
    }
  }
}

OpenElements::Way OpenElements::make_way_once(Tag tag) {
  const auto pop_nearest = [this](Tag wanted) { pop_to(find_in_scope(wanted, 0, Tag::html, Tag::html)); };
  switch (mode()) {
    case Mode::body:
    case Mode::template_: return tag == Tag::table ? Way::clear : Way::closed;
    case Mode::select:
      if (!select_in_table() || tag == Tag::col || tag == Tag::colgroup) return Way::closed;
      close_select();
      return Way::nearer;
    case Mode::caption:
    case Mode::cell:
      if (tag == Tag::table) return Way::clear;
      close_marked(mode() == Mode::caption ? Tag::caption : in_table_scope(Tag::td) ? Tag::td : Tag::th);
      return Way::nearer;
    case Mode::column_group:
      if (tag == Tag::col) return Way::clear;
      pop_to(stack_.size() - 1);
      return Way::nearer;
    default: break;
  }
  if (tag == Tag::table) {  // a table right in a table ends it
    pop_nearest(tag);
    return Way::nearer;
  }
  if (mode() == Mode::row) return make_way_in_row(tag);
  if (mode() == Mode::section) return make_way_in_section(tag);
  return make_way_in_table(tag);
}

OpenElements::Way OpenElements::make_way_in_row(Tag tag) {
  const std::size_t row = find_in_scope(Tag::tr, 0, Tag::html, Tag::html);
  pop_to(row + 1);
  if (is_cell(tag)) return Way::clear;
  pop_to(row);
  return Way::nearer;
}

OpenElements::Way OpenElements::make_way_in_section(Tag tag) {
  const std::size_t section = find_nearest(trait_table_section);
  pop_to(section + 1);
  if (tag == Tag::tr) return Way::clear;
  if (is_cell(tag)) {
    push_implied(Tag::tr);
  } else {
    pop_to(section);
  }
  return Way::nearer;
}

OpenElements::Way OpenElements::make_way_in_table(Tag tag) {
  pop_to(find_in_scope(Tag::table, 0, Tag::html, Tag::html) + 1);
  if (tag == Tag::col) {
    push_implied(Tag::colgroup);
  } else if (tag == Tag::tr || is_cell(tag)) {
    push_implied(Tag::tbody);
  } else {
    return Way::clear;
  }
  return Way::nearer;
}

Fate OpenElements::start_table(std::uint8_t name_hash) {
  if (in_parts_of_template()) return start_in_template(Tag::table, name_hash);
  if (!make_way(Tag::table)) return Fate::ignored;
  const bool may_close = find_in_scope(Tag::p, trait_scope, Tag::button, Tag::button) != not_found;
  if (may_close && unknown_doctype_) leave_to_parser();
  if (standard_mode_) close_paragraph();
  if (pending() && !standard_mode_) pass_all();
  return open(Tag::table, name_hash);
}

Fate OpenElements::start_table_part(Tag tag, std::uint8_t name_hash) {
  if (in_parts_of_template()) return start_in_template(tag, name_hash);
  if (!make_way(tag)) return Fate::ignored;
  if (tag == Tag::col) return touched_passed_ ? Fate::passed : Fate::leaf;
  const Fate fate = open(tag, name_hash);
  if (fate == Fate::opened && has_trait(tag, trait_marker)) add_marker();
  return fate;
}

// In a template table parts stand without a table. All is the parser's; what counts is the depth.
Fate OpenElements::start_in_template(Tag tag, std::uint8_t name_hash) {
  if (tag == Tag::col) return Fate::passed;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Tag open = stack_[i].tag;
    if (tag == Tag::table) break;
    const bool inside = (is_cell(tag) && (open == Tag::tr || is_section(open))) ||
                        (tag == Tag::tr && is_section(open)) || open == Tag::table || open == Tag::template_;
    if (!inside) continue;
    pop_to(i + 1);
    break;
  }
  return open(tag, name_hash);
}

void OpenElements::end_table_part(Tag tag) {
  if (in_parts_of_template()) return pop_to(find_in_scope(tag, 0, Tag::table, Tag::template_));
  while (end_table_part_once(tag)) {
  }
}

// True: something in the way was closed, the end tag itself is still to be read.
bool OpenElements::end_table_part_once(Tag tag) {
  const SourceRange* const own_end = own_end_;
  const auto close_in_the_way = [&](auto close) {
    own_end_ = nullptr;
    close();
    own_end_ = own_end;
    return true;
  };
  const bool closes_rows = tag == Tag::table || is_section(tag);
  switch (mode()) {
    case Mode::body:
    case Mode::template_: return false;
    case Mode::select:
      if (!select_in_table() || tag == Tag::col || tag == Tag::colgroup || !in_table_scope(tag)) return false;
      return close_in_the_way([&] { close_select(); });
    case Mode::caption:
      if (tag == Tag::caption) close_marked(tag);
      if (tag != Tag::table) return false;
      return close_in_the_way([&] { close_marked(Tag::caption); });
    case Mode::cell:
      if (is_cell(tag) && in_table_scope(tag)) close_marked(tag);
      if ((!closes_rows && tag != Tag::tr) || !in_table_scope(tag)) return false;
      return close_in_the_way([&] { close_marked(in_table_scope(Tag::td) ? Tag::td : Tag::th); });
    case Mode::column_group:
      if (tag == Tag::colgroup) pop_to(stack_.size() - 1);
      if (tag == Tag::colgroup || tag == Tag::col) return false;
      return close_in_the_way([&] { pop_to(stack_.size() - 1); });
    case Mode::row:
      if (tag == Tag::tr) pop_to(find_in_scope(Tag::tr, 0, Tag::html, Tag::html));
      if (!closes_rows || !in_table_scope(tag)) return false;
      return close_in_the_way([&] { pop_to(find_in_scope(Tag::tr, 0, Tag::html, Tag::html)); });
    case Mode::section:
      if (is_section(tag) && in_table_scope(tag)) pop_to(find_nearest(trait_table_section));
      if (tag != Tag::table) return false;
      return close_in_the_way([&] { pop_to(find_nearest(trait_table_section)); });
    case Mode::table:
      if (tag == Tag::table) pop_to(find_in_scope(tag, 0, Tag::html, Tag::html));
      return false;
  }
  return false;
}

}  // namespace lubb::dom
