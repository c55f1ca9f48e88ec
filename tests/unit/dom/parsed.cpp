#include "unit/dom/parsed.h"

#include <utility>
#include <vector>

#include "dom/tag_table.h"

namespace lubb::test {

namespace {

void write_subtree(const dom::Document& document, dom::NodeId first, dom::NodeId last, std::string& out) {
  std::vector<dom::NodeId> open;
  const auto close_before = [&](dom::NodeId id) {
    while (!open.empty() && document.node(open.back()).subtree_end <= id) {
      out += "</" + std::string(document.element_name(open.back())) + '>';
      open.pop_back();
    }
  };
  for (dom::NodeId id = first; id < last; ++id) {
    close_before(id);
    if (document.is_element(id)) {
      out += '<' + std::string(document.element_name(id)) + '>';
      if (!dom::has_trait(document.node(id).tag, dom::trait_void)) open.push_back(id);
    } else {
      document.append_text(id, out);
    }
  }
  close_before(last);
}

}  // namespace

Parsed::Parsed(std::string page, const Limits& limits) : page_(std::move(page)) {
  static_cast<void>(dom::parse(page_, limits, dom::no_deadline, scratch_, document_));
}

std::string Parsed::tree() const {
  std::string out;
  write_subtree(document_, 0, document_.size(), out);
  return out;
}

std::string Parsed::inside(dom::Tag tag) const {
  std::string out;
  for (dom::NodeId id = 0; id < document_.size(); ++id) {
    if (!document_.is_element(id) || document_.node(id).tag != tag) continue;
    write_subtree(document_, id + 1, document_.node(id).subtree_end, out);
    break;
  }
  return out;
}

std::string Parsed::head() const { return inside(dom::Tag::head); }
std::string Parsed::body() const { return inside(dom::Tag::body); }

std::string Parsed::text() const {
  std::string out;
  if (document_.size() > 0) document_.append_text(0, out);
  return out;
}

bool Parsed::reached(std::string_view limit) const {
  for (const LimitReached& reached : document_.limits()) {
    if (reached.name == limit) return true;
  }
  return false;
}

dom::NodeId Parsed::find(std::string_view name) const {
  for (dom::NodeId id = 0; id < document_.size(); ++id) {
    if (document_.is_element(id) && document_.element_name(id) == name) return id;
  }
  return dom::no_node;
}

dom::NodeId Parsed::find_text(std::string_view text) const {
  for (dom::NodeId id = 0; id < document_.size(); ++id) {
    if (!document_.is_element(id) && document_.raw(id).find(text) != std::string_view::npos) return id;
  }
  return dom::no_node;
}

std::string Parsed::source_of(SourceRange range) const {
  return page_.substr(range.begin, range.end - range.begin);
}

std::string first_broken_rule(const dom::Document& document) {
  const auto at = [](dom::NodeId id, const char* rule) { return "node " + std::to_string(id) + ": " + rule; };
  const auto size = static_cast<std::uint32_t>(document.source().size());
  for (dom::NodeId id = 0; id < document.size(); ++id) {
    const dom::Node& node = document.node(id);
    if (node.subtree_end <= id || node.subtree_end > document.size())
      return at(id, "subtree_end out of range");
    if (node.begin > node.end || node.end > size) return at(id, "range outside the source");
    if (node.close_end < node.end || node.close_end > size) return at(id, "close_end outside the source");
    if (node.kind == dom::NodeKind::text && node.subtree_end != id + 1) return at(id, "text with children");
    if (node.kind == dom::NodeKind::text && node.begin == node.end) return at(id, "empty text");
    if (id == 0) {
      if (node.parent != dom::no_node || node.depth != 0) return at(id, "root with a parent");
      if (node.subtree_end != document.size()) return at(id, "more than one root");
      continue;
    }
    if (node.parent >= id) return at(id, "parent not before it");
    const dom::Node& parent = document.node(node.parent);
    if (parent.kind != dom::NodeKind::element) return at(id, "parent is no element");
    if (id >= parent.subtree_end || node.subtree_end > parent.subtree_end)
      return at(id, "outside its parent");
    if (node.depth != parent.depth + 1) return at(id, "depth does not follow the parent's");
  }
  return {};
}

}  // namespace lubb::test
