#include "metadata/collect.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "base/eight_bytes.h"
#include "base/text.h"
#include "dom/inline_tags.h"
#include "metadata/findings.h"

namespace lubb::metadata {
namespace {

using dom::AttributeName;
using dom::AttributeSpan;
using dom::NodeId;
using dom::Tag;

// How much of each kind is kept; a page with more is a list of other pages or hostile. Counts; the largest of
// 1,497 real pages has 194 <meta>.
constexpr std::size_t max_metas = 2'000;
constexpr std::size_t max_links = 100;
constexpr std::size_t max_headings = 300;
constexpr std::size_t max_scopes = 2'000;
constexpr std::size_t max_properties = 5'000;
constexpr std::size_t max_anchors = 200;
constexpr std::size_t max_key_bytes = 64;  // longest known key: 33

bool has_word(std::string_view words, std::string_view word) noexcept {
  std::size_t begin = 0;
  while ((begin = words.find(word, begin)) != std::string_view::npos) {
    const std::size_t end = begin + word.size();
    const bool starts = begin == 0 || text::is_html_space(words[begin - 1]);
    const bool ends = end == words.size() || text::is_html_space(words[end]);
    if (starts && ends) return true;
    begin = end;
  }
  return false;
}

// What the attributes that any element may carry say in one start tag; views of the source.
struct TagNames {
  bool scope = false;
  std::string_view property, type, rel, href;
};

struct TypeRule {
  std::string_view part;  // of the type's name in lower case
  ScopeKind kind;
};

// First match counts.
constexpr std::array<TypeRule, 27> type_rules = {{
    {"comment", ScopeKind::foreign},       {"review", ScopeKind::foreign},
    {"rating", ScopeKind::foreign},        {"breadcrumb", ScopeKind::foreign},
    {"listitem", ScopeKind::foreign},      {"itemlist", ScopeKind::foreign},
    {"answer", ScopeKind::foreign},        {"offer", ScopeKind::foreign},
    {"navigation", ScopeKind::foreign},    {"wpheader", ScopeKind::foreign},
    {"wpfooter", ScopeKind::foreign},      {"wpsidebar", ScopeKind::foreign},
    {"wpadblock", ScopeKind::foreign},     {"searchaction", ScopeKind::foreign},
    {"postaladdress", ScopeKind::foreign}, {"jobposting", ScopeKind::page},
    {"article", ScopeKind::article},       {"posting", ScopeKind::article},
    {"report", ScopeKind::article},        {"website", ScopeKind::site},
    {"person", ScopeKind::agent},          {"organization", ScopeKind::agent},
    {"corporation", ScopeKind::agent},     {"business", ScopeKind::agent},
    {"imageobject", ScopeKind::media},     {"videoobject", ScopeKind::media},
    {"mediaobject", ScopeKind::media},
}};

ScopeKind scope_kind(std::string_view lower_case_type) noexcept {
  const std::string_view name = lower_case_type.substr(lower_case_type.find_last_of("/#") + 1);
  for (const TypeRule& rule : type_rules) {
    if (name.find(rule.part) != std::string_view::npos) return rule.kind;
  }
  return ScopeKind::page;
}

class Collector {
 public:
  Collector(const dom::Document& document, Collected& out) : document_(document), out_(out) {}

  void run() {
    const std::span<const dom::Node> nodes = document_.nodes();
    if (out_.node_memory.size() < 2 * nodes.size()) out_.node_memory.resize(2 * nodes.size());
    NodeId* const texts = out_.node_memory.data();
    NodeId* const named = texts + nodes.size();
    NodeId* texts_end = texts;
    NodeId* named_end = named;
    NodeId id = 0;
    for (const dom::Node& node : nodes) {
      if (node.kind == dom::NodeKind::text) {
        if ((node.flags & dom::flag_white_space) == 0) *texts_end++ = id;
      } else {
        if (is_read[static_cast<std::size_t>(node.tag)] || (node.flags & dom::flag_described) != 0) {
          read_element(id, node);
        }
        if ((node.flags & dom::flag_named) != 0 && has_room_for_link(node, id)) *named_end++ = id;
      }
      ++id;
    }
    out_.texts_shown = {texts, texts_end};
    out_.named_elements = {named, named_end};
  }

