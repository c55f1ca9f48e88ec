#include "lubb/article.hpp"

namespace lubb {

std::uint32_t Content::open(ContentKind kind, std::uint8_t level, std::string_view attribute,
                            SourceRange source) {
  const auto index = static_cast<std::uint32_t>(nodes.size());
  ContentNode node{.kind = kind, .level = level, .end = index + 1, .source = source};
  node.attribute_begin = static_cast<std::uint32_t>(strings.size());
  node.attribute_size = static_cast<std::uint32_t>(attribute.size());
  strings.append(attribute);
  nodes.push_back(node);
  return index;
}

std::uint32_t Content::leaf(ContentKind kind, std::string_view text, std::string_view attribute,
                            SourceRange source) {
  const std::uint32_t index = open(kind, 0, attribute, source);
  nodes[index].text_begin = static_cast<std::uint32_t>(strings.size());
  nodes[index].text_size = static_cast<std::uint32_t>(text.size());
  strings.append(text);
  return index;
}

std::string_view name(PageType type) noexcept {
  switch (type) {
    case PageType::article: return "article";
    case PageType::forum: return "forum";
    case PageType::product: return "product";
    case PageType::collection: return "collection";
    case PageType::listing: return "listing";
    case PageType::documentation: return "documentation";
    case PageType::service: return "service";
    case PageType::other: return "other";
  }
  return "other";
}

}  // namespace lubb
