// date_from_url() of date.h.
#include <algorithm>
#include <vector>

#include "base/text.h"
#include "metadata/calendar.h"
#include "metadata/date.h"
#include "metadata/month_names.h"

namespace lubb::metadata {
namespace {

constexpr std::size_t max_url_bytes = 2000;  // longer addresses are data, not addresses

struct Piece {  // of the path or query: digits, letters, or one other character
  enum class Kind : std::uint8_t { digits, letters, other } kind = Kind::other;
  std::string_view text;
};

std::vector<Piece> split(std::string_view s) {
  std::vector<Piece> pieces;
  constexpr std::size_t usual_pieces = 64;
  pieces.reserve(usual_pieces);
  std::size_t i = 0;
  while (i < s.size()) {
    const std::size_t begin = i;
    const bool digits = text::is_ascii_digit(s[i]);
    const bool letters = text::is_ascii_alpha(s[i]);
    while (i < s.size() &&
           ((digits && text::is_ascii_digit(s[i])) || (letters && text::is_ascii_alpha(s[i]))))
      ++i;
    if (i == begin) ++i;
    pieces.push_back({digits    ? Piece::Kind::digits
                      : letters ? Piece::Kind::letters
                                : Piece::Kind::other,
                      s.substr(begin, i - begin)});
  }
  return pieces;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_digits(const Piece& piece, std::size_t least, std::size_t most) {
  return piece.kind == Piece::Kind::digits && piece.text.size() >= least && piece.text.size() <= most;
}

bool is_other(const Piece& piece, char c) { return piece.kind == Piece::Kind::other && piece.text[0] == c; }

// /2024/11/12, /2024/nov/12, 2024-11-12, 2024_11_12, 2024/1112, 2024-11/12
std::optional<CalendarDay> match_parts(const std::vector<Piece>& pieces, std::size_t i) {
  if (i + 4 >= pieces.size() || !is_digits(pieces[i], 4, 4)) return std::nullopt;
  const auto separates = [](const Piece& piece) {
    return is_other(piece, '/') || is_other(piece, '-') || is_other(piece, '_') || is_other(piece, '.');
  };
  if (!separates(pieces[i + 1]) || !separates(pieces[i + 3]) || !is_digits(pieces[i + 4], 1, 2))
    return std::nullopt;
  int month = 0;
  if (is_digits(pieces[i + 2], 1, 2)) {
    month = number(pieces[i + 2].text);
  } else if (const auto named = find_month(text::ascii_lower(pieces[i + 2].text))) {
    month = named->month;
  }
  return to_gregorian({number(pieces[i].text), month, number(pieces[i + 4].text)}, CalendarKind::gregorian);
}

// 20241112 standing alone among its digits
std::optional<CalendarDay> match_compact(const Piece& piece) {
  if (!is_digits(piece, 8, 8)) return std::nullopt;
  return to_gregorian(
      {number(piece.text.substr(0, 4)), number(piece.text.substr(4, 2)), number(piece.text.substr(6, 2))},
      CalendarKind::gregorian);
}

// /2024/1112/
std::optional<CalendarDay> match_year_then_day(const std::vector<Piece>& pieces, std::size_t i) {
  const bool shape = i + 2 < pieces.size() && is_digits(pieces[i], 4, 4) && is_other(pieces[i + 1], '/') &&
                     is_digits(pieces[i + 2], 4, 4) &&
                     (i + 3 == pieces.size() || is_other(pieces[i + 3], '/'));
  if (!shape) return std::nullopt;
  return to_gregorian({number(pieces[i].text), number(pieces[i + 2].text.substr(0, 2)),
                       number(pieces[i + 2].text.substr(2, 2))},
                      CalendarKind::gregorian);
}

bool is_joint(const Piece& piece) {
  return is_other(piece, '-') || is_other(piece, '_') || is_other(piece, '.');
}

bool begins_segment(const std::vector<Piece>& pieces, std::size_t i) {
  return i == 0 || (pieces[i - 1].kind == Piece::Kind::other && !is_joint(pieces[i - 1]));
}

// 29-10-2021, 22.04.2020, and 10-29-2021 where only that is a day. What could be read both ways counts as
// day first, but only where points part it or where it begins a segment of the path.
std::optional<CalendarDay> match_year_last(const std::vector<Piece>& pieces, std::size_t i) {
  if (i + 4 >= pieces.size() || !is_digits(pieces[i], 1, 2) || !is_digits(pieces[i + 2], 1, 2) ||
      !is_digits(pieces[i + 4], 4, 4)) {
    return std::nullopt;
  }
  if (!is_joint(pieces[i + 1]) || pieces[i + 1].text != pieces[i + 3].text) return std::nullopt;
  const bool goes_on = i >= 2 && is_joint(pieces[i - 1]) && pieces[i - 2].kind == Piece::Kind::digits;
  if (goes_on || (i >= 1 && pieces[i - 1].kind != Piece::Kind::other)) return std::nullopt;
  const int first = number(pieces[i].text);
  const int second = number(pieces[i + 2].text);
  const int year = number(pieces[i + 4].text);
  const auto day_first = to_gregorian({year, second, first}, CalendarKind::gregorian);
  const auto month_first = to_gregorian({year, first, second}, CalendarKind::gregorian);
  if (!day_first) return is_other(pieces[i + 1], '.') ? std::nullopt : month_first;
  const bool certain = !month_first || first == second || is_other(pieces[i + 1], '.');
  return certain || begins_segment(pieces, i) ? day_first : std::nullopt;
}

// /08112021-slug: day, month, year
std::optional<CalendarDay> match_compact_year_last(const std::vector<Piece>& pieces, std::size_t i) {
  if (i + 1 >= pieces.size() || !is_digits(pieces[i], 8, 8) || !begins_segment(pieces, i))
    return std::nullopt;
  if (!is_other(pieces[i + 1], '-') && !is_other(pieces[i + 1], '_')) return std::nullopt;
  const std::string_view digits = pieces[i].text;
  return to_gregorian({number(digits.substr(4)), number(digits.substr(2, 2)), number(digits.substr(0, 2))},
                      CalendarKind::gregorian);
}

std::string_view without_origin(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  const std::size_t path = url.find_first_of("/?", scheme + 3);
  return path == std::string_view::npos ? std::string_view{} : url.substr(path);
}

}  // namespace

std::optional<std::string> date_from_url(std::string_view url) {
  const std::string_view path = without_origin(url.substr(0, max_url_bytes));
  if (!std::ranges::any_of(path, text::is_ascii_digit)) return std::nullopt;
  const std::vector<Piece> pieces = split(path);
  std::optional<CalendarDay> found;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::optional<CalendarDay> day = match_parts(pieces, i);
    if (!day) day = match_compact(pieces[i]);
    if (!day) day = match_year_then_day(pieces, i);
    if (!day) day = match_year_last(pieces, i);
    if (!day) day = match_compact_year_last(pieces, i);
    if (!day) continue;
    if (found && *found != *day) return std::nullopt;
    found = day;
  }
  if (!found) return std::nullopt;
  return iso_day(*found);
}

}  // namespace lubb::metadata
