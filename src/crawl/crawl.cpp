// The public calls: a state is locked, opened and checked, the night runs, failures become values.
#include "lubb/crawl.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <new>
#include <optional>
#include <system_error>
#include <utility>

#include "crawl/crawler.h"
#include "crawl/page_path.h"

namespace lubb {
namespace crawling {
namespace {

// Runs `work`; exceptions become errors.
template <class T, class Work>
Result<T> guarded(Work work) {
  try {
    return work();
  } catch (const DatabaseError& error) {
    return error.error();
  } catch (const std::bad_alloc&) {
    return Error{Errc::too_large, "not enough memory"};
  } catch (const std::system_error& error) {
    return Error{Errc::io, std::string("no thread can be started: ") + error.what()};
  }
}

Result<std::string> read_list(const std::string& path, const std::string& what) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  struct stat status {};
  if (!file.is_open() || file.bad() || stat(path.c_str(), &status) != 0 || S_ISDIR(status.st_mode))
    return Error{Errc::invalid_argument, path + ": " + what + " cannot be read"};
  return text;
}

Result<std::vector<Seed>> read_seeds(const std::string& path) {
  const Result<std::string> text = read_list(path, "the list of seeds");
  if (!text) return text.error();
  Result<std::vector<Seed>> seeds = parse_seeds(*text, path);
  if (seeds && seeds->empty()) return Error{Errc::invalid_argument, path + ": the list of seeds is empty"};
  return seeds;
}

Result<UrlFilter> read_filter(const CrawlOptions& options) {
  const std::string& path = options.blacklist_file;
  const Result<std::string> list = path.empty() ? Result<std::string>("") : read_list(path, "the blacklist");
  if (!list) return list.error();
  return UrlFilter::make(options.url_filter, *list, path);
}

// What cannot be meant.
std::optional<Error> check(const CrawlOptions& options) {
  if (auto error = http::check_options(options.fetch)) return error;
  if (options.page_template.empty()) return std::nullopt;
  auto fault = fault_of_template(options.page_template);
  if (!fault) return std::nullopt;
  return Error{Errc::invalid_argument, "the template '" + options.page_template + "' " + *fault};
}

// Opens a state and looks through it; a damaged one is recovered where that is wanted.
std::unique_ptr<Database> open_checked(const std::string& state_file, bool recover) {
  std::string damage;
  try {
    std::unique_ptr<Database> database = open_state(state_file);
    const std::vector<std::string> findings = check_integrity(*database, true);
    if (findings.empty()) return database;
    damage = state_file + ": damaged: " + findings.front();
  } catch (const DatabaseError& error) {
    if (error.error().code != Errc::state_unreadable) throw;
    damage = error.what();
  }
  if (!recover)
    throw DatabaseError(Errc::state_unreadable, damage + " (--recover saves what can be read of it)");
  recover_state(state_file);
  return open_state(state_file);
}

std::unique_ptr<Database> open_locked(const std::string& state_file, StateLock& lock) {
  struct stat status {};
  if (stat(state_file.c_str(), &status) != 0) {
    throw DatabaseError(Errc::io, state_file + ": " + std::generic_category().message(errno));
  }
  if (!lock.acquire(state_file)) throw DatabaseError(Errc::io, state_file + ": another run holds this state");
  return open_checked(state_file, false);
}

// What would be visited now, in a copy of the state that is thrown away.
CrawlSummary rehearse(const CrawlOptions& options, const UrlFilter& filter, const std::vector<Seed>& seeds) {
  auto copy = std::make_unique<Database>(":memory:", true);
  struct stat status {};
  if (stat(options.state_file.c_str(), &status) == 0) {
    copy_state(*open_state(options.state_file), *copy);
  } else {
    make_tables(*copy);
  }
  Store store(std::move(copy));
  const std::int64_t now = std::time(nullptr);
  store.begin_night(seeds, now);
  CrawlSummary summary;
  summary.due = static_cast<std::uint64_t>(store.count_due(now));
  for (const HostRecord& host : store.hosts_due(now)) {
    ++summary.hosts;
    for (const PageRecord& page : store.pages_due(host.id, now, static_cast<std::size_t>(summary.due), {})) {
      ++summary.skipped;
      const std::string why = filter.is_listed(page.url)                      ? "left out by the blacklist"
                              : page.is_seed                                  ? "a seed"
                              : !page.is_listing && !filter.matches(page.url) ? "left out by the filter"
                              : page.is_listing                               ? "a feed or sitemap"
                              : page.text_hash.empty()                        ? "found and not visited yet"
                                                                              : "to be visited again";
      if (options.on_page)
        options.on_page({page.url, Status::skipped, Error{Errc::no_content, page.url + ": " + why}});
    }
  }
  return summary;
}

CrawlSummary run_night(const CrawlOptions& options, const UrlFilter& filter, std::vector<Seed> seeds) {
  StateLock lock;
  if (!lock.acquire(options.state_file)) {
    CrawlSummary locked;
    locked.is_locked = true;
    return locked;
  }
  create_state(options.state_file);
  Store store(open_checked(options.state_file, options.recover));
  const std::int64_t now = std::time(nullptr);
  store.begin_night(seeds, now);
  seeds = {};  // the state has them
  RowFile rows(store, options.output_dir);
  rows.prepare();
  const std::string& agent = options.fetch.user_agent;
  PageArchive archive(store, options.output_dir,
                      agent.empty() ? std::string(http::default_user_agent) : agent);
  if (options.save_pages) archive.prepare();
  return Crawler(options, filter, store, rows, options.save_pages ? &archive : nullptr, now).run();
}

}  // namespace
}  // namespace crawling

