// Files that list pages: feeds (RSS, Atom, JSON Feed) and sitemaps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lubb/result.hpp"

namespace lubb::http {

enum class ListingKind : std::uint8_t {
  none,           // something else, a page for instance
  feed,           // RSS 0.9 to 2.0, Atom, JSON Feed
  sitemap,        // <urlset>
  sitemap_index,  // <sitemapindex>: `pages` are the addresses of sitemaps
};

struct ListedPage {
  std::string url;   // absolute http(s)
  std::string date;  // of publication or last change, as written; empty: not told
};

struct Listing {
  ListingKind kind = ListingKind::none;
  std::vector<ListedPage> pages;  // in the order of the file, without doubles
  bool is_cut = false;            // there are more than max_pages, or the file is broken behind these
};

inline constexpr std::size_t max_listed_pages = 50'000;  // what the sitemap protocol allows a file

// Reads a feed or sitemap, also one packed with gzip. `base` is its address. Nothing is fetched and no DTD is
// loaded; a file that declares entities is ListingKind::none. A file that is not well-formed gives what could
// be read of it. Errors: too_large (more than `max_bytes` when unpacked), network (the packing is damaged);
// clauses without subject.
[[nodiscard]] Result<Listing> read_listing(std::string_view bytes, const std::string& base,
                                           std::size_t max_bytes, std::size_t max_pages = max_listed_pages);

}  // namespace lubb::http
