#include "dom/open_elements.h"

namespace lubb::dom {

namespace {
constexpr Tag marker = Tag::count_;
}

void OpenElements::reset(std::uint32_t depth_limit) {
  stack_.clear();
  active_.clear();
  open_.fill(0);
  left_out_.fill(0);
  formatting_ = 0;
  depth_limit_ = depth_limit;
  any_left_out_ = false;
  depth_limit_reached_ = false;
}

void OpenElements::push(Tag tag, std::uint8_t name_hash) {
  stack_.push_back({tag, name_hash});
  ++open_[index(tag)];
  if (has_trait(tag, trait_marker)) active_.push_back(marker);
}

void OpenElements::pop() {
  const Tag tag = stack_.back().tag;
  stack_.pop_back();
  --open_[index(tag)];
  if (!has_trait(tag, trait_marker)) return;
  while (!active_.empty()) {
    const Tag last = active_.back();
    active_.pop_back();
    if (last == marker) break;
    --formatting_;
  }
}

void OpenElements::pop_to(std::size_t size) {
  if (size >= stack_.size()) return;
  while (stack_.size() > size) pop();
  forget_left_out();
}

// Takes out one element and leaves what stands above it; never one that put a marker.
void OpenElements::erase(std::size_t position) {
  --open_[index(stack_[position].tag)];
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(position));
}

// Closing an element that was written closes all that was left out inside it.
void OpenElements::forget_left_out() {
  if (!any_left_out_) return;
  left_out_.fill(0);
  any_left_out_ = false;
}

bool OpenElements::leave_out(Tag tag) {
  ++left_out_[index(tag)];
  any_left_out_ = true;
  return false;
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

// Position of the nearest open table or template, or of the row or section inside it.
std::size_t OpenElements::find_table_context(bool rows, bool sections) const {
  if (open_[index(Tag::table)] == 0 && open_[index(Tag::template_)] == 0) return not_found;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Tag open = stack_[i].tag;
    if (open == Tag::table || open == Tag::template_) return i;
    if (rows && open == Tag::tr) return i;
    if (sections && (open == Tag::tbody || open == Tag::thead || open == Tag::tfoot)) return i;
  }
  return not_found;
}

void OpenElements::close_paragraph() { pop_to(find_in_scope(Tag::p, trait_scope, Tag::button, Tag::button)); }

// li, dd and dt close their like, but not through a special element other than address, div and p.
void OpenElements::close_item(Tag first, Tag second) {
  if (open_[index(first)] == 0 && open_[index(second)] == 0) return;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Tag open = stack_[i].tag;
    if (open == first || open == second) return pop_to(i);
    const bool transparent = open == Tag::address || open == Tag::div || open == Tag::p;
    if (has_trait(open, trait_special) && !transparent) return;
  }
}

void OpenElements::close_ruby(Tag tag) {
  if (find_in_scope(Tag::ruby, trait_scope, Tag::html, Tag::html) == not_found) return;
  const bool keeps_rtc = tag == Tag::rt || tag == Tag::rp;
  while (has_trait(top(), trait_ruby) && !(keeps_rtc && top() == Tag::rtc)) pop_to(stack_.size() - 1);
}

// False: there is no table, and the parser will not open the element.
bool OpenElements::start_table_part(Tag tag) {
  const bool cell = tag == Tag::td || tag == Tag::th;
  const std::size_t context = find_table_context(cell, cell || tag == Tag::tr);
  if (context == not_found) return false;
  pop_to(context + 1);
  return true;
}

std::size_t OpenElements::find_active(Tag tag) const {
  for (std::size_t i = active_.size(); i-- > 0 && active_[i] != marker;) {
    if (active_[i] == tag) return i;
  }
  return not_found;
}

// False: too many are open already.
bool OpenElements::start_formatting(Tag tag) {
  if (tag == Tag::a || tag == Tag::nobr) {  // these close their like, wherever it stands
    if (find_active(tag) != not_found) end_formatting(tag);
  } else if (formatting_ >= formatting_limit) {
    return false;
  }
  return true;
}

