// When a page is worth another visit.
#pragma once

#include <cstdint>

namespace lubb::crawling {

enum class Change : std::uint8_t { first, changed, unchanged, failed, gone };

inline constexpr std::int64_t day_seconds = 86'400;
inline constexpr std::int64_t shortest_revisit = day_seconds / 2;
inline constexpr std::int64_t longest_revisit = 30 * day_seconds;
inline constexpr std::int64_t gone_revisit = 30 * day_seconds;
// A nightly run does not begin at the same second each night.
inline constexpr std::int64_t revisit_slack = day_seconds / 12;

// Seconds between this visit and the next, given those before it (0: none): halved where the page changed,
// doubled where it did not, the same where it could not be had.
[[nodiscard]] std::int64_t next_revisit(std::int64_t previous, Change change) noexcept;

}  // namespace lubb::crawling
