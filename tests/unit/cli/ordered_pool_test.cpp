#include "cli/ordered_pool.h"

#include "cli/in_turn.h"

#include <doctest/doctest.h>

#include <vector>

using namespace lubb::cli;

namespace {

using std::chrono::milliseconds;

PoolWork<int, int> work_on(int count, std::vector<int>& results) {
  return {
      .produce = [count, next = 0]() mutable { return next < count ? std::optional(next++) : std::nullopt; },
      .make_worker = [] { return [](int&& number) { return number; }; },
      .consume =
          [&results](int&& number) {
            results.push_back(number);
            return true;
          },
      .idle = [] { return true; },
      .size = [](const int&) { return std::size_t{0}; }};
}

}  // namespace

TEST_CASE("results come in the order of the items though later ones are done first") {
  const std::atomic<bool> stop{false};
  for (const unsigned threads : {1u, 4u, 16u}) {
    std::vector<int> results;
    auto work = work_on(500, results);
    work.make_worker = [] {
      return [](int&& number) {
        if (number % 50 == 0) std::this_thread::sleep_for(milliseconds(5));
        return number;
      };
    };
    CHECK(OrderedPool<int, int>(std::move(work), threads, stop).run() == PoolEnd::done);
    REQUIRE(results.size() == 500);
    for (int i = 0; i < 500; ++i) CHECK(results[static_cast<std::size_t>(i)] == i);
  }
}

TEST_CASE("no items are an end as well") {
  const std::atomic<bool> stop{false};
  std::vector<int> results;
  CHECK(OrderedPool<int, int>(work_on(0, results), 4, stop).run() == PoolEnd::done);
  CHECK(results.empty());
}

TEST_CASE("not many more items are produced than were consumed") {
  const std::atomic<bool> stop{false};
  std::vector<int> results;
  std::atomic<int> produced{0};
  std::atomic<int> consumed{0};
  std::atomic<int> most_ahead{0};
  auto work = work_on(0, results);
  work.produce = [&]() -> std::optional<int> {
    most_ahead = std::max(most_ahead.load(), produced.load() - consumed.load());
    return produced < 300 ? std::optional(produced++) : std::nullopt;
  };
  work.consume = [&](int&& number) {
    results.push_back(number);
    ++consumed;
    return true;
  };
  CHECK(OrderedPool<int, int>(std::move(work), 2, stop).run() == PoolEnd::done);
  CHECK(results.size() == 300);
  CHECK(most_ahead.load() <= static_cast<int>(2 * pool_items_per_thread) + 2);
}

TEST_CASE("large items wait for each other") {
  const std::atomic<bool> stop{false};
  std::vector<int> results;
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  auto work = work_on(20, results);
  work.size = [](const int&) { return pool_waiting_bytes; };
  work.make_worker = [&] {
    return [&](int&& number) {
      most = std::max(most.load(), ++inside);
      std::this_thread::sleep_for(milliseconds(1));
      --inside;
      return number;
    };
  };
  CHECK(OrderedPool<int, int>(std::move(work), 4, stop).run() == PoolEnd::done);
  CHECK(results.size() == 20);
  CHECK(most.load() == 1);
}

TEST_CASE("a stop gives what was done by then, in order, and begins nothing new") {
  std::atomic<bool> stop{false};
  std::vector<int> results;
  auto work = work_on(1'000'000, results);
  work.consume = [&](int&& number) {
    results.push_back(number);
    if (results.size() == 50) stop = true;
    return true;
  };
  CHECK(OrderedPool<int, int>(std::move(work), 4, stop).run() == PoolEnd::stopped);
  CHECK(results.size() >= 50);
  CHECK(results.size() < 50 + 4 * pool_items_per_thread + 1);
  CHECK(std::is_sorted(results.begin(), results.end()));
}

TEST_CASE("without threads each item is consumed before the next one is produced") {
  const std::atomic<bool> stop{false};
  std::vector<int> results;
  auto work = work_on(300, results);
  int produced = 0;
  work.produce = [&]() -> std::optional<int> {
    CHECK(results.size() == static_cast<std::size_t>(produced));
    return produced < 300 ? std::optional(produced++) : std::nullopt;
  };
  CHECK(run_in_turn(work, stop) == PoolEnd::done);
  CHECK(results.size() == 300);
  CHECK(std::is_sorted(results.begin(), results.end()));
}

TEST_CASE(
    "without threads a stop ends the run before the next item, and so does a consumer that wants no more") {
  std::atomic<bool> stop{false};
  std::vector<int> results;
  auto work = work_on(300, results);
  work.consume = [&](int&& number) {
    results.push_back(number);
    if (number == 9) stop = true;
    return number != 4;
  };
  CHECK(run_in_turn(work, stop) == PoolEnd::refused);
  CHECK(results.size() == 5);
  CHECK(run_in_turn(work, stop) == PoolEnd::stopped);
  CHECK(results.size() == 10);
}

TEST_CASE("without threads what waits to be done meanwhile is done now and then") {
  const std::atomic<bool> stop{false};
  std::vector<int> results;
  auto work = work_on(1000, results);
  int idled = 0;
  work.make_worker = [] {
    return [](int&& number) {
      std::this_thread::sleep_for(milliseconds(1));
      return number;
    };
  };
  work.idle = [&] { return ++idled < 2; };
  CHECK(run_in_turn(work, stop) == PoolEnd::refused);
  CHECK(idled == 2);
  CHECK(results.size() < 1000);
}
