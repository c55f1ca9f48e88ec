// What start tags close and open.
#include "dom/open_elements.h"

namespace lubb::dom {

void OpenElements::close_paragraph() {
  const std::size_t p = find_in_scope(Tag::p, trait_scope, Tag::button, Tag::button);
  if (p == not_found) return;
  const bool touched_before = touched_passed_;
  touched_passed_ = false;
  pop_to(p);
  if (all_passed_) touched_passed_ = true;
  closes_open_p_ = touched_passed_;
  touched_passed_ = touched_before;
}

// li, dd and dt close their like, but not through a special element other than address, div and p.
void OpenElements::close_item(Tag first, Tag second) {
  if (open_[index(first)] == 0 && open_[index(second)] == 0) return;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Tag open = stack_[i].tag;
    if (open == first || open == second) return pop_to(i);
    const bool transparent = open == Tag::address || open == Tag::div || open == Tag::p;
    if (!has_trait(open, trait_special) || transparent) continue;
    // With the paragraph that the tag closes, what stood in its way here would be gone.
    const std::size_t p = find_in_scope(Tag::p, trait_scope, Tag::button, Tag::button);
    if (p != not_found && p < i) pass_all();
    return;
  }
}

void OpenElements::close_for_start(Tag tag) {
  switch (tag) {
    case Tag::li: close_item(Tag::li, Tag::li); break;
    case Tag::dd:
    case Tag::dt: close_item(Tag::dd, Tag::dt); break;
    case Tag::button: pop_to(find_in_scope(Tag::button, trait_scope, Tag::html, Tag::html)); break;
    case Tag::option:
    case Tag::optgroup:
      if (top() == Tag::option) pop_to(stack_.size() - 1);
      break;
    case Tag::rb:
    case Tag::rt:
    case Tag::rtc:
    case Tag::rp:
      if (find_in_scope(Tag::ruby, trait_scope, Tag::html, Tag::html) != not_found) {
        generate_implied_end_tags(tag == Tag::rt || tag == Tag::rp ? Tag::rtc : Tag::html);
      }
      break;
    case Tag::a: start_anchor(); break;
    default: break;
  }
  if (has_trait(tag, trait_closes_p)) close_paragraph();
  if (has_trait(tag, trait_heading) && has_trait(top(), trait_heading)) pop_to(stack_.size() - 1);
  if (has_trait(tag, trait_reconstructs)) reconstruct();
  if (tag == Tag::nobr && find_in_scope(tag, trait_scope, Tag::html, Tag::html) != not_found) {
    adopt(tag);
    reconstruct();
  }
}

// The start tag of an element without content.
Fate OpenElements::start_void(Tag tag) {
  if (in_table_mode() && tag == Tag::input) pass_all();  // a hidden one is not moved out of the table
  if (pending()) pass_all();
  if (has_trait(tag, trait_raw_text) && stack_.size() >= depth_limit_) {
    depth_limit_reached_ = true;
    return Fate::left_out;
  }
  return touched_passed_ ? Fate::passed : Fate::leaf;
}

// Opens the element unless there is no room left.
Fate OpenElements::open(Tag tag, std::uint8_t name_hash) {
  if (stack_.size() >= depth_limit_) {
    depth_limit_reached_ = true;
    return leave_out(tag);
  }
  push(tag, name_hash);
  return Fate::opened;
}

Fate OpenElements::start_form(Tag tag) {
  const bool in_template = is_open(Tag::template_);  // the form pointer counts outside only
  if (in_template ? in_table_mode() : form_ != Form::none) return Fate::ignored;
  if (in_table_mode()) {  // opened and closed at once, but the pointer stays
    pass_all();
    form_ = Form::dangling;
    return Fate::passed;
  }
  close_paragraph();
  const Fate fate = open(tag, 0);
  if (fate == Fate::opened && !in_template) {
    stack_.back().is_form = true;
    form_ = Form::open;
  }
  return fate;
}

