// Messages for standard error: nothing that came from an input reaches a terminal as it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lubb::cli {

// Control characters, marks that reorder text, and bytes that are no UTF-8 become \xNN or \u{NNNN}.
[[nodiscard]] std::string printable(std::string_view text);

// A JSON string with its quotes; invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);

enum class Level : std::uint8_t { error, warning, info };

// One line: "lubb: error: message", or {"level","kind","message"} with `json`; `kind` may be empty.
[[nodiscard]] std::string message_line(Level level, std::string_view kind, std::string_view message,
                                       bool json);

// Writes to standard error, all of it or as much as goes.
void write_error_output(std::string_view text) noexcept;

}  // namespace lubb::cli
