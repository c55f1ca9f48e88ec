// What stands in front of a name in a byline: "By ", "بقلم:", "Source:".
#pragma once

#include <cstddef>
#include <string_view>

namespace lubb::metadata {

// What a lead-in says about the name after it.
enum class LeadIn : unsigned char { none, author, source };

struct LeadInMatch {
  LeadIn kind = LeadIn::none;
  std::size_t end = 0;  // byte of the line where the name begins; the size of the line if there is none
  bool colon = false;   // a colon stands between
};

// "By ", "بقلم:", "كتب -", "Source:", "المصدر: " at the beginning of a line. Those that are ordinary words
// too ("von", "par", "كتب") need a colon or a capital letter after them.
[[nodiscard]] LeadInMatch match_lead_in(std::string_view line);

}  // namespace lubb::metadata
