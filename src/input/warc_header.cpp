#include "input/warc_header.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace lubb::input {
namespace {

constexpr std::string_view version_prefix = "WARC/";

std::optional<std::uint64_t> parse_length(std::string_view s) noexcept {
  std::uint64_t number = 0;
  const auto [rest, error] = std::from_chars(s.data(), s.data() + s.size(), number);
  if (s.empty() || error != std::errc{} || rest != s.data() + s.size()) return std::nullopt;
  return number;
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// "1.0\r\n", "1.1\n", "0.17\r\n"
bool is_version_end(std::string_view s) noexcept {
  if (s.size() < 4 || !is_digit(s[0]) || s[1] != '.' || !is_digit(s[2])) return false;
  s.remove_prefix(is_digit(s[3]) ? 4 : 3);
  return s.starts_with('\n') || s.starts_with("\r\n");
}

void take_field(WarcHeader& header, std::string_view name_text, std::string_view value) {
  const std::string name = text::ascii_lower(text::trim(name_text));
  value = text::trim(value);
  if (name == "warc-type") header.type = text::ascii_lower(value);
  if (name == "warc-record-id") header.id = value;
  if (name == "warc-date") header.date = value;
  if (name == "content-type") header.content_type = value;
  if (name == "content-length") header.length = parse_length(value);
  if (name == "warc-truncated") header.truncated = true;
  if (name != "warc-target-uri") return;
  if (value.size() > 2 && value.front() == '<' && value.back() == '>')
    value = value.substr(1, value.size() - 2);
  header.target = value;
}

}  // namespace

std::size_t find_version_line(std::string_view bytes) noexcept {
  for (std::size_t at = bytes.find(version_prefix); at != std::string_view::npos;
       at = bytes.find(version_prefix, at + 1)) {
    if (is_version_end(bytes.substr(at + version_prefix.size()))) return at;
  }
  return std::string_view::npos;
}

WarcHeader parse_warc_header(std::string_view text) {
  WarcHeader header;
  std::string folded;  // a field with the lines that go on with it
  const auto take = [&] {
    const std::size_t colon = folded.find(':');
    if (colon != std::string::npos)
      take_field(header, std::string_view(folded).substr(0, colon),
                 std::string_view(folded).substr(colon + 1));
    folded.clear();
  };
  text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);  // the version line
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
    const bool goes_on = line.starts_with(' ') || line.starts_with('\t');
    if (!goes_on) take();
    if (goes_on) folded += ' ';
    folded += text::trim(line);
  }
  take();
  return header;
}

}  // namespace lubb::input
