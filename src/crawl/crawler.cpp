#include "crawl/crawler.h"

#include <sys/resource.h>

#include <algorithm>
#include <ctime>
#include <thread>
#include <utility>

#include "fetch/headers.h"
#include "fetch/target.h"

namespace lubb::crawling {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds longest_host_wait{120};  // a site that asks to wait longer is left for the next time
constexpr int host_failures = 5;           // without an answer in a row: the host is down
constexpr milliseconds shortest_try{100};  // with less time left there is none
constexpr milliseconds flush_interval{1000};
constexpr milliseconds count_interval{2000};
constexpr milliseconds look_around{100};  // at the stop flag
constexpr milliseconds stop_grace{2000};
constexpr rlim_t reserved_descriptors = 24;     // state, rows, standard streams, libraries
constexpr rlim_t descriptors_per_transfer = 5;  // a connection, one kept open, a resolver with its pair

// How many transfers the limit on open files allows.
std::size_t transfer_count(unsigned wanted) {
  const rlim_t most = std::max(wanted, 1U);
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return most;
  const rlim_t spare = limit.rlim_cur > reserved_descriptors ? limit.rlim_cur - reserved_descriptors : 0;
  return std::clamp<rlim_t>(spare / descriptors_per_transfer, 1, most);
}

std::int64_t wall_clock() { return std::time(nullptr); }

std::string origin_of(const http::Target& target) {
  const bool usual = target.port == (target.scheme == "https" ? 443 : 80);
  return target.scheme + "://" + target.host + (usual ? "" : ":" + std::to_string(target.port));
}

}  // namespace

Crawler::Crawler(const CrawlOptions& options, const UrlFilter& filter, Store& store, RowFile& rows,
                 PageArchive* archive, std::int64_t now)
    : options_(options),
      filter_(filter),
      store_(store),
      rows_(rows),
      archive_(archive),
      refuser_(options),
      parallel_(transfer_count(options.parallel)),
      frontier_(options, store, now),
      loop_(options.fetch.cookie_file, parallel_),
      workers_(options, std::max(std::thread::hardware_concurrency(), 1U), [this] { loop_.wake(); }),
      now_(now),
      begin_(Clock::now()),
      next_flush_(begin_ + flush_interval),
      next_count_(begin_) {}

bool Crawler::is_over() const {
  if (options_.stop != nullptr && options_.stop->load()) return true;
  return options_.max_run_time.count() > 0 && Clock::now() - begin_ >= options_.max_run_time;
}

CrawlSummary Crawler::run() {
  for (const HostRecord& host : store_.hosts_due(now_)) frontier_.add_host(host.id);
  while (!is_over()) {
    dispatch();
    if (asked_.empty() && frontier_.is_empty() && workers_.is_idle()) break;
    const bool may_ask = asked_.size() < parallel_ && workers_.has_room();
    const Clock::time_point soon = Clock::now() + look_around;
    loop_.wait(may_ask ? std::min(frontier_.next_event(), soon) : soon);
    take_answers();
    while (auto visit = workers_.take()) write_down(std::move(*visit));
    tick();
  }
  summary_.interrupted = is_over();
  end_work();
  if (!summary_.interrupted) {
    summary_.drift = store_.judge_night();
    store_.end_night(wall_clock());
  }
  return summary_;
}

// Transfers are given up, what was fetched is still written down.
void Crawler::end_work() {
  loop_.give_up();
  while (loop_.take()) {
  }
  summary_.abandoned = !workers_.finish(stop_grace);
  while (auto visit = workers_.take()) write_down(std::move(*visit));
  flush();
  summary_.hosts = frontier_.host_count();
  summary_.due = static_cast<std::uint64_t>(store_.count_due(now_));
}

void Crawler::flush() {
  if (archive_ != nullptr) archive_->sync();
  rows_.flush();
}

