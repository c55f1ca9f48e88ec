// Cities and countries, as datelines name them.
#pragma once

#include <string_view>

namespace lubb::metadata {

// True if the text, less marks around it, is the name of a country, of one of ICU's time-zone cities, or of a
// city where many Arabic datelines come from; in Arabic, Persian, English, French, German or Spanish. The
// table is built at the first call. Thread-safe.
[[nodiscard]] bool is_place_name(std::string_view text);

}  // namespace lubb::metadata
