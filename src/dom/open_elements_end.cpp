// What end tags close.
#include "dom/open_elements.h"

namespace lubb::dom {

// "Any other end tag": closes up to its like, but nothing special.
void OpenElements::end_other(Tag tag, std::uint8_t name_hash) {
  const bool unknown = has_trait(tag, trait_parser_unknown);
  if (unknown && open_[index(Tag::math)] != 0) {
    // Inside math names count, elsewhere the parser takes all unknown ones for one.
    if (top() == tag && stack_.back().name_hash == name_hash) pop_to(stack_.size() - 1);
    return;
  }
  if (!unknown && open_[index(tag)] == 0) return;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Tag open = stack_[i].tag;
    if (open == tag || (unknown && has_trait(open, trait_parser_unknown))) return pop_to(i);
    if (has_trait(open, trait_special)) return;
  }
}

void OpenElements::end_heading() {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (has_trait(stack_[i].tag, trait_heading)) return pop_to(i);
    if (has_trait(stack_[i].tag, trait_scope)) return;
  }
}

// Without an open p the parser makes an empty one.
void OpenElements::end_paragraph() {
  const std::size_t p = find_in_scope(Tag::p, trait_scope, Tag::button, Tag::button);
  if (p != not_found) return pop_to(p);
  if (pending() || place() != Place::flow) return pass_all();
  if (all_passed_) return;
  push_implied(Tag::p);
  pop_to(stack_.size() - 1);
}

// The parser takes a form off its stack without a note of the end tag, and text that it has not put into the
// tree by then lands behind the form.
void OpenElements::end_form() {
  if (is_open(Tag::template_)) {
    if (find_in_scope(Tag::form, trait_scope, Tag::html, Tag::html) == not_found) return;
    generate_implied_end_tags(Tag::html);
    if (top() == Tag::form) pop_to(stack_.size() - 1);
    return;
  }
  if (form_ == Form::none) return;
  if (form_ == Form::dangling) {
    form_ = Form::none;
    return pass_all();
  }
  form_ = Form::none;
  std::size_t form = stack_.size();
  bool in_scope = true;
  while (!stack_[--form].is_form) in_scope = in_scope && !has_trait(stack_[form].tag, trait_scope);
  stack_[form].is_form = false;
  if (!in_scope) return pass_all();
  generate_implied_end_tags(Tag::html);
  if (form + 1 != stack_.size()) return erase(form);
  own_end_ = nullptr;
  if (form < passed_) {
    part_text();
    return pop_to(form);
  }
  stack_[form].text_stays_behind = true;
  pop_to(form);
}

void OpenElements::end_in_body(Tag tag, std::uint8_t name_hash) {
  if (has_trait(tag, trait_formatting)) return adopt(tag);
  if (tag == Tag::form) return end_form();
  if (tag == Tag::p) return end_paragraph();
  if (has_trait(tag, trait_heading)) return end_heading();
  if (tag == Tag::li) return pop_to(find_in_scope(tag, trait_scope, Tag::ul, Tag::ol));
  if (has_trait(tag, trait_marker)) {
    close_marked(tag);
  } else if (has_trait(tag, trait_block_end)) {
    pop_to(find_in_scope(tag, trait_scope, Tag::html, Tag::html));
  } else {
    end_other(tag, name_hash);
  }
}

void OpenElements::end_in_select(Tag tag) {
  const std::size_t size = stack_.size();
  switch (tag) {
    case Tag::optgroup:
      if (top() == Tag::option && size > 1 && stack_[size - 2].tag == Tag::optgroup) return pop_to(size - 2);
      if (top() == Tag::optgroup) pop_to(size - 1);
      break;
    case Tag::option:
      if (top() == Tag::option) pop_to(size - 1);
      break;
    case Tag::select: close_select(); break;
    case Tag::template_: close_marked(tag); break;
    default: break;
  }
}

Fate OpenElements::end(Tag tag, std::uint8_t name_hash, SourceRange source) {
  touched_passed_ = popped_ = closes_open_p_ = all_passed_;
  head_open_ = head_noscript_ && tag == Tag::noscript;
  head_noscript_ = false;
  if (any_left_out_ && left_out_[index(tag)] != 0) {
    --left_out_[index(tag)];
    return Fate::left_out;
  }
  if (mode() == Mode::template_ && tag != Tag::template_) return all_passed_ ? Fate::passed : Fate::ignored;
  if (mode() == Mode::column_group && tag != Tag::col && tag != Tag::colgroup && tag != Tag::template_) {
    pop_to(stack_.size() - 1);
  }
  if (tag == Tag::body || tag == Tag::html || tag == Tag::br || (tag == Tag::head && !in_body_)) {
    head_closed_ = head_closed_ || tag == Tag::head;
    in_body_ = in_body_ || tag != Tag::head;
    if (tag == Tag::br) reconstruct();
    head_template_ = false;
    pass_all();
    return Fate::passed;
  }
  if (!in_body_ && stack_.empty()) return Fate::passed;
  own_end_ = &source;
  end_tag_ = tag;
  if (has_trait(tag, trait_table_part)) {
    end_table_part(tag);
  } else if (mode() == Mode::select) {
    end_in_select(tag);
  } else {
    end_in_body(tag, name_hash);
  }
  own_end_ = nullptr;
  if (tag == Tag::template_) end_template_in_head();
  if (touched_passed_) return Fate::passed;
  if (popped_) return Fate::closed;
  return parts_text() ? Fate::parting : Fate::ignored;
}

}  // namespace lubb::dom
