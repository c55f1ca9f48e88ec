#include "metadata/credit_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "metadata/byline_names.h"
#include "metadata/byte_vector.h"
#include "metadata/date.h"
#include "metadata/date_tokens.h"
#include "metadata/month_names.h"

namespace lubb::metadata {
namespace {

constexpr std::size_t max_place_words = 4;  // "الدار البيضاء", "New York City"
constexpr std::size_t max_outlet_code_points = 50;  // "الدار البيضاء - وكالة المغرب العربي للأنباء" has 42

// Words that make a short name a news outlet's, in folded form. "24" stands for the hours of the day, as in
// "France 24"; other numbers do not.
bool is_named_like_outlet(std::string_view name) {
  constexpr auto words =
      std::to_array<std::string_view>({"نيوز", "وكاله", "قناه", "صحيفه", "جريده", "شبكه", "اذاعه", "راديو",
                                       "تلفزيون", "news", "tv", "radio"});
  constexpr std::uint32_t most_words = 5;  // "وكالة الأنباء الألمانية (د ب أ)" and the like
  if (text::count_words(name) < 2 || text::count_words(name) > most_words) return false;
  const std::string folded = text::fold_for_matching(name);
  if (folded.ends_with(" 24")) return true;
  const std::string padded = ' ' + folded + ' ';
  return !has_digit(name) && std::ranges::any_of(words, [&](std::string_view word) {
    return padded.find(' ' + std::string(word) + ' ') != std::string::npos;
  });
}

// Colon, slash, hyphen, bar, bracket; and what dashes, the tatweel and the Arabic comma begin with.
constexpr auto mark_bytes = std::to_array<unsigned char>({':', '/', '-', '|', '(', 0xE2, 0xD9, 0xD8});

bool holds_mark(std::string_view line) noexcept {
  static constexpr std::array<bool, 256> begins_mark = [] {
    std::array<bool, 256> bytes{};
    for (const unsigned char c : mark_bytes) bytes[c] = true;
    return bytes;
  }();
  for (; line.size() >= sizeof(ByteVector); line.remove_prefix(sizeof(ByteVector))) {
    const ByteVector bytes = load_bytes(line.data());
    ByteVector marks{};
    for (const unsigned char c : mark_bytes) marks |= equal_to(bytes, c);
    if (any(marks)) return true;
  }
  return std::ranges::any_of(line, [](char c) { return begins_mark[static_cast<unsigned char>(c)]; });
}

// True if the line is short and one of the marks that part place and outlet may be in it: most have none.
bool may_part_outlet(std::string_view line) noexcept {
  constexpr std::size_t most_bytes = 4;  // of a code point
  if (line.size() > most_bytes * max_outlet_code_points) return false;
  if (line.size() > max_outlet_code_points && count_code_points(line) > max_outlet_code_points) return false;
  return holds_mark(line);
}

}  // namespace

bool begins_with_source_label(std::string_view raw) noexcept {
  static constexpr auto labels = std::to_array<std::string_view>(
      {"المصدر", "المصادر", "مصدر الخبر", "نقلا عن", "نقلاً عن", "Source",   "Quelle",  "Fuente",
       "Fonte",  "Bron",    "Kilde",      "Källa",   "Kaynak",  "Источник", "Джерело", "Źródło",
       "Zdroj",  "Sumber",  "منبع",       "سەرچاوە", "来源",    "來源"});
  // Every text of the page comes through here: most are told by their first byte.
  static constexpr std::array<bool, 256> first_bytes = [] {
    std::array<bool, 256> bytes{};
    bytes[0xC2] = true;  // a no-break space
    for (const std::string_view label : labels) bytes[static_cast<unsigned char>(label.front())] = true;
    return bytes;
  }();
  constexpr std::size_t reach = 300;  // bytes: a label behind white space
  std::size_t begin = 0;
  while (begin < raw.size() && text::is_html_space(raw[begin])) ++begin;
  if (begin == raw.size() || !first_bytes[static_cast<unsigned char>(raw[begin])]) return false;
  raw = text::trim(raw.substr(0, reach));
  return std::any_of(labels.begin(), labels.end(),
                     [&](std::string_view label) { return raw.starts_with(label); });
}

std::string_view strip_marks(std::string_view s) {
  constexpr std::string_view ascii = " .:-|/()[]*";
  for (bool changed = true; changed;) {
    changed = false;
    const std::string_view before = s;
    while (!s.empty() && ascii.find(s.front()) != std::string_view::npos) s.remove_prefix(1);
    while (!s.empty() && ascii.find(s.back()) != std::string_view::npos) s.remove_suffix(1);
    if (has_plain_ends(s)) break;
    for (const std::string_view mark : {"،", "ـ", "–", "—", "«", "»", "“", "”", "•", "‏", "‎"}) {
      if (s.starts_with(mark)) s.remove_prefix(mark.size());
      if (s.ends_with(mark)) s.remove_suffix(mark.size());
    }
    changed = s.size() != before.size();
  }
  return text::trim(s);
}

bool has_letters(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    if (u_isalnum(static_cast<UChar32>(text::next_code_point(s, i)))) return true;
  }
  return false;
}

