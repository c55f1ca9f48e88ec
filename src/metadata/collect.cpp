#include "metadata/collect.h"

#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "metadata/findings.h"

namespace lubb::metadata {
namespace {

using dom::Attribute;
using dom::AttributeReader;
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
constexpr std::size_t max_lists = 20;
constexpr std::size_t max_key_bytes = 64;  // longest known key: 33

bool is_inline(Tag tag) noexcept {
  switch (tag) {
    case Tag::a:
    case Tag::abbr:
    case Tag::b:
    case Tag::bdi:
    case Tag::bdo:
    case Tag::cite:
    case Tag::code:
    case Tag::em:
    case Tag::font:
    case Tag::i:
    case Tag::ins:
    case Tag::mark:
    case Tag::q:
    case Tag::s:
    case Tag::small:
    case Tag::span:
    case Tag::strong:
    case Tag::sub:
    case Tag::sup:
    case Tag::time:
    case Tag::u:
    case Tag::var:
    case Tag::wbr: return true;
    default: return false;
  }
}

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

// True if the tag may carry a microdata attribute. Most tags are done after one search.
bool mentions_microdata(std::string_view tag) noexcept {
  for (std::size_t at = tag.find("item"); at != std::string_view::npos; at = tag.find("item", at + 4)) {
    const std::string_view rest = tag.substr(at + 4);
    if (rest.empty()) return false;
    const char next = text::ascii_lower(rest.front());
    if (next == 'p' || next == 's') return true;  // itemprop, itemscope, also as itemProp
  }
  return false;
}

bool names_breadcrumb(std::string_view tag) noexcept {
  return tag.find("readc") != std::string_view::npos;  // breadcrumb, Breadcrumb, and misspelt
}

// class="post-tags", "tagList", "article-keywords", "post-labels"
bool names_tags(std::string_view tag) noexcept {
  if (tag.find("tags") == std::string_view::npos && tag.find("tag-list") == std::string_view::npos &&
      tag.find("tagList") == std::string_view::npos && tag.find("keyword") == std::string_view::npos &&
      tag.find("labels") == std::string_view::npos) {
    return false;
  }
  Attribute attribute;
  for (AttributeReader reader(tag); reader.next(attribute);) {
    if (!dom::name_is(attribute.name, "class") && !dom::name_is(attribute.name, "id")) continue;
    for (const std::string_view word : {"tags", "tag-list", "tagList", "keyword", "labels"}) {
      if (attribute.value.find(word) != std::string_view::npos) return true;
    }
  }
  return false;
}

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
    for (NodeId id = 0; id < document_.size(); ++id) {
      if (document_.is_element(id)) visit(id);
    }
  }

 private:
  void visit(NodeId id) {
    const std::string_view raw = document_.raw(id);
    const Tag tag = document_.node(id).tag;
    switch (tag) {
      case Tag::html: read_html(id); break;
      case Tag::meta: read_meta(raw, id); break;
      case Tag::link: read_link(raw); break;
      case Tag::base:
        if (out_.base_href.empty()) out_.base_href = document_.attribute(id, "href").value_or("");
        break;
      case Tag::h1:
      case Tag::h2: read_heading(id, tag); break;
      case Tag::a:
        if (raw.find("rel=") != std::string_view::npos) read_anchor(raw, id);
        break;
      default: break;
    }
    if (raw.size() < shortest_interesting_tag) return;
    while (!open_scopes_.empty() && document_.node(open_scopes_.back().second).subtree_end <= id) {
      open_scopes_.pop_back();
    }
    if (mentions_microdata(raw)) read_microdata(raw, id);
    note_if(names_breadcrumb(raw), id, breadcrumb_end_, out_.breadcrumbs);
    note_if(names_tags(raw), id, tags_end_, out_.tag_lists);
  }

  void read_html(NodeId id) {
    if (out_.html_language.empty()) {
      std::optional<std::string> language = document_.attribute(id, "lang");
      if (!language || language->empty()) language = document_.attribute(id, "xml:lang");
      if (language) out_.html_language = clean_line(*language, max_name_bytes);
    }
    if (out_.html_direction.empty()) {
      out_.html_direction = text::ascii_lower(document_.attribute(id, "dir").value_or(""));
    }
  }

  void read_meta(std::string_view raw, NodeId id) {
    std::array<std::string_view, 3> keys;
    std::string_view content;
    Attribute attribute;
    for (AttributeReader reader(raw); reader.next(attribute);) {
      if (dom::name_is(attribute.name, "name") && keys[0].empty()) keys[0] = attribute.value;
      if (dom::name_is(attribute.name, "property") && keys[1].empty()) keys[1] = attribute.value;
      if (dom::name_is(attribute.name, "http-equiv") && keys[2].empty()) keys[2] = attribute.value;
      if (dom::name_is(attribute.name, "content") && content.empty()) content = attribute.value;
    }
    if (content.empty()) return;
    for (const std::string_view key : keys) {
      if (key.empty() || key.size() > max_key_bytes || out_.metas.size() >= max_metas) continue;
      out_.metas.push_back({text::ascii_lower(text::trim(key)), content, id});
    }
  }

