// The threads of a crawl: each takes a job, asks one host for one thing, and hands the outcome back.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "crawl/visitor.h"

namespace lubb::crawling {

struct Job {
  std::int64_t host = 0;
  std::string robots_origin;  // not empty: ask this origin for its robots.txt; `task` is not used
  Task task;
  std::shared_ptr<const http::Robots> robots;
};

struct Finished {
  std::int64_t host = 0;
  std::optional<Visit> visit;
  std::optional<RobotsAnswer> robots;
};

class Workers {
 public:
  // Starts as many of `threads` as the system gives; throws std::system_error where it gives none.
  Workers(const CrawlOptions& options, unsigned threads);
  ~Workers();  // as finish() with a short grace
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  [[nodiscard]] std::size_t size() const { return threads_.size(); }
  void post(Job job);

  // The next outcome; nullopt where none came until then.
  [[nodiscard]] std::optional<Finished> next(std::chrono::steady_clock::time_point until);

  // Gives up transfers and lets the threads end. False where some are still busy after `grace`: they are left
  // alone, and touch nothing but what is their own.
  [[nodiscard]] bool finish(std::chrono::milliseconds grace);

 private:
  struct State;
  static void work(const std::shared_ptr<State>& state);

  std::shared_ptr<State> state_;
  std::vector<std::thread> threads_;
};

}  // namespace lubb::crawling
