#include "crawl/workers.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <utility>

namespace lubb::crawling {
namespace {
constexpr std::chrono::milliseconds short_grace{1500};
}

struct Workers::State {
  CrawlOptions options;  // a copy: it outlives the crawl where threads are left alone
  std::atomic<bool> quit{false};
  std::mutex mutex;
  std::condition_variable posted, finished;
  std::deque<Job> jobs;
  std::deque<Finished> outcomes;
  std::size_t running = 0;  // threads
};

Workers::Workers(const CrawlOptions& options, unsigned threads) : state_(std::make_shared<State>()) {
  state_->options = options;
  state_->options.stop = &state_->quit;
  threads_.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) {
    try {
      threads_.emplace_back([state = state_] { work(state); });
      const std::lock_guard lock(state_->mutex);
      ++state_->running;
    } catch (const std::system_error&) {
      if (threads_.empty()) throw;
      return;  // fewer do the work as well
    }
  }
}

Workers::~Workers() { static_cast<void>(finish(short_grace)); }

void Workers::work(const std::shared_ptr<State>& state) {
  Visitor visitor(state->options);
  std::unique_lock lock(state->mutex);
  for (;;) {
    state->posted.wait(lock, [&] { return state->quit.load() || !state->jobs.empty(); });
    if (state->quit.load()) break;
    Job job = std::move(state->jobs.front());
    state->jobs.pop_front();
    lock.unlock();
    Finished done{.host = job.host, .visit = {}, .robots = {}};
    if (job.robots_origin.empty()) {
      done.visit = visitor.visit(std::move(job.task), *job.robots);
    } else {
      done.robots = visitor.ask_robots(job.robots_origin);
    }
    lock.lock();
    state->outcomes.push_back(std::move(done));
    state->finished.notify_all();
  }
  --state->running;
  state->finished.notify_all();
}

void Workers::post(Job job) {
  const std::lock_guard lock(state_->mutex);
  state_->jobs.push_back(std::move(job));
  state_->posted.notify_one();
}

std::optional<Finished> Workers::next(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(state_->mutex);
  state_->finished.wait_until(lock, until, [this] { return !state_->outcomes.empty(); });
  if (state_->outcomes.empty()) return std::nullopt;
  Finished done = std::move(state_->outcomes.front());
  state_->outcomes.pop_front();
  return done;
}

bool Workers::finish(std::chrono::milliseconds grace) {
  if (threads_.empty()) return true;
  std::unique_lock lock(state_->mutex);
  state_->quit.store(true);
  state_->posted.notify_all();
  const bool ended = state_->finished.wait_for(lock, grace, [this] { return state_->running == 0; });
  lock.unlock();
  for (std::thread& thread : threads_) {
    if (ended) {
      thread.join();
    } else {
      thread.detach();
    }
  }
  threads_.clear();
  return ended;
}

}  // namespace lubb::crawling
