#include "cli/crawl_verdict.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace lubb::cli {
namespace {

std::string change_text(const DriftChange& change) {
  if (change.figure == "words") {
    return "a typical page has " + std::to_string(std::llround(change.now)) + " words (usually " +
           std::to_string(std::llround(change.usual)) + ")";
  }
  const auto percent = [](double share) { return std::to_string(std::llround(100 * share)) + " %"; };
  const std::string what = change.figure == "errors" ? "failed" : change.figure;
  return percent(change.now) + " of pages " + what + " (usually " + percent(change.usual) + ")";
}

std::string number(double value) {
  std::array<char, 32> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.3f", value);
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace

std::string drift_line(const HostDrift& drift) {
  std::string line = drift.host;
  for (const DriftChange& change : drift.changes)
    line.append(&change == &drift.changes.front() ? ": " : "; ").append(change_text(change));
  return line;
}

// Hosts in their normal spelling need no escapes in JSON.
std::string drift_json(const std::vector<HostDrift>& drifts) {
  std::string json = "[";
  for (const HostDrift& drift : drifts) {
    if (json.size() > 1) json += ',';
    json.append("{\"host\":\"").append(drift.host).append("\",\"changes\":[");
    for (const DriftChange& change : drift.changes) {
      if (json.back() == '}') json += ',';
      json.append("{\"figure\":\"").append(change.figure).append("\",\"now\":").append(number(change.now));
      json.append(",\"usual\":").append(number(change.usual)).append("}");
    }
    json += "]}";
  }
  return json + "]";
}

std::optional<std::string> night_fault(std::string_view fail_on, const CrawlSummary& summary) {
  const std::uint64_t failed = summary.error - summary.gone;
  if ((fail_on == "errors" || fail_on == "any") && failed > 0)
    return std::to_string(failed) + " pages failed (--fail-on " + std::string(fail_on) + ")";
  if ((fail_on == "drift" || fail_on == "any") && !summary.drift.empty())
    return std::to_string(summary.drift.size()) + " hosts out of line (--fail-on " + std::string(fail_on) +
           ")";
  return std::nullopt;
}

}  // namespace lubb::cli
