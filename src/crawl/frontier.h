// What is still to be asked for in this night, host by host, and when each host may be asked again.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "crawl/store.h"
#include "fetch/robots.h"
#include "lubb/crawl.hpp"

namespace lubb::crawling {

using Clock = std::chrono::steady_clock;

struct Task {
  PageRecord page;
  std::string fetch_url;  // page.url, or where redirects led
  int redirects = 0, tries = 0;
  std::int64_t host = 0;                   // that has answered
  std::shared_ptr<const SiteMemory> site;  // what is known of it; null: nothing
  Clock::time_point not_before{};
  std::chrono::milliseconds time_left{0};  // for all tries together
};

struct Host {
  HostRecord record;
  std::shared_ptr<const http::Robots> robots;  // null: not asked for yet
  bool may_visit = true;                       // false: robots.txt cannot be had
  std::deque<Task> tasks;
  std::set<std::int64_t> taken;  // its pages that were taken from the store and are not written down
  Clock::time_point not_before{};
  std::chrono::milliseconds delay{0};
  int failures = 0;                                       // without an answer, in a row
  unsigned requests = 0;                                  // on their way
  bool asks_robots = false;                               // one of them is for robots.txt
  bool is_done = false;                                   // the store has no more pages of it
  bool is_postponed = false;                              // what is left waits for the next run
  std::optional<std::shared_ptr<const SiteMemory>> site;  // nullopt: not asked for yet
};

class Frontier {
 public:
  Frontier(const CrawlOptions& options, Store& store, std::int64_t now)
      : options_(options), store_(store), now_(now) {}

  void add_host(std::int64_t id);  // with the pages that the store has of it; again where some came to it
  [[nodiscard]] Host& host(std::int64_t id) { return hosts_.at(id); }
  [[nodiscard]] std::size_t host_count() const noexcept { return hosts_.size(); }

  struct Pick {
    Host& host;
    std::optional<Task> task;  // nullopt: robots.txt is to be asked for first
  };
  // The next request that may be made now. The host counts it until release().
  [[nodiscard]] std::optional<Pick> next();
  // A request has ended; `asked` false: it was not made after all, so no pause is needed.
  void release(Host& host, bool asked);

  [[nodiscard]] bool is_empty() const noexcept { return queue_.empty(); }
  [[nodiscard]] Clock::time_point next_event() const;  // when the next host may be asked

  void put_first(Host& host, Task task);  // of whatever host's page
  void put_back(Host& host, Task task);   // once more, at task.not_before
  void wait(Host& host, std::chrono::milliseconds time);
  void postpone(Host& host);
  void learn_robots(Host& host, int access, const std::string& text);
  void written_down(const PageRecord& page) { host(page.host).taken.erase(page.id); }

 private:
  void enqueue(Host& host);
  void refill(Host& host);
  [[nodiscard]] std::optional<Task> take_task(Host& host);

  const CrawlOptions& options_;
  Store& store_;
  std::int64_t now_;  // wall clock at the start: what is due does not change meanwhile
  std::map<std::int64_t, Host> hosts_;
  std::set<std::pair<Clock::time_point, std::int64_t>> queue_;  // of hosts that may have something to ask
  std::map<std::int64_t, Clock::time_point> queued_;            // the same, by host
};

}  // namespace lubb::crawling