 private:
  // What read_tag() does something about.
  static constexpr auto is_read = [] {
    std::array<bool, static_cast<std::size_t>(Tag::count_)> tags{};
    for (const Tag tag : {Tag::html, Tag::meta, Tag::link, Tag::base, Tag::h1, Tag::h2, Tag::time}) {
      tags[static_cast<std::size_t>(tag)] = true;
    }
    return tags;
  }();

  [[gnu::noinline]] void read_element(NodeId id, const dom::Node& node) {
    read_tag(id, node.tag);
    // Of <link> it is nearly always rel alone.
    const bool described = (node.flags & dom::flag_described) != 0 && (node.tag != Tag::link || is_item(id));
    if (described) note(read_names(id), id, node.tag);
  }

  [[nodiscard]] bool is_item(NodeId id) const noexcept {
    return std::ranges::any_of(document_.attributes(id), [](const AttributeSpan& attribute) {
      return attribute.known == AttributeName::itemprop || attribute.known == AttributeName::itemscope;
    });
  }

  void read_tag(NodeId id, Tag tag) {
    switch (tag) {
      case Tag::html: read_html(id); break;
      case Tag::meta: read_meta(id); break;
      case Tag::link: read_link(id); break;
      case Tag::base:
        if (out_.base_href.empty()) out_.base_href = kept_attribute(id, "href");
        break;
      case Tag::h1:
      case Tag::h2: read_heading(id, tag); break;
      case Tag::time: out_.time_elements.push_back(id); break;
      default: break;
    }
  }

  [[nodiscard]] static bool has_room_for_link(const dom::Node& node, NodeId id) noexcept {
    constexpr NodeId fewest_nodes = 3;  // itself, the link, its text
    return node.subtree_end - id >= fewest_nodes && node.tag != Tag::a && node.tag != Tag::body &&
           node.tag != Tag::html;
  }

  [[nodiscard]] TagNames read_names(NodeId id) const {
    TagNames names;
    for (const AttributeSpan& attribute : document_.attributes(id)) {
      const std::string_view value = document_.raw_value(attribute);
      switch (attribute.known) {
        case AttributeName::itemprop: names.property = value; break;
        case AttributeName::itemtype: names.type = value; break;
        case AttributeName::itemscope: names.scope = true; break;
        case AttributeName::rel: names.rel = value; break;
        case AttributeName::href: names.href = value; break;
        default: break;
      }
    }
    return names;
  }

  void note(const TagNames& names, NodeId id, Tag tag) {
    while (!out_.open_scopes.empty() && document_.node(out_.open_scopes.back().second).subtree_end <= id) {
      out_.open_scopes.pop_back();
    }
    if (!names.property.empty() || names.scope) note_item(names.property, names.scope, names.type, id);
    if (tag == Tag::a && !names.rel.empty()) note_anchor(names.rel, names.href, id);
  }

  void read_html(NodeId id) {
    if (out_.html_language.empty()) {
      std::string_view language = kept_attribute(id, "lang");
      if (language.empty()) language = kept_attribute(id, "xml:lang");
      out_.html_language = clean_line(language, max_name_bytes, out_.texts);
    }
    if (out_.html_direction.empty()) out_.html_direction = lower_case(kept_attribute(id, "dir"));
  }

  // Decoded; empty if there is none.
  [[nodiscard]] std::string_view kept_attribute(NodeId id, std::string_view name) {
    const auto value = document_.attribute(id, name, out_.scratch);
    if (!value) return {};
    return value->data() == out_.scratch.data() ? out_.texts.keep(*value) : *value;
  }

  void read_meta(NodeId id) {
    std::array<std::string_view, 3> keys;
    std::string_view content;
    for (const AttributeSpan& attribute : document_.attributes(id)) {
      std::string_view* const wanted = attribute.known == AttributeName::name         ? &keys[0]
                                       : attribute.known == AttributeName::property   ? &keys[1]
                                       : attribute.known == AttributeName::http_equiv ? &keys[2]
                                       : attribute.known == AttributeName::content    ? &content
                                                                                      : nullptr;
      if (wanted != nullptr && wanted->empty()) *wanted = document_.raw_value(attribute);
    }
    if (content.empty()) return;
    for (const std::string_view key : keys) {
      if (key.empty() || key.size() > max_key_bytes || out_.metas.size() >= max_metas) continue;
      const bool plain = key.find('&') == std::string_view::npos;  // "article&#x3A;published_time"
      out_.metas.push_back(
          {plain ? lower_case(text::trim(key)) : lower_case(clean_attribute(key, max_key_bytes, out_.texts)),
           content, id});
    }
  }

