// Time that the calling thread has computed. A page's time limit is counted in it: on a busy machine the same
// page needs the same.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>

namespace lubb {

struct ThreadClock {  // a Clock as of <chrono>
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<ThreadClock>;
  static constexpr bool is_steady = true;

  [[nodiscard]] static time_point now() noexcept {
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time_point(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
  }
};

}  // namespace lubb