void OpenElements::close_for_start(Tag tag) {
  switch (tag) {
    case Tag::li: close_item(Tag::li, Tag::li); break;
    case Tag::dd:
    case Tag::dt: close_item(Tag::dd, Tag::dt); break;
    case Tag::button: pop_to(find_in_scope(Tag::button, trait_scope, Tag::html, Tag::html)); break;
    case Tag::optgroup:
    case Tag::option:
      if (top() == Tag::option) pop_to(stack_.size() - 1);
      if (tag == Tag::optgroup && top() == Tag::optgroup) pop_to(stack_.size() - 1);
      break;
    case Tag::table:
      if (has_trait(top(), trait_table_part) && !has_trait(top(), trait_marker)) {
        pop_to(find_table_context(false, false));
      }
      break;
    default: break;
  }
  if (has_trait(tag, trait_closes_p)) close_paragraph();
  if (has_trait(tag, trait_heading) && has_trait(top(), trait_heading)) pop_to(stack_.size() - 1);
  if (has_trait(tag, trait_ruby)) close_ruby(tag);
}

bool OpenElements::start(Tag tag, std::uint8_t name_hash) {
  if (tag == Tag::html || tag == Tag::head || tag == Tag::body || tag == Tag::frameset) return true;
  if (has_trait(tag, trait_table_part) && tag != Tag::table) {
    if (!start_table_part(tag)) return true;
  } else {
    close_for_start(tag);
  }
  if (has_trait(tag, trait_void)) return true;
  if (tag == Tag::form && is_open(Tag::form) && !is_open(Tag::template_))
    return true;  // ignored by the parser
  const bool formatting = has_trait(tag, trait_formatting);
  if (formatting && !start_formatting(tag)) return leave_out(tag);
  if (stack_.size() >= depth_limit_) {
    depth_limit_reached_ = true;
    return leave_out(tag);
  }
  push(tag, name_hash);
  if (formatting) {
    active_.push_back(tag);
    ++formatting_;
  }
  return true;
}

// The adoption agency: closes one formatting element; blocks opened inside it stay open.
void OpenElements::end_formatting(Tag tag) {
  const std::size_t active = find_active(tag);
  if (active == not_found) return end_other(tag);
  bool special = false;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Tag open = stack_[i].tag;
    if (open == tag) {
      active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(active));
      --formatting_;
      if (special) return erase(i);
      return pop_to(i);
    }
    if (has_trait(open, trait_scope)) return;
    special = special || has_trait(open, trait_special);
  }
  active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(active));
  --formatting_;
}

// "Any other end tag": closes up to its like, but nothing special.
void OpenElements::end_other(Tag tag) {
  if (open_[index(tag)] == 0) return;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (stack_[i].tag == tag) return pop_to(i);
    if (has_trait(stack_[i].tag, trait_special)) return;
  }
}

bool OpenElements::end(Tag tag, std::uint8_t name_hash) {
  if (any_left_out_ && left_out_[index(tag)] != 0) {
    --left_out_[index(tag)];
    return false;
  }
  if (has_trait(tag, trait_formatting)) {
    end_formatting(tag);
  } else if (open_[index(tag)] == 0 && !has_trait(tag, trait_heading)) {
    // Nothing of that name is open.
  } else if (has_trait(tag, trait_parser_unknown)) {
    // The parser takes all unknown names for one; only a properly nested pair is sure to be closed.
    if (stack_.back().tag == tag && stack_.back().name_hash == name_hash) pop_to(stack_.size() - 1);
  } else if (top() == tag) {
    pop_to(stack_.size() - 1);
  } else if (tag == Tag::p) {
    close_paragraph();
  } else if (tag == Tag::li) {
    pop_to(find_in_scope(tag, trait_scope, Tag::ul, Tag::ol));
  } else if (tag == Tag::form) {
    const std::size_t form = find_in_scope(tag, trait_scope, Tag::html, Tag::html);
    if (form != not_found) erase(form);
  } else if (tag == Tag::template_) {
    pop_to(find_in_scope(tag, 0, Tag::html, Tag::html));
  } else if (has_trait(tag, trait_table_part)) {
    pop_to(find_in_scope(tag, 0, Tag::table, Tag::template_));
  } else if (has_trait(tag, trait_block_end)) {
    pop_to(find_in_scope(tag, trait_scope, Tag::html, Tag::html));
  } else if (has_trait(tag, trait_heading)) {
    for (std::size_t i = stack_.size(); i-- > 0;) {
      if (has_trait(stack_[i].tag, trait_heading)) {
        pop_to(i);
        break;
      }
      if (has_trait(stack_[i].tag, trait_scope)) break;
    }
  } else {
    end_other(tag);
  }
  return true;
}

}  // namespace lubb::dom
