// One object of structured data (a schema.org "thing") with what metadata wants of it.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
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

inline constexpr std::size_t thing_kinds = static_cast<std::size_t>(ThingKind::article) + 1;

// What is referred to by "@id" resolves to a name, if any object of the page bears both.
struct NamedAgent {
  std::string_view id, name;
  bool organization = false;
  std::size_t place = 0;  // among all that were added
};

// All agents of a page: first all are added, then they are asked for.
class Agents {
 public:
  void clear() noexcept { agents_.clear(); }
  void add(std::string_view id, std::string_view name, bool organization);
  // Must come between the two.
  void sort();
  // The first one added with that id, or null.
  [[nodiscard]] const NamedAgent* find(std::string_view id) const noexcept;

 private:
  std::vector<NamedAgent> agents_;
};

// An author in the order given: a name, or the "@id" of an object that bears it.
struct AuthorEntry {
  std::string_view name, id;
  bool organization = false;
};

// Its texts are kept: they do not die with the parsed script.
struct Thing {
  void clear() noexcept;  // keeps the memory

  ThingKind kind = ThingKind::ignored;
  std::string_view id;
  Findings findings;
  std::vector<AuthorEntry> authors;  // become names in `findings` when all scripts are read
  std::string_view publisher_id, source_id, site_id;
  std::string_view body;                     // articleBody as given
  std::vector<std::string_view> breadcrumb;  // names of a BreadcrumbList, in order
};

// Where read_thing() puts what it finds beside the thing itself.
struct ThingsAround {
  TextMemory& texts;
  Agents& agents;  // those inside the object
  // Objects inside that may be things themselves: @graph, mainEntity, mainEntityOfPage.
  std::vector<simdjson::dom::element>& pending;
  std::size_t most_pending;
  std::vector<simdjson::dom::element>& authors;  // scratch
};

[[nodiscard]] ThingKind kind_of_type(std::string_view type) noexcept;

// Reads one object into `thing`, whatever that held before.
void read_thing(simdjson::dom::object object, const ThingsAround& around, Thing& thing);

}  // namespace lubb::metadata
