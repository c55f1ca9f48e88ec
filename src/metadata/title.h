// Which of the titles a page gives is its headline, and which element shows it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "metadata/collect.h"
#include "metadata/title_text.h"

namespace lubb::metadata {

// What the sources say; each may be empty.
struct TitleSources {
  std::string_view open_graph, json_ld, microdata, html_meta;
  dom::NodeId microdata_element = dom::no_node;
  std::vector<std::string_view> site_names;
  std::string_view host;  // of the page's address
};

// Texts are views into what the page and the sources say.
struct Title {
  std::optional<std::string_view> text;
  std::string_view source;             // provenance: "visible", "open_graph", "json_ld", "title", ...
  dom::NodeId element = dom::no_node;  // the heading that shows the title
  // What OpenGraph calls it where the heading says less or something else: which of the two is the title
  // shows only in the type of page.
  std::optional<std::string_view> shared_text;
  std::optional<std::string_view> affix;  // what <title> adds to the headline at its end or start: often the
                                          // site's name
  bool names_thread = false;              // <title> is the trail from a thread up to its forum
};

// A title that a source gives, and one that a heading shows.
struct NamedTitle {
  std::string_view text;
  std::string_view folded;
  std::string_view source;
};
struct ShownTitle {
  const Heading* heading;
  std::string_view folded;
};

// What choosing keeps from page to page: memory only.
struct TitleMemory {
  void clear() noexcept;

  SiteNames site;
  std::vector<ShownTitle> first_level, second_level;
  std::vector<ShownTitle> site_headings;  // headings of any level that show the site's name
  std::vector<NamedTitle> references;     // in the order of trust
  std::vector<std::string_view> parts;    // folded parts of og:title and <title>
  WordLists words;
  FoldedTitles folded;
  std::string element_text, folded_text;  // scratch
};

// The headline as the page shows it wins if another source confirms it; what OpenGraph and JSON-LD agree on
// wins over a heading that says less or something else; the <title> element, less the site's name, comes
// last.
[[nodiscard]] Title choose_title(const Collected& collected, const TitleSources& sources,
                                 TitleMemory& memory);

// For pages that show their title in no h1 or h2: the first h3 to h6, or element whose class says title or
// headline, that holds just this text. no_node if there is none.
[[nodiscard]] dom::NodeId find_title_text(const dom::Document& document, const Collected& collected,
                                          std::string_view title, TitleMemory& memory);

}  // namespace lubb::metadata
