#include "crawl/crawler.h"

#include <sys/resource.h>

#include <algorithm>
#include <ctime>
#include <utility>

#include "fetch/target.h"

namespace lubb::crawling {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t tasks_at_a_time = 64;  // of a host, held in memory
constexpr seconds longest_crawl_delay{60};   // a site that asks for more gets this
constexpr seconds longest_host_wait{120};    // a site that asks to wait longer is left for the next time
constexpr int host_failures = 5;             // without an answer in a row: the host is down
constexpr milliseconds flush_interval{1000};
constexpr milliseconds count_interval{2000};
constexpr milliseconds look_around{100};  // at the stop flag
constexpr milliseconds stop_grace{2500};
constexpr rlim_t reserved_descriptors = 20;   // state, rows, standard streams, libraries
constexpr rlim_t descriptors_per_worker = 4;  // a connection, its resolver, a wake-up pair

unsigned worker_count(unsigned wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::max(wanted, 1u);
  const rlim_t spare = limit.rlim_cur > reserved_descriptors ? limit.rlim_cur - reserved_descriptors : 0;
  return static_cast<unsigned>(std::clamp<rlim_t>(spare / descriptors_per_worker, 1, std::max(wanted, 1u)));
}

std::int64_t wall_clock() { return std::time(nullptr); }

// Puts a member in front of the end of a row. Addresses in their normal spelling need no escapes.
void add_duplicate(std::string& row, const std::string& url) {
  if (row.ends_with("}\n")) row.replace(row.size() - 2, 2, ",\"duplicate_of\":\"" + url + "\"}\n");
}

std::string origin_of(const http::Target& target) {
  const bool usual = target.port == (target.scheme == "https" ? 443 : 80);
  return target.scheme + "://" + target.host + (usual ? "" : ":" + std::to_string(target.port));
}

}  // namespace

Crawler::Crawler(const CrawlOptions& options, Store& store, RowFile& rows, std::int64_t now)
    : options_(options),
      store_(store),
      rows_(rows),
      refuser_(options),
      workers_(options, worker_count(options.parallel)),
      now_(now),
      begin_(Clock::now()),
      next_flush_(begin_ + flush_interval),
      next_count_(begin_) {}

bool Crawler::is_over() const {
  if (options_.stop != nullptr && options_.stop->load()) return true;
  return options_.max_run_time.count() > 0 && Clock::now() - begin_ >= options_.max_run_time;
}

CrawlSummary Crawler::run() {
  for (const HostRecord& host : store_.hosts_due(now_)) add_host(host.id);
  while (!is_over()) {
    if (!dispatch() && in_flight_ == 0) break;
    if (auto finished = workers_.next(std::min(next_event(), Clock::now() + look_around))) {
      take(std::move(*finished));
    }
    tick();
  }
  summary_.interrupted = is_over();
  summary_.abandoned = !workers_.finish(stop_grace);
  while (auto finished = workers_.next(Clock::now())) take(std::move(*finished));
  rows_.flush();
  summary_.due = static_cast<std::uint64_t>(store_.count_due(now_));
  if (!summary_.interrupted) store_.end_night(wall_clock());
  return summary_;
}

void Crawler::tick() {
  const Clock::time_point now = Clock::now();
  if (now >= next_flush_) {
    rows_.flush();
    next_flush_ = now + flush_interval;
  }
  if (!options_.on_progress) return;
  if (now >= next_count_) {
    summary_.due = static_cast<std::uint64_t>(store_.count_due(now_));
    next_count_ = now + count_interval;
  }
  options_.on_progress(summary_);
}

void Crawler::add_host(std::int64_t id) {
  const auto [at, is_new] = hosts_.try_emplace(id);
  Host& host = at->second;
  if (!host.is_postponed) host.is_done = false;
  if (!is_new) return;
  ++summary_.hosts;
  host.record = store_.host(id);
  host.delay = options_.delay;
  if (host.record.robots_known) learn_robots(host, host.record.robots_access, host.record.robots);
}

void Crawler::learn_robots(Host& host, int access, const std::string& text) {
  const auto meaning = static_cast<http::RobotsAccess>(access);
  host.may_visit = meaning != http::RobotsAccess::nothing;
  auto robots = std::make_shared<http::Robots>();
  if (meaning == http::RobotsAccess::rules) *robots = http::Robots::parse(text, "lubb");
  const milliseconds wanted = robots->crawl_delay().value_or(milliseconds(0));
  host.delay = std::max(host.delay, std::min<milliseconds>(wanted, longest_crawl_delay));
  host.robots = std::move(robots);
  host.record.robots.clear();
}

bool Crawler::dispatch() {
  bool anything_left = false;
  for (auto& [id, host] : hosts_) {
    if (host.is_busy) anything_left = true;
    if (host.is_busy || (host.is_done && host.tasks.empty())) continue;
    if (in_flight_ >= workers_.size()) return true;
    anything_left = dispatch_host(host) || anything_left;
  }
  return anything_left;
}

