#include "metadata/date_patterns.h"

#include <algorithm>
#include <array>

#include "metadata/month_names.h"

namespace lubb::metadata {
namespace {

// Tokens a date may have between two of its parts ("12 de la noviembre", "12th of", "نوفمبر / ").
constexpr std::size_t max_fillers = 3;

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) noexcept {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr auto day_month_fillers = std::to_array<std::string_view>(
    {"st", "nd", "rd", "th",  "er", "re", "º",    "ª",     "o", "de", "di",  "do",
     "of", "d",  "من", "شهر", "ي",  "la", "ngày", "בחודש", "η", "ης", "den", "dne"});
constexpr auto month_year_fillers = std::to_array<std::string_view>(
    {"de", "del", "do", "of", "عام", "لعام", "سنه", "لسنه", "من", "d", "th", "st", "nd", "rd", "т"});

bool is_soft_symbol(const DateToken& token) noexcept {
  return token.is_symbol('.') || token.is_symbol(',') || token.is_symbol('-') || token.is_symbol('/');
}

template <std::size_t N>
std::size_t skip_fillers(DateTokens tokens, std::size_t i, const std::array<std::string_view, N>& words) {
  const std::size_t limit = std::min(tokens.size(), i + max_fillers);
  while (i < limit &&
         (is_soft_symbol(tokens[i]) || (tokens[i].is_word() && is_one_of(tokens[i].folded, words)))) {
    ++i;
  }
  return i;
}

// A day, not the end of a price, a version or an hour: "1.12", "10:12".
bool is_loose_number(DateTokens tokens, std::size_t i) {
  if (i == 0) return true;
  const DateToken& before = tokens[i - 1];
  if (tokens[i].space_before) return true;
  if (before.is_word())
    return before.folded.empty() || static_cast<unsigned char>(before.folded.back()) >= 0x80;
  const bool joins = before.is_symbol('.') || before.is_symbol('-') || before.is_symbol('/') ||
                     before.is_symbol(':') || before.is_symbol(',');
  return !joins || i < 2 || !tokens[i - 2].is_number() || before.space_before;
}

struct MonthMatch {
  MonthName name;
  std::size_t next = 0;
};

std::optional<MonthMatch> match_single_month(DateTokens tokens, std::size_t i) {
  if (i >= tokens.size() || !tokens[i].is_word() || tokens[i].folded.empty()) return std::nullopt;
  const bool word_follows = i + 1 < tokens.size() && tokens[i + 1].is_word();
  const auto found =
      find_month_before(tokens[i].folded, word_follows ? tokens[i + 1].folded : std::string_view{});
  if (!found) return std::nullopt;
  return MonthMatch{found->name, i + found->words};
}

// One name, or the same month under two names: "نوفمبر/تشرين الثاني", "تشرين الثاني (نوفمبر)".
std::optional<MonthMatch> match_month(DateTokens tokens, std::size_t i) {
  std::optional<MonthMatch> first = match_single_month(tokens, i);
  if (!first || first->next >= tokens.size()) return first;
  const DateToken& joint = tokens[first->next];
  const bool bracket = joint.is_symbol('(');
  if (!bracket && !joint.is_symbol('/') && !joint.is_symbol('-') && !joint.is_symbol('\\')) return first;
  const std::optional<MonthMatch> second = match_single_month(tokens, first->next + 1);
  if (!second || second->name.month != first->name.month || second->name.calendar != first->name.calendar) {
    return first;
  }
  first->next = second->next;
  if (bracket && first->next < tokens.size() && tokens[first->next].is_symbol(')')) ++first->next;
  return first;
}

constexpr auto islamic_marks = std::to_array<std::string_view>({"ه", "هجري", "هجريه", "ق", "ھ"});
constexpr auto gregorian_marks = std::to_array<std::string_view>({"م", "ميلادي", "ميلاديه", "ad", "ce"});

// The mark of the calendar after a year: "1446 هـ", "2024م".
std::optional<CalendarKind> match_calendar_mark(DateTokens tokens, std::size_t i) {
  if (i >= tokens.size() || !tokens[i].is_word()) return std::nullopt;
  if (is_one_of(tokens[i].folded, islamic_marks)) return CalendarKind::islamic;
  if (is_one_of(tokens[i].folded, gregorian_marks)) return CalendarKind::gregorian;
  return std::nullopt;
}

bool language_is(const DateContext& context, std::string_view primary) noexcept {
  return context.language.substr(0, primary.size()) == primary &&
         (context.language.size() == primary.size() || context.language[primary.size()] == '-');
}

// Which calendar a year without mark belongs to: years from 1300 to 1500 are a Hijri calendar's.
CalendarKind calendar_of_year(std::int64_t year, const DateContext& context) {
  constexpr std::int64_t first_hijri_year = 1300;
  constexpr std::int64_t last_hijri_year = 1500;
  if (year < first_hijri_year || year > last_hijri_year) return CalendarKind::gregorian;
  const bool solar = language_is(context, "fa") || language_is(context, "prs") || language_is(context, "ps");
  return solar ? CalendarKind::solar : CalendarKind::islamic;
}

std::optional<DayMatch> finish(std::int64_t year, std::int64_t month, std::int64_t day, CalendarKind calendar,
                               std::size_t first, std::size_t next) {
  const CalendarDay written{static_cast<int>(year), static_cast<int>(month), static_cast<int>(day)};
  const std::optional<CalendarDay> gregorian = to_gregorian(written, calendar);
  if (!gregorian) return std::nullopt;
  return DayMatch{*gregorian, calendar, first, next};
}

// Two digits of a year: 69 and below are this century's, by the rule of POSIX.
std::int64_t full_year(const DateToken& token) noexcept {
  if (token.digits > 2) return token.value;
  return token.value < 69 ? token.value + 2000 : token.value + 1900;
}

bool separates_numbers(const DateToken& token) noexcept {
  return token.is_symbol('-') || token.is_symbol('/') || token.is_symbol('.') || token.is_symbol('_') ||
         token.is_symbol('\\');
}

// Digits alone as a day, a month and a year, in the order that the numbers or the context allow.
std::optional<DayMatch> day_month_year(DateTokens tokens, std::size_t first, const DateContext& context,
                                       CalendarKind calendar, std::size_t next) {
  const DateToken& a = tokens[first];
  const DateToken& b = tokens[first + 2];
  const std::int64_t year = full_year(tokens[first + 4]);
  const bool day_first = context.day_first || tokens[first + 1].is_symbol('.') || b.value > 12;
  const bool swap = !day_first ? a.value <= 12 : b.value > 12;
  return swap ? finish(year, a.value, b.value, calendar, first, next)
              : finish(year, b.value, a.value, calendar, first, next);
}

// "1.2.24" is a version as well as a date; two digits everywhere or slashes are a date.
bool two_digit_year_is_plain(DateTokens tokens, std::size_t first) {
  const bool padded = tokens[first].digits == 2 && tokens[first + 2].digits == 2;
  return padded || tokens[first + 1].is_symbol('/');
}

// Numbers go on after the date: an IP address, a version, a telephone number.
bool number_goes_on(DateTokens tokens, std::size_t next) {
  return next + 1 < tokens.size() && separates_numbers(tokens[next]) && !tokens[next].space_before &&
         tokens[next + 1].is_number() && !tokens[next + 1].space_before;
}

// 2024-11-12, 12/11/2024, 12.11.24, 24 - 04 - 2024
std::optional<DayMatch> match_numeric(DateTokens tokens, std::size_t first, const DateContext& context) {
  if (first + 4 >= tokens.size() || !separates_numbers(tokens[first + 1])) return std::nullopt;
  if (!tokens[first + 3].is_symbol(tokens[first + 1].symbol)) return std::nullopt;
  const DateToken& a = tokens[first];
  const DateToken& b = tokens[first + 2];
  const DateToken& c = tokens[first + 4];
  if (!b.is_number_of(1, 2) || !is_loose_number(tokens, first)) return std::nullopt;
  std::size_t next = first + 5;
  if (number_goes_on(tokens, next)) return std::nullopt;
  const bool year_first = a.is_number_of(4, 4) && c.is_number_of(1, 2);
  const bool short_year = c.is_number_of(2, 2) && two_digit_year_is_plain(tokens, first);
  const bool year_last = a.is_number_of(1, 2) && (c.is_number_of(4, 4) || short_year);
  if (!year_first && !year_last) return std::nullopt;
  CalendarKind calendar = calendar_of_year(year_first ? a.value : full_year(c), context);
  if (const auto mark = match_calendar_mark(tokens, next)) {
    if (calendar == CalendarKind::gregorian || *mark == CalendarKind::islamic) calendar = *mark;
    ++next;
  }
  if (year_first) return finish(a.value, b.value, c.value, calendar, first, next);
  return day_month_year(tokens, first, context, calendar, next);
}

bool word_begins(const DateToken& token, std::string_view prefix) noexcept {
  return token.is_word() && token.folded.starts_with(prefix);
}

// 2024年11月12日, 2024년 11월 12일
std::optional<DayMatch> match_east_asian(DateTokens tokens, std::size_t first) {
  if (first + 5 >= tokens.size() || !tokens[first].is_number_of(4, 4)) return std::nullopt;
  const bool han = word_begins(tokens[first + 1], "年") && word_begins(tokens[first + 3], "月") &&
                   (word_begins(tokens[first + 5], "日") || word_begins(tokens[first + 5], "号"));
  const bool hangul = word_begins(tokens[first + 1], "년") && word_begins(tokens[first + 3], "월") &&
                      word_begins(tokens[first + 5], "일");
  if (!han && !hangul) return std::nullopt;
  const DateToken& month = tokens[first + 2];
  const DateToken& day = tokens[first + 4];
  if (!month.is_number_of(1, 2) || !day.is_number_of(1, 2)) return std::nullopt;
  return finish(tokens[first].value, month.value, day.value, CalendarKind::gregorian, first, first + 6);
}

struct YearMatch {
  std::int64_t year = 0;
  std::size_t next = 0;
};

// The year after a month's name; two digits only in "12-Nov-24" and "Nov '24".
std::optional<YearMatch> match_year(DateTokens tokens, std::size_t after_month) {
  std::size_t i = skip_fillers(tokens, after_month, month_year_fillers);
  const bool apostrophe = i < tokens.size() && (tokens[i].is_symbol('\'') || tokens[i].is_symbol('?'));
  if (apostrophe && i + 1 < tokens.size() && tokens[i + 1].is_number_of(2, 2)) {
    return YearMatch{full_year(tokens[i + 1]), i + 2};
  }
  if (i >= tokens.size()) return std::nullopt;
  const bool dashed = i == after_month + 1 && tokens[after_month].is_symbol('-') && !tokens[i].space_before;
  if (!tokens[i].is_number_of(4, 4) && !(dashed && tokens[i].is_number_of(2, 2))) return std::nullopt;
  return YearMatch{full_year(tokens[i]), i + 1};
}

std::optional<DayMatch> finish_named(std::int64_t year, const MonthName& month, std::int64_t day,
                                     DateTokens tokens, std::size_t first, std::size_t next) {
  // The month's name decides on the calendar; the mark after the year is only passed over.
  if (match_calendar_mark(tokens, next)) ++next;
  return finish(year, month.month, day, month.calendar, first, next);
}

// 12 November 2024, 12. marraskuuta 2024, 12 de noviembre de 2024, 12-Nov-24, ١٢ تشرين الثاني ٢٠٢٤
std::optional<DayMatch> match_day_first(DateTokens tokens, std::size_t first) {
  if (!tokens[first].is_number_of(1, 2) || !is_loose_number(tokens, first)) return std::nullopt;
  const std::size_t at_month = skip_fillers(tokens, first + 1, day_month_fillers);
  const auto month = match_month(tokens, at_month);
  if (!month) return std::nullopt;
  const auto year = match_year(tokens, month->next);
  if (!year) return std::nullopt;
  return finish_named(year->year, month->name, tokens[first].value, tokens, first, year->next);
}

// November 12th, 2024; Nov 12 08:30:00 UTC 2024 (the order of C's asctime)
std::optional<DayMatch> match_month_first(DateTokens tokens, std::size_t first) {
  const auto month = match_month(tokens, first);
  if (!month) return std::nullopt;
  const std::size_t at_day = skip_fillers(tokens, month->next, month_year_fillers);
  if (at_day >= tokens.size() || !tokens[at_day].is_number_of(1, 2)) return std::nullopt;
  const std::size_t after_day = at_day + 1;
  if (const auto year = match_year(tokens, after_day)) {
    return finish_named(year->year, month->name, tokens[at_day].value, tokens, first, year->next);
  }
  const auto time = match_time(tokens, after_day);
  if (!time) return std::nullopt;
  std::size_t at_year = time->next;
  if (at_year < tokens.size() && tokens[at_year].is_word()) ++at_year;
  if (at_year >= tokens.size() || !tokens[at_year].is_number_of(4, 4)) return std::nullopt;
  // The time stands inside: the match ends before it, so that the caller finds it as the date's time.
  return finish_named(tokens[at_year].value, month->name, tokens[at_day].value, tokens, first, after_day);
}

// 2024. november 12., 2024 Nov 12
std::optional<DayMatch> match_year_first(DateTokens tokens, std::size_t first) {
  if (!tokens[first].is_number_of(4, 4) || !is_loose_number(tokens, first)) return std::nullopt;
  const auto month = match_month(tokens, skip_fillers(tokens, first + 1, month_year_fillers));
  if (!month) return std::nullopt;
  const std::size_t at_day = skip_fillers(tokens, month->next, month_year_fillers);
  if (at_day >= tokens.size() || !tokens[at_day].is_number_of(1, 2)) return std::nullopt;
  if (at_day + 1 < tokens.size() && tokens[at_day + 1].is_symbol(':')) return std::nullopt;  // an hour
  return finish_named(tokens[first].value, month->name, tokens[at_day].value, tokens, first, at_day + 1);
}

}  // namespace

std::optional<DayMatch> match_day(DateTokens tokens, std::size_t first, const DateContext& context) {
  if (tokens[first].is_word()) return match_month_first(tokens, first);
  if (!tokens[first].is_number()) return std::nullopt;
  if (const auto match = match_numeric(tokens, first, context)) return match;
  if (const auto match = match_east_asian(tokens, first)) return match;
  if (const auto match = match_day_first(tokens, first)) return match;
  return match_year_first(tokens, first);
}

}  // namespace lubb::metadata
