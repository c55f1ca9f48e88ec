// robots.txt: the last line is an address to be asked for.
#include <chrono>
#include <string>

#include "base/url.h"
#include "fetch/robots.h"
#include "fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [text, address] = lubb::fuzz::split_last_line(lubb::fuzz::text_of(data, size));
  const auto robots = lubb::http::Robots::parse(text, "lubb");
  const bool allowed = robots.allows(address);
  lubb::fuzz::expect(robots.allows(address) == allowed, "another answer the second time");
  lubb::fuzz::expect(robots.allows("https://example.org/robots.txt"), "robots.txt itself is forbidden");
  if (robots.crawl_delay()) {
    const auto delay = *robots.crawl_delay();
    lubb::fuzz::expect(delay >= std::chrono::seconds(0) && delay <= std::chrono::hours(24),
                       "a delay out of bounds");
  }
  for (const std::string& sitemap : robots.sitemaps()) {
    lubb::fuzz::expect(lubb::url::is_http(sitemap), "a sitemap at " + sitemap);
  }
  return 0;
}
