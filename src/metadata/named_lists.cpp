#include "metadata/named_lists.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "metadata/byte_vector.h"

namespace lubb::metadata {
namespace {

using dom::NodeId;
using dom::Tag;

constexpr std::size_t max_lists = 20;  // kept of each kind; a page with more is a list of other pages

constexpr std::size_t places = sizeof(ByteVector);
constexpr std::size_t letters = 3;  // told apart by at each place
constexpr std::size_t read_at_once = places + letters - 1;

// In lower case, as far as letters go.
ByteVector load(const char* at) noexcept { return load_bytes(at) | 0x20; }

ByteVector is(ByteVector bytes, char letter) noexcept {
  return equal_to(bytes, static_cast<unsigned char>(letter));
}

// Whether three letters of one of the words begin at one of the next sixteen places: (r)eadc -> adc, tag,
// (k)eyw -> eyw, (a)bel -> bel.
bool any_word_at(const char* at) noexcept {
  const ByteVector second = load(at + 1);
  const ByteVector third = load(at + 2);
  const ByteVector dc = is(second, 'd') & is(third, 'c');
  const ByteVector ag = is(second, 'a') & is(third, 'g');
  const ByteVector yw = is(second, 'y') & is(third, 'w');
  const ByteVector el = is(second, 'e') & is(third, 'l');
  if (!any(dc | ag | yw | el)) return false;  // nearly always
  const ByteVector first = load(at);
  return any((dc & is(first, 'a')) | (ag & is(first, 't')) | (yw & is(first, 'e')) | (el & is(first, 'b')));
}

struct ListNames {
  bool breadcrumb = false;
  bool tags = false;
};

void read_list_names(std::string_view names, ListNames& found) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string_view rest = names.substr(i);
    switch (names[i]) {
      case 'r': found.breadcrumb = found.breadcrumb || rest.starts_with("readc"); break;
      case 't':
        found.tags = found.tags || rest.starts_with("tags") || rest.starts_with("tag-list") ||
                     rest.starts_with("tagList");
        break;
      case 'k': found.tags = found.tags || rest.starts_with("keyword"); break;
      case 'l': found.tags = found.tags || rest.starts_with("labels"); break;
      default: break;
    }
  }
}

class ListFinder {
 public:
  explicit ListFinder(const dom::Document& document)
      : document_(document), source_end_(document.source().data() + document.source().size()) {}

  NamedLists run() {
    const std::span<const dom::Node> nodes = document_.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
      if (may_be_list(nodes[id], id)) visit(id);
    }
    return std::move(lists_);
  }

 private:
  // Holds a link with its text, and has names: most elements of a page do not.
  [[nodiscard]] static bool may_be_list(const dom::Node& node, NodeId id) noexcept {
    constexpr NodeId fewest_nodes = 3;
    return node.attribute_count != 0 && node.subtree_end - id >= fewest_nodes && node.tag != Tag::a;
  }

  void visit(NodeId id) {
    ListNames names;
    for (const dom::AttributeSpan& attribute : document_.attributes(id)) {
      if (attribute.known != dom::AttributeName::class_ && attribute.known != dom::AttributeName::id)
        continue;
      const std::string_view value = document_.raw_value(attribute);
      if (may_name_list(value)) read_list_names(value, names);
    }
    if (names.breadcrumb) add(id, breadcrumb_end_, lists_.breadcrumbs);
    if (names.tags) add(id, tags_end_, lists_.tags);
  }

  // Whether a value may hold one of the words, in any case: a true may be wrong, a false never is. Reads
  // beyond the value, as far as the source goes: what stands there may only make a true of a false.
  [[nodiscard]] bool may_name_list(std::string_view value) const noexcept {
    const char* at = value.data();
    const char* const end = at + value.size();
    for (; at < end && static_cast<std::size_t>(source_end_ - at) >= read_at_once; at += places) {
      if (any_word_at(at)) return true;
    }
    return at < end;
  }

  // Adds the element unless it lies within the one added last.
  void add(NodeId id, NodeId& end, std::vector<NodeId>& list) const {
    const Tag tag = document_.node(id).tag;
    if (id < end || list.size() >= max_lists || tag == Tag::body || tag == Tag::html) return;
    list.push_back(id);
    end = document_.node(id).subtree_end;
  }

  const dom::Document& document_;
  const char* const source_end_;
  NamedLists lists_;
  NodeId breadcrumb_end_ = 0, tags_end_ = 0;
};

}  // namespace

NamedLists find_named_lists(const dom::Document& document) { return ListFinder(document).run(); }

}  // namespace lubb::metadata
