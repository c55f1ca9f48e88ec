// What the page calls its own site: the name that a link to the home page bears.
#pragma once

#include <string>
#include <string_view>

#include "dom/document.h"

namespace lubb::metadata {

struct Home {
  const dom::Document& document;
  std::string_view
      host;  // of the page, without "www."; empty: only relative addresses are known to lead home
};

// True for an address that leads to the home page of `host`: "/", "./", "/index.php", "https://site.example".
[[nodiscard]] bool leads_home(std::string_view href, std::string_view host);

// True if a link to the home page has the name as its text, as its title, or as the alternative text of the
// picture in it. Compared as fold_title() does.
[[nodiscard]] bool home_link_says(const Home& home, std::string_view name);

// The site's name in a <title> of the shape "Site: Headline", if a link to the home page confirms it; else
// empty. A view into `page_title`.
[[nodiscard]] std::string_view site_before_colon(const Home& home, std::string_view page_title,
                                                 std::string_view headline);

// The name without a first word that says what kind of publication it is ("جريدة الصباح" -> "الصباح"), if
// the page itself calls the site so and never by the longer name; else `name`.
[[nodiscard]] std::string_view own_short_name(const Home& home, std::string_view name);

}  // namespace lubb::metadata
