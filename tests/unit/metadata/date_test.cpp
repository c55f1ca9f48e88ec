#include "metadata/date.h"

#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <string>
#include <vector>

#include "base/text.h"
#include "metadata/month_names.h"
#include "support/growth.h"

namespace {

using lubb::metadata::date_context;
using lubb::metadata::date_from_url;
using lubb::metadata::find_dates;
using lubb::metadata::parse_date;
using lubb::test::growth;
using lubb::test::linear_growth;
using lubb::test::repeat;

std::string parsed(std::string_view text, std::string_view language = "") {
  return parse_date(text, date_context(language)).value_or("none");
}

struct Line {
  std::string language, expected, text;
};

// fixtures/metadata_dates/*.tsv: language, expected ISO date or "none", the line.
std::vector<Line> read_lines(const std::string& name) {
  std::ifstream file(std::string(LUBB_FIXTURES) + "/metadata_dates/" + name);
  std::vector<Line> lines;
  for (std::string row; std::getline(file, row);) {
    if (row.empty() || row[0] == '#') continue;
    const std::size_t first = row.find('\t');
    const std::size_t second = row.find('\t', first + 1);
    REQUIRE(second != std::string::npos);
    lines.push_back(
        {row.substr(0, first), row.substr(first + 1, second - first - 1), row.substr(second + 1)});
  }
  return lines;
}

void check_lines(const std::string& name, std::size_t at_least) {
  const std::vector<Line> lines = read_lines(name);
  CHECK(lines.size() >= at_least);
  for (const Line& line : lines) {
    CAPTURE(line.text);
    CHECK(parsed(line.text, line.language == "-" ? "" : line.language) == line.expected);
  }
}

TEST_CASE("machine dates are read") { check_lines("machine.tsv", 20); }
TEST_CASE("Arabic dates are read") { check_lines("arabic.tsv", 40); }
TEST_CASE("dates of many languages are read") { check_lines("languages.tsv", 60); }
TEST_CASE("what is no complete or believable date gives none") { check_lines("none.tsv", 30); }

TEST_CASE("every month name is listed as matching folds it and means one month only") {
  std::string_view before;
  int month_before = 0;
  for (const auto& name : lubb::metadata::month_names()) {
    CAPTURE(std::string(name.name));
    CHECK(lubb::text::fold_for_matching(name.name) == std::string(name.name));
    if (name.name == before) CHECK(static_cast<int>(name.month) == month_before);
    before = name.name;
    month_before = name.month;
  }
}

TEST_CASE("the day comes first unless the page is American or the numbers decide") {
  CHECK(parsed("03/04/2024") == "2024-04-03");
  CHECK(parsed("03/04/2024", "en-GB") == "2024-04-03");
  CHECK(parsed("03/04/2024", "en-US") == "2024-03-04");
  CHECK(parsed("13/04/2024", "en-US") == "2024-04-13");
  CHECK(parsed("04/13/2024", "en-GB") == "2024-04-13");
  CHECK(parsed("03.04.2024", "en-US") == "2024-04-03");
}

TEST_CASE("the places of all dates of a line are reported in order") {
  const std::string line = "نشر في: 6 فبراير 2025 - 10:30 ص | آخر تحديث: 7 فبراير 2025";
  const auto dates = find_dates(line);
  REQUIRE(dates.size() == 2);
  CHECK(dates[0].iso == "2025-02-06T10:30");
  CHECK(dates[1].iso == "2025-02-07");
  CHECK(line.substr(dates[1].begin) == "7 فبراير 2025");
  CHECK(dates[0].end < dates[1].begin);
}

TEST_CASE("an address gives its complete day") {
  CHECK(date_from_url("https://example.org/2024/11/12/title").value_or("none") == "2024-11-12");
  CHECK(date_from_url("https://example.org/story/2025/2/6/x/6871234").value_or("none") == "2025-02-06");
  CHECK(date_from_url("https://example.org/world/2024/nov/12/title").value_or("none") == "2024-11-12");
  CHECK(date_from_url("https://example.org/2024-11-12-title.html").value_or("none") == "2024-11-12");
  CHECK(date_from_url("https://example.org/c/20241112/t1").value_or("none") == "2024-11-12");
  CHECK(date_from_url("https://example.org/a?date=2024-11-12").value_or("none") == "2024-11-12");
  CHECK(date_from_url("https://example.org/2024/1112/c90000.html").value_or("none") == "2024-11-12");
}

TEST_CASE("addresses may give the day first") {
  CHECK(date_from_url("https://example.org/news/29-10-2021").value_or("none") == "2021-10-29");
  CHECK(date_from_url("https://example.org/wrap-up-12-19-2025").value_or("none") == "2025-12-19");
  CHECK(date_from_url("https://example.org/report_of_02.04.2020_more").value_or("none") == "2020-04-02");
  CHECK(date_from_url("https://example.org/02-01-2022-title").value_or("none") == "2022-01-02");
  CHECK(date_from_url("https://example.org/20220127-title").value_or("none") == "2022-01-27");
  CHECK(date_from_url("https://example.org/08112021-title").value_or("none") == "2021-11-08");
}

TEST_CASE("an address whose day could be read both ways, or that counts something, gives none") {
  CHECK_FALSE(date_from_url("https://example.org/chain-after-08-02-2024/212419"));
  CHECK_FALSE(date_from_url("https://example.org/boards/80702016"));
  CHECK_FALSE(date_from_url("https://example.org/08112021"));
  CHECK_FALSE(date_from_url("https://example.org/v1.29.10.2021"));
  CHECK(date_from_url("https://example.org/2025-05-21-2025-budget").value_or("none") == "2025-05-21");
}

TEST_CASE("an address without a day or with two different ones gives none") {
  CHECK_FALSE(date_from_url("https://example.org/2024/11/title"));
  CHECK_FALSE(date_from_url("https://example.org/news/7988775.html"));
  CHECK_FALSE(date_from_url("https://example.org/2024/13/12/title"));
  CHECK_FALSE(date_from_url("https://example.org/2024/11/12/and/2023/11/12"));
  CHECK_FALSE(date_from_url("https://2024-11-12.example.org"));
  CHECK_FALSE(date_from_url("https://example.org/id/120241112"));
  CHECK_FALSE(date_from_url(""));
}

TEST_CASE("a date is found at any length of the line up to the cap and never beyond") {
  const std::string far = std::string(5000, 'x') + " 12 November 2024";
  CHECK_FALSE(parse_date(far));
  CHECK(parse_date(std::string(900, ' ') + "12 November 2024").value_or("none") == "2024-11-12");
}

TEST_CASE("hostile lines are read in time linear in their length") {
  const auto read = [](const std::string& line) {
    CHECK(find_dates(line).size() <= 200);
    (void)parse_date(line);
    (void)date_from_url(line);
  };
  constexpr std::size_t bytes = 10'000'000;
  for (const std::string_view unit : {"1-", "1:", "12 ", "نوفمبر/", "2024-11-", "\xD9", "(", "1 تشرين "}) {
    CAPTURE(unit);
    CHECK(growth(
              bytes / unit.size(), [&](std::size_t units) { return repeat(unit, units); }, read) <
          linear_growth);
  }
}

TEST_CASE("NUL bytes and broken UTF-8 do no harm") {
  const std::string with_nul("12\0 November 2024", 17);
  CHECK(find_dates(with_nul).size() <= 1);
  const std::string line = "الخميس ٦ شباط ٢٠٢٥ - ١٠:٣٠ ص";
  for (std::size_t size = 0; size <= line.size(); ++size) {
    const std::string copy = line.substr(0, size);
    const auto date = parse_date(copy);
    if (date) CHECK(date->substr(0, 10) == "2025-02-06");
  }
}

}  // namespace
