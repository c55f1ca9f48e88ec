// The links of a page: the last line is its address.
#include <string>

#include "crawl/page_links.h"
#include "fetch/page_address.h"
#include "fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [page, line] = lubb::fuzz::split_last_line(lubb::fuzz::text_of(data, size));
  const std::string address = line.empty() ? "https://example.org/a/b" : std::string(line);
  const auto links = lubb::crawling::read_links(lubb::fuzz::bytes_of(page), "text/html", address);
  lubb::fuzz::expect(links.pages.size() <= lubb::crawling::max_page_links &&
                         links.feeds.size() <= lubb::crawling::max_page_links,
                     "more links than the bound");
  for (const std::string& url : links.pages) {
    const auto normal = lubb::http::normal_address(url);
    lubb::fuzz::expect(normal && *normal == url, "not in its normal spelling: " + url);
  }
  return 0;
}
