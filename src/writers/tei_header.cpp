// The teiHeader: what is known about the page. Where TEI wants an element that the page gives no value for,
// it stands empty; nothing is made up.
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"
#include "writers/escape.h"
#include "writers/formats.h"
#include "writers/markup.h"

namespace lubb::writers {
namespace {

void append_known_field(std::string_view before, const std::optional<std::string>& value,
                        std::string_view after, std::string& out) {
  if (value) append_field(before, *value, after, out);
}

// The number that `digits` digits at s[at] give; -1 where they are no digits.
int number_at(std::string_view s, std::size_t at, std::size_t digits) noexcept {
  if (at + digits > s.size()) return -1;
  int number = 0;
  for (const char c : s.substr(at, digits)) {
    if (!text::is_ascii_digit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

bool is_calendar_day(std::string_view s) noexcept {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (s.size() != 10 || s[4] != '-' || s[7] != '-') return false;
  const int year = number_at(s, 0, 4), month = number_at(s, 5, 2), day = number_at(s, 8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

// hh:mm:ss with a fraction, a zone, both or neither: the time of an xsd:dateTime.
bool is_time(std::string_view s) noexcept {
  const int hour = number_at(s, 0, 2), minute = number_at(s, 3, 2), second = number_at(s, 6, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  if (s[2] != ':' || s[5] != ':') return false;
  std::size_t i = 8;
  if (i < s.size() && s[i] == '.') {
    const std::size_t fraction = ++i;
    while (i < s.size() && text::is_ascii_digit(s[i])) ++i;
    if (i == fraction) return false;
  }
  const std::string_view zone = s.substr(i);
  if (zone.empty() || zone == "Z") return true;
  const int zone_hour = number_at(zone, 1, 2), zone_minute = number_at(zone, 4, 2);
  return zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' && zone_hour >= 0 &&
         zone_hour <= 13 && zone_minute >= 0 && zone_minute <= 59;
}

// As much of a date as @when may hold: the day, with the time where both are complete; empty for others.
std::string_view when(std::string_view date) noexcept {
  if (!is_calendar_day(date.substr(0, 10))) return {};
  const bool with_time = date.size() > 11 && date[10] == 'T' && is_time(date.substr(11));
  return with_time ? date : date.substr(0, 10);
}

void append_date(std::string_view type, const std::optional<std::string>& date, std::string& out) {
  if (!date) return;
  out.append("<date type=\"").append(type).append("\"");
  const std::string_view value = when(*date);
  if (!value.empty()) out.append(" when=\"").append(value).append("\"");
  append_field(">", *date, "</date>", out);
}

void append_licence(const std::string& license, std::string& out) {
  out.append("<availability><licence");
  if (is_image_source(license)) {
    out.append(" target=\"");
    append_url_attribute(license, out);
    out.append("\"");
  }
  append_field(">", license, "</licence></availability>", out);
}

void write_file_description(const Metadata& metadata, std::string& out) {
  append_field("<fileDesc>\n<titleStmt><title>", metadata.title.value_or(""), "</title>", out);
  for (const std::string& author : metadata.authors) append_field("<author>", author, "</author>", out);
  out.append("</titleStmt>\n<publicationStmt>");
  if (metadata.sitename || metadata.license) {
    append_field("<publisher>", metadata.sitename.value_or(""), "</publisher>", out);
    if (metadata.license) append_licence(*metadata.license, out);
  } else {
    out.append("<p/>");
  }
  append_field("</publicationStmt>\n<sourceDesc><bibl><title>", metadata.title.value_or(""), "</title>", out);
  for (const std::string& author : metadata.authors) append_field("<author>", author, "</author>", out);
  append_known_field("<publisher>", metadata.sitename, "</publisher>", out);
  append_date("published", metadata.date, out);
  append_date("modified", metadata.modified, out);
  if (metadata.canonical_url && is_image_source(*metadata.canonical_url)) {
    out.append("<ref target=\"");
    append_url_attribute(*metadata.canonical_url, out);
    append_field("\">", *metadata.canonical_url, "</ref>", out);
  }
  append_known_field("<note type=\"credited\">", metadata.source, "</note>", out);
  append_known_field("<note type=\"kicker\">", metadata.kicker, "</note>", out);
  out.append("</bibl></sourceDesc>\n</fileDesc>\n");
}

void write_profile_description(const Metadata& metadata, std::string& out) {
  const std::string_view language = metadata.language ? language_tag(*metadata.language) : "";
  const bool classified = metadata.section || !metadata.tags.empty();
  if (language.empty() && !classified && !metadata.description) return;
  out.append("<profileDesc>\n");
  append_known_field("<abstract><p>", metadata.description, "</p></abstract>\n", out);
  if (!language.empty()) {
    out.append("<langUsage><language ident=\"").append(language).append("\"/></langUsage>\n");
  }
  if (classified) {
    out.append("<textClass><keywords>");
    append_known_field("<term type=\"section\">", metadata.section, "</term>", out);
    for (const std::string& tag : metadata.tags) append_field("<term>", tag, "</term>", out);
    out.append("</keywords></textClass>\n");
  }
  out.append("</profileDesc>\n");
}

}  // namespace

void write_tei_header(const Metadata& metadata, std::string& out) {
  out.append("<teiHeader>\n");
  write_file_description(metadata, out);
  write_profile_description(metadata, out);
  out.append("</teiHeader>\n");
}

}  // namespace lubb::writers