Fate OpenElements::start_in_body(Tag tag, std::uint8_t name_hash) {
  if (tag == Tag::frame) return Fate::ignored;
  if (tag == Tag::form) return start_form(tag);
  const bool formatting = has_trait(tag, trait_formatting);
  if (formatting && tag != Tag::a && tag != Tag::nobr && formatting_ >= formatting_limit) {
    leave_to_parser();
    return leave_out(tag);
  }
  if (tag == Tag::input && pending() && in_table_mode())
    leave_to_parser();  // a hidden one would open nothing
  close_for_start(tag);
  if (in_table_mode() && is_table_place(place()) && tag != Tag::template_)
    pass_all();  // moved out of the table
  if (has_trait(tag, trait_void | trait_raw_text)) return start_void(tag);
  if (tag == Tag::math || tag == Tag::plaintext) leave_to_parser();
  if (pending() && !has_trait(tag, trait_closes_p)) pass_all();
  const Fate fate = open(tag, name_hash);
  if (fate == Fate::opened && formatting) add_active();
  if (fate == Fate::opened && has_trait(tag, trait_marker)) add_marker();
  return fate;
}

Fate OpenElements::start_in_select(Tag tag, std::uint8_t name_hash) {
  switch (tag) {
    case Tag::option:
    case Tag::optgroup:
      if (top() == Tag::option) pop_to(stack_.size() - 1);
      if (tag == Tag::optgroup && top() == Tag::optgroup) pop_to(stack_.size() - 1);
      return open(tag, name_hash);
    case Tag::select: close_select(); return touched_passed_ ? Fate::passed : Fate::ignored;
    case Tag::input:
    case Tag::keygen:
    case Tag::textarea: close_select(); return start_in_body(tag, name_hash);
    case Tag::template_: leave_to_parser(); return start_in_body(tag, name_hash);
    case Tag::math:
    case Tag::plaintext:
    case Tag::xmp:
      leave_to_parser();
      if (tag == Tag::xmp) return Fate::passed;
      return open(tag, name_hash);
    default: return Fate::ignored;
  }
}

// A start tag other than these opens the body.
bool OpenElements::opens_body(Tag tag) const noexcept {
  if (tag == Tag::noscript) return head_closed_;
  return !has_trait(tag, trait_head) && tag != Tag::menuitem && tag != Tag::frameset;
}

// True if the tag stands for an element that the parser inserts into the head and closes at once.
bool OpenElements::start_in_head(Tag tag) noexcept {
  const bool metadata = tag == Tag::meta || tag == Tag::link || tag == Tag::base;
  if (metadata && (head_open_ || head_noscript_)) return head_open_ && !all_passed_;
  head_noscript_ = head_open_ && tag == Tag::noscript;
  head_open_ = (head_open_ && tag == Tag::title) || (tag == Tag::head && !in_body_ && !head_closed_);
  return false;
}

// All in it is the parser's.
void OpenElements::start_template_in_head(bool head_was_open) {
  if (all_passed_) return;
  leave_to_parser();
  head_template_ = head_was_open;
}

Fate OpenElements::start(Tag tag, std::uint8_t name_hash) {
  touched_passed_ = popped_ = closes_open_p_ = all_passed_;
  const bool head_was_open = head_open_;
  if (!in_body_ && start_in_head(tag)) return Fate::leaf;
  if (tag == Tag::frameset) leave_to_parser();
  if (tag == Tag::template_ && !in_body_) start_template_in_head(head_was_open);
  const bool opens = !in_body_ && opens_body(tag);
  in_body_ = in_body_ || opens;
  const bool settles = mode() == Mode::template_;
  if (settles) settle_template(tag);
  if (mode() == Mode::column_group && tag != Tag::col && tag != Tag::template_ && tag != Tag::html) {
    pop_to(stack_.size() - 1);
  }
  if (tag == Tag::html || tag == Tag::head || tag == Tag::body || tag == Tag::frameset) {
    head_template_ = false;
    pass_all();
    return Fate::passed;
  }
  if (!in_body_ && stack_.empty() && tag != Tag::template_) return Fate::passed;
  const std::size_t implied = has_trait(tag, trait_table_part) ? 2 : 0;  // tbody and tr, at most
  if (stack_.size() + implied >= depth_limit_ && !has_trait(tag, trait_void)) leave_to_parser();
  Fate fate = Fate::passed;
  if (tag == Tag::table) {
    fate = start_table(name_hash);
  } else if (has_trait(tag, trait_table_part)) {
    fate = start_table_part(tag, name_hash);
  } else if (mode() == Mode::select) {
    fate = start_in_select(tag, name_hash);
  } else {
    fate = start_in_body(tag, name_hash);
  }
  if (fate != Fate::ignored) return fate;
  if (opens || touched_passed_) return Fate::passed;
  return settles || (parts_text() && !popped_) ? Fate::parting : Fate::ignored;
}

}  // namespace lubb::dom
