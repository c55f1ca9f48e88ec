#include "crawl/drift.h"

#include <algorithm>
#include <cmath>

namespace lubb::crawling {
namespace {

constexpr double least_spread = 0.1;  // of the logarithm of words: no site is more regular than that
constexpr double log_unit = 1'000;    // thousandths
constexpr double squared_unit = 1'000'000;

struct WeighedNight {
  const NightFigures* figures;
  double weight;
};

std::vector<WeighedNight> nights_that_count(std::span<const NightFigures> past) {
  std::vector<WeighedNight> nights;
  for (std::size_t age = 1; age <= past.size(); ++age) {
    const NightFigures& night = past[age - 1];
    if (night.was_drift && age < nights_to_settle) continue;
    nights.push_back({&night, std::exp2(-static_cast<double>(age) / drift_half_life)});
  }
  return nights;
}

using Count = std::int64_t NightFigures::*;

bool is_known(const std::vector<WeighedNight>& past, const NightFigures& tonight, Count pages) {
  std::size_t nights = 0;
  std::int64_t all = 0;
  for (const WeighedNight& night : past) {
    nights += night.figures->*pages > 0 ? 1 : 0;
    all += night.figures->*pages;
  }
  return tonight.*pages >= fewest_drift_pages && nights >= fewest_past_nights && all >= fewest_past_pages;
}

// How much nights differed from the mean over all their pages.
template <class Mean>
double variance_between(const std::vector<WeighedNight>& past, Count pages, double mean, Mean mean_of) {
  double sum = 0, weights = 0;
  for (const WeighedNight& night : past) {
    if (night.figures->*pages == 0) continue;
    const double weight = night.weight * static_cast<double>(night.figures->*pages);
    const double difference = mean_of(*night.figures) - mean;
    sum += weight * difference * difference;
    weights += weight;
  }
  return weights > 0 ? sum / weights : 0;
}

double typical(double log_mean) { return std::expm1(log_mean); }

void find_fewer_words(const NightFigures& tonight, const std::vector<WeighedNight>& past,
                      std::vector<DriftChange>& changes) {
  if (!is_known(past, tonight, &NightFigures::articles)) return;
  double pages = 0, sum = 0, squares = 0;
  for (const WeighedNight& night : past) {
    pages += night.weight * static_cast<double>(night.figures->articles);
    sum += night.weight * static_cast<double>(night.figures->log_words) / log_unit;
    squares += night.weight * static_cast<double>(night.figures->log_words_squared) / squared_unit;
  }
  const auto mean_of = [](const NightFigures& night) {
    return static_cast<double>(night.log_words) / log_unit / static_cast<double>(night.articles);
  };
  const double usual = sum / pages, now = mean_of(tonight);
  const double within = std::max(squares / pages - usual * usual, least_spread * least_spread);
  const double between = variance_between(past, &NightFigures::articles, usual, mean_of);
  const double error = std::sqrt(within / static_cast<double>(tonight.articles) + between);
  if (now < usual - drift_errors * error && typical(now) < much_fewer_words * typical(usual))
    changes.push_back({"words", typical(now), typical(usual)});
}

void find_greater_share(const char* figure, Count part, Count pages, const NightFigures& tonight,
                        const std::vector<WeighedNight>& past, std::vector<DriftChange>& changes) {
  if (!is_known(past, tonight, pages)) return;
  double all = 0, sum = 0;
  for (const WeighedNight& night : past) {
    all += night.weight * static_cast<double>(night.figures->*pages);
    sum += night.weight * static_cast<double>(night.figures->*part);
  }
  const auto share_of = [&](const NightFigures& night) {
    return static_cast<double>(night.*part) / static_cast<double>(night.*pages);
  };
  const double usual = sum / all, now = share_of(tonight);
  const double one_page = 1 / static_cast<double>(tonight.*pages);
  // One page more, half of which counts: a share that never was is not impossible.
  const double likely = (sum + 0.5) / (all + 1);
  const double between = variance_between(past, pages, usual, share_of);
  const double error = std::sqrt(likely * (1 - likely) / static_cast<double>(tonight.*pages) + between);
  // Small numbers of pages are not spread as evenly as the standard error has it.
  if (now - one_page > likely + drift_errors * error && now >= usual + much_greater_share)
    changes.push_back({figure, now, usual});
}

}  // namespace

std::vector<DriftChange> find_drift(const NightFigures& tonight, std::span<const NightFigures> past) {
  const std::vector<WeighedNight> nights = nights_that_count(past);
  std::vector<DriftChange> changes;
  find_fewer_words(tonight, nights, changes);
  find_greater_share("untitled", &NightFigures::untitled, &NightFigures::texts, tonight, nights, changes);
  find_greater_share("empty", &NightFigures::empty, &NightFigures::texts, tonight, nights, changes);
  find_greater_share("errors", &NightFigures::errors, &NightFigures::visits, tonight, nights, changes);
  return changes;
}

}  // namespace lubb::crawling
