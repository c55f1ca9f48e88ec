// Feeds and sitemaps, plain and packed.
#include <string>
#include <unordered_set>

#include "fetch/listing.h"
#include "fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t max_bytes = 1 << 16, max_pages = 50;
  const auto listing = lubb::http::read_listing(lubb::fuzz::text_of(data, size),
                                                "https://example.org/news/feed.xml", max_bytes, max_pages);
  if (!listing) return 0;
  lubb::fuzz::expect(listing->pages.size() <= max_pages, "more pages than asked for");
  std::unordered_set<std::string> seen;
  for (const auto& page : listing->pages) {
    lubb::fuzz::expect(page.url.starts_with("http://") || page.url.starts_with("https://"),
                       "a page at " + page.url);
    lubb::fuzz::expect(seen.insert(page.url).second, "twice: " + page.url);
  }
  return 0;
}
