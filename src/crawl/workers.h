// Threads that make visits of answers: extraction takes longer than everything else a crawl does.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "crawl/visitor.h"

namespace lubb::crawling {

class Workers {
 public:
  // Starts threads, at least one. `on_finished` is called by them. Throws std::system_error where there can
  // be none.
  Workers(const CrawlOptions& options, unsigned threads, std::function<void()> on_finished);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void post(Job job);
  [[nodiscard]] std::optional<Visit> take();  // the next one that is finished
  [[nodiscard]] bool has_room() const;        // false: more jobs wait than are worth the memory
  [[nodiscard]] bool is_idle() const;         // nothing waits, runs or can be taken

  // Ends the threads; what they finish within `grace` can still be taken. False where some are still busy
  // after it: those are left alone, and end with the process.
  bool finish(std::chrono::milliseconds grace);

 private:
  struct State;
  static void work(const std::shared_ptr<State>& state);

  std::shared_ptr<State> state_;  // shared with the threads
  std::vector<std::thread> threads_;
};

}  // namespace lubb::crawling
