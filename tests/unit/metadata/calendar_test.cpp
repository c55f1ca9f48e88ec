#include "metadata/calendar.h"

#include <doctest/doctest.h>

#include <string>

namespace {

using lubb::metadata::CalendarDay;
using lubb::metadata::CalendarKind;
using lubb::metadata::iso_day;
using lubb::metadata::iso_from_unix_seconds;
using lubb::metadata::to_gregorian;

std::string converted(CalendarDay day, CalendarKind calendar) {
  const auto result = to_gregorian(day, calendar);
  return result ? iso_day(*result) : "none";
}

TEST_CASE("Gregorian days are checked against their month and year") {
  CHECK(converted({2024, 2, 29}, CalendarKind::gregorian) == "2024-02-29");
  CHECK(converted({2023, 2, 29}, CalendarKind::gregorian) == "none");
  CHECK(converted({2024, 4, 31}, CalendarKind::gregorian) == "none");
  CHECK(converted({2024, 0, 1}, CalendarKind::gregorian) == "none");
  CHECK(converted({2024, 1, 0}, CalendarKind::gregorian) == "none");
  CHECK(converted({2024, -1, 5}, CalendarKind::gregorian) == "none");
}

TEST_CASE("years outside the believed span are refused") {
  CHECK(converted({1989, 12, 31}, CalendarKind::gregorian) == "none");
  CHECK(converted({1990, 1, 1}, CalendarKind::gregorian) == "1990-01-01");
  CHECK(converted({2100, 12, 31}, CalendarKind::gregorian) == "2100-12-31");
  CHECK(converted({2101, 1, 1}, CalendarKind::gregorian) == "none");
  CHECK(converted({2'000'000'000, 1, 1}, CalendarKind::islamic) == "none");
}

TEST_CASE("Hijri days follow the Umm al-Qura tables") {
  CHECK(converted({1445, 9, 1}, CalendarKind::islamic) == "2024-03-11");
  CHECK(converted({1446, 1, 1}, CalendarKind::islamic) == "2024-07-07");
  CHECK(converted({1446, 5, 10}, CalendarKind::islamic) == "2024-11-12");
  CHECK(converted({1445, 9, 31}, CalendarKind::islamic) == "none");
  CHECK(converted({1446, 13, 1}, CalendarKind::islamic) == "none");
}

TEST_CASE("solar Hijri days begin the year at the spring equinox") {
  CHECK(converted({1403, 1, 1}, CalendarKind::solar) == "2024-03-20");
  CHECK(converted({1403, 8, 22}, CalendarKind::solar) == "2024-11-12");
  CHECK(converted({1403, 12, 30}, CalendarKind::solar) == "2025-03-20");  // a leap year
  CHECK(converted({1402, 12, 30}, CalendarKind::solar) == "none");
}

TEST_CASE("Unix seconds become a time in UTC") {
  CHECK(iso_from_unix_seconds(1'731'400'200).value_or("none") == "2024-11-12T08:30:00Z");
  CHECK(iso_from_unix_seconds(1'709'164'800).value_or("none") == "2024-02-29T00:00:00Z");
  CHECK_FALSE(iso_from_unix_seconds(0));
  CHECK_FALSE(iso_from_unix_seconds(-1));
  CHECK_FALSE(iso_from_unix_seconds(INT64_MAX));
}

}  // namespace

TEST_CASE("days are counted over months and leap years, back too") {
  CHECK(lubb::metadata::days_between("2024-02-28", "2024-03-01") == 2);
  CHECK(lubb::metadata::days_between("2023-02-28T23:00", "2023-03-01T01:00") == 1);
  CHECK(lubb::metadata::days_between("2025-01-01", "2024-12-31") == -1);
}
