// One object of structured data (a schema.org "thing") with what metadata wants of it.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "metadata/findings.h"

namespace lubb::metadata {

enum class ThingKind : std::uint8_t {
  ignored,     // lists of other pages, comments, actions, images
  breadcrumb,  // BreadcrumbList
  agent,       // Person, Organization
  site,        // WebSite
  page,        // WebPage and its kin
  work,        // Product, Recipe, Event, Review, VideoObject: a page's subject, but no article
  article,     // NewsArticle, BlogPosting, Report, ...
};

// What is referred to by "@id" resolves to a name, if any object of the page bears both.
struct NamedAgent {
  std::string name;
  bool organization = false;
};

// An author in the order given: a name, or the "@id" of an object that bears it.
struct AuthorEntry {
  std::string name, id;
  bool organization = false;
};
using AgentsById = std::unordered_map<std::string, NamedAgent>;

struct Thing {
  ThingKind kind = ThingKind::ignored;
  std::string id;
  Findings findings;
  std::vector<AuthorEntry> authors;  // become names in `findings` when all scripts are read
  std::string publisher_id, source_id, site_id;
  std::string body;                     // articleBody as given
  std::vector<std::string> breadcrumb;  // names of a BreadcrumbList, in order
  // Objects inside that may be things themselves: @graph, mainEntity, mainEntityOfPage.
  std::vector<simdjson::dom::element> nested;
};

[[nodiscard]] ThingKind kind_of_type(std::string_view type) noexcept;

// Reads one object; names of agents inside it are added to `agents`. Views into the parsed document are kept
// in Thing::nested only.
[[nodiscard]] Thing read_thing(simdjson::dom::object object, AgentsById& agents);

}  // namespace lubb::metadata
