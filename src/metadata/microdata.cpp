#include "metadata/microdata.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"

namespace lubb::metadata {
namespace {

using dom::NodeId;
using dom::Tag;

// As many articles on one page, none of which holds the title, are a list of other pages.
constexpr std::size_t articles_in_a_list = 3;
constexpr std::size_t max_author_bytes = 200;  // of a name; longer is a biography
constexpr NodeId max_author_distance = 150;    // nodes from the first author to the last of its byline
constexpr int max_figure_steps = 6;            // elements between a credit and its figure
constexpr int max_scope_steps = 32;            // scopes around a property; real pages: up to 6

// The value of a property by the rules of the HTML standard, `content` allowed everywhere as in practice.
std::string_view property_value(const dom::Document& document, NodeId element, std::size_t max_bytes,
                                TextMemory& texts) {
  std::string& decoded = texts.scratch();
  if (const auto content = document.attribute(element, "content", decoded); content && !content->empty()) {
    return keep_line(*content, max_bytes, texts);
  }
  const auto attribute = [&](std::string_view name) {
    return keep_line(document.attribute(element, name, decoded).value_or(""), max_bytes, texts);
  };
  switch (document.node(element).tag) {
    case Tag::meta: return {};
    case Tag::time:
      if (const std::string_view datetime = attribute("datetime"); !datetime.empty()) return datetime;
      break;
    case Tag::img:
    case Tag::audio:
    case Tag::embed:
    case Tag::iframe:
    case Tag::source:
    case Tag::video: return attribute("src");
    case Tag::link: return attribute("href");
    case Tag::data: return attribute("value");
    default: break;
  }
  return element_text(document, element, max_bytes, texts);
}

class Reader {
 public:
  Reader(const dom::Document& document, const Collected& collected, TextMemory& texts, Findings& found)
      : document_(document),
        collected_(collected),
        texts_(texts),
        found_(found),
        main_scope_(choose_scope()) {}

  NodeId run() {
    for (const ItemProperty& property : collected_.properties) {
      std::size_t begin = 0;
      const std::string_view names = property.names;
      while (begin < names.size()) {
        std::size_t end = names.find(' ', begin);
        if (end == std::string_view::npos) end = names.size();
        read(names.substr(begin, end - begin), property);
        begin = end + 1;
      }
    }
    if (!found_.published) found_.published = created_;
    if (!found_.sitename) found_.sitename = site_name_;
    return headline_;
  }

 private:
  // The article's scope, or no_scope.
  std::uint32_t choose_scope() const {
    NodeId title = dom::no_node;
    for (const Heading& heading : collected_.headings) {
      if (heading.level == 1) {
        title = heading.element;
        break;
      }
    }
    std::uint32_t first = no_scope;
    std::size_t articles = 0;
    for (std::uint32_t i = 0; i < collected_.scopes.size(); ++i) {
      const ItemScope& scope = collected_.scopes[i];
      if (scope.kind != ScopeKind::article) continue;
      const bool holds_title = title != dom::no_node && scope.element <= title &&
                               title < document_.node(scope.element).subtree_end;
      if (holds_title) return i;
      if (first == no_scope) first = i;
      ++articles;
    }
    return articles >= articles_in_a_list ? no_scope : first;
  }

  // Properties directly in the article, in an item about the page, or in none.
  bool is_about_page(std::uint32_t scope) const {
    if (scope == no_scope || scope == main_scope_) return true;
    return collected_.scopes[scope].kind == ScopeKind::page && !is_foreign(scope);
  }

  bool is_foreign(std::uint32_t scope) const {
    for (int step = 0; scope != no_scope && step < max_scope_steps; ++step) {
      if (collected_.scopes[scope].kind == ScopeKind::foreign) return true;
      scope = collected_.scopes[scope].parent;
    }
    return scope != no_scope;
  }

  // True for a property of a nested item that is itself the `property` of the article or page.
  bool belongs_to(std::uint32_t scope, std::string_view property) const {
    if (scope == no_scope) return false;
    const ItemScope& item = collected_.scopes[scope];
    return item.property.find(property) != std::string::npos && is_about_page(item.parent);
  }

  bool starts_scope(NodeId element) const {
    const auto scope = std::ranges::lower_bound(collected_.scopes, element, {}, &ItemScope::element);
    return scope != collected_.scopes.end() && scope->element == element;
  }

  void read(std::string_view name, const ItemProperty& property) {
    if (name == "name") {
      read_name(property);
    } else if (name == "url" && belongs_to(property.scope, "image")) {
      set(found_.image, property, max_url_bytes);
    } else if (is_about_page(property.scope)) {
      if (name == "author" || name == "creator") {
        if (is_in_figure(property.element)) return;  // a picture's author
        if (!starts_scope(property.element) || !has_name_inside(property.element))
          read_author(property, false);
      } else {
        read_plain(name, property);
      }
    }
  }

