#include "metadata/json_ld_thing.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace lubb::metadata {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

// Bounds on lists inside one object (counts); real pages stay far below.
constexpr std::size_t max_list_items = 200;
constexpr std::size_t max_agents = 5'000;
constexpr int max_unwrapping = 6;  // steps from a value to the text in it: array, object, array, ...

constexpr std::array<std::string_view, 26> work_types = {"Product",        "Recipe",
                                                         "Event",          "Review",
                                                         "CriticReview",   "VideoObject",
                                                         "AudioObject",    "HowTo",
                                                         "Book",           "Movie",
                                                         "TVEpisode",      "PodcastEpisode",
                                                         "Course",         "Dataset",
                                                         "JobPosting",     "CreativeWork",
                                                         "Question",       "WebContent",
                                                         "ClaimReview",    "Episode",
                                                         "MusicRecording", "ProductGroup",
                                                         "VideoGame",      "Thesis",
                                                         "MusicAlbum",     "SoftwareApplication"};

bool is_any_of(std::string_view value, auto const& list) noexcept {
  return std::ranges::find(list, value) != list.end();
}

std::string_view string_of(element value) noexcept {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

// The text in a value that may be wrapped in arrays and objects: the first item, the first key present.
std::string_view text_of(element value, std::initializer_list<std::string_view> keys) noexcept {
  for (int step = 0; step < max_unwrapping; ++step) {
    if (value.is_string()) return string_of(value);
    array list;
    object inner;
    if (value.get(list) == simdjson::SUCCESS) {
      if (list.begin() == list.end()) return {};
      value = *list.begin();
    } else if (value.get(inner) == simdjson::SUCCESS) {
      const bool found = std::ranges::any_of(
          keys, [&](std::string_view key) { return inner.at_key(key).get(value) == simdjson::SUCCESS; });
      if (!found) return {};
    } else {
      return {};
    }
  }
  return {};
}

std::string number_or_text(element value) {
  std::int64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return std::to_string(number);
  return std::string(text_of(value, {"@value", "value"}));
}

std::string_view id_of(element value) noexcept {
  object inner;
  element id;
  if (value.get(inner) == simdjson::SUCCESS && inner.at_key("@id").get(id) == simdjson::SUCCESS) {
    return string_of(id);
  }
  return {};
}

ThingKind kind_of(element type) noexcept {
  if (type.is_string()) return kind_of_type(string_of(type));
  ThingKind best = ThingKind::ignored;
  array list;
  if (type.get(list) != simdjson::SUCCESS) return best;
  std::size_t count = 0;
  for (const element item : list) {
    if (++count > max_list_items) break;
    best = std::max(best, kind_of_type(string_of(item)));
  }
  return best;
}

bool is_organization(object agent) noexcept {
  element type;
  if (agent.at_key("@type").get(type) != simdjson::SUCCESS) return false;
  const std::string_view name = text_of(type, {});
  return name.find("Organi") != std::string_view::npos || name == "Corporation" || name == "WebSite";
}

void remember_agent(std::string_view id, std::string_view name, bool organization, AgentsById& agents) {
  if (id.empty() || name.empty() || agents.size() >= max_agents) return;
  agents.try_emplace(std::string(cut_utf8(id, max_url_bytes)),
                     NamedAgent{clean_line(name, max_name_bytes), organization});
}

std::string given_and_family_name(object person) {
  std::string name;
  for (const std::string_view key : {"givenName", "familyName"}) {
    element part;
    if (person.at_key(key).get(part) != simdjson::SUCCESS) continue;
    if (!name.empty()) name += ' ';
    name += text_of(part, {"@value"});
  }
  return name;
}

void read_authors(element value, Thing& thing, AgentsById& agents) {
  std::vector<element> pending = {value};
  for (std::size_t next = 0; next < pending.size() && thing.authors.size() < max_authors; ++next) {
    const element author = pending[next];
    array list;
    if (author.get(list) == simdjson::SUCCESS) {
      for (const element item : list) {
        if (pending.size() >= max_list_items) break;
        pending.push_back(item);
      }
      continue;
    }
    if (author.is_string()) {
      thing.authors.push_back({clean_line(string_of(author), max_name_bytes), "", false});
      continue;
    }
    object agent;
    if (author.get(agent) != simdjson::SUCCESS) continue;
    const bool organization = is_organization(agent);
    element name;
    const bool named = agent.at_key("name").get(name) == simdjson::SUCCESS;
    if (named && !name.is_string() && !organization) {
      pending.push_back(name);
      continue;
    }
    const std::string spelled_out = named ? std::string() : given_and_family_name(agent);
    const std::string_view text = named ? text_of(name, {"@value"}) : std::string_view(spelled_out);
    const std::string_view id = id_of(author);
    remember_agent(id, text, organization, agents);
    thing.authors.push_back({clean_line(text, max_name_bytes), std::string(id), organization});
  }
}

// A publisher, source or site: its name, or what it refers to.
void read_agent(element value, std::optional<std::string>& name, std::string& reference, AgentsById& agents) {
  const std::string_view text = text_of(value, {"name", "legalName", "@value"});
  const std::string_view id = id_of(value);
  if (!text.empty()) {
    set_once(name, text, max_name_bytes);
    remember_agent(id, text, true, agents);
  } else if (reference.empty()) {
    reference = id;
  }
}

void read_keywords(element value, std::vector<std::string>& tags) {
  array list;
  if (value.get(list) != simdjson::SUCCESS) {
    add_tags(tags, text_of(value, {"name", "@value"}));
    return;
  }
  std::size_t count = 0;
  for (const element item : list) {
    if (++count > max_list_items) break;
    add_tags(tags, text_of(item, {"name", "termCode", "@value"}));
  }
}

void read_breadcrumb(element value, std::vector<std::string>& names) {
  array list;
  if (value.get(list) != simdjson::SUCCESS) return;
  std::size_t count = 0;
  for (const element item : list) {
    if (++count > max_list_items) break;
    std::string_view name = text_of(item, {"name"});
    if (name.empty()) name = text_of(item, {"item", "name"});
    add_once(names, name, max_name_bytes, max_list_items);
  }
}

void read_headline(element value, Thing& thing, bool preferred) {
  std::string title = clean_line(text_of(value, {"@value"}), max_title_bytes);
  if (title.empty() || (thing.findings.title && !preferred)) return;
  thing.findings.title = std::move(title);
}

bool read_name(std::string_view key, element value, Thing& thing) {
  const bool headline = key == "headline";
  if (!headline && key != "name") return false;
  read_headline(value, thing, headline);
  return true;
}

// Fields that all kinds of works share. False: not one of them.
bool read_plain_field(std::string_view key, element value, Thing& thing) {
  Findings& found = thing.findings;
  if (key == "description") {
    set_once(found.description, text_of(value, {"@value"}), max_description_bytes);
  } else if (key == "datePublished") {
    found.published = clean_line(number_or_text(value), max_name_bytes);
  } else if (key == "dateCreated" || key == "uploadDate") {
    set_once(found.published, number_or_text(value), max_name_bytes);
  } else if (key == "dateModified") {
    set_once(found.modified, number_or_text(value), max_name_bytes);
  } else if (key == "image") {
    set_once(found.image, text_of(value, {"url", "contentUrl", "@id", "@list"}), max_url_bytes);
  } else if (key == "thumbnailUrl") {
    set_once(found.image, text_of(value, {"url"}), max_url_bytes);
  } else if (key == "articleSection") {
    set_once(found.section, first_section(text_of(value, {"name"})), max_name_bytes);
  } else if (key == "keywords") {
    read_keywords(value, found.tags);
  } else if (key == "inLanguage") {
    set_once(found.language, text_of(value, {"alternateName", "name"}), max_name_bytes);
  } else if (key == "license") {
    set_once(found.license, text_of(value, {"url", "@id", "name"}), max_url_bytes);
  } else if (key == "url") {
    set_once(found.canonical_url, text_of(value, {"@id", "url"}), max_url_bytes);
  } else if (key == "articleBody" || key == "reviewBody") {
    if (const std::string_view body = text_of(value, {"@value"}); body.size() > thing.body.size()) {
      thing.body = body;
    }
  } else {
    return false;
  }
  return true;
}

void read_field(std::string_view key, element value, Thing& thing, AgentsById& agents) {
  // Of what stands around the works nothing but its name is asked for.
  if (thing.kind != ThingKind::ignored && read_name(key, value, thing)) return;
  if (thing.kind >= ThingKind::page && read_plain_field(key, value, thing)) return;
  if (key == "author" || key == "creator") {
    read_authors(value, thing, agents);
  } else if (key == "publisher") {
    read_agent(value, thing.findings.sitename, thing.publisher_id, agents);
  } else if (key == "sourceOrganization") {
    read_agent(value, thing.findings.source, thing.source_id, agents);
  } else if (key == "isPartOf") {
    // The names of works around this one are not the site's name: by reference to a WebSite only.
    if (thing.site_id.empty()) thing.site_id = id_of(value);
  } else if (key == "itemListElement") {
    if (thing.kind == ThingKind::breadcrumb) read_breadcrumb(value, thing.breadcrumb);
  } else if (key == "@graph" || key == "mainEntity" || key == "mainEntityOfPage" || key == "breadcrumb") {
    thing.nested.push_back(value);
  }
}

}  // namespace

