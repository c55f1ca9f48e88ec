// Work on a stream of items by several threads, results in the order of the items, in bounded memory.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace lubb::cli {

enum class PoolEnd : std::uint8_t {
  done,       // everything was consumed
  refused,    // consume() or idle() wanted no more; threads may still be busy, as for `abandoned`
  stopped,    // the stop flag was raised; all work that had begun is finished or was thrown away
  abandoned,  // the same, but threads are still busy: the program must end without waiting for them
};

// Functions of one run. What they refer to must live as long as the threads: with `refused` and
// `abandoned` until the program ends, by _exit().
template <class In, class Out>
struct PoolWork {
  std::function<std::optional<In>()> produce;             // called by one thread
  std::function<std::function<Out(In&&)>()> make_worker;  // called once by each thread
  std::function<bool(Out&&)> consume;                     // called by the caller's thread, in order
  std::function<bool()> idle;                  // the same; now and then while it waits; false: no more
  std::function<std::size_t(const In&)> size;  // bytes an item holds
};

// At most this many bytes of items wait for their turn, beside one.
inline constexpr std::size_t pool_waiting_bytes = std::size_t{128} << 20;
inline constexpr std::size_t pool_items_per_thread = 16;  // so that one slow page does not stop the others
inline constexpr std::size_t pool_wakes_per_round = 4;    // of the consumer, in the time of as many items
inline constexpr std::chrono::milliseconds pool_idle_interval{100};
inline constexpr std::chrono::milliseconds pool_stop_grace{2000};  // for work that had begun at a stop

// None of the functions may throw.
template <class In, class Out>
class OrderedPool {
 public:
  OrderedPool(PoolWork<In, Out> work, unsigned threads, const std::atomic<bool>& stop)
      : state_(std::make_shared<State>(std::move(work), std::max(threads, 1u), stop)) {}

  // Ends what is left and waits for it, unless run() ended as refused or abandoned.
  ~OrderedPool() {
    state_->end();
    for (std::thread& thread : threads_) {
      if (abandoned_) {
        thread.detach();
      } else {
        thread.join();
      }
    }
  }
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;

  [[nodiscard]] PoolEnd run() {
    start();
    const PoolEnd end = consume_all();
    abandoned_ = end == PoolEnd::abandoned || end == PoolEnd::refused;
    return end;
  }

 private:
  struct Task {
    std::size_t number;
    In item;
  };

  struct State {
    State(PoolWork<In, Out> given, unsigned threads, const std::atomic<bool>& stop_flag)
        : work(std::move(given)), results(threads * pool_items_per_thread), stop(stop_flag) {}

    void end() {
      const std::lock_guard lock(mutex);
      ended = true;
      room.notify_all();
      task_ready.notify_all();
      result_ready.notify_all();
    }
    [[nodiscard]] bool stopping() const { return ended || stop.load(); }

    // The producer fills up what waits in one go: it is woken when half of that is gone, not for each item.
    void wake_producer() {
      const bool few = (produced - consumed) * 2 <= results.size();
      if (few && waiting_bytes <= pool_waiting_bytes / 2) room.notify_one();
    }

    // The consumer is woken for several results at once, and for one where no other comes soon after it.
    void wake_consumer() {
      const bool next_is_there = results[consumed % results.size()].has_value();
      const bool many = waiting_results * pool_wakes_per_round >= results.size();
      if (stopping() || (next_is_there && (many || tasks.empty()))) result_ready.notify_one();
    }

    PoolWork<In, Out> work;
    std::mutex mutex;
    // What the producer, the workers and the consumer wait for. Each is woken only where it has work.
    std::condition_variable room, task_ready, result_ready;
    std::deque<Task> tasks;
    std::vector<std::optional<Out>> results;  // a ring: item n is at n % size
    std::size_t produced = 0, consumed = 0, busy = 0, waiting_bytes = 0, waiting_results = 0;
    bool all_produced = false, ended = false;
    const std::atomic<bool>& stop;
  };

  void start() {
    const std::size_t workers = state_->results.size() / pool_items_per_thread;
    threads_.reserve(workers + 1);
    threads_.emplace_back(&OrderedPool::produce_all, state_);
    threads_.emplace_back(&OrderedPool::work_all, state_);
    try {
      while (threads_.size() < workers + 1) threads_.emplace_back(&OrderedPool::work_all, state_);
    } catch (const std::system_error&) {
      return;  // fewer threads than asked for do the work as well
    }
  }