  void read_plain(std::string_view name, const ItemProperty& property) {
    if (name == "headline") {
      if (!found_.title && document_.node(property.element).tag != Tag::meta) headline_ = property.element;
      set(found_.title, property, max_title_bytes);
    } else if (name == "datepublished") {
      set_date(found_.published, property);
    } else if (name == "datecreated" || name == "uploaddate") {
      set_date(created_, property);
    } else if (name == "datemodified") {
      set_date(found_.modified, property);
    } else if (name == "description") {
      if (document_.node(property.element).tag == Tag::meta) {
        set(found_.description, property, max_description_bytes);
      }
    } else if (name == "articlesection") {
      set(found_.section, property, max_name_bytes);
    } else if (name == "keywords") {
      add_tags(found_.tags, property_value(document_, property.element, max_tags * max_tag_bytes, texts_),
               texts_);
    } else if (name == "image" || name == "thumbnailurl") {
      if (!starts_scope(property.element)) set(found_.image, property, max_url_bytes);
    } else if (name == "inlanguage") {
      set(found_.language, property, max_name_bytes);
    } else if (name == "license") {
      set(found_.license, property, max_url_bytes);
    } else if (name == "publisher") {
      if (!starts_scope(property.element)) set(found_.sitename, property, max_name_bytes);
    }
  }

  void read_name(const ItemProperty& property) {
    const std::uint32_t scope = property.scope;
    if (belongs_to(scope, "author") || belongs_to(scope, "creator")) {
      const ItemScope& agent = collected_.scopes[scope];
      read_author(property, agent.kind == ScopeKind::agent && agent.organization);
    } else if (belongs_to(scope, "publisher")) {
      set(found_.sitename, property, max_name_bytes);
    } else if (scope != no_scope && collected_.scopes[scope].kind == ScopeKind::site) {
      set(site_name_, property, max_name_bytes);
    }
  }

  bool is_in_figure(NodeId element) const {
    for (int step = 0; step < max_figure_steps && element != dom::no_node; ++step) {
      const Tag tag = document_.node(element).tag;
      if (tag == Tag::figure || tag == Tag::figcaption) return true;
      element = document_.node(element).parent;
    }
    return false;
  }

  bool has_name_inside(NodeId element) const {
    const NodeId end = document_.node(element).subtree_end;
    auto property = std::ranges::upper_bound(collected_.properties, element, {}, &ItemProperty::element);
    for (; property != collected_.properties.end() && property->element < end; ++property) {
      if (property->names == "name") return true;
    }
    return false;
  }

  void read_author(const ItemProperty& property, bool organization) {
    const bool same_byline =
        first_author_ == dom::no_node || property.element < first_author_ + max_author_distance;
    const std::string_view name = property_value(document_, property.element, max_name_bytes, texts_);
    if (!same_byline || name.size() > max_author_bytes || name.find("://") != std::string_view::npos) return;
    if (first_author_ == dom::no_node && !name.empty()) first_author_ = property.element;
    auto& names = organization ? found_.outlets : found_.authors;
    add_once(names, name, max_name_bytes, max_authors, texts_);
  }

  void set(std::optional<std::string_view>& field, const ItemProperty& property, std::size_t max_bytes) {
    if (field) return;
    const std::string_view value = property_value(document_, property.element, max_bytes, texts_);
    if (!value.empty()) field = value;
  }

  // <abbr title="2021-06-30T21:14:00+03:00">9:14</abbr>, as microformats have it.
  void set_date(std::optional<std::string_view>& field, const ItemProperty& property) {
    if (document_.node(property.element).tag == Tag::abbr) {
      const auto title = document_.attribute(property.element, "title", texts_.scratch());
      const std::string_view date = keep_line(title.value_or(""), max_name_bytes, texts_);
      if (!field && !date.empty()) field = date;
    }
    set(field, property, max_name_bytes);
  }

  const dom::Document& document_;
  const Collected& collected_;
  TextMemory& texts_;
  Findings& found_;
  std::uint32_t main_scope_;
  NodeId headline_ = dom::no_node;
  NodeId first_author_ = dom::no_node;
  std::optional<std::string_view> created_, site_name_;
};

}  // namespace

NodeId read_microdata(const dom::Document& document, const Collected& collected, TextMemory& texts,
                      Findings& found) {
  found.clear();
  if (collected.properties.empty()) return dom::no_node;
  return Reader(document, collected, texts, found).run();
}

}  // namespace lubb::metadata