void Crawler::tick() {
  const Clock::time_point now = Clock::now();
  if (now >= next_flush_) {
    flush();
    next_flush_ = now + flush_interval;
  }
  if (!options_.on_progress) return;
  if (now >= next_count_) {
    summary_.due = static_cast<std::uint64_t>(store_.count_due(now_));
    next_count_ = now + count_interval;
  }
  summary_.hosts = frontier_.host_count();
  options_.on_progress(summary_);
}

void Crawler::dispatch() {
  while (asked_.size() < parallel_ && workers_.has_room()) {
    auto pick = frontier_.next();
    if (!pick) return;
    if (pick->task) {
      visit(pick->host, std::move(*pick->task));
    } else {
      ask_robots(pick->host);
    }
  }
}

void Crawler::visit(Host& host, Task task) {
  if (is_filtered(task)) {
    frontier_.release(host, false);
    const std::string place = http::printable_url(task.fetch_url);
    return refuse(std::move(task), Status::skipped,
                  {Errc::denied_by_policy, place + ": left out by the filter"});
  }
  if (!options_.ignore_robots && !(host.may_visit && host.robots->allows(task.fetch_url))) {
    const std::string reason = host.may_visit ? ": robots.txt asks to leave this page alone"
                                              : ": robots.txt of the host cannot be had";
    frontier_.release(host, false);
    const std::string place = http::printable_url(task.fetch_url);
    return refuse(std::move(task), Status::error, {Errc::denied_by_robots, place + reason});
  }
  Asking asking = ask_page(task, host.robots, options_);
  start({.host = host.record.id, .task = std::move(task)}, std::move(asking));
}

void Crawler::ask_robots(Host& host) {
  start({.host = host.record.id, .task = {}}, crawling::ask_robots(host.record.origin, options_));
}

void Crawler::start(Asked asked, Asking asking) {
  asked.since = Clock::now();
  asked_.emplace(next_id_, std::move(asked));
  loop_.start(next_id_++, std::move(asking.request), std::move(asking.options), std::move(asking.refuse));
}

void Crawler::take_answers() {
  while (auto finished = loop_.take()) {
    auto entry = asked_.extract(finished->id);
    Asked& asked = entry.mapped();
    Host& host = frontier_.host(asked.host);
    frontier_.release(host, true);
    if (!asked.task) {
      take_robots(host, finished->outcome);
      continue;
    }
    asked.task->time_left -= std::chrono::duration_cast<milliseconds>(Clock::now() - asked.since);
    take_answer(host, std::move(*asked.task), std::move(finished->outcome));
  }
}

void Crawler::take_robots(Host& host, const http::Outcome& outcome) {
  const bool has_answer = !outcome.error || outcome.error->code == Errc::http_status;
  const http::RobotsAccess access =
      has_answer ? http::robots_access(outcome.page.http_status) : http::RobotsAccess::nothing;
  store_.set_robots(host.record.id, static_cast<int>(access), outcome.page.body);
  frontier_.learn_robots(host, static_cast<int>(access), outcome.page.body);
  frontier_.wait(host, host.delay);
}

void Crawler::take_answer(Host& host, Task task, http::Outcome outcome) {
  const bool has_answer = !outcome.error || outcome.page.http_status != 0 ||
                          (outcome.error->code != Errc::network && outcome.error->code != Errc::timeout);
  host.failures = has_answer ? 0 : host.failures + 1;
  if (!outcome.redirect_to.empty()) return redirect(std::move(task), outcome.redirect_to);
  if (outcome.error && task.redirects > 0)
    outcome.error->message = http::printable_url(task.page.url) + " leads to " + outcome.error->message;
  const bool is_down = host.failures >= host_failures;
  if (outcome.may_pass && !is_down && try_again(host, task, outcome)) return;
  task.host = host.record.id;
  if (options_.site_memory && !outcome.error) task.site = site_of(host);
  workers_.post({.task = std::move(task), .outcome = std::move(outcome), .robots = host.robots});
  if (is_down) {
    ++summary_.postponed;
    frontier_.postpone(host);
  }
}

// Read once: what is learned in this night counts from the next one on.
std::shared_ptr<const SiteMemory> Crawler::site_of(Host& host) {
  if (!host.site) host.site = store_.site_memory(host.record.id);
  return *host.site;
}