  static void produce_all(std::shared_ptr<State> state) {
    while (!state->stopping()) {
      std::optional<In> item = state->work.produce();
      std::unique_lock lock(state->mutex);
      if (!item) break;
      const std::size_t size = state->work.size(*item);
      const auto has_room = [&] {
        const bool few = state->produced - state->consumed < state->results.size();
        return state->stopping() ||
               (few && (state->waiting_bytes == 0 || state->waiting_bytes + size <= pool_waiting_bytes));
      };
      while (!state->room.wait_for(lock, pool_idle_interval, has_room)) {
      }
      if (state->stopping()) break;
      state->waiting_bytes += size;
      state->tasks.push_back({state->produced++, std::move(*item)});
      state->task_ready.notify_one();
    }
    const std::lock_guard lock(state->mutex);
    state->all_produced = true;
    state->task_ready.notify_all();
    state->result_ready.notify_all();
  }

  static void work_all(std::shared_ptr<State> state) {
    const auto work = state->work.make_worker();
    for (;;) {
      std::unique_lock lock(state->mutex);
      const auto ready = [&] { return state->stopping() || state->all_produced || !state->tasks.empty(); };
      while (!state->task_ready.wait_for(lock, pool_idle_interval, ready)) {
      }
      if (state->stopping() || state->tasks.empty()) return;
      Task task = std::move(state->tasks.front());
      state->tasks.pop_front();
      ++state->busy;
      const std::size_t size = state->work.size(task.item);
      lock.unlock();
      Out result = work(std::move(task.item));
      lock.lock();
      state->waiting_bytes -= size;
      --state->busy;
      state->results[task.number % state->results.size()] = std::move(result);
      ++state->waiting_results;
      state->wake_consumer();
      state->wake_producer();
    }
  }

  // Consumes what is ready; false when consume() wants no more.
  bool consume_ready(std::unique_lock<std::mutex>& lock) {
    for (;;) {
      std::optional<Out>& slot = state_->results[state_->consumed % state_->results.size()];
      if (state_->consumed == state_->produced || !slot) return true;
      Out result = std::move(*slot);
      slot.reset();
      --state_->waiting_results;
      ++state_->consumed;
      state_->wake_producer();
      lock.unlock();
      const bool more = state_->work.consume(std::move(result));
      lock.lock();
      if (!more) return false;
    }
  }

  PoolEnd consume_all() {
    std::unique_lock lock(state_->mutex);
    for (;;) {
      if (!consume_ready(lock)) return PoolEnd::refused;
      if (state_->all_produced && state_->consumed == state_->produced && !state_->stop.load()) {
        return PoolEnd::done;
      }
      if (state_->stop.load()) return consume_stopped(lock);
      lock.unlock();
      const bool more = state_->work.idle();
      lock.lock();
      if (!more) return PoolEnd::refused;
      const auto ready = [&] {
        const bool any = state_->results[state_->consumed % state_->results.size()].has_value();
        return any || state_->stop.load() || (state_->all_produced && state_->consumed == state_->produced);
      };
      state_->result_ready.wait_for(lock, pool_idle_interval, ready);
    }
  }

  // After a stop: waits a moment for the work that had begun, then takes all that is there, in order.
  PoolEnd consume_stopped(std::unique_lock<std::mutex>& lock) {
    const auto until = std::chrono::steady_clock::now() + pool_stop_grace;
    const bool calm = state_->result_ready.wait_until(
        lock, until, [&] { return state_->busy == 0 && state_->all_produced; });
    for (; state_->consumed < state_->produced; ++state_->consumed) {
      std::optional<Out>& slot = state_->results[state_->consumed % state_->results.size()];
      if (!slot) continue;
      Out result = std::move(*slot);
      slot.reset();
      if (!state_->work.consume(std::move(result))) break;
    }
    return calm ? PoolEnd::stopped : PoolEnd::abandoned;
  }

  std::shared_ptr<State> state_;
  std::vector<std::thread> threads_;
  bool abandoned_ = false;
};

}  // namespace lubb::cli
