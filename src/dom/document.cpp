#include "dom/document.h"

#include <utility>

#include "dom/tag_table.h"

namespace lubb::dom {

namespace {

// An attribute's value with its references decoded: a view of it, or of `storage`.
std::string_view decoded(std::string_view raw, std::string& storage) {
  if (is_decoded(raw)) return raw;
  storage.clear();
  append_decoded(raw, true, storage);
  return storage;
}

}  // namespace

std::string_view Document::element_name(NodeId id) const noexcept {
  if (nodes_[id].tag != Tag::unknown) return name(nodes_[id].tag);
  std::string_view text = raw(id);
  if (!text.empty()) text.remove_prefix(1);
  std::size_t size = 0;
  while (size < text.size() && text[size] != '>' && text[size] != '/' && !is_space(text[size])) ++size;
  return text.substr(0, size);
}

std::optional<std::string_view> Document::raw_attribute(NodeId id, AttributeName wanted) const noexcept {
  for (const AttributeSpan& attribute : attributes(id)) {
    if (attribute.known == wanted) return raw_value(attribute);
  }
  return std::nullopt;
}

std::optional<std::string> Document::attribute(NodeId id, std::string_view lower_case_name) const {
  std::string storage;
  const std::optional<std::string_view> value = attribute(id, lower_case_name, storage);
  if (!value) return std::nullopt;
  return storage.empty() ? std::string(*value) : std::move(storage);
}

std::optional<std::string_view> Document::attribute(NodeId id, std::string_view lower_case_name,
                                                    std::string& storage) const {
  for (const AttributeSpan& attribute : attributes(id)) {
    if (name_is(name_of(attribute), lower_case_name)) return decoded(raw_value(attribute), storage);
  }
  return std::nullopt;
}

std::optional<std::string_view> Document::attribute(NodeId id, AttributeName name,
                                                    std::string& storage) const {
  const std::optional<std::string_view> raw = raw_attribute(id, name);
  return raw ? std::optional(decoded(*raw, storage)) : std::nullopt;
}

void Document::append_text(NodeId id, std::string& out) const {
  for (NodeId at = id; at < nodes_[id].subtree_end; ++at) {
    const Node& node = nodes_[at];
    if (node.kind != NodeKind::text) continue;
    if ((node.flags & flag_verbatim) == 0) {
      append_decoded(raw(at), false, out);
      continue;
    }
    for (const char c : raw(at)) {
      if (c != '\0') out.push_back(c);
    }
  }
}

}  // namespace lubb::dom
