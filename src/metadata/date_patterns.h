// One date, one time of day, at a given place in a line's tokens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "metadata/calendar.h"
#include "metadata/date.h"
#include "metadata/date_tokens.h"

namespace lubb::metadata {

using DateTokens = std::span<const DateToken>;

struct DayMatch {
  CalendarDay day;                                  // Gregorian
  CalendarKind calendar = CalendarKind::gregorian;  // as written
  std::size_t first = 0;                            // tokens [first, next)
  std::size_t next = 0;
};

// The date that begins with tokens[first]: "2024-11-12", "12/11/2024", "2024年11月12日", "12 تشرين الثاني
// 2024", "November 12th, 2024", "2024. november 12.". Looks at a bounded number of tokens.
[[nodiscard]] std::optional<DayMatch> match_day(DateTokens tokens, std::size_t first,
                                                const DateContext& context);

struct TimeMatch {
  std::string iso;  // "Thh:mm[:ss][Z|+hh:mm]"
  std::size_t first = 0;
  std::size_t next = 0;
};

// The time that begins with tokens[first]: "10:30", "08:30:00.123+03:00", "5 pm", "١٠:٤٥ م", "14h30",
// "10.30".
[[nodiscard]] std::optional<TimeMatch> match_time(DateTokens tokens, std::size_t first);

// True for an offset from UTC that a zone has.
[[nodiscard]] constexpr bool is_offset(std::int64_t hour, std::int64_t minute) noexcept {
  constexpr std::int64_t most_hours = 14;  // Kiribati
  return hour <= most_hours && minute % 15 == 0 && minute <= 45;
}

// True for a word that may stand between a date and its time: "at", "الساعة", "um", a weekday's usual
// company.
[[nodiscard]] bool is_time_connector(const DateToken& token) noexcept;

}  // namespace lubb::metadata
