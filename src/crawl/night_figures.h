// What hosts' pages were like, night by night, in the state.
#pragma once

#include <cstdint>
#include <vector>

#include "crawl/drift.h"
#include "crawl/sqlite.h"

namespace lubb::crawling {

extern const char* const night_tables_sql;

// Nights before so many are forgotten.
inline constexpr std::int64_t nights_remembered = 60;

// What one visit adds.
struct VisitFigures {
  bool failed = false;        // no page: not for being gone
  bool is_extracted = false;  // the rest is known
  bool is_empty = false, is_untitled = false;
  std::uint32_t words = 0;
};
void count_visit(Database& database, std::int64_t host, std::int64_t night, const VisitFigures& visit);

// Hosts that were out of line in this night, which is noted with them; forgets what is old. Once, at the end
// of the night.
[[nodiscard]] std::vector<HostDrift> judge_night(Database& database, std::int64_t night);

}  // namespace lubb::crawling
