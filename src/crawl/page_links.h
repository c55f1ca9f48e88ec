// What a page points to: its feeds, and the pages of its own site.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace lubb::crawling {

struct PageLinks {
  std::vector<std::string> feeds;  // <link rel=alternate> with a feed's type; absolute
  std::vector<std::string> pages;  // <a href> on the same host, without the page itself; normal spelling
};

inline constexpr std::size_t max_page_links =
    2'000;  // of each kind; a page with more is a trap or a directory

// Reads a page as it was served. `url` is its address after redirects. Never fails: of a page that cannot be
// parsed there are no links. Links that ask not to be followed (rel=nofollow, a robots meta element) are left
// out.
[[nodiscard]] PageLinks read_links(std::span<const std::byte> page, const std::string& content_type,
                                   const std::string& url);

}  // namespace lubb::crawling