  void read_link(NodeId id) {
    if (out_.links.size() >= max_links) return;
    constexpr std::string_view shortest = "license";
    std::string_view rel;
    std::string_view href;
    for (const AttributeSpan& attribute : document_.attributes(id)) {
      const std::string_view value = document_.raw_value(attribute);
      if (attribute.known == AttributeName::rel && rel.empty() && value.size() <= max_key_bytes) rel = value;
      if (attribute.known == AttributeName::href && href.empty()) href = value;
    }
    if (href.empty() || rel.size() < shortest.size() || !holds_ic(rel)) return;
    rel = lower_case(rel);
    if (has_word(rel, "canonical") || has_word(rel, "license")) {
      out_.links.push_back({rel, href});
    }
  }

  // Both words of read_link() do: canonICal, lICense. Few others.
  static bool holds_ic(std::string_view rel) noexcept {
    for (std::size_t i = 1; i < rel.size(); ++i) {
      if ((rel[i] | 0x20) == 'c' && (rel[i - 1] | 0x20) == 'i') return true;
    }
    return false;
  }

  void note_anchor(std::string_view raw_rel, std::string_view href, NodeId id) {
    // One of them is in each: aUthor, cateGory, taG, liCense.
    const auto is_telling = [](char c) {
      return (c | 0x20) == 'u' || (c | 0x20) == 'g' || (c | 0x20) == 'c';
    };
    if (raw_rel.size() > max_key_bytes || std::ranges::none_of(raw_rel, is_telling)) return;
    const std::string_view rel = lower_case(raw_rel);
    if (has_word(rel, "author")) add_anchor(out_.author_links, id);
    if (has_word(rel, "category")) {
      add_anchor(out_.category_links, id);
    } else if (has_word(rel, "tag")) {
      add_anchor(out_.tag_links, id);
    }
    if (has_word(rel, "license") && !href.empty() && out_.links.size() < max_links) {
      out_.links.push_back({"license", href});
    }
  }

  std::string_view lower_case(std::string_view name) {
    namespace eight = lubb::text::eight_bytes;
    constexpr std::size_t step = sizeof(std::uint64_t);
    std::uint64_t capitals = 0;
    for (std::size_t i = 0; i < name.size(); i += step) {
      capitals |= eight::capitals(eight::load(name.data() + i, name.size() - i));
    }
    if (capitals == 0) return name;
    char* const lower = out_.texts.allocate(name.size());
    std::ranges::transform(name, lower, [](char c) { return text::ascii_lower(c); });
    return {lower, name.size()};
  }

  static void add_anchor(std::vector<NodeId>& list, NodeId id) {
    if (list.size() < max_anchors) list.push_back(id);
  }

  void read_heading(NodeId id, Tag tag) {
    if (out_.headings.size() >= max_headings) return;
    std::string_view heading = element_text(document_, id, max_title_bytes, out_.texts);
    constexpr std::string_view own_link_sign = "\u00B6";
    if (heading.ends_with(own_link_sign)) {
      const std::string_view rest = heading.substr(0, heading.size() - own_link_sign.size());
      heading = heading.substr(0, text::trim(rest).size());
    }
    if (heading.empty()) return;
    const std::uint8_t level = tag == Tag::h1 ? 1 : 2;
    const std::string_view href = link_of(id, heading);
    const NodeId parent = document_.node(id).parent;
    const bool in_list = parent != dom::no_node && document_.node(parent).tag == Tag::li;
    out_.headings.push_back({id, level, heading, href, in_list});
  }

