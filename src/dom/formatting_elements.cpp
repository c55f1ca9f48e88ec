// The list of active formatting elements and the algorithms of the HTML standard that work on it, on the
// stack alone, with the turns that libgumbo gives them.
#include "dom/open_elements.h"

namespace lubb::dom {

namespace {
constexpr Tag marker = Tag::count_;
}

std::size_t OpenElements::find_active(Tag tag) const {
  for (std::size_t i = active_.size(); i-- > 0 && active_[i].tag != marker;) {
    if (active_[i].tag == tag) return i;
  }
  return not_found;
}

std::size_t OpenElements::find_active_serial(std::uint32_t serial) const {
  for (std::size_t i = active_.size(); i-- > 0;) {
    if (active_[i].serial == serial) return i;
  }
  return not_found;
}

// The current node becomes an active formatting element; of four of a kind the first is forgotten.
void OpenElements::add_active() {
  constexpr std::uint32_t of_a_kind = 3;
  Element& element = stack_.back();
  std::uint32_t alike = 0;
  std::size_t earliest = 0;
  for (std::size_t i = active_.size(); i-- > 0 && active_[i].tag != marker;) {
    if (active_[i].tag != element.tag) continue;
    ++alike;
    earliest = i;
  }
  if (alike >= of_a_kind) {
    erase_active(earliest);
    pass_all();
  }
  element.serial = ++serial_;
  active_.push_back({element.tag, true, element.serial});
  ++formatting_;
}

void OpenElements::erase_active(std::size_t position) {
  active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(position));
  --formatting_;
}

void OpenElements::clear_active_to_marker() {
  while (!active_.empty()) {
    const Tag last = active_.back().tag;
    active_.pop_back();
    if (last == marker) break;
    --formatting_;
  }
}

// Opens again what waits to be.
void OpenElements::reconstruct() {
  if (!pending()) return;
  std::size_t first = active_.size() - 1;
  while (first > 0 && active_[first - 1].tag != marker && !active_[first - 1].open) --first;
  for (std::size_t i = first; i < active_.size(); ++i) {
    push(active_[i].tag, 0);
    stack_.back().serial = active_[i].serial = ++serial_;
    active_[i].open = true;
  }
  pass_all();
}

// The adoption agency algorithm.
void OpenElements::adopt(Tag tag) {
  constexpr int rounds = 8;
  if (top() == tag && (stack_.back().serial == 0 || find_active_serial(stack_.back().serial) == not_found)) {
    return pop_to(stack_.size() - 1);
  }
  for (int i = 0; i < rounds; ++i) {
    if (!adopt_once(tag)) break;
  }
}

// One round; false: it was the last.
bool OpenElements::adopt_once(Tag tag) {
  const std::size_t active = find_active(tag);
  if (active == not_found) return false;
  if (!active_[active].open) {
    pass_all();
    erase_active(active);
    return false;
  }
  if (find_in_scope(tag, trait_scope, Tag::html, Tag::html) == not_found) return false;
  std::size_t formatting = stack_.size() - 1;
  while (stack_[formatting].serial != active_[active].serial) --formatting;
  std::size_t block = formatting;
  while (block < stack_.size() && !has_trait(stack_[block].tag, trait_special)) ++block;
  if (block == stack_.size()) {
    erase_active(active);
    pop_to(formatting);
    return false;
  }
  pass_all();
  move_formatting(active, formatting, block);
  pass_all();
  return true;
}

// The formatting element leaves its place and stands inside the block; those between the two are cloned.
void OpenElements::move_formatting(std::size_t active, std::size_t formatting, std::size_t block) {
  constexpr int cloned = 3;
  const std::uint32_t moved = active_[active].serial;
  std::size_t bookmark = active + 1;
  bool first = true;
  std::size_t node = block;
  for (int i = 1; --node != formatting; ++i) {
    const std::size_t other = stack_[node].serial == 0 ? not_found : find_active_serial(stack_[node].serial);
    if (other == not_found) {
      erase(node);
      --block;
    } else if (i > cloned) {
      erase_active(other);
      if (other < bookmark) --bookmark;
    } else {
      stack_[node].serial = active_[other].serial = ++serial_;
      active_[other].open = true;
      if (first) bookmark = other + 1;
      first = false;
    }
  }
  const std::size_t old = find_active_serial(moved);
  if (old < bookmark) --bookmark;
  erase_active(old);
  Element element = stack_[formatting];
  element.serial = ++serial_;
  active_.insert(active_.begin() + static_cast<std::ptrdiff_t>(bookmark), {element.tag, true, serial_});
  ++formatting_;
  erase(formatting);
  element.mode = stack_[block - 1].mode;
  stack_.insert(stack_.begin() + static_cast<std::ptrdiff_t>(block), element);
  ++open_[index(element.tag)];
}

// <a> ends an <a> that is active.
void OpenElements::start_anchor() {
  if (find_active(Tag::a) == not_found) return;
  adopt(Tag::a);
  const std::size_t left = find_active(Tag::a);
  if (left == not_found) return;
  pass_all();
  const std::uint32_t serial = active_[left].serial;
  erase_active(left);
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (stack_[i].serial == serial) return erase(i);
  }
}

}  // namespace lubb::dom
