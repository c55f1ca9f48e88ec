#include "fetch/listing.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace lubb;
using namespace lubb::http;

namespace {

constexpr std::size_t enough = 1 << 20;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string_view name(ListingKind kind) {
  switch (kind) {
    case ListingKind::none: return "none";
    case ListingKind::feed: return "feed";
    case ListingKind::sitemap: return "sitemap";
    case ListingKind::sitemap_index: return "sitemap_index";
  }
  return "";
}

Listing listing_of(const std::string& bytes, std::size_t max_pages = max_listed_pages) {
  Result<Listing> listing = read_listing(bytes, "http://example.org/news/list", enough, max_pages);
  REQUIRE(listing.has_value());
  return std::move(*listing);
}

std::string repeated(const std::string& part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text;
}

}  // namespace

TEST_CASE("feeds and sitemaps give the addresses that lie beside them") {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(LUBB_FIXTURES) + "/listings")) {
    const std::filesystem::path expected = entry.path().string() + ".expected";
    if (!std::filesystem::exists(expected)) continue;
    CAPTURE(entry.path().filename().string());
    ++files;
    const Listing listing = listing_of(read_file(entry.path()));
    std::string told = std::string(name(listing.kind)) + "\n";
    for (const ListedPage& page : listing.pages) told += page.url + "\t" + page.date + "\n";
    CHECK(told == read_file(expected));
  }
  CHECK(files >= 9);
}

TEST_CASE("a file that declares entities is refused, in whatever encoding") {
  const std::string bomb =
      "<!DOCTYPE feed [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM "
      "\"file:///etc/passwd\">]>"
      "<feed><entry><id>&c;</id><link href=\"http://example.org/1?a&amp;&b;\"/></entry>"
      "<item><link>http://example.org/2&b;&c;</link></item></feed>";
  CHECK(listing_of(bomb).pages.empty());
  std::string wide = "\xFF\xFE";
  for (const char c : bomb) wide += {c, '\0'};
  CHECK(listing_of(wide).pages.empty());
}

TEST_CASE("entities that hide in an encoding come to nothing") {
  std::string hidden =
      "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADwAIQ-DOCTYPE feed [+ADwAIQ-ENTITY c SYSTEM "
      "\"file:///etc/passwd\">]>"
      "<feed><item><link>http://example.org/2+ACY-c;</link></item></feed>";
  for (const ListedPage& page : listing_of(hidden).pages) CHECK(page.url.find("root") == std::string::npos);
}

TEST_CASE("a DTD from elsewhere is not loaded") {
  const Listing listing = listing_of(
      "<!DOCTYPE rss SYSTEM "
      "\"file:///etc/passwd\"><rss><channel><item><link>http://example.org/1</link></item></channel></rss>");
  CHECK(listing.pages.size() == 1);
}

TEST_CASE("deep, wide and endless files end soon") {
  CHECK(listing_of("<rss><channel>" + repeated("<item>", 100'000)).pages.empty());
  CHECK(listing_of("<rss " + repeated("a='1' ", 50'000) + "><channel/></rss>").pages.empty());
  std::string attributes = "<rss><item ";
  for (int i = 0; i < 100'000; ++i) attributes += "a" + std::to_string(i) + "='' ";
  CHECK(listing_of(attributes + "/></rss>").is_cut);
  CHECK(listing_of("").kind == ListingKind::none);
  CHECK(listing_of(std::string(1000, '\0')).kind == ListingKind::none);
}

TEST_CASE("more pages than wanted are a cut") {
  std::string text = "<urlset>";
  for (int i = 0; i < 20; ++i) text += "<url><loc>http://example.org/" + std::to_string(i) + "</loc></url>";
  CHECK(listing_of(text + "</urlset>", 20).pages.size() == 20);
  CHECK_FALSE(listing_of(text + "</urlset>", 20).is_cut);
  CHECK(listing_of(text + "</urlset>", 5).pages.size() == 5);
  CHECK(listing_of(text + "</urlset>", 5).is_cut);
}
