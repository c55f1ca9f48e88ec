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

// `storage`: for a number.
std::string_view number_or_text(element value, std::string& storage) {
  std::int64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return storage = std::to_string(number);
  return text_of(value, {"@value", "value"});
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

// `id`, `name`: kept and clean.
void remember_agent(std::string_view id, std::string_view name, bool organization, Agents& agents) {
  if (!id.empty()) agents.add(cut_utf8(id, max_url_bytes), name, organization);
}

// Fields of a thing, as they are read.
void set(std::optional<std::string_view>& field, std::string_view value, std::size_t max_bytes,
         TextMemory& texts) {
  if (field) return;
  const std::string_view line = keep_line(value, max_bytes, texts);
  if (!line.empty()) field = line;
}

std::string_view given_and_family_name(object person, TextMemory& texts) {
  std::string& name = texts.scratch();
  name.clear();
  for (const std::string_view key : {"givenName", "familyName"}) {
    element part;
    if (person.at_key(key).get(part) != simdjson::SUCCESS) continue;
    if (!name.empty()) name += ' ';
    name += text_of(part, {"@value"});
  }
  return texts.keep(name);
}

void read_authors(element value, const ThingsAround& around, Thing& thing) {
  std::vector<element>& pending = around.authors;
  pending.assign(1, value);
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
      thing.authors.push_back({keep_line(string_of(author), max_name_bytes, around.texts), {}, false});
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
    const std::string_view text =
        named ? text_of(name, {"@value"}) : given_and_family_name(agent, around.texts);
    const std::string_view clean = keep_line(text, max_name_bytes, around.texts);
    const std::string_view id = around.texts.keep(id_of(author));
    if (!text.empty()) remember_agent(id, clean, organization, around.agents);
    thing.authors.push_back({clean, id, organization});
  }
}

// A publisher, source or site: its name, or what it refers to.
void read_agent(element value, const ThingsAround& around, std::optional<std::string_view>& name,
                std::string_view& reference) {
  const std::string_view text = text_of(value, {"name", "legalName", "@value"});
  const std::string_view id = around.texts.keep(id_of(value));
  if (!text.empty()) {
    const std::string_view clean = keep_line(text, max_name_bytes, around.texts);
    if (!name && !clean.empty()) name = clean;
    remember_agent(id, clean, true, around.agents);
  } else if (reference.empty()) {
    reference = id;
  }
}

void read_keywords(element value, TextMemory& texts, std::vector<std::string_view>& tags) {
  const auto add = [&](std::string_view words) {
    if (tags.size() < max_tags) add_tags(tags, texts.keep(cut_utf8(words, max_tags * max_tag_bytes)), texts);
  };
  array list;
  if (value.get(list) != simdjson::SUCCESS) {
    add(text_of(value, {"name", "@value"}));
    return;
  }
  std::size_t count = 0;
  for (const element item : list) {
    if (++count > max_list_items) break;
    add(text_of(item, {"name", "termCode", "@value"}));
  }
}

void read_breadcrumb(element value, TextMemory& texts, std::vector<std::string_view>& names) {
  array list;
  if (value.get(list) != simdjson::SUCCESS) return;
  std::size_t count = 0;
  for (const element item : list) {
    if (++count > max_list_items) break;
    std::string_view name = text_of(item, {"name"});
    if (name.empty()) name = text_of(item, {"item", "name"});
    add_line(names, keep_line(name, max_name_bytes, texts), max_list_items);
  }
}

void read_headline(element value, TextMemory& texts, Thing& thing, bool preferred) {
  if (thing.findings.title && !preferred) return;
  const std::string_view title = keep_line(text_of(value, {"@value"}), max_title_bytes, texts);
  if (!title.empty()) thing.findings.title = title;
}

bool read_name(std::string_view key, element value, TextMemory& texts, Thing& thing) {
  const bool headline = key == "headline";
  if (!headline && key != "name") return false;
  read_headline(value, texts, thing, headline);
  return true;
}

