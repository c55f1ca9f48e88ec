// Headers of requests, and when to come back.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace lubb::http {

// Retry-After: seconds or an HTTP date; nullopt for what is neither or negative. Never more than a day.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                                         std::chrono::seconds unix_now);

// True for "Name: value" with a name of token characters and no line end or NUL anywhere.
[[nodiscard]] bool is_valid_header(std::string_view header) noexcept;

}  // namespace lubb::http
