#include "scrape/standing_dateline.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "metadata/byline_names.h"
#include "metadata/credit_text.h"
#include "metadata/date_tokens.h"
#include "metadata/place_names.h"

namespace lubb::scrape {
namespace {

constexpr std::uint32_t most_words = 10;       // of the line
constexpr std::uint32_t most_name_words = 4;   // of an outlet's or a person's name
constexpr std::size_t line_bytes_read = 4096;  // of each of these lines
constexpr std::size_t body_lines_read = 60;    // where the body may name the outlet
constexpr std::size_t shortest_plain = 4;      // code points: "SPA" is also a word

constexpr auto marks =
    std::to_array<std::string_view>({":", " - ", " – ", " — ", " ـ ", "/", "|", "،", "(", "ـ "});

// The line cut in two at the first mark of the list that it has.
std::array<std::string_view, 2> split_at_mark(std::string_view line) {
  for (const std::string_view mark : marks) {
    const std::size_t at = line.find(mark);
    if (at == std::string_view::npos) continue;
    return {text::trim(line.substr(0, at)), text::trim(line.substr(at + mark.size()))};
  }
  return {};
}

struct Quotes {
  std::string_view open, close;
};
constexpr auto quotes = std::to_array<Quotes>({{"\"", "\""}, {"«", "»"}, {"“", "”"}, {"„", "“"}, {"'", "'"}});

bool is_quoted(std::string_view part) {
  return std::any_of(quotes.begin(), quotes.end(), [&](const Quotes& q) {
    return part.size() > q.open.size() + q.close.size() && part.starts_with(q.open) &&
           part.ends_with(q.close);
  });
}

std::string_view without_quotes(std::string_view part) {
  for (const Quotes& q : quotes) {
    if (part.starts_with(q.open)) part.remove_prefix(q.open.size());
    if (part.ends_with(q.close)) part.remove_suffix(q.close.size());
  }
  return metadata::strip_marks(part);
}

// The body's own way of naming its paper: 'in a statement that "الصباح" received'.
bool is_quoted_in_body(std::string_view name, const Lines& lines, LineId body) {
  const std::size_t end = std::min<std::size_t>(lines.lines.size(), body + body_lines_read);
  for (std::size_t id = body; id < end; ++id) {
    const std::string_view text = lines.line_text(static_cast<LineId>(id)).substr(0, line_bytes_read);
    for (const Quotes& q : quotes) {
      std::string quoted(q.open);
      quoted.append(name).append(q.close);
      if (text.find(quoted) != std::string_view::npos) return true;
    }
  }
  return false;
}

bool is_in_body(std::string_view word, const Lines& lines, LineId body) {
  const std::size_t end = std::min<std::size_t>(lines.lines.size(), body + body_lines_read);
  for (std::size_t id = body; id < end; ++id) {
    const std::string_view text = lines.line_text(static_cast<LineId>(id)).substr(0, line_bytes_read);
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool may_be_name(std::string_view name) {
  const std::uint32_t words = text::count_words(name);
  return words > 0 && words <= most_name_words && metadata::has_letters(name) && !metadata::has_digit(name);
}

// Beside a place: an outlet's name is one word or has the Arabic article; a person's has several, none of
// which the text uses.
Dateline read_beside_place(std::string_view name, const Lines& lines, LineId body) {
  if (!may_be_name(name)) return {};
  const bool one_word = name.find(' ') == std::string_view::npos;
  if (one_word || name.starts_with("ال")) return {.source = text::squeeze(name), .author = {}};
  for (std::string_view rest = name; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (is_in_body(rest.substr(0, end), lines, body)) return {};
    rest = text::trim(rest.substr(end));
  }
  if (!metadata::is_written_like_name(name)) return {};
  return {.source = {}, .author = text::squeeze(name)};
}

}  // namespace

Dateline read_standing_dateline(std::string_view line, const Lines& lines, LineId body) {
  if (text::count_words(line) > most_words) return {};
  if (auto outlet = metadata::outlet_in(line, {})) return {.source = std::move(outlet), .author = {}};
  if (auto outlet = metadata::outlet_by_name(line)) return {.source = std::move(outlet), .author = {}};
  if (metadata::count_code_points(line) >= shortest_plain && metadata::is_agency(line)) {
    return {.source = text::squeeze(metadata::strip_marks(line)), .author = {}};
  }
  const auto parts = split_at_mark(line);
  if (parts[0].empty() || parts[1].empty()) return {};
  const bool first_is_place = metadata::is_place_name(parts[0]);
  if (first_is_place == metadata::is_place_name(parts[1])) return {};
  const std::string_view other = text::trim(parts[first_is_place ? 1 : 0]);
  const std::string_view name = without_quotes(other);
  if (may_be_name(name) && (is_quoted(other) || is_quoted_in_body(name, lines, body))) {
    return {.source = text::squeeze(name), .author = {}};
  }
  return read_beside_place(name, lines, body);
}

}  // namespace lubb::scrape
