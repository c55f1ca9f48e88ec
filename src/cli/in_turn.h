// The work of an OrderedPool without threads: one item after the other, by the caller. Starting threads and
// handing over to them costs more than a small page does.
#pragma once

#include <chrono>
#include <optional>
#include <utility>

#include "cli/ordered_pool.h"

namespace lubb::cli {

// Only for items that no other program is waited for: what was consumed is not passed on meanwhile, and a
// stop is seen when the item at hand is done. Ends as OrderedPool::run() does, but never `abandoned`.
template <class In, class Out>
[[nodiscard]] PoolEnd run_in_turn(const PoolWork<In, Out>& work, const std::atomic<bool>& stop) {
  using Clock = std::chrono::steady_clock;
  const auto work_on = work.make_worker();
  Clock::time_point next_idle = Clock::now() + pool_idle_interval;
  while (!stop.load()) {
    std::optional<In> item = work.produce();
    if (!item) return stop.load() ? PoolEnd::stopped : PoolEnd::done;
    if (!work.consume(work_on(std::move(*item)))) return PoolEnd::refused;
    const Clock::time_point now = Clock::now();
    if (now < next_idle) continue;
    if (!work.idle()) return PoolEnd::refused;
    next_idle = now + pool_idle_interval;
  }
  return PoolEnd::stopped;
}

}  // namespace lubb::cli
