// Whole nights against a server of our own, with the real curl and SQLite.
#include "lubb/crawl.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <string>
#include <vector>

#include "crawl/schema.h"
#include "unit/fetch/local_server.h"
#include "unit/input/temporary_folder.h"

using namespace lubb;
using lubb::test::LocalServer;
using lubb::test::TemporaryFolder;

namespace {

std::string article(const std::string& word) {
  std::string text =
      "<!doctype html><meta charset=utf-8><title>" + word + "</title><article><h1>" + word + "</h1>";
  for (int i = 0; i < 3; ++i) {
    text += "<p>The harbour office said that " + word +
            " will move to the new quay, where the ferries leave from now on, and that tickets stay as they "
            "were.</p>";
  }
  return text + "</article>";
}

std::string answer(const std::string& body,
                   const std::string& headers = "Content-Type: text/html; charset=utf-8\r\n") {
  return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

const std::string not_modified = "HTTP/1.1 304 Not Modified\r\n\r\n";
const std::string gone = "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n";

// A server, a state and an output folder.
struct Site {
  LocalServer server;
  TemporaryFolder folder;
  CrawlOptions options;

  Site() {
    options.state_file = folder.path("state/crawl.sqlite");
    options.output_dir = folder.path("out");
    options.fetch.allow_net = {server.host()};
    options.fetch.retries = 0;
    options.delay = std::chrono::milliseconds(0);
  }
  void seeds(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += server.url(line) + "\n";
    options.seeds_file = folder.write("seeds", text);
  }
  CrawlSummary night() {
    Result<CrawlSummary> summary = crawl(options);
    REQUIRE_MESSAGE(summary.has_value(), summary.error().message);
    return *summary;
  }
  // The rows of all output files as "path status", sorted.
  [[nodiscard]] std::vector<std::string> rows() const {
    std::vector<std::string> result;
    simdjson::dom::parser parser;
    for (const auto& file : std::filesystem::directory_iterator(folder.path("out"))) {
      std::ifstream stream(file.path());
      for (std::string line; std::getline(stream, line);) {
        simdjson::dom::element row;
        REQUIRE(parser.parse(line).get(row) == simdjson::SUCCESS);
        const std::string id{row["id"].get_string().value()};
        result.push_back(id.substr(id.find('/', 8)) + " " + std::string(row["status"].get_string().value()));
      }
    }
    std::sort(result.begin(), result.end());
    return result;
  }
  [[nodiscard]] std::size_t requests_for(const std::string& path) const {
    const auto all = server.requests();
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const std::string& request) {
      return request.starts_with("GET " + path + " ");
    }));
  }
  [[nodiscard]] std::vector<std::string> stored() const {
    std::vector<std::string> result;
    REQUIRE(state::each_row(options.state_file, [&](const std::string& row) {
              result.push_back(row);
              return true;
            }).has_value());
    return result;
  }
};

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("the second night asks for what changed and says what did not") {
  Site site;
  site.server.answer("/a", {answer(article("a"), "ETag: \"it's; --\"\r\n"), not_modified});
  site.server.answer("/b", {answer(article("b"), "Last-Modified: Tue, 03 Mar 2026 10:00:00 GMT\r\n"),
                            answer(article("new"))});
  site.server.answer("/c", {answer(article("c")), answer(article("c") + "<!-- same text -->")});
  site.seeds({"/a", "/b", "/c"});
  CHECK(site.night().ok == 3);
  CHECK(site.rows() == Rows{"/a ok", "/b ok", "/c ok"});
  const CrawlSummary second = site.night();
  CHECK(second.unchanged == 2);
  CHECK(second.ok == 1);
  CHECK(site.rows() == Rows{"/a ok", "/a unchanged", "/b ok", "/b ok", "/c ok", "/c unchanged"});
  CHECK(site.stored().size() == 3);
  std::string asked;
  for (const std::string& request : site.server.requests()) asked += request;
  CHECK(asked.find("If-None-Match: \"it's; --\"\r\n") != std::string::npos);
  CHECK(asked.find("If-Modified-Since: Tue, 03 Mar 2026 10:00:00 GMT\r\n") != std::string::npos);
  CHECK(site.requests_for("/robots.txt") == 2);
}

