// Names of months in the languages of the web.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "metadata/calendar.h"

namespace lubb::metadata {

struct MonthName {
  std::string_view name;  // as fold_for_matching() leaves it; one or two words, one space between
  CalendarKind calendar = CalendarKind::gregorian;
  std::uint8_t month = 0;  // 1..12
};

// The most words a name has ("كانون الثاني").
inline constexpr std::size_t max_month_name_words = 2;

// Looks up a folded name. A name means the same month in every language that is listed here, so the page's
// language is not asked.
[[nodiscard]] std::optional<MonthName> find_month(std::string_view folded) noexcept;

// The same for a word that stands before another one, which may be part of the name: the longer name wins.
struct FoundMonth {
  MonthName name;
  std::size_t words = 1;
};
[[nodiscard]] std::optional<FoundMonth> find_month_before(std::string_view word,
                                                          std::string_view next) noexcept;

// All names, sorted.
[[nodiscard]] std::span<const MonthName> month_names() noexcept;

}  // namespace lubb::metadata
