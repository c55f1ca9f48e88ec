#include "metadata/date.h"

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "metadata/calendar.h"
#include "metadata/date_patterns.h"
#include "metadata/date_tokens.h"

namespace lubb::metadata {
namespace {

constexpr std::size_t max_text_bytes = 1000;  // a date line is far shorter; the rest is not read
constexpr std::size_t max_gap_tokens = 4;     // between a date and its time: ", at", "- الساعة", "|"

std::string_view capped(std::string_view text) noexcept { return text.substr(0, max_text_bytes); }

// The time that belongs to a date: right after it, or right before it ("14:32, 12 November 2024").
struct PlacedTime {
  std::string iso;
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
};

std::optional<PlacedTime> placed(const std::optional<TimeMatch>& match, DateTokens tokens) {
  if (!match) return std::nullopt;
  return PlacedTime{match->iso, tokens[match->first].begin, tokens[match->next - 1].end};
}

// One unknown word may stand between: the weekday ("12 Kasım 2024 Salı 10:30").
std::optional<PlacedTime> time_after(DateTokens tokens, std::size_t next) {
  const std::size_t limit = std::min(tokens.size(), next + max_gap_tokens);
  bool weekday = false;
  for (std::size_t i = next; i < limit; ++i) {
    if (tokens[i].is_number()) return placed(match_time(tokens, i), tokens);
    if (is_time_connector(tokens[i])) continue;
    if (weekday) return std::nullopt;
    weekday = true;
  }
  return std::nullopt;
}

// The same, in front.
std::optional<PlacedTime> time_before(DateTokens tokens, std::size_t first, std::size_t earliest) {
  constexpr std::size_t longest_time =
      10;  // tokens: 08 : 30 : 00 . 123 + 03 : 00 has 11, but never stands in front
  const std::size_t reach = max_gap_tokens + longest_time;
  const std::size_t begin = std::max(earliest, first > reach ? first - reach : 0);
  for (std::size_t i = begin; i < first; ++i) {
    if (!tokens[i].is_number() || (i > begin && tokens[i - 1].is_symbol(':'))) continue;
    const std::optional<TimeMatch> time = match_time(tokens, i);
    if (!time || time->next > first || first - time->next > max_gap_tokens) continue;
    std::size_t unknown = 0;
    for (std::size_t gap = time->next; gap < first; ++gap) {
      if (tokens[gap].is_number()) unknown += 2;
      if (!is_time_connector(tokens[gap])) ++unknown;
    }
    if (unknown <= 1) return placed(time, tokens);
  }
  return std::nullopt;
}

bool is_gregorian(const FoundDate& date) noexcept { return date.calendar == CalendarKind::gregorian; }

// Calls take(date) for each until one returns true.
template <class Take>
void take_dates(DateTokens tokens, const DateContext& context, Take take) {
  std::size_t end = tokens.size();  // behind the last number: no date begins there
  while (end > 0 && !tokens[end - 1].is_number()) --end;
  bool first = true;
  std::size_t i = 0;
  while (i < end) {
    const std::optional<DayMatch> day = match_day(tokens, i, context);
    if (!day) {
      ++i;
      continue;
    }
    FoundDate found{iso_day(day->day), tokens[day->first].begin, tokens[day->next - 1].end, day->calendar};
    std::optional<PlacedTime> time = time_after(tokens, day->next);
    if (!time && first) time = time_before(tokens, day->first, 0);
    if (time) {
      found.iso += time->iso;
      found.begin = std::min(found.begin, time->begin);
      found.end = std::max(found.end, time->end);
    }
    first = false;
    i = day->next;
    while (i < tokens.size() && tokens[i].end <= found.end) ++i;
    if (take(std::move(found))) return;
  }
}

std::vector<FoundDate> find_among(DateTokens tokens, const DateContext& context) {
  std::vector<FoundDate> dates;
  take_dates(tokens, context, [&](FoundDate&& date) {
    dates.push_back(std::move(date));
    return false;
  });
  if (std::ranges::any_of(dates, is_gregorian)) std::erase_if(dates, std::not_fn(is_gregorian));
  return dates;
}

// The first Gregorian one, or the first.
std::optional<FoundDate> find_first(DateTokens tokens, const DateContext& context) {
  std::optional<FoundDate> first;
  take_dates(tokens, context, [&](FoundDate&& date) {
    const bool gregorian = is_gregorian(date);
    if (!first || gregorian) first = std::move(date);
    return gregorian;
  });
  return first;
}

// "20241112", "20241112083000", Unix seconds or milliseconds; nothing but digits.
std::optional<std::string> parse_digits(const DateToken& number, const DateContext& context) {
  const std::int64_t value = number.value;
  if (number.digits == 10) return iso_from_unix_seconds(value);
  if (number.digits == 13) return iso_from_unix_seconds(value / 1000);
  if (number.digits != 8 && number.digits != 14 && number.digits != 12) return std::nullopt;
  std::string digits = std::to_string(value);
  if (digits.size() != number.digits) return std::nullopt;
  std::string spelled = digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
  if (digits.size() > 8) spelled += "T" + digits.substr(8);
  return parse_date(spelled, context);
}

// "20241112T083000Z"
std::optional<std::string> parse_compact(std::string_view text, DateTokens tokens,
                                         const DateContext& context) {
  if (tokens.empty() || !tokens[0].is_number()) return std::nullopt;
  if (tokens.size() == 1) return parse_digits(tokens[0], context);
  if (tokens[0].digits != 8 || !tokens[1].is_word() || tokens[1].folded != "t") return std::nullopt;
  const std::optional<std::string> day = parse_digits(tokens[0], context);
  if (!day) return std::nullopt;
  return parse_date(*day + std::string(text.substr(tokens[1].begin)), context);
}

// '0' in a shape stands for any digit.
bool has_shape(std::string_view text, std::string_view shape) noexcept {
  return std::ranges::equal(
      text, shape, [](char c, char wanted) { return wanted == '0' ? text::is_ascii_digit(c) : c == wanted; });
}

int number_at(std::string_view text, std::size_t begin, std::size_t digits) noexcept {
  int number = 0;
  for (const char c : text.substr(begin, digits)) number = number * 10 + (c - '0');
  return number;
}

// "" and "Z" as they are, "+03:00" and "+0300" with a colon; nullopt for anything else and for no zone of
// ours.
std::optional<std::string> machine_zone(std::string_view zone) {
  if (zone.empty() || zone == "Z") return std::string(zone);
  if (zone.front() != '+' && zone.front() != '-') return std::nullopt;
  const std::string_view offset = zone.substr(1);
  if (!has_shape(offset, "00:00") && !has_shape(offset, "0000")) return std::nullopt;
  const std::string_view minutes = offset.substr(offset.size() - 2);
  if (!is_offset(number_at(offset, 0, 2), number_at(minutes, 0, 2))) return std::nullopt;
  return std::string(zone.substr(0, 3)).append(1, ':').append(minutes);
}

// What most values are: "2024-11-12" and "2024-11-12T08:30:00.123+03:00". nullopt for what takes a closer
// look.
std::optional<std::string> parse_machine_date(std::string_view text) {
  constexpr std::string_view day_shape = "0000-00-00";
  constexpr std::string_view time_shape = "00:00:00";
  constexpr std::size_t most_digits = 9;  // of a second's fraction, which is dropped
  const std::string_view day = text.substr(0, day_shape.size());
  if (!has_shape(day, day_shape)) return std::nullopt;
  const CalendarDay written{number_at(day, 0, 4), number_at(day, 5, 2), number_at(day, 8, 2)};
  if (!to_gregorian(written, CalendarKind::gregorian)) return std::nullopt;
  text.remove_prefix(day.size());
  if (text.empty()) return std::string(day);
  if (text.front() != 'T' && text.front() != ' ') return std::nullopt;
  const std::string_view time = text.substr(1, time_shape.size());
  if (!has_shape(time, time_shape)) return std::nullopt;
  if (number_at(time, 0, 2) > 23 || number_at(time, 3, 2) > 59 || number_at(time, 6, 2) > 59) {
    return std::nullopt;
  }
  text.remove_prefix(1 + time.size());
  if (text.starts_with('.')) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
    if (end == 1 || end > 1 + most_digits) return std::nullopt;
    text.remove_prefix(end);
  }
  const std::optional<std::string> zone = machine_zone(text);
  if (!zone) return std::nullopt;
  return std::string(day).append(1, 'T').append(time).append(*zone);
}

}  // namespace

DateContext date_context(std::string_view language) noexcept {
  const bool american = text::equals_ignoring_ascii_case(language, "en-us") ||
                        text::equals_ignoring_ascii_case(language, "en_us");
  return {language, !american};
}

std::vector<FoundDate> find_dates(std::string_view text, const DateContext& context) {
  text = capped(text);
  if (!may_hold_date(text)) return {};
  return find_among(TokenizedText(text).tokens(), context);
}

std::optional<std::string> parse_date(std::string_view text, const DateContext& context) {
  text = capped(text::trim(text));
  if (std::optional<std::string> machine = parse_machine_date(text)) return machine;
  if (!may_hold_date(text)) return std::nullopt;
  const TokenizedText tokenized(text);
  if (std::optional<std::string> compact = parse_compact(text, tokenized.tokens(), context)) return compact;
  std::optional<FoundDate> date = find_first(tokenized.tokens(), context);
  if (!date) return std::nullopt;
  return std::move(date->iso);
}

}  // namespace lubb::metadata
