// A dateline or byline that stands alone above the body: "بغداد: الصباح", "بغداد 24 ـ بروكسل".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scrape/lines.h"

namespace lubb::scrape {

struct Dateline {
  std::optional<std::string> source;  // the outlet or agency in it
  std::optional<std::string> author;  // or the person

  [[nodiscard]] bool is_credit() const noexcept { return source.has_value() || author.has_value(); }
};

// `body`: the first line of running text; what it and those behind put into quotation marks are outlets'
// names.
[[nodiscard]] Dateline read_standing_dateline(std::string_view line, const Lines& lines, LineId body);

}  // namespace lubb::scrape
