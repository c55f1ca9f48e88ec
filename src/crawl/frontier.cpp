#include "crawl/frontier.h"

#include <algorithm>
#include <vector>

namespace lubb::crawling {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t tasks_at_a_time = 64;              // of a host, held in memory
constexpr std::chrono::seconds longest_crawl_delay{60};  // a site that asks for more gets this

}  // namespace

void Frontier::add_host(std::int64_t id) {
  const auto [at, is_new] = hosts_.try_emplace(id);
  Host& host = at->second;
  host.is_done = host.is_postponed;
  if (is_new) {
    host.record = store_.host(id);
    host.delay = options_.delay;
    if (host.record.robots_known) learn_robots(host, host.record.robots_access, host.record.robots);
  }
  enqueue(host);
}

void Frontier::learn_robots(Host& host, int access, const std::string& text) {
  const auto meaning = static_cast<http::RobotsAccess>(access);
  host.may_visit = meaning != http::RobotsAccess::nothing;
  auto robots = std::make_shared<http::Robots>();
  if (meaning == http::RobotsAccess::rules) *robots = http::Robots::parse(text, "lubb");
  const milliseconds wanted = robots->crawl_delay().value_or(milliseconds(0));
  host.delay = std::max(host.delay, std::min<milliseconds>(wanted, longest_crawl_delay));
  host.robots = std::move(robots);
  host.record.robots.clear();
}

// Puts a host in line, or in another place of it.
void Frontier::enqueue(Host& host) {
  const std::int64_t id = host.record.id;
  if (const auto at = queued_.find(id); at != queued_.end()) {
    queue_.erase({at->second, id});
    queued_.erase(at);
  }
  const bool has_work = !host.tasks.empty() || !host.is_done;
  if (!has_work || host.asks_robots || host.requests >= std::max(options_.parallel_per_host, 1U)) return;
  // Without tasks at hand it is looked for some at once: a host that has none must not hold up the end.
  Clock::time_point time{};
  if (!host.tasks.empty()) {
    const auto earliest =
        std::min_element(host.tasks.begin(), host.tasks.end(),
                         [](const Task& a, const Task& b) { return a.not_before < b.not_before; });
    time = std::max(host.not_before, earliest->not_before);
  }
  queue_.insert({time, id});
  queued_[id] = time;
}

void Frontier::refill(Host& host) {
  if (host.is_done) return;
  const std::vector<std::int64_t> taken(host.taken.begin(), host.taken.end());
  for (PageRecord& page : store_.pages_due(host.record.id, now_, tasks_at_a_time, taken)) {
    Task task;
    host.taken.insert(page.id);
    task.fetch_url = page.url;
    task.page = std::move(page);
    task.time_left = options_.fetch.timeout;
    host.tasks.push_back(std::move(task));
  }
  host.is_done = host.tasks.empty();
}

std::optional<Task> Frontier::take_task(Host& host) {
  const Clock::time_point now = Clock::now();
  const auto at = std::find_if(host.tasks.begin(), host.tasks.end(),
                               [&](const Task& task) { return task.not_before <= now; });
  if (at == host.tasks.end()) return std::nullopt;
  Task task = std::move(*at);
  host.tasks.erase(at);
  return task;
}

std::optional<Frontier::Pick> Frontier::next() {
  while (!queue_.empty() && queue_.begin()->first <= Clock::now()) {
    Host& host = hosts_.at(queue_.begin()->second);
    if (host.tasks.empty()) refill(host);
    Pick pick{.host = host, .task = {}};
    if (!host.robots && options_.ignore_robots) host.robots = std::make_shared<http::Robots>();
    if (host.tasks.empty() || host.not_before > Clock::now()) {
      enqueue(host);
      continue;
    }
    if (host.robots) pick.task = take_task(host);
    if (host.robots && !pick.task) {
      enqueue(host);
      continue;
    }
    if (pick.task) host.delay = std::max(host.delay, pick.task->page.delay.value_or(milliseconds(0)));
    host.asks_robots = !pick.task;
    ++host.requests;
    wait(host, host.delay);
    return pick;
  }
  return std::nullopt;
}

void Frontier::release(Host& host, bool asked) {
  --host.requests;
  host.asks_robots = false;
  if (!asked) host.not_before = Clock::now();
  wait(host, asked ? host.delay : milliseconds(0));
}

Clock::time_point Frontier::next_event() const {
  return queue_.empty() ? Clock::time_point::max() : queue_.begin()->first;
}

void Frontier::put_first(Host& host, Task task) {
  if (!host.is_postponed) host.tasks.push_front(std::move(task));
  enqueue(host);
}

void Frontier::put_back(Host& host, Task task) {
  if (!host.is_postponed) host.tasks.push_back(std::move(task));
  enqueue(host);
}

void Frontier::wait(Host& host, milliseconds time) {
  host.not_before = std::max(host.not_before, Clock::now() + time);
  enqueue(host);
}

void Frontier::postpone(Host& host) {
  host.tasks.clear();
  host.is_done = host.is_postponed = true;
  enqueue(host);
}

}  // namespace lubb::crawling
