// Names of the days of the week.
#pragma once

#include <string_view>

namespace lubb::metadata {

// True if the text is such a name, long or short, in `language` (a BCP 47 tag, or empty) or in English.
[[nodiscard]] bool is_weekday(std::string_view text, std::string_view language);

}  // namespace lubb::metadata
