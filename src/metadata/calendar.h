// Calendar days: validity, and conversion of the calendars that pages print to the Gregorian one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lubb::metadata {

enum class CalendarKind : std::uint8_t {
  gregorian,
  islamic,  // Hijri, Umm al-Qura tables as in print in Saudi Arabia
  solar,    // Hijri Shamsi, as in Iran and Afghanistan
};

// Years of publication that are believed. The web's first page is from 1990; what is older is a mistake or
// a default value (1970-01-01), or history told by the page. 2100: there is no clock in here.
inline constexpr int min_year = 1990;
inline constexpr int max_year = 2100;

struct CalendarDay {
  int year = 0;
  int month = 0;  // 1..12
  int day = 0;    // 1..31
  friend bool operator==(const CalendarDay&, const CalendarDay&) = default;
};

// A day of `calendar` as a Gregorian day; nullopt if there is no such day or its Gregorian year is outside
// [min_year, max_year].
[[nodiscard]] std::optional<CalendarDay> to_gregorian(const CalendarDay& day, CalendarKind calendar);

// Appends the number with zeros in front, so that it has `fewest` digits at least.
void append_digits(std::int64_t number, std::size_t fewest, std::string& out);

// "2024-11-12"
[[nodiscard]] std::string iso_day(const CalendarDay& day);

// Days from one ISO day to a later one ("2024-11-12..."; what follows the day is not looked at); negative if
// it is earlier. Both as iso_day() writes them.
[[nodiscard]] int days_between(std::string_view iso, std::string_view later_iso);

// Seconds since 1970 as "2024-11-12T08:30:00Z"; nullopt outside [min_year, max_year].
[[nodiscard]] std::optional<std::string> iso_from_unix_seconds(std::int64_t seconds);

}  // namespace lubb::metadata