std::optional<std::string> clean_source(std::string_view raw) {
  const std::string_view name = strip_marks(raw);
  const bool bad = name.empty() || count_code_points(name) > max_name_code_points || !has_letters(name) ||
                   text::count_words(name) > max_name_words || parse_date(name) ||
                   name.find("://") != std::string_view::npos || name.find('@') != std::string_view::npos;
  if (bad) return std::nullopt;
  return text::squeeze(name);
}

std::optional<std::string> outlet_in(std::string_view line, std::string_view sitename) {
  if (!may_part_outlet(line)) return std::nullopt;
  constexpr auto marks =
      std::to_array<std::string_view>({":", "/", " - ", " – ", " — ", " ـ ", "ـ ", " ـ", "|", "،", "(", "-"});
  for (const std::string_view mark : marks) {
    const std::size_t at = line.find(mark);
    if (at == std::string_view::npos) continue;
    std::string_view best;
    const std::array<std::string_view, 2> parts{strip_marks(line.substr(0, at)),
                                                strip_marks(line.substr(at + mark.size()))};
    for (const std::string_view part : parts) {
      const bool known = is_agency(part) || names_site(part, sitename);
      if (known && part.size() > best.size()) best = part;
    }
    if (best.empty()) continue;
    const std::string_view place = best.data() == parts[0].data() ? parts[1] : parts[0];
    const bool is_place =
        has_letters(place) && text::count_words(place) <= max_place_words && !has_digit(place);
    if (is_place) return text::squeeze(best);
  }
  return std::nullopt;
}

std::optional<std::string> outlet_by_name(std::string_view dateline) {
  if (!may_part_outlet(dateline)) return std::nullopt;
  constexpr auto marks = std::to_array<std::string_view>({":", "/", " - ", " – ", " — ", " ـ "});
  for (const std::string_view mark : marks) {
    const std::size_t at = dateline.find(mark);
    if (at == std::string_view::npos) continue;
    const std::string_view first = strip_marks(dateline.substr(0, at));
    const std::string_view second = strip_marks(dateline.substr(at + mark.size()));
    const bool first_is_outlet = is_named_like_outlet(first);
    if (first_is_outlet == is_named_like_outlet(second)) return std::nullopt;
    const std::string_view place = first_is_outlet ? second : first;
    const bool is_place =
        has_letters(place) && text::count_words(place) <= max_place_words && !has_digit(place);
    return is_place ? std::optional(text::squeeze(first_is_outlet ? first : second)) : std::nullopt;
  }
  return std::nullopt;
}

std::string_view before_date(std::string_view line) {
  const std::vector<FoundDate> dates = find_dates(line);
  if (!dates.empty()) line = line.substr(0, dates.front().begin);
  std::size_t digit = 0;
  const auto begins_number = [line](std::size_t i) {  // "paul42" is an account
    return text::is_ascii_digit(line[i]) &&
           (i == 0 || !(text::is_ascii_alpha(line[i - 1]) || text::is_ascii_digit(line[i - 1])));
  };
  while (digit < line.size() && !begins_number(digit)) ++digit;
  if (digit == line.size()) return line;
  line = line.substr(0, digit);
  std::size_t end = line.find_last_not_of(" .");
  if (end == std::string_view::npos) return {};
  const std::size_t space = line.find_last_of(" ,|", end);
  const std::size_t word = space == std::string_view::npos ? 0 : space + 1;
  return find_month(text::fold_for_matching(line.substr(word, end + 1 - word))) ? line.substr(0, word) : line;
}

// Every Latin, Greek or Cyrillic word but particles has a capital.
bool is_written_like_name(std::string_view s) {
  constexpr std::uint32_t most_words = 5;
  const std::uint32_t words = text::count_words(s);
  if (words < 2 || words > most_words || has_digit(s) || !begins_like_name(s)) return false;
  std::size_t small = 0;
  bool at_start = true;
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<UChar32>(text::next_code_point(s, i));
    if (at_start && u_islower(c)) ++small;
    at_start = u_isUWhiteSpace(c) || c == '-';
  }
  return small * 2 < words;
}

}  // namespace lubb::metadata
