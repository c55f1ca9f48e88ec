// Headers of requests, the time of day, and when to come back.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace lubb::http {

[[nodiscard]] std::string now_utc();  // ISO 8601 with seconds

// Retry-After: seconds or an HTTP date; nullopt for what is neither or negative. Never more than a day.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                                         std::chrono::seconds unix_now);

// How long to wait before a page is asked for once more, `tries` times after the first one: as long as
// Retry-After says, else doubled from try to try, with a random part so that those who failed together don't
// come back together.
[[nodiscard]] std::chrono::milliseconds pause_before_try(int tries, std::string_view retry_after);

// True for "Name: value" with a name of token characters and no line end or NUL anywhere.
[[nodiscard]] bool is_valid_header(std::string_view header) noexcept;

}  // namespace lubb::http