Result<CrawlSummary> crawl(const CrawlOptions& options) {
  return crawling::guarded<CrawlSummary>([&]() -> Result<CrawlSummary> {
    if (auto error = crawling::check(options)) return std::move(*error);
    Result<std::vector<crawling::Seed>> seeds = crawling::read_seeds(options.seeds_file);
    if (!seeds) return std::move(seeds.error());
    const Result<crawling::UrlFilter> filter = crawling::read_filter(options);
    if (!filter) return filter.error();
    return options.dry_run ? crawling::rehearse(options, *filter, *seeds)
                           : crawling::run_night(options, *filter, std::move(*seeds));
  });
}

namespace state {

Result<std::uint64_t> each_row(const std::string& state_file,
                               const std::function<bool(const std::string& json_line)>& take) {
  return crawling::guarded<std::uint64_t>([&]() -> Result<std::uint64_t> {
    crawling::Store store(crawling::open_state(state_file));
    std::uint64_t count = 0;
    store.each_article([&](const std::string& row) {
      ++count;
      return take(row);
    });
    return count;
  });
}

Result<std::string> check(const std::string& state_file) {
  return crawling::guarded<std::string>([&]() -> Result<std::string> {
    const std::unique_ptr<crawling::Database> database = crawling::open_state(state_file);
    std::string lines;
    for (const std::string& finding : crawling::check_integrity(*database, false)) lines += finding + "\n";
    return lines;
  });
}

Result<std::uint64_t> forget(const std::string& state_file, const std::string& url) {
  return crawling::guarded<std::uint64_t>([&]() -> Result<std::uint64_t> {
    crawling::StateLock lock;
    crawling::Store store(crawling::open_locked(state_file, lock));
    return static_cast<std::uint64_t>(store.forget(url));
  });
}

Result<std::uint64_t> retry(const std::string& state_file) {
  return crawling::guarded<std::uint64_t>([&]() -> Result<std::uint64_t> {
    crawling::StateLock lock;
    crawling::Store store(crawling::open_locked(state_file, lock));
    return static_cast<std::uint64_t>(store.retry());
  });
}

Result<std::uint64_t> prune(const std::string& state_file, std::chrono::hours not_visited_for) {
  return crawling::guarded<std::uint64_t>([&]() -> Result<std::uint64_t> {
    crawling::StateLock lock;
    crawling::Store store(crawling::open_locked(state_file, lock));
    const std::int64_t seconds = std::chrono::seconds(not_visited_for).count();
    return static_cast<std::uint64_t>(store.prune(std::time(nullptr) - seconds));
  });
}

}  // namespace state
}  // namespace lubb