// Puts a page back that may have more luck later. Too many requests, or an overload, concern the whole host.
bool Crawler::try_again(Host& host, Task& task, const http::Outcome& outcome) {
  const milliseconds pause = http::pause_before_try(task.tries, outcome.headers.retry_after);
  const int status = outcome.page.http_status;
  if (status == 429 || status == 503) {
    if (pause > longest_host_wait) {
      ++summary_.postponed;
      frontier_.postpone(host);
      return false;
    }
    frontier_.wait(host, pause);
  }
  if (task.tries >= options_.fetch.retries || task.time_left < shortest_try) return false;
  ++task.tries;
  ++summary_.retries;
  task.not_before = Clock::now() + std::max(pause, host.delay);
  frontier_.put_back(host, std::move(task));
  return true;
}

void Crawler::redirect(Task task, const std::string& to) {
  const auto target = http::parse_target(to);
  if (!target || task.redirects >= options_.fetch.max_redirects) {
    const std::string why = target
                                ? "more than " + std::to_string(task.redirects) + " redirects"
                                : "redirects to " + http::printable_url(to) + ": " + target.error().message;
    const std::string place = http::printable_url(task.page.url);
    return refuse(std::move(task), Status::error,
                  {target ? Errc::network : target.error().code, place + ": " + why});
  }
  const std::int64_t id = store_.host_of(origin_of(*target) + "/");
  frontier_.add_host(id);
  task.fetch_url = target->url;
  ++task.redirects;
  frontier_.put_first(frontier_.host(id), std::move(task));
}

void Crawler::refuse(Task task, Status status, Error error) {
  write_down(refuser_.refuse(std::move(task), status, std::move(error)));
}

// Pages that a state knows may be filtered by a run that was told so later.
bool Crawler::is_filtered(const Task& task) const {
  const PageRecord& page = task.page;
  return filter_.is_listed(task.fetch_url) ||
         (!page.is_seed && !page.is_listing && !filter_.matches(page.url));
}

void Crawler::drop_unwanted(std::vector<FoundPage>& found) const {
  std::erase_if(found, [this](const FoundPage& page) {
    return filter_.is_listed(page.url) || (!page.is_listing && !filter_.matches(page.url));
  });
}

void Crawler::write_down(Visit visit) {
  VisitRecord& record = visit.record;
  const PageRecord& page = visit.task.page;
  if (visit.output_error) throw DatabaseError(visit.output_error->code, visit.output_error->message);
  frontier_.written_down(page);
  drop_unwanted(record.found);
  if (archive_ != nullptr && !visit.warc_records.empty())
    record.archive = archive_->append(visit.warc_records);
  if (record.status == Status::ok && !record.text_hash.empty()) {
    const std::string other = store_.page_with_text(record.text_hash, page.id);
    if (!other.empty()) refuser_.make_duplicate(visit, other);
  }
  const std::int64_t now = wall_clock();
  record.revisit = next_revisit(page.revisit, visit.change);
  // What lists pages is looked at each night.
  record.next_visit = record.is_listing ? 0 : now + record.revisit - revisit_slack;
  for (const std::int64_t host : store_.record(page, record, now)) frontier_.add_host(host);
  count(visit);
}

void Crawler::count(const Visit& visit) {
  summary_.bytes += visit.bytes;
  if (visit.record.is_listing && !visit.error) {
    ++summary_.listings;
    return;
  }
  switch (visit.record.status) {
    case Status::ok: ++summary_.ok; break;
    case Status::empty: ++summary_.empty; break;
    case Status::skipped: ++summary_.skipped; break;
    case Status::unchanged: ++summary_.unchanged; break;
    case Status::error:
      ++summary_.error;
      summary_.gone += visit.record.is_gone ? 1 : 0;
      break;
  }
  if (options_.on_page) options_.on_page({visit.task.page.url, visit.record.status, visit.error});
}

}  // namespace lubb::crawling
