#include "metadata/named_lists.h"

#include <algorithm>

#include "metadata/byte_vector.h"

namespace lubb::metadata {
namespace {

using dom::NodeId;

constexpr std::size_t max_lists = 20;  // looked at of a kind; a page with more is a list of other pages

constexpr std::size_t places = sizeof(ByteVector);
constexpr std::size_t letters = 4;  // told apart by at each place
constexpr std::size_t read_at_once = places + letters - 1;

ByteVector is(ByteVector bytes, char letter) noexcept {
  return equal_to(bytes, static_cast<unsigned char>(letter));
}

// Whether two letters of "readc" begin at one of the next sixteen places.
bool breadcrumb_at(const char* at) noexcept {
  return any(is(load_bytes(at), 'd') & is(load_bytes(at + 1), 'c'));
}

// Whether four letters of one of the words begin at one of the next sixteen places: tags, tag-, tagL,
// (k)eywo, (la)bels.
bool tags_at(const char* at) noexcept {
  const ByteVector second = load_bytes(at + 1);
  const ByteVector third = load_bytes(at + 2);
  const ByteVector ag = is(second, 'a') & is(third, 'g');
  const ByteVector yw = is(second, 'y') & is(third, 'w');
  const ByteVector el = is(second, 'e') & is(third, 'l');
  if (!any(ag | yw | el)) return false;  // nearly always
  const ByteVector first = load_bytes(at);
  const ByteVector fourth = load_bytes(at + 3);
  const ByteVector behind_tag = is(fourth, 's') | is(fourth, '-') | is(fourth, 'L');
  return any((ag & is(first, 't') & behind_tag) | (yw & is(first, 'e') & is(fourth, 'o')) |
             (el & is(first, 'b') & is(fourth, 's')));
}

bool holds(std::string_view text, std::string_view word) noexcept {
  return text.find(word) != std::string_view::npos;
}

// Apart: seldom asked, and is_list() is asked of every element.
[[gnu::noinline]] bool names_list(std::string_view names, ListKind kind) noexcept {
  if (kind == ListKind::breadcrumbs) return holds(names, "readc");
  return holds(names, "tags") || holds(names, "tag-list") || holds(names, "tagList") ||
         holds(names, "keyword") || holds(names, "labels");
}

}  // namespace

// Whether a value may hold one of the words: a true may be wrong, a false never is. Reads beyond the value,
// as far as the source goes: what stands there may only make a true of a false.
template <ListKind kind>
[[gnu::always_inline]] inline bool NamedLists::may_name_list(std::string_view value) const noexcept {
  const char* at = value.data();
  const char* const end = at + value.size();
  const char* const stop = std::min(end, last_read_);
  for (; at < stop; at += places) {
    if (kind == ListKind::breadcrumbs ? breadcrumb_at(at) : tags_at(at)) return true;
  }
  return at < end;
}

template <ListKind kind>
[[gnu::always_inline]] inline bool NamedLists::is_list(NodeId id) const noexcept {
  for (const dom::AttributeSpan& attribute : document_.attributes(id)) {
    if (attribute.known != dom::AttributeName::class_ && attribute.known != dom::AttributeName::id) continue;
    const std::string_view value = document_.raw_value(attribute);
    if (may_name_list<kind>(value) && names_list(value, kind)) return true;
  }
  return false;
}

NamedLists::NamedLists(const dom::Document& document, const Collected& collected, ListKind kind, NodeId begin)
    : document_(document),
      last_read_(document.source().data() + document.source().size() -
                 std::min(document.source().size(), read_at_once - 1)),
      kind_(kind),
      elements_(collected.named_elements),
      begin_(begin) {
  for (NodeId around = document.node(begin).parent; around != dom::no_node;
       around = document.node(around).parent) {
    if (!std::ranges::binary_search(elements_, around)) continue;
    const bool inside =
        kind == ListKind::tags ? is_list<ListKind::tags>(around) : is_list<ListKind::breadcrumbs>(around);
    if (inside) {
      begin_ = document.node(around).subtree_end;
    }
  }
  const auto first = std::ranges::lower_bound(elements_, begin_);
  elements_ = elements_.subspan(static_cast<std::size_t>(first - elements_.begin()));
}

template <ListKind kind>
NodeId NamedLists::next_of() {
  while (!elements_.empty() && found_ < max_lists) {
    const NodeId id = elements_.front();
    elements_ = elements_.subspan(1);
    if (id < begin_ || !is_list<kind>(id)) continue;
    begin_ = document_.node(id).subtree_end;
    ++found_;
    return id;
  }
  return dom::no_node;
}

NodeId NamedLists::next() {
  return kind_ == ListKind::tags ? next_of<ListKind::tags>() : next_of<ListKind::breadcrumbs>();
}

}  // namespace lubb::metadata
