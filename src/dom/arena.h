// The memory that one parse takes: handed out from blocks that are kept from page to page, never given back
// piece by piece, and bounded in bytes and time.
#pragma once

#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/thread_clock.h"

namespace lubb::dom {

class Arena {
 public:
  enum class Outcome : std::uint8_t { done, out_of_memory, out_of_time };

  // Forgets all that was handed out and sets the bounds of the next parse.
  void reset(std::size_t byte_budget, ThreadClock::time_point deadline);

  // Runs `work`, C code that allocates here. When a bound is passed, allocate() leaves it by longjmp: nothing
  // on the way may own anything.
  template <class Work>
  [[nodiscard]] Outcome run(const Work& work) {
    switch (setjmp(escape_)) {
      case 0: work(); return Outcome::done;
      case escaped_time: return Outcome::out_of_time;
      default: return Outcome::out_of_memory;
    }
  }

  // Never null. Only inside run().
  [[nodiscard]] void* allocate(std::size_t size);

  [[nodiscard]] std::size_t bytes_used() const noexcept { return used_; }

 private:
  static constexpr int escaped_memory = 1, escaped_time = 2;
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };

  [[nodiscard]] std::byte* allocate_slowly(std::size_t size);
  void check_time();

  std::vector<Block> blocks_;
  std::size_t next_block_ = 0;
  std::byte* free_ = nullptr;
  std::size_t free_size_ = 0;
  std::size_t used_ = 0;
  std::size_t budget_ = 0;
  std::uint32_t until_clock_ = 0;
  ThreadClock::time_point deadline_;
  std::jmp_buf escape_;
};

}  // namespace lubb::dom
