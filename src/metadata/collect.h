// One walk over the page that picks up all elements the metadata readers want to see, so that no reader walks
// on its own. Attributes are read for candidates only: most elements cost a look at their tag.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dom/document.h"
#include "metadata/text_memory.h"

namespace lubb::metadata {

struct MetaTag {
  std::string_view key;        // lower case; of name, property or http-equiv
  std::string_view raw_value;  // in the source: see clean_attribute()
  dom::NodeId element = dom::no_node;
};

struct LinkTag {
  std::string_view rel;  // lower case; may hold several words
  std::string_view raw_href;
};

struct Heading {
  dom::NodeId element = dom::no_node;
  std::uint8_t level = 1;     // 1 or 2
  std::string_view text;      // squeezed, without the sign that links to the heading itself
  std::string_view raw_href;  // of a link that holds the whole heading or that the heading is
  bool in_list = false;       // an item of a list: of a trail of links rather than the headline
};

// What an element with itemscope describes, as far as readers care.
enum class ScopeKind : std::uint8_t {
  none,     // outside of any scope
  article,  // NewsArticle, BlogPosting, Report, ...
  page,     // WebPage, Product, Recipe, CreativeWork and what is not listed elsewhere
  site,     // WebSite
  agent,    // Person, Organization
  media,    // ImageObject, VideoObject
  foreign,  // comments, reviews, lists, breadcrumbs: not about the page's own text
};

inline constexpr std::uint32_t no_scope = 0xFFFFFFFFu;

struct ItemScope {
  dom::NodeId element = dom::no_node;
  ScopeKind kind = ScopeKind::none;
  std::string_view property;        // itemprop of the element itself, lower case; "" at the top
  std::uint32_t parent = no_scope;  // index of the scope around it
  bool organization = false;        // an agent that is not a person
};

struct ItemProperty {
  std::string_view names;  // lower case, space-separated as written
  dom::NodeId element = dom::no_node;
  std::uint32_t scope = no_scope;  // index of the innermost scope around the element
};

struct Collected {
  std::string title;  // <title>, decoded and squeezed
  std::string_view html_language, html_direction;
  std::string_view base_href;
  std::vector<MetaTag> metas;
  std::vector<LinkTag> links;     // rel canonical, license; <a rel=license> too
  std::vector<Heading> headings;  // h1 and h2 in order
  std::vector<ItemScope> scopes;
  std::vector<ItemProperty> properties;
  std::vector<dom::NodeId> author_links;        // <a rel=author>
  std::vector<dom::NodeId> tag_links;           // <a rel=tag>
  std::vector<dom::NodeId> category_links;      // <a rel="category ...">
  std::vector<dom::NodeId> time_elements;       // <time>
  std::span<const dom::NodeId> named_elements;  // below <body>, with class or id and room for a link
  std::span<const dom::NodeId> texts_shown;     // text nodes that hold more than white space
  std::vector<dom::NodeId> node_memory;         // of the two
  std::vector<std::pair<std::uint32_t, dom::NodeId>> open_scopes;  // scratch: index into scopes, its element
  TextMemory texts;  // headings, names that the page does not spell in lower case, and what readers clean
  std::string scratch;
  std::vector<std::string_view> lines;  // scratch

  void clear() noexcept;  // keeps the memory
};

// `out` may hold an earlier page's.
void collect(const dom::Document& document, Collected& out);

// The decoded text below an element with '\x20' between its text runs, squeezed, cut to `max_bytes`; in the
// source or kept in `texts`.
[[nodiscard]] std::string_view element_text(const dom::Document& document, dom::NodeId element,
                                            std::size_t max_bytes, TextMemory& texts);
// The same into `text`, whose memory is used again.
void element_text(const dom::Document& document, dom::NodeId element, std::size_t max_bytes,
                  std::string& text);

}  // namespace lubb::metadata
