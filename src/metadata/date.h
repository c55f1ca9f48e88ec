// Dates as people and machines write them -> ISO 8601. Text in, text out; knows no HTML.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/calendar.h"

namespace lubb::metadata {

// What the page says about how its dates are to be read.
struct DateContext {
  std::string_view language = {};  // BCP 47 tag of the page, e.g. "ar", "en-US"; empty if unknown
  bool day_first = true;           // how 03/04/2024 is read where nothing else decides
};

// A page in American English writes the month first; everybody else the day.
[[nodiscard]] DateContext date_context(std::string_view language) noexcept;

// Reads the date in a short text: a metadata value ("2024-11-12T08:30:00+03:00", "Tue, 12 Nov 2024 ...",
// "20241112", Unix seconds or milliseconds), or a line that holds one date among other words ("نشر في:
// الخميس 6 فبراير 2025 - 10:30 ص"). Returns "YYYY-MM-DD" or "YYYY-MM-DDThh:mm[:ss][Z|+hh:mm]": a time only
// if the text has one, a zone only if the text gives it.
//
// Where the text holds a Gregorian date and one of another calendar, the Gregorian one wins. The first date
// of several wins. Relative dates ("2 hours ago"), a month and year alone, impossible days and years out of
// [min_year, max_year] give nullopt. Linear in the text, of which the first 1,000 bytes are read.
[[nodiscard]] std::optional<std::string> parse_date(std::string_view text, const DateContext& context = {});

// Every date of a line, in order, with the place of each in `text`: [begin, end) in bytes.
struct FoundDate {
  std::string iso;
  std::size_t begin = 0;
  std::size_t end = 0;
  CalendarKind calendar = CalendarKind::gregorian;  // as written
};
[[nodiscard]] std::vector<FoundDate> find_dates(std::string_view text, const DateContext& context = {});

// The day in an address: /2024/11/12/, /2024-11-12-title, /20241112/, ?date=2024-11-12. nullopt if the
// address holds no complete day or two different ones.
[[nodiscard]] std::optional<std::string> date_from_url(std::string_view url);

}  // namespace lubb::metadata