TEST_CASE("feeds, sitemaps and section pages lead to pages, and to no rows of their own") {
  Site site;
  const std::string url = site.server.url("");
  site.server.answer("/feed", {answer("<rss><item><link>" + url + "/1</link></item><item><link>" + url +
                                      "/2</link></item></rss>")});
  site.server.answer("/index.xml", {answer("<sitemapindex><sitemap><loc>" + url +
                                           "/map.xml</loc></sitemap></sitemapindex>")});
  site.server.answer("/map.xml", {answer("<urlset><url><loc>" + url + "/3</loc></url></urlset>")});
  site.server.answer("/news", {answer(article("news") +
                                      "<a href=/4?utm_source=x>x</a><a href=http://other.example/>x</a>")});
  site.server.answer("/4", {answer(article("4") + "<a href=/5>not followed</a>")});
  for (const char* path : {"/1", "/2", "/3"}) site.server.answer(path, {answer(article(path))});
  site.seeds({"/feed", "/index.xml", "/news follow=1"});
  const CrawlSummary summary = site.night();
  CHECK(summary.listings == 3);
  CHECK(site.rows() == Rows{"/1 ok", "/2 ok", "/3 ok", "/4 ok", "/news ok"});
  CHECK(site.requests_for("/5") == 0);
  // What was found is not due again the same day, what lists it is.
  CHECK(site.night().listings == 3);
  CHECK(site.requests_for("/1") == 1);
}

TEST_CASE("robots.txt, redirects and answers of other kinds") {
  Site site;
  site.server.answer("/robots.txt", {answer("User-agent: *\nDisallow: /private\n")});
  site.server.answer("/private", {answer(article("private"))});
  site.server.answer("/moved", {"HTTP/1.1 301 Moved\r\nLocation: /here\r\nContent-Length: 0\r\n\r\n"});
  site.server.answer("/here", {answer(article("here"))});
  site.server.answer("/secret", {"HTTP/1.1 302 Found\r\nLocation: /private\r\nContent-Length: 0\r\n\r\n"});
  site.server.answer("/inward",
                     {"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2/\r\nContent-Length: 0\r\n\r\n"});
  site.server.answer("/picture",
                     {answer(std::string("\x89PNG\r\n\x1a\n", 8), "Content-Type: image/png\r\n")});
  site.server.answer("/gone", {gone});
  site.seeds({"/private", "/moved", "/secret", "/inward", "/picture", "/gone"});
  site.night();
  CHECK(site.rows() == Rows{"/gone error", "/inward error", "/moved ok", "/picture skipped", "/private error",
                            "/secret error"});
  CHECK(site.requests_for("/private") == 0);
  site.night();
  CHECK(site.requests_for("/gone") == 1);
  CHECK(state::retry(site.options.state_file).value() >= 1);
  site.night();
  CHECK(site.requests_for("/gone") == 2);
}

TEST_CASE("a site whose robots.txt fails is left alone") {
  Site site;
  site.server.answer("/robots.txt", {"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"});
  site.server.answer("/a", {answer(article("a"))});
  site.seeds({"/a"});
  CHECK(site.night().error == 1);
  CHECK(site.requests_for("/a") == 0);
}

TEST_CASE("a night that was interrupted goes on where it ended") {
  Site site;
  std::vector<std::string> paths;
  for (int i = 0; i < 20; ++i) {
    paths.push_back("/" + std::to_string(i));
    site.server.answer(paths.back(), {answer(article("word" + std::to_string(i)))});
  }
  site.seeds(paths);
  std::atomic<bool> stop{false};
  int seen = 0;
  site.options.stop = &stop;
  site.options.on_page = [&](const CrawlEvent&) { stop = ++seen >= 7; };
  CHECK(site.night().interrupted);
  stop = false;
  site.options.on_page = nullptr;
  CHECK_FALSE(site.night().interrupted);
  CHECK(site.rows().size() == 20);
  for (const std::string& path : paths) CHECK(site.requests_for(path) <= 2);
  CHECK(site.stored().size() == 20);
  CHECK(site.requests_for("/robots.txt") == 1);
}

