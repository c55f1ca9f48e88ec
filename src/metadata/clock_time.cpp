// Times of day: match_time() of date_patterns.h.
#include <algorithm>
#include <array>

#include "metadata/date_patterns.h"

namespace lubb::metadata {
namespace {

struct Clock {
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  std::optional<std::int64_t> second;
  bool machine = false;  // written with seconds or behind a "T": what follows can be a zone's offset
  std::size_t next = 0;
};

enum class HalfDay : std::uint8_t { none, morning, afternoon };

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) noexcept {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr auto morning_words =
    std::to_array<std::string_view>({"am", "ص", "صباحا", "صباح", "فجرا", "öö", "πμ"});
constexpr auto afternoon_words =
    std::to_array<std::string_view>({"pm", "م", "مساء", "مساءا", "عصرا", "ظهرا", "ös", "μμ", "بعدازظهر"});

bool is_word_at(DateTokens tokens, std::size_t i, std::string_view folded) {
  return i < tokens.size() && tokens[i].is_word() && tokens[i].folded == folded;
}
bool is_symbol_at(DateTokens tokens, std::size_t i, char symbol) {
  return i < tokens.size() && tokens[i].is_symbol(symbol);
}

// "pm", "p.m.", "م", "ب.ظ"; moves `i` past it.
HalfDay match_half_day(DateTokens tokens, std::size_t& i) {
  if (i >= tokens.size() || !tokens[i].is_word()) return HalfDay::none;
  const std::string_view word = tokens[i].folded;
  if (is_one_of(word, morning_words) || is_one_of(word, afternoon_words)) {
    ++i;
    return is_one_of(word, morning_words) ? HalfDay::morning : HalfDay::afternoon;
  }
  const bool english =
      (word == "a" || word == "p") && is_symbol_at(tokens, i + 1, '.') && is_word_at(tokens, i + 2, "m");
  const bool persian =
      (word == "ق" || word == "ب") && is_symbol_at(tokens, i + 1, '.') && is_word_at(tokens, i + 2, "ظ");
  if (!english && !persian) return HalfDay::none;
  i += is_symbol_at(tokens, i + 3, '.') ? 4 : 3;
  return word == "a" || word == "ق" ? HalfDay::morning : HalfDay::afternoon;
}

bool separates_hour(const DateToken& token) noexcept {
  return token.is_symbol(':') || token.is_symbol('.') ||
         (token.is_word() && (token.folded == "h" || token.folded == "時" || token.folded == "时" ||
                              token.folded == "点" || token.folded == "시"));
}

bool number_up_to(DateTokens tokens, std::size_t i, std::int64_t most) {
  return i < tokens.size() && tokens[i].is_number_of(2, 2) && tokens[i].value <= most;
}

// ":ss" and a fraction, which is dropped.
void read_seconds(DateTokens tokens, Clock& clock) {
  if (!is_symbol_at(tokens, clock.next, ':') || !number_up_to(tokens, clock.next + 1, 60)) return;
  clock.second =
      std::min<std::int64_t>(tokens[clock.next + 1].value, 59);  // a leap second is no time of its own
  clock.machine = true;
  clock.next += 2;
  const bool fraction = (is_symbol_at(tokens, clock.next, '.') || is_symbol_at(tokens, clock.next, ',')) &&
                        clock.next + 1 < tokens.size() && tokens[clock.next + 1].is_number() &&
                        !tokens[clock.next + 1].space_before && !tokens[clock.next].space_before;
  if (fraction) clock.next += 2;
}

// hhmm or hhmmss without separators, as in 20241112T083000Z
std::optional<Clock> match_compact(DateTokens tokens, std::size_t i) {
  const bool after_t =
      i > 0 && tokens[i - 1].is_word() && tokens[i - 1].folded == "t" && !tokens[i].space_before;
  if (!after_t || !(tokens[i].digits == 4 || tokens[i].digits == 6)) return std::nullopt;
  Clock clock{.hour = tokens[i].value, .minute = 0, .second = std::nullopt, .machine = true, .next = i + 1};
  if (tokens[i].digits == 6) {
    clock.second = clock.hour % 100;
    clock.hour /= 100;
  }
  clock.minute = clock.hour % 100;
  clock.hour /= 100;
  return clock.minute < 60 && clock.second.value_or(0) < 60 ? std::optional(clock) : std::nullopt;
}

std::optional<Clock> match_clock(DateTokens tokens, std::size_t i) {
  if (i >= tokens.size() || !tokens[i].is_number()) return std::nullopt;
  if (const auto compact = match_compact(tokens, i)) return compact;
  if (!tokens[i].is_number_of(1, 2)) return std::nullopt;
  const bool with_minutes =
      i + 2 < tokens.size() && separates_hour(tokens[i + 1]) && number_up_to(tokens, i + 2, 59);
  if (!with_minutes) {
    std::size_t after = i + 1;
    if (match_half_day(tokens, after) == HalfDay::none) return std::nullopt;
    return Clock{
        .hour = tokens[i].value, .minute = 0, .second = std::nullopt, .machine = false, .next = i + 1};
  }
  Clock clock{.hour = tokens[i].value,
              .minute = tokens[i + 2].value,
              .second = std::nullopt,
              .machine = false,
              .next = i + 3};
  if (tokens[i + 1].is_symbol(':')) read_seconds(tokens, clock);
  const bool goes_on = is_symbol_at(tokens, clock.next, '.') && clock.next + 1 < tokens.size() &&
                       tokens[clock.next + 1].is_number() && !tokens[clock.next + 1].space_before;
  if (tokens[i + 1].is_symbol('.') && goes_on) return std::nullopt;  // 10.30.2.1
  if (is_word_at(tokens, clock.next, "分") || is_word_at(tokens, clock.next, "분")) ++clock.next;
  return clock;
}

struct NamedZone {
  std::string_view name;
  std::string_view iso;
};
// Abbreviations that mean one zone only; the others (BST, IST, AST, ...) give none.
constexpr auto named_zones = std::to_array<NamedZone>({{"z", "Z"},
                                                       {"utc", "Z"},
                                                       {"gmt", "Z"},
                                                       {"est", "-05:00"},
                                                       {"edt", "-04:00"},
                                                       {"pst", "-08:00"},
                                                       {"pdt", "-07:00"},
                                                       {"mdt", "-06:00"},
                                                       {"cdt", "-05:00"},
                                                       {"cet", "+01:00"},
                                                       {"cest", "+02:00"},
                                                       {"mez", "+01:00"},
                                                       {"mesz", "+02:00"},
                                                       {"eet", "+02:00"},
                                                       {"eest", "+03:00"},
                                                       {"msk", "+03:00"},
                                                       {"غرينتش", "Z"},
                                                       {"جرينتش", "Z"}});

// "+03:00", "-0500", "+3" (only after GMT or UTC). The sign and the digits stand together.
std::string match_offset(DateTokens tokens, std::size_t i, const Clock& clock, bool after_gmt) {
  if (i + 1 >= tokens.size() || !(tokens[i].is_symbol('+') || tokens[i].is_symbol('-'))) return {};
  const DateToken& number = tokens[i + 1];
  if (!number.is_number() || number.space_before) return {};
  const bool colon =
      number.digits == 2 && is_symbol_at(tokens, i + 2, ':') && number_up_to(tokens, i + 3, 45);
  // "10:30-11:30" is a span of time: a minus needs a machine's time before it.
  if (tokens[i].is_symbol('-') && !clock.machine && !after_gmt && number.digits != 4) return {};
  std::int64_t hour = number.value;
  std::int64_t minute = 0;
  if (number.digits == 4) {
    hour = number.value / 100;
    minute = number.value % 100;
  } else if (colon) {
    minute = tokens[i + 3].value;
  } else if (number.digits > 2 || !(after_gmt || (clock.machine && number.digits == 2))) {
    return {};
  }
  if (!is_offset(hour, minute)) return {};
  std::string offset(1, tokens[i].symbol);
  append_digits(hour, 2, offset);
  offset += ':';
  append_digits(minute, 2, offset);
  return offset;
}

std::string match_zone(DateTokens tokens, std::size_t i, const Clock& clock) {
  if (is_symbol_at(tokens, i, '(')) ++i;
  if (is_word_at(tokens, i, "بتوقيت")) ++i;
  std::string offset = match_offset(tokens, i, clock, false);
  if (!offset.empty()) return offset;
  if (i >= tokens.size() || !tokens[i].is_word()) return {};
  const auto* const zone = std::find_if(named_zones.begin(), named_zones.end(), [&](const NamedZone& named) {
    return named.name == tokens[i].folded;
  });
  if (zone == named_zones.end()) return {};
  if (zone->iso == "Z" && zone->name != "z") {
    std::string after_gmt = match_offset(tokens, i + 1, clock, true);
    if (!after_gmt.empty()) return after_gmt;
  }
  return std::string(zone->iso);
}

std::int64_t twenty_four_hours(std::int64_t hour, HalfDay half) noexcept {
  if (half == HalfDay::afternoon && hour < 12) return hour + 12;
  if (half == HalfDay::morning && hour == 12) return 0;
  return hour;
}

constexpr auto connectors = std::to_array<std::string_view>(
    {"t",      "at",  "um",  "à",    "a",   "alle", "ore",   "las",  "às",  "as",  "kl",
     "klo",    "om",  "в",   "о",    "o",   "saat", "pukul", "στις", "el",  "le",  "il",
     "الساعه", "في",  "علي", "عند",  "يوم", "ساعت", "בשעה",  "di",   "h",   "day", "on",
     "יום",    "den", "dne", "ngày", "ora", "ob",   "года",  "г",    "uhr", "წ"});

}  // namespace

bool is_time_connector(const DateToken& token) noexcept {
  if (!token.is_word()) return !token.is_number();
  return is_one_of(token.folded, connectors);
}

std::optional<TimeMatch> match_time(DateTokens tokens, std::size_t first) {
  std::optional<Clock> clock = match_clock(tokens, first);
  if (!clock) return std::nullopt;
  if (first > 0 && is_word_at(tokens, first - 1, "t") && !tokens[first].space_before) clock->machine = true;
  std::size_t next = clock->next;
  const HalfDay half = match_half_day(tokens, next);
  clock->hour = twenty_four_hours(clock->hour, half);
  if (clock->hour > 23) return std::nullopt;
  const std::string zone = match_zone(tokens, next, *clock);
  std::string iso = "T";
  append_digits(clock->hour, 2, iso);
  iso += ':';
  append_digits(clock->minute, 2, iso);
  if (clock->second) {
    iso += ':';
    append_digits(*clock->second, 2, iso);
  }
  return TimeMatch{iso + zone, first, next};
}

}  // namespace lubb::metadata
