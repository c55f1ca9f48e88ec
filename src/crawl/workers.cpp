#include "crawl/workers.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <utility>

namespace lubb::crawling {
namespace {

constexpr std::chrono::milliseconds short_grace{500};
constexpr std::size_t jobs_waiting = 4;                       // for each thread
constexpr std::size_t bytes_waiting = std::size_t{64} << 20;  // of bodies

}  // namespace

struct Workers::State {
  CrawlOptions options;  // a copy: it outlives the crawl where threads are left alone
  std::function<void()> on_finished;
  std::mutex mutex;
  std::condition_variable posted, ended;
  std::deque<Job> jobs;
  std::deque<Visit> visits;
  std::size_t threads = 0, busy = 0, bytes = 0;
  bool closing = false;  // the threads end when nothing waits
};

Workers::Workers(const CrawlOptions& options, unsigned threads, std::function<void()> on_finished)
    : state_(std::make_shared<State>()) {
  state_->options = options;
  state_->on_finished = std::move(on_finished);
  threads_.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) {
    try {
      threads_.emplace_back([state = state_] { work(state); });
      const std::lock_guard lock(state_->mutex);
      ++state_->threads;
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
    state->posted.wait(lock, [&] { return state->closing || !state->jobs.empty(); });
    if (state->jobs.empty()) break;
    Job job = std::move(state->jobs.front());
    state->jobs.pop_front();
    state->bytes -= job.outcome.page.body.size();
    ++state->busy;
    lock.unlock();
    Visit visit = visitor.judge(std::move(job));
    lock.lock();
    --state->busy;
    state->visits.push_back(std::move(visit));
    if (state->on_finished) state->on_finished();
  }
  --state->threads;
  state->ended.notify_all();
}

void Workers::post(Job job) {
  const std::lock_guard lock(state_->mutex);
  state_->bytes += job.outcome.page.body.size();
  state_->jobs.push_back(std::move(job));
  state_->posted.notify_one();
}

std::optional<Visit> Workers::take() {
  const std::lock_guard lock(state_->mutex);
  if (state_->visits.empty()) return std::nullopt;
  Visit visit = std::move(state_->visits.front());
  state_->visits.pop_front();
  return visit;
}

bool Workers::has_room() const {
  const std::lock_guard lock(state_->mutex);
  return state_->jobs.size() < jobs_waiting * threads_.size() && state_->bytes < bytes_waiting;
}

bool Workers::is_idle() const {
  const std::lock_guard lock(state_->mutex);
  return state_->jobs.empty() && state_->visits.empty() && state_->busy == 0;
}

bool Workers::finish(std::chrono::milliseconds grace) {
  if (threads_.empty()) return true;
  std::unique_lock lock(state_->mutex);
  const auto none_left = [this] { return state_->threads == 0; };
  state_->closing = true;
  state_->posted.notify_all();
  if (!state_->ended.wait_for(lock, grace, none_left)) state_->jobs.clear();
  const bool ended = state_->ended.wait_for(lock, short_grace, none_left);
  state_->on_finished = nullptr;
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
