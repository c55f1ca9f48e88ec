// What is to be said of a finished night: hosts out of line, and whether it counts as failed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lubb/crawl.hpp"

namespace lubb::cli {

// "https://example.org: a typical page has 31 words (usually 412); 80 % of pages untitled (usually 2 %)"
[[nodiscard]] std::string drift_line(const HostDrift& drift);

// [{"host":...,"changes":[{"figure":"words","now":31.2,"usual":412.0}]}]
[[nodiscard]] std::string drift_json(const std::vector<HostDrift>& drifts);

// Why the night counts as failed by the value of --fail-on (never, drift, errors, any); nullopt where it does
// not.
[[nodiscard]] std::optional<std::string> night_fault(std::string_view fail_on, const CrawlSummary& summary);

}  // namespace lubb::cli