  void read_link(std::string_view raw) {
    if (out_.links.size() >= max_links) return;
    std::string rel;
    std::string_view href;
    Attribute attribute;
    for (AttributeReader reader(raw); reader.next(attribute);) {
      if (dom::name_is(attribute.name, "rel") && rel.empty() && attribute.value.size() <= max_key_bytes) {
        rel = text::ascii_lower(attribute.value);
      }
      if (dom::name_is(attribute.name, "href") && href.empty()) href = attribute.value;
    }
    if (!href.empty() && (has_word(rel, "canonical") || has_word(rel, "license"))) {
      out_.links.push_back({std::move(rel), href});
    }
  }

  void read_anchor(std::string_view raw, NodeId id) {
    std::string rel;
    std::string_view href;
    Attribute attribute;
    for (AttributeReader reader(raw); reader.next(attribute);) {
      if (dom::name_is(attribute.name, "rel") && rel.empty() && attribute.value.size() <= max_key_bytes) {
        rel = text::ascii_lower(attribute.value);
      }
      if (dom::name_is(attribute.name, "href") && href.empty()) href = attribute.value;
    }
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

  static void add_anchor(std::vector<NodeId>& list, NodeId id) {
    if (list.size() < max_anchors) list.push_back(id);
  }

  void read_heading(NodeId id, Tag tag) {
    if (out_.headings.size() >= max_headings) return;
    std::string heading = element_text(document_, id, max_title_bytes);
    if (heading.empty()) return;
    const std::uint8_t level = tag == Tag::h1 ? 1 : 2;
    out_.headings.push_back({id, level, std::move(heading)});
  }

  void read_microdata(std::string_view raw, NodeId id) {
    std::string property;
    std::string type;
    bool scope = false;
    Attribute attribute;
    for (AttributeReader reader(raw); reader.next(attribute);) {
      if (dom::name_is(attribute.name, "itemprop") && property.empty() &&
          attribute.value.size() <= max_key_bytes) {
        property = text::ascii_lower(attribute.value);
      }
      if (dom::name_is(attribute.name, "itemscope")) scope = true;
      if (dom::name_is(attribute.name, "itemtype") && attribute.value.size() <= max_name_bytes) {
        type = text::ascii_lower(attribute.value);
      }
    }
    const std::uint32_t around = open_scopes_.empty() ? no_scope : open_scopes_.back().first;
    if (!property.empty() && out_.properties.size() < max_properties) {
      out_.properties.push_back({property, id, around});
    }
    if (scope && out_.scopes.size() < max_scopes) {
      const bool organization = type.find("person") == std::string::npos;
      out_.scopes.push_back({id, scope_kind(type), std::move(property), around, organization});
      open_scopes_.emplace_back(static_cast<std::uint32_t>(out_.scopes.size() - 1), id);
    }
  }

  // Adds the element unless it lies within the one added last.
  void note_if(bool named, NodeId id, NodeId& end, std::vector<NodeId>& list) {
    const Tag tag = document_.node(id).tag;
    if (!named || id < end || list.size() >= max_lists || tag == Tag::body || tag == Tag::html) return;
    list.push_back(id);
    end = document_.node(id).subtree_end;
  }

  static constexpr std::size_t shortest_interesting_tag = 12;  // bytes; "<p itemscope>" has 13

  const dom::Document& document_;
  Collected& out_;
  std::vector<std::pair<std::uint32_t, NodeId>> open_scopes_;  // index into scopes, its element
  NodeId breadcrumb_end_ = 0, tags_end_ = 0;
};

}  // namespace

std::string element_text(const dom::Document& document, dom::NodeId element, std::size_t max_bytes) {
  std::string joined;
  const NodeId end = document.node(element).subtree_end;
  NodeId block_end = 0;  // where the block opened last ends
  for (NodeId id = element + 1; id < end && joined.size() < max_bytes; ++id) {
    if (id >= block_end && block_end != 0) {
      joined += ' ';
      block_end = 0;
    }
    if (!document.is_element(id)) {
      document.append_text(id, joined);
    } else if (!is_inline(document.node(id).tag)) {
      joined += ' ';
      block_end = document.node(id).subtree_end;
    }
  }
  std::string line = text::squeeze(cut_utf8(joined, max_bytes));
  return line;
}

Collected collect(const dom::Document& document) {
  Collected out;
  const SourceRange title = document.title();
  std::string decoded;
  const std::string_view raw_title = document.source().substr(title.begin, title.end - title.begin);
  dom::append_decoded(cut_utf8(raw_title, max_title_bytes), false, decoded);
  out.title = text::squeeze(decoded);
  Collector(document, out).run();
  return out;
}

}  // namespace lubb::metadata
