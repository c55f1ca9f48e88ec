#include "scrape/lines.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"

namespace lubb::scrape {
namespace {

// Bytes of the line end at text[at], 0 if there is none.
std::size_t line_end_size(std::string_view text, std::size_t at) noexcept {
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with("\r\n")) return 2;
  if (rest.starts_with('\n') || rest.starts_with('\r') || rest.starts_with('\f')) return 1;
  if (rest.starts_with("\xC2\x85")) return 2;
  if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) return 3;
  return 0;
}

// Where the next line end begins; its size in `end_size`, 0 at the end of the text.
std::size_t find_line_end(std::string_view text, std::size_t from, std::size_t& end_size) noexcept {
  constexpr std::string_view first_bytes = "\n\r\f\xC2\xE2";
  for (std::size_t at = text.find_first_of(first_bytes, from); at != std::string_view::npos;
       at = text.find_first_of(first_bytes, at + 1)) {
    end_size = line_end_size(text, at);
    if (end_size > 0) return at;
  }
  end_size = 0;
  return text.size();
}

}  // namespace

void split_lines(std::string_view text, std::uint32_t most_lines, Lines& out) {
  out.lines.clear();
  out.text.clear();
  out.cut = false;
  std::uint32_t blank = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end_size = 0;
    const std::size_t end = find_line_end(text, begin, end_size);
    const std::string_view whole = text::trim(text.substr(begin, end - begin));
    const std::string squeezed = text::squeeze(whole);
    begin = end + std::max<std::size_t>(end_size, 1);
    if (squeezed.empty()) {
      ++blank;
      continue;
    }
    if (out.lines.size() == most_lines) {
      out.cut = true;
      return;
    }
    Line& line = out.lines.emplace_back();
    const auto source = static_cast<std::uint32_t>(whole.data() - text.data());
    line.source = {source, source + static_cast<std::uint32_t>(whole.size())};
    line.text_begin = static_cast<std::uint32_t>(out.text.size());
    line.text_size = static_cast<std::uint32_t>(squeezed.size());
    line.counts = extraction::measure(squeezed);
    line.blank_before = std::exchange(blank, 0);
    out.text.append(squeezed).push_back('\n');
  }
}

}  // namespace lubb::scrape