  // Where a heading leads that is a link as a whole: <h1><a>..</a></h1> or <a><h1>..</h1></a>.
  [[nodiscard]] std::string_view link_of(NodeId heading, std::string_view heading_text) {
    NodeId link = document_.node(heading).parent;
    if (link == dom::no_node || document_.node(link).tag != Tag::a) {
      const NodeId end = document_.node(heading).subtree_end;
      link = heading + 1;
      while (link < end && document_.node(link).tag != Tag::a) ++link;
      if (link == end) return {};
      if (element_text(document_, link, max_title_bytes, out_.texts) != heading_text) return {};
    }
    return document_.raw_attribute(link, AttributeName::href).value_or(std::string_view());
  }

  void note_item(std::string_view raw_property, bool scope, std::string_view raw_type, NodeId id) {
    const std::string_view property = raw_property.size() <= max_key_bytes ? lower_case(raw_property) : "";
    const std::string_view type = raw_type.size() <= max_name_bytes ? lower_case(raw_type) : "";
    const std::uint32_t around = out_.open_scopes.empty() ? no_scope : out_.open_scopes.back().first;
    if (!property.empty() && out_.properties.size() < max_properties) {
      out_.properties.push_back({property, id, around});
    }
    if (scope && out_.scopes.size() < max_scopes) {
      const bool organization = type.find("person") == std::string_view::npos;
      out_.scopes.push_back({id, scope_kind(type), property, around, organization});
      out_.open_scopes.emplace_back(static_cast<std::uint32_t>(out_.scopes.size() - 1), id);
    }
  }

  const dom::Document& document_;
  Collected& out_;
};

// What element_text() gives where it stands in the source as it is: most headings and links have one text.
std::optional<std::string_view> text_in_source(const dom::Document& document, NodeId element,
                                               std::size_t max_bytes) {
  std::string_view only;
  std::size_t bytes = 0;
  const NodeId end = document.node(element).subtree_end;
  for (NodeId id = element + 1; id < end; ++id) {
    const dom::Node& node = document.node(id);
    bytes += 1;  // a space, at most
    if (node.kind != dom::NodeKind::text) {
      if (node.tag == Tag::button) return std::nullopt;
      continue;
    }
    const std::string_view raw = document.raw(id);
    bytes += raw.size();
    if ((node.flags & dom::flag_white_space) != 0) continue;
    if (!only.empty() || bytes > max_bytes) return std::nullopt;
    only = text::trim(raw);
  }
  return bytes <= max_bytes && is_clean(only) ? std::optional(only) : std::nullopt;
}

}  // namespace

std::string_view element_text(const dom::Document& document, dom::NodeId element, std::size_t max_bytes,
                              TextMemory& texts) {
  if (const auto text = text_in_source(document, element, max_bytes)) return *text;
  element_text(document, element, max_bytes, texts.scratch());
  return texts.keep(texts.scratch());
}

void element_text(const dom::Document& document, dom::NodeId element, std::size_t max_bytes,
                  std::string& joined) {
  joined.clear();
  const NodeId end = document.node(element).subtree_end;
  NodeId block_end = 0;  // where the block opened last ends
  for (NodeId id = element + 1; id < end && joined.size() < max_bytes; ++id) {
    if (id >= block_end && block_end != 0) {
      joined += ' ';
      block_end = 0;
    }
    if (!document.is_element(id)) {
      document.append_text(id, joined);
    } else if (document.node(id).tag == Tag::button) {
      id = document.node(id).subtree_end - 1;  // a tool, not text
    } else if (!is_inline(document.node(id).tag)) {
      joined += ' ';
      block_end = document.node(id).subtree_end;
    }
  }
  joined.resize(cut_utf8(joined, max_bytes).size());
  text::squeeze_in_place(joined);
}

void Collected::clear() noexcept {
  title.clear();
  html_language = html_direction = base_href = {};
  metas.clear();
  links.clear();
  headings.clear();
  scopes.clear();
  properties.clear();
  open_scopes.clear();
  for (std::vector<NodeId>* list : {&author_links, &tag_links, &category_links, &time_elements}) {
    list->clear();
  }
  named_elements = texts_shown = {};
  texts.clear();
}

void collect(const dom::Document& document, Collected& out) {
  out.clear();
  const SourceRange title = document.title();
  const std::string_view raw_title = document.source().substr(title.begin, title.end - title.begin);
  dom::append_decoded(cut_utf8(raw_title, max_title_bytes), false, out.title);
  text::squeeze_in_place(out.title);
  Collector(document, out).run();
}

}  // namespace lubb::metadata
