// What lubb reads out of HTTP headers.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lubb::http {

// The headers of the response that counts: the last one, where informational ones (1xx) came before.
struct ResponseHeaders {
  int status = 0;
  std::string content_type, content_encoding, location, retry_after, etag, last_modified;
  std::optional<unsigned long long> content_length;
  bool complete = false;  // the empty line was seen

  // Takes one line as it came, with its line end. A status line starts over.
  void add_line(std::string_view line);
};

// Retry-After: seconds or an HTTP date; nullopt for what is neither or negative. Never more than a day.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                                         std::chrono::seconds unix_now);

// True for "Name: value" with a name of token characters and no line end or NUL anywhere.
[[nodiscard]] bool is_valid_header(std::string_view header) noexcept;

// The name of "Name: value", in lower case.
[[nodiscard]] std::string header_name(std::string_view header);

}  // namespace lubb::http
