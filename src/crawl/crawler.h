// One night: which host is asked for what and when, and what is written down of the answers.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "crawl/row_file.h"
#include "crawl/store.h"
#include "crawl/workers.h"
#include "lubb/crawl.hpp"

namespace lubb::crawling {

class Crawler {
 public:
  Crawler(const CrawlOptions& options, Store& store, RowFile& rows, std::int64_t now);

  // Until no page is due, or the crawl is stopped. Throws DatabaseError.
  CrawlSummary run();

 private:
  using Clock = std::chrono::steady_clock;

  struct Host {
    HostRecord record;
    std::shared_ptr<const http::Robots> robots;  // null: not asked for yet
    bool may_visit = true;                       // false: robots.txt cannot be had
    std::deque<Task> tasks;
    std::set<std::int64_t> elsewhere;  // its pages that redirects have led to other hosts
    Clock::time_point not_before{};
    std::chrono::milliseconds delay{0};
    int failures = 0;      // without an answer, in a row
    bool is_busy = false;  // one request at a time
    bool is_done = false;  // no page of it is due any more
    bool is_postponed = false;
  };

  void add_host(std::int64_t id);
  bool dispatch();                 // false: nothing is left to do
  bool dispatch_host(Host& host);  // false: the host has nothing to do
  void refill(Host& host);
  void learn_robots(Host& host, int access, const std::string& text);
  void take(Finished finished);
  void take_robots(Host& host, const RobotsAnswer& answer);
  void take_visit(Host& host, Visit visit);
  void redirect(Visit visit);
  void write_down(Visit visit);
  void postpone(Host& host);
  void tick();
  [[nodiscard]] bool is_over() const;
  [[nodiscard]] Clock::time_point next_event() const;

  const CrawlOptions& options_;
  Store& store_;
  RowFile& rows_;
  Visitor refuser_;
  Workers workers_;
  std::map<std::int64_t, Host> hosts_;
  std::size_t in_flight_ = 0;
  std::int64_t now_;  // wall clock at the start: what is due does not change meanwhile
  Clock::time_point begin_, next_flush_, next_count_;
  CrawlSummary summary_;
};

}  // namespace lubb::crawling
