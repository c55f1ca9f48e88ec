#include "crawl/schedule.h"

#include <algorithm>

namespace lubb::crawling {

std::int64_t next_revisit(std::int64_t previous, Change change) noexcept {
  if (change == Change::gone) return gone_revisit;
  if (previous <= 0 || change == Change::first) return day_seconds;
  if (change == Change::failed) return previous;
  const std::int64_t next = change == Change::changed ? previous / 2 : previous * 2;
  return std::clamp(next, shortest_revisit, longest_revisit);
}

}  // namespace lubb::crawling
