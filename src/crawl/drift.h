// Whether a host's pages were out of line in a night: what a template change, a wall or a ban leaves behind.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lubb/crawl.hpp"

namespace lubb::crawling {

// What a host's pages were like in a night, section pages and listings left out.
struct NightFigures {
  std::int64_t visits = 0, errors = 0;   // pages asked for (gone ones left out), and those that failed
  std::int64_t texts = 0;                // pages that were extracted
  std::int64_t empty = 0, untitled = 0;  // of these
  std::int64_t articles = 0;             // those that are not empty; ...
  std::int64_t log_words = 0, log_words_squared = 0;  // ... sums over them of ln(1 + words), in thousandths,
                                                      // and of its square, in millionths
  bool was_drift = false;                             // the night was out of line
};

// Fewer pages tell nothing of a night; ...
inline constexpr std::int64_t fewest_drift_pages = 8;
// ... fewer nights and pages in them nothing of a host's habits.
inline constexpr std::size_t fewest_past_nights = 2;
inline constexpr std::int64_t fewest_past_pages = 16;
// A past night counts half as much for each so many nights after it.
inline constexpr double drift_half_life = 14;
// Nights out of line do not count as past until this many later ones: by then it is how the host is.
inline constexpr std::size_t nights_to_settle = 7;
// Out of line is what lies so many standard errors away (of the night's pages, and between past nights) ...
inline constexpr double drift_errors = 4;
// ... and besides is much: typical words fallen to this share, or a share of pages risen by this much.
inline constexpr double much_fewer_words = 0.5;
inline constexpr double much_greater_share = 0.3;

// `past`: newest first. What has changed, empty where nothing is out of line. Figures by judgement, tested on
// made-up hosts.
[[nodiscard]] std::vector<DriftChange> find_drift(const NightFigures& tonight,
                                                  std::span<const NightFigures> past);

}  // namespace lubb::crawling