// Fields that all kinds of works share. False: not one of them.
bool read_plain_field(std::string_view key, element value, TextMemory& texts, Thing& thing) {
  Findings& found = thing.findings;
  std::string number;
  if (key == "description") {
    set(found.description, text_of(value, {"@value"}), max_description_bytes, texts);
  } else if (key == "datePublished") {
    found.published = keep_line(number_or_text(value, number), max_name_bytes, texts);
  } else if (key == "dateCreated" || key == "uploadDate") {
    set(found.published, number_or_text(value, number), max_name_bytes, texts);
  } else if (key == "dateModified") {
    set(found.modified, number_or_text(value, number), max_name_bytes, texts);
  } else if (key == "image") {
    set(found.image, text_of(value, {"url", "contentUrl", "@id", "@list"}), max_url_bytes, texts);
  } else if (key == "thumbnailUrl") {
    set(found.image, text_of(value, {"url"}), max_url_bytes, texts);
  } else if (key == "articleSection") {
    set(found.section, first_section(text_of(value, {"name"})), max_name_bytes, texts);
  } else if (key == "keywords") {
    read_keywords(value, texts, found.tags);
  } else if (key == "inLanguage") {
    set(found.language, text_of(value, {"alternateName", "name"}), max_name_bytes, texts);
  } else if (key == "license") {
    set(found.license, text_of(value, {"url", "@id", "name"}), max_url_bytes, texts);
  } else if (key == "url") {
    set(found.canonical_url, text_of(value, {"@id", "url"}), max_url_bytes, texts);
  } else if (key == "articleBody" || key == "reviewBody") {
    if (const std::string_view body = text_of(value, {"@value"}); body.size() > thing.body.size()) {
      thing.body = texts.keep(body);
    }
  } else {
    return false;
  }
  return true;
}

void read_field(std::string_view key, element value, const ThingsAround& around, Thing& thing) {
  TextMemory& texts = around.texts;
  // Of what stands around the works nothing but its name is asked for.
  if (thing.kind != ThingKind::ignored && read_name(key, value, texts, thing)) return;
  if (thing.kind >= ThingKind::page && read_plain_field(key, value, texts, thing)) return;
  if (key == "author" || key == "creator") {
    read_authors(value, around, thing);
  } else if (key == "publisher") {
    read_agent(value, around, thing.findings.sitename, thing.publisher_id);
  } else if (key == "sourceOrganization") {
    read_agent(value, around, thing.findings.source, thing.source_id);
  } else if (key == "isPartOf") {
    // The names of works around this one are not the site's name: by reference to a WebSite only.
    if (thing.site_id.empty()) thing.site_id = texts.keep(id_of(value));
  } else if (key == "itemListElement") {
    if (thing.kind == ThingKind::breadcrumb) read_breadcrumb(value, texts, thing.breadcrumb);
  } else if (key == "@graph" || key == "mainEntity" || key == "mainEntityOfPage" || key == "breadcrumb") {
    if (around.pending.size() < around.most_pending) around.pending.push_back(value);
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

void Agents::add(std::string_view id, std::string_view name, bool organization) {
  if (agents_.size() < max_agents) agents_.push_back({id, name, organization, agents_.size()});
}

void Agents::sort() {
  std::ranges::sort(agents_, {}, [](const NamedAgent& agent) { return std::pair(agent.id, agent.place); });
}

const NamedAgent* Agents::find(std::string_view id) const noexcept {
  const auto agent = std::ranges::lower_bound(agents_, id, {}, &NamedAgent::id);
  return agent == agents_.end() || agent->id != id ? nullptr : &*agent;
}

void Thing::clear() noexcept {
  kind = ThingKind::ignored;
  id = publisher_id = source_id = site_id = body = {};
  findings.clear();
  authors.clear();
  breadcrumb.clear();
}

void read_thing(object source, const ThingsAround& around, Thing& thing) {
  thing.clear();
  element type;
  element id;
  if (source.at_key("@type").get(type) == simdjson::SUCCESS) thing.kind = kind_of(type);
  if (source.at_key("@id").get(id) == simdjson::SUCCESS) {
    thing.id = around.texts.keep(cut_utf8(string_of(id), max_url_bytes));
  }
  for (const auto [key, value] : source) read_field(key, value, around, thing);
  if (thing.kind == ThingKind::agent || thing.kind == ThingKind::site) {
    const bool organization = thing.kind == ThingKind::site || is_organization(source);
    if (thing.findings.title) remember_agent(thing.id, *thing.findings.title, organization, around.agents);
  }
}

}  // namespace lubb::metadata
