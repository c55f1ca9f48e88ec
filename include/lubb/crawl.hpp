// A crawl that is repeated night after night: fetches what is new or changed, leaves one row a page, and
// remembers in one file what it has seen.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lubb/fetch.hpp"
#include "lubb/options.hpp"
#include "lubb/result.hpp"
#include "lubb/writer.hpp"

namespace lubb {

// What became of one page, told while the crawl goes on.
struct CrawlEvent {
  std::string url;
  Status status = Status::ok;
  std::optional<Error> error;  // names the URL
};

struct CrawlSummary;

// A figure of a host's pages that is far from what it usually is.
struct DriftChange {
  std::string figure;  // "words" of a typical page; shares of pages: "untitled", "empty", "errors"
  double now = 0, usual = 0;
};

struct HostDrift {
  std::string host;  // scheme://host[:port]
  std::vector<DriftChange> changes;
};

struct CrawlOptions {
  std::string state_file;  // created, with its folder, where it is missing
  std::string seeds_file;  // addresses, one a line, with settings; see the manual
  std::string output_dir;  // articles-YYYY-MM-DD.jsonl is appended to there

  FetchOptions fetch = {.timeout = std::chrono::seconds(30)};  // of each page
  Options extract;

  std::chrono::milliseconds delay{
      2'000};                      // between two requests to one host, if neither seed nor site ask for more
  unsigned parallel = 16;          // requests at a time
  unsigned parallel_per_host = 1;  // of those, to one host
  bool ignore_robots = false;
  // Regular expressions (ICU's), one of which must be found in the address of a page that is found, as sent
  // or with its escapes undone; none: any will do. Seeds, feeds and sitemaps need not match.
  std::vector<std::string> url_filter;
  std::string blacklist_file;  // addresses, one a line: what begins like one of them is never asked for
  bool save_pages = false;     // as they were served, in output_dir/pages-YYYY-MM-DD.warc.gz
  // Articles also as files of their own, output_dir/TEMPLATE with an ending: {host}, {path}, {date} (of the
  // fetch) and {hash} (of the address) are filled in. Empty: none.
  std::string page_template;
  std::string page_ending;  // ".txt" for instance
  Format page_format = Format::text;
  WriteOptions page_write;
  bool site_memory =
      true;               // what a host's pages had in common in earlier nights counts against it in articles
  bool only_new = false;  // rows only for articles that are new or changed
  bool recover = false;   // a damaged state: save what can be read, keep the damaged file beside it
  bool dry_run = false;   // visit nothing, tell what would be visited (events of Status::skipped)
  std::chrono::seconds max_run_time{0};  // then stop as by `stop`; 0: no bound

  std::function<void(const CrawlEvent&)> on_page;        // called by the thread that called crawl()
  std::function<void(const CrawlSummary&)> on_progress;  // the same, now and then
  const std::atomic<bool>* stop =
      nullptr;  // when it becomes true: no new page, end within seconds; not owned
};

struct CrawlSummary {
  std::uint64_t ok = 0, empty = 0, skipped = 0, unchanged = 0, error = 0;  // pages
  std::uint64_t listings = 0;                                              // feeds and sitemaps read
  std::uint64_t hosts = 0;
  std::uint64_t due = 0;         // pages that were still to be visited at the last look
  std::uint64_t postponed = 0;   // hosts that were left for the next time
  std::uint64_t retries = 0;     // requests that were made again
  std::uint64_t bytes = 0;       // of bodies
  std::uint64_t gone = 0;        // of `error`: pages that are no more (404, 410)
  std::vector<HostDrift> drift;  // of a finished night: hosts whose pages are unlike those of earlier nights
  bool interrupted = false;      // the next call goes on with this night
  bool is_locked = false;        // another run holds the state: nothing was done
  bool abandoned = false;        // threads are still busy: the program should end by _exit()
};

// Runs one night, or goes on with one that was interrupted. Whatever ends the process, no page that was
// finished is lost and no row is written twice. What single pages answer is no error. Errors:
// invalid_argument (seeds), io (state or output cannot be written), state_unreadable (damaged, or of another
// version), state_locked (another run holds the state).
[[nodiscard]] Result<CrawlSummary> crawl(const CrawlOptions& options);

// Looks after a state. Errors as above; a state that another run holds is an io error for calls that change
// it.
namespace state {
// Hands out the last row of every page that has an article, until `take` returns false.
[[nodiscard]] Result<std::uint64_t> each_row(const std::string& state_file,
                                             const std::function<bool(const std::string& json_line)>& take);
// What an integrity check finds, a finding a line; empty: sound.
[[nodiscard]] Result<std::string> check(const std::string& state_file);
// Forgets a page, or all whose address begins so where `url` ends with "*"; returns how many.
[[nodiscard]] Result<std::uint64_t> forget(const std::string& state_file, const std::string& url);
// Makes pages that failed or are gone due again; returns how many.
[[nodiscard]] Result<std::uint64_t> retry(const std::string& state_file);
// Forgets pages, but for seeds, that were not visited for so long; returns how many.
[[nodiscard]] Result<std::uint64_t> prune(const std::string& state_file, std::chrono::hours not_visited_for);
}  // namespace state

}  // namespace lubb
