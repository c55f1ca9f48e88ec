#include "metadata/calendar.h"

#include <unicode/calendar.h>
#include <unicode/locid.h>

#include <array>
#include <charconv>
#include <chrono>
#include <memory>
#include <utility>

namespace lubb::metadata {
namespace {

bool is_gregorian_day(const CalendarDay& day) {
  if (day.year < min_year || day.year > max_year || day.month < 1 || day.day < 1) return false;
  return std::chrono::year_month_day(std::chrono::year(day.year),
                                     std::chrono::month(static_cast<unsigned>(day.month)),
                                     std::chrono::day(static_cast<unsigned>(day.day)))
      .ok();
}

std::chrono::sys_days read_iso_day(std::string_view iso) {
  const auto number = [&](std::size_t begin, std::size_t count) {
    int value = 0;
    for (const char digit : iso.substr(begin, count)) value = value * 10 + (digit - '0');
    return value;
  };
  return std::chrono::year(number(0, 4)) / std::chrono::month(static_cast<unsigned>(number(5, 2))) /
         std::chrono::day(static_cast<unsigned>(number(8, 2)));
}

CalendarDay day_of(std::chrono::sys_days days) {
  const std::chrono::year_month_day date(days);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

// Not lenient: a day that its month lacks is refused by ICU.
std::optional<CalendarDay> convert(const CalendarDay& day, const char* locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale(locale), status));
  if (U_FAILURE(status) || !calendar) return std::nullopt;
  calendar->clear();
  calendar->setLenient(false);
  calendar->set(day.year, day.month - 1, day.day);
  const UDate milliseconds = calendar->getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  const auto time = std::chrono::sys_time<std::chrono::milliseconds>(
      std::chrono::milliseconds(static_cast<std::int64_t>(milliseconds)));
  return day_of(std::chrono::floor<std::chrono::days>(time));
}

}  // namespace

std::optional<CalendarDay> to_gregorian(const CalendarDay& day, CalendarKind calendar) {
  std::optional<CalendarDay> result;
  // Years far from ours are refused before ICU sees them: its month arithmetic is meant for real years.
  constexpr int oldest_other_year = 1300;
  constexpr int newest_other_year = 1600;
  if (calendar == CalendarKind::gregorian) {
    result = day;
  } else if (day.year >= oldest_other_year && day.year <= newest_other_year && day.month >= 1 &&
             day.month <= 12 && day.day >= 1 && day.day <= 31) {
    result = convert(
        day, calendar == CalendarKind::islamic ? "en@calendar=islamic-umalqura" : "en@calendar=persian");
  }
  if (!result || !is_gregorian_day(*result)) return std::nullopt;
  return result;
}

void append_digits(std::int64_t number, std::size_t fewest, std::string& out) {
  std::array<char, 20> digits{};
  const char* const end = std::to_chars(digits.begin(), digits.end(), number).ptr;
  const auto size = static_cast<std::size_t>(end - digits.data());
  if (size < fewest) out.append(fewest - size, '0');
  out.append(digits.data(), size);
}

std::string iso_day(const CalendarDay& day) {
  std::string iso;
  append_digits(day.year, 4, iso);
  iso += '-';
  append_digits(day.month, 2, iso);
  iso += '-';
  append_digits(day.day, 2, iso);
  return iso;
}

int days_between(std::string_view iso, std::string_view later_iso) {
  return static_cast<int>((read_iso_day(later_iso) - read_iso_day(iso)).count());
}

std::optional<std::string> iso_from_unix_seconds(std::int64_t seconds) {
  constexpr std::int64_t seconds_in_day = 86'400;
  constexpr std::int64_t newest = 4'133'980'800;  // the first second of 2101
  if (seconds < 0 || seconds >= newest) return std::nullopt;
  const CalendarDay day = day_of(std::chrono::sys_days(std::chrono::days(seconds / seconds_in_day)));
  if (!is_gregorian_day(day)) return std::nullopt;
  const int in_day = static_cast<int>(seconds % seconds_in_day);
  std::string iso = iso_day(day);
  char sign = 'T';
  for (const int part : {in_day / 3600, in_day / 60 % 60, in_day % 60}) {
    iso += std::exchange(sign, ':');
    append_digits(part, 2, iso);
  }
  return iso + 'Z';
}

}  // namespace lubb::metadata
