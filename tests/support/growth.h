// How a cost grows with the size of what is worked on. Tests compare two sizes in one run, since a time alone
// says more of the machine than of the code.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

#include "base/thread_clock.h"

namespace lubb::test {

constexpr std::size_t growth_factor = 8;  // the larger input over the smaller one
constexpr int growth_runs = 3;            // of each, the least counts
// growth() is 1 where the cost is linear, somewhat more where the larger input leaves the caches, and
// growth_factor where it is quadratic.
constexpr double linear_growth = 3.5;

// Computing time of `work` on the input that `make` gives for `size` units, over that for a growth_factor-th
// of them, over growth_factor. Making the input does not count.
template <class Make, class Work>
[[nodiscard]] double growth(std::size_t size, Make make, Work work) {
  const auto least_cost = [&](std::size_t units) {
    auto least = std::numeric_limits<ThreadClock::rep>::max();
    for (int run = 0; run < growth_runs; ++run) {
      const auto input = make(units);
      const auto begin = ThreadClock::now();
      work(input);
      least = std::min(least, (ThreadClock::now() - begin).count());
    }
    return static_cast<double>(std::max<ThreadClock::rep>(least, 1));
  };
  return least_cost(size) / least_cost(size / growth_factor) / static_cast<double>(growth_factor);
}

[[nodiscard]] inline std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace lubb::test
