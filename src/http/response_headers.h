// What lubb reads out of the headers of an HTTP response, live or archived.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lubb::http {

// The headers of the response that counts: the last one, where informational ones (1xx) came before.
struct ResponseHeaders {
  int status = 0;
  std::string content_type, content_encoding, transfer_encoding, location, retry_after, etag, last_modified;
  std::optional<unsigned long long> content_length;
  bool complete = false;  // the empty line was seen

  // Takes one line as it came, with its line end. A status line starts over.
  void add_line(std::string_view line);
};

// A number of decimal digits alone, as in Content-Length; the largest there is for a larger one.
[[nodiscard]] std::optional<unsigned long long> parse_number(std::string_view digits) noexcept;

// The name of "Name: value", in lower case.
[[nodiscard]] std::string header_name(std::string_view header);

}  // namespace lubb::http