bool Crawler::dispatch_host(Host& host) {
  const Clock::time_point now = Clock::now();
  if (host.tasks.empty()) refill(host);
  if (host.tasks.empty()) {
    host.is_done = true;
    return false;
  }
  if (host.not_before > now) return true;
  Job job{.host = host.record.id, .robots_origin = {}, .task = {}, .robots = {}};
  if (!host.robots && options_.ignore_robots) host.robots = std::make_shared<http::Robots>();
  if (!host.robots) {
    job.robots_origin = host.record.origin;
  } else {
    Task task = std::move(host.tasks.front());
    host.tasks.pop_front();
    const bool allowed = options_.ignore_robots || (host.may_visit && host.robots->allows(task.fetch_url));
    if (!allowed) {
      const std::string reason = host.may_visit ? ": robots.txt asks to leave this page alone"
                                                : ": robots.txt of the host cannot be had";
      Error error{Errc::denied_by_robots, http::printable_url(task.fetch_url) + reason};
      write_down(refuser_.refuse(std::move(task), std::move(error)));
      return true;
    }
    host.delay = std::max(host.delay, task.page.delay.value_or(milliseconds(0)));
    task.delay = host.delay;
    job.task = std::move(task);
    job.robots = host.robots;
  }
  host.is_busy = true;
  ++in_flight_;
  workers_.post(std::move(job));
  return true;
}

void Crawler::refill(Host& host) {
  if (host.is_done) return;
  const std::vector<std::int64_t> elsewhere(host.elsewhere.begin(), host.elsewhere.end());
  for (PageRecord& page : store_.pages_due(host.record.id, now_, tasks_at_a_time, elsewhere)) {
    Task task;
    task.fetch_url = page.url;
    task.page = std::move(page);
    host.tasks.push_back(std::move(task));
  }
}

// The earliest moment at which a host that waits may be asked again.
Crawler::Clock::time_point Crawler::next_event() const {
  Clock::time_point earliest = Clock::time_point::max();
  for (const auto& [id, host] : hosts_) {
    if (!host.is_busy && !host.tasks.empty()) earliest = std::min(earliest, host.not_before);
  }
  return earliest;
}

void Crawler::take(Finished finished) {
  Host& host = hosts_.at(finished.host);
  --in_flight_;
  host.is_busy = false;
  host.not_before = Clock::now() + host.delay;
  if (finished.robots) take_robots(host, *finished.robots);
  if (finished.visit && !finished.visit->was_stopped) take_visit(host, std::move(*finished.visit));
}

void Crawler::take_robots(Host& host, const RobotsAnswer& answer) {
  if (answer.was_stopped) return;
  store_.set_robots(host.record.id, static_cast<int>(answer.access), answer.text);
  learn_robots(host, static_cast<int>(answer.access), answer.text);
  host.not_before = Clock::now() + host.delay;
}

void Crawler::take_visit(Host& host, Visit visit) {
  host.failures = visit.host_failed ? host.failures + 1 : 0;
  const milliseconds wait = visit.host_wait.value_or(milliseconds(0));
  host.not_before = std::max(host.not_before, Clock::now() + wait);
  if (visit.redirect_to.empty()) {
    write_down(std::move(visit));
  } else {
    redirect(std::move(visit));
  }
  if (wait > longest_host_wait || host.failures >= host_failures) postpone(host);
}

// What is left of the host stays due for the next run.
void Crawler::postpone(Host& host) {
  host.tasks.clear();
  host.is_done = host.is_postponed = true;
  ++summary_.postponed;
}

void Crawler::redirect(Visit visit) {
  Task task = std::move(visit.task);
  const auto target = http::parse_target(visit.redirect_to);
  if (!target || task.redirects >= options_.fetch.max_redirects) {
    const std::string why =
        target ? "more than " + std::to_string(task.redirects) + " redirects"
               : "redirects to " + http::printable_url(visit.redirect_to) + ": " + target.error().message;
    Error error{target ? Errc::network : target.error().code,
                http::printable_url(task.page.url) + ": " + why};
    return write_down(refuser_.refuse(std::move(task), std::move(error)));
  }
  hosts_.at(task.page.host).elsewhere.insert(task.page.id);
  const std::int64_t id = store_.host_of(origin_of(*target) + "/");
  add_host(id);
  task.fetch_url = target->url;
  ++task.redirects;
  Host& host = hosts_.at(id);
  if (!host.is_postponed) host.tasks.push_front(std::move(task));
}

void Crawler::write_down(Visit visit) {
  VisitRecord& record = visit.record;
  const PageRecord& page = visit.task.page;
  hosts_.at(page.host).elsewhere.erase(page.id);
  if (record.status == Status::ok && !record.text_hash.empty()) {
    const std::string other = store_.page_with_text(record.text_hash, page.id);
    if (!other.empty()) {
      add_duplicate(record.output_row, other);
      add_duplicate(record.article_row, other);
    }
  }
  const std::int64_t now = wall_clock();
  record.revisit = next_revisit(page.revisit, visit.change);
  // What lists pages is looked at each night.
  record.next_visit = record.is_listing ? 0 : now + record.revisit - revisit_slack;
  for (const std::int64_t host : store_.record(page, record, now)) add_host(host);
  summary_.bytes += visit.bytes;
  if (record.is_listing && !visit.error) {
    ++summary_.listings;
    return;
  }
  switch (record.status) {
    case Status::ok: ++summary_.ok; break;
    case Status::empty: ++summary_.empty; break;
    case Status::skipped: ++summary_.skipped; break;
    case Status::unchanged: ++summary_.unchanged; break;
    case Status::error: ++summary_.error; break;
  }
  if (options_.on_page) options_.on_page({page.url, record.status, visit.error});
}

}  // namespace lubb::crawling