ThingKind kind_of_type(std::string_view type) noexcept {
  const std::string_view name = type.substr(type.find_last_of("/#:") + 1);
  if (is_any_of(name, work_types)) return ThingKind::work;
  if (name.ends_with("Article") || name.ends_with("Posting") || name == "Report" || name == "BlogPost" ||
      name == "NewsStory") {
    return ThingKind::article;
  }
  if (name == "WebSite") return ThingKind::site;
  if (name.ends_with("Page")) return ThingKind::page;
  if (name == "BreadcrumbList") return ThingKind::breadcrumb;
  if (name == "Person" || name.ends_with("Organization") || name == "Corporation" ||
      name == "LocalBusiness") {
    return ThingKind::agent;
  }
  return ThingKind::ignored;
}

Thing read_thing(object source, AgentsById& agents) {
  Thing thing;
  element type;
  element id;
  if (source.at_key("@type").get(type) == simdjson::SUCCESS) thing.kind = kind_of(type);
  if (source.at_key("@id").get(id) == simdjson::SUCCESS) {
    thing.id = cut_utf8(string_of(id), max_url_bytes);
  }
  for (const auto [key, value] : source) read_field(key, value, thing, agents);
  if (thing.kind == ThingKind::agent || thing.kind == ThingKind::site) {
    const bool organization = thing.kind == ThingKind::site || is_organization(source);
    remember_agent(thing.id, thing.findings.title.value_or(""), organization, agents);
  }
  return thing;
}

}  // namespace lubb::metadata