TEST_CASE("a torn last line is cut off, and rows that were on their way come once") {
  Site site;
  site.server.answer("/a", {answer(article("a"))});
  site.seeds({"/a"});
  site.night();
  const auto file = *std::filesystem::directory_iterator(site.folder.path("out"));
  std::ofstream(file.path(), std::ios::app) << "{\"id\":\"http://x/torn\",\"sta";
  site.night();
  CHECK(site.rows() == Rows{"/a ok", "/a unchanged"});
}

TEST_CASE("one text under several addresses is one article that names the others") {
  Site site;
  for (const char* path : {"/a", "/b"}) site.server.answer(path, {answer(article("same"))});
  site.server.answer("/a", {answer(article("same")), answer(article("new"))});
  site.seeds({"/a", "/b"});
  site.night();
  const Rows rows = site.rows();
  CHECK((rows == Rows{"/a ok", "/b skipped"} || rows == Rows{"/a skipped", "/b ok"}));
  REQUIRE(site.stored().size() == 1);
  CHECK(site.stored()[0].find("\"other_urls\":[\"" + site.server.url("/b") + "\"]") != std::string::npos);
  site.night();
  REQUIRE(site.stored().size() == 2);
  CHECK(site.stored()[0].find("other_urls") == std::string::npos);
}

TEST_CASE("a state that another run holds is left alone") {
  Site site;
  site.seeds({"/a"});
  crawling::StateLock lock;
  REQUIRE(lock.acquire(site.options.state_file));
  CHECK(site.night().is_locked);
  CHECK(site.server.requests().empty());
}

TEST_CASE("a damaged state is named, never replaced in silence, and recovered when asked") {
  Site site;
  for (const char* path : {"/a", "/b"}) site.server.answer(path, {answer(article(path))});
  site.seeds({"/a", "/b"});
  site.night();
  for (const std::string& damage : {std::string(), std::string(3000, 'x')}) {
    std::ofstream(site.options.state_file, std::ios::binary) << damage;
    const auto failed = crawl(site.options);
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().code == Errc::state_unreadable);
    CHECK(failed.error().message.find(site.options.state_file) != std::string::npos);
  }
  CHECK_FALSE(state::check(site.options.state_file).has_value());
  site.options.recover = true;
  CHECK(site.night().ok == 2);
  CHECK(std::filesystem::exists(site.options.state_file + ".damaged"));
  CHECK(state::check(site.options.state_file).value().empty());
}

TEST_CASE("a state of a later version is not touched") {
  Site site;
  site.server.answer("/a", {answer(article("a"))});
  site.seeds({"/a"});
  site.night();
  crawling::Database(site.options.state_file, false).execute("PRAGMA user_version = 9999");
  CHECK(crawl(site.options).error().code == Errc::state_unreadable);
  CHECK(crawling::Database(site.options.state_file, false).integer("PRAGMA user_version") == 9999);
}

TEST_CASE("places that cannot be written to are found before anything is fetched") {
  Site site;
  site.seeds({"/a"});
  site.options.output_dir = "/dev/null/out";
  CHECK(crawl(site.options).error().code == Errc::io);
  site.options.state_file = "/dev/null/state";
  CHECK(crawl(site.options).error().code == Errc::io);
  CHECK(site.server.requests().empty());
}

TEST_CASE("a rehearsal fetches and writes nothing") {
  Site site;
  site.seeds({"/a", "/b"});
  site.options.dry_run = true;
  std::vector<std::string> told;
  site.options.on_page = [&](const CrawlEvent& event) { told.push_back(event.url); };
  CHECK(site.night().due == 2);
  CHECK(told.size() == 2);
  CHECK(site.server.requests().empty());
  CHECK_FALSE(std::filesystem::exists(site.options.state_file));
}

TEST_CASE("pages are forgotten one by one, by their beginning, and by age") {
  Site site;
  for (const char* path : {"/a", "/b/1", "/b/2"}) site.server.answer(path, {answer(article(path))});
  site.seeds({"/a", "/b/1", "/b/2"});
  site.night();
  CHECK(state::forget(site.options.state_file, site.server.url("/a")).value() == 1);
  CHECK(state::forget(site.options.state_file, site.server.url("/b/*")).value() == 2);
  CHECK(site.stored().empty());
  CHECK(state::prune(site.options.state_file, std::chrono::hours(1)).value() == 0);
}
