#include "http/response_headers.h"

#include <charconv>

#include "base/text.h"

namespace lubb::http {

std::optional<unsigned long long> parse_number(std::string_view digits) noexcept {
  unsigned long long number = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (rest != digits.data() + digits.size() || digits.empty()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return ~0ULL;
  return error == std::errc{} ? std::optional(number) : std::nullopt;
}

std::string header_name(std::string_view header) {
  return text::ascii_lower(header.substr(0, header.find(':')));
}

void ResponseHeaders::add_line(std::string_view line) {
  if (line.starts_with("HTTP/")) {
    *this = {};
    const std::size_t space = line.find(' ');
    if (space != std::string_view::npos) {
      const std::string_view code = line.substr(space + 1, 3);
      std::from_chars(code.data(), code.data() + code.size(), status);
    }
    return;
  }
  if (text::trim(line).empty()) {
    complete = true;
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string name = header_name(line);
  const std::string_view value = text::trim(line.substr(colon + 1));
  if (name == "content-type") content_type = value;
  if (name == "content-encoding") {
    if (!content_encoding.empty()) content_encoding += ',';
    content_encoding += value;
  }
  if (name == "transfer-encoding") transfer_encoding = value;
  if (name == "location" && location.empty()) location = value;
  if (name == "retry-after") retry_after = value;
  if (name == "etag") etag = value;
  if (name == "last-modified") last_modified = value;
  if (name == "content-length") content_length = parse_number(value);
}

}  // namespace lubb::http
