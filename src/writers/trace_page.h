// A trace as one HTML page that needs nothing but itself: no script, no style sheet, no image from outside.
#pragma once

#include <string>

#include "lubb/trace.hpp"

namespace lubb::writers {

void write_trace_page(const Trace& trace, std::string& out);

// A figure rounded to three digits, "null" where it isn't finite.
[[nodiscard]] std::string three_digits(double value);

}  // namespace lubb::writers
