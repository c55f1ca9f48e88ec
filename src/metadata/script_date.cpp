#include "metadata/script_date.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/text.h"
#include "metadata/date.h"

namespace lubb::metadata {
namespace {

constexpr std::size_t max_name_bytes = 24;  // longest known name, with some underscores
constexpr std::size_t max_value_bytes = 40;
constexpr std::size_t max_members = 1'000;  // looked at; a page with more is a list

constexpr auto names = std::to_array<std::string_view>(
    {"datepublished", "publishedat", "publishdate", "publisheddate", "publicationdate", "publishedtime",
     "publishtime", "firstpublished", "firstpublishedat", "firstpublisheddate", "publishedon"});
constexpr std::string_view part_of_all = "ubli";

bool is_name_character(char c) noexcept {
  return text::is_ascii_alpha(c) || text::is_ascii_digit(c) || c == '_' || c == '-';
}

// "first_published_at" -> firstpublishedat
bool is_known(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '_' && c != '-') plain += text::ascii_lower(c);
  }
  return std::ranges::find(names, plain) != names.end();
}

// Takes off quotation marks, plain, escaped or as character references, and what stands between name and
// value: a colon, spaces, the beginning of a list of a type and the value.
std::string_view skip_to_value(std::string_view rest) noexcept {
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::string_view mark : {"\"", "\\", "'", "&quot;", "&#34;", "u0022", ":", " ", "[0,"}) {
      if (!rest.starts_with(mark)) continue;
      rest.remove_prefix(mark.size());
      changed = true;
    }
  }
  return rest;
}

// The date behind the name, if it is written in the order year, month, day.
std::optional<std::string> read_value(std::string_view rest) {
  const std::string_view value =
      skip_to_value(rest.substr(0, 2 * max_value_bytes)).substr(0, max_value_bytes);
  constexpr std::size_t day_bytes = 10;
  const bool begins_date = value.size() >= day_bytes && value[4] == '-' && value[7] == '-' &&
                           std::all_of(value.begin(), value.begin() + 4, text::is_ascii_digit);
  if (!begins_date) return std::nullopt;
  return parse_date(value.substr(0, value.find_first_of("\"'\\&")));
}

}  // namespace

std::optional<std::string> find_script_date(std::string_view source) {
  std::optional<std::string> found;
  std::size_t members = 0;
  for (std::size_t at = source.find(part_of_all); at != std::string_view::npos && members < max_members;
       at = source.find(part_of_all, at + part_of_all.size())) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < max_name_bytes && is_name_character(source[begin - 1])) --begin;
    std::size_t end = at;
    while (end < source.size() && end - begin < max_name_bytes && is_name_character(source[end])) ++end;
    if (!is_known(source.substr(begin, end - begin))) continue;
    ++members;
    std::optional<std::string> date = read_value(source.substr(end));
    if (!date) continue;
    constexpr std::size_t day_bytes = 10;
    if (found && found->substr(0, day_bytes) != date->substr(0, day_bytes)) return std::nullopt;
    if (!found) found = std::move(date);
  }
  return found;
}

}  // namespace lubb::metadata
