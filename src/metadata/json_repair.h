// Makes JSON out of what pages publish as JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lubb::metadata {

struct RepairedJson {
  std::string text;         // valid JSON: an array of the values found
  bool cut_deeper = false;  // something nested deeper than `max_depth` was left out
};

// Mends: wrappers (CDATA, HTML and script comments, a trailing semicolon), several values in a row, trailing,
// missing and doubled commas, raw control characters and unescaped quotation marks in strings, wrong escapes,
// lone surrogates, literals of JavaScript, missing and surplus brackets, a cut-off end. Never fails; what
// makes no sense is left out. Linear in the input; no recursion.
[[nodiscard]] RepairedJson repair_json(std::string_view text, std::size_t max_depth);

}  // namespace lubb::metadata
