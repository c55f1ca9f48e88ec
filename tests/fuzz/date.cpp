// Dates: the last line is the page's language; results are ISO 8601, and read again they stay what they are.
#include <string>

#include "fuzz/fuzz_input.h"
#include "metadata/date.h"

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// YYYY-MM-DD, or with Thh:mm[:ss] and a zone.
bool is_iso(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return false;
  if (!is_digits(text.substr(0, 4)) || !is_digits(text.substr(5, 2)) || !is_digits(text.substr(8, 2))) {
    return false;
  }
  if (text.size() == 10) return true;
  return text[10] == 'T' && text.size() >= 16 && is_digits(text.substr(11, 2)) && text[13] == ':' &&
         is_digits(text.substr(14, 2)) &&
         text.find_first_not_of("0123456789:.+-Z", 11) == std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [text, language] = lubb::fuzz::split_last_line(lubb::fuzz::text_of(data, size));
  const auto context = lubb::metadata::date_context(language);
  if (const auto date = lubb::metadata::parse_date(text, context)) {
    lubb::fuzz::expect(is_iso(*date), "not ISO 8601: " + *date);
    const auto again = lubb::metadata::parse_date(*date, context);
    lubb::fuzz::expect(again == date, *date + " is read as " + again.value_or("nothing"));
  }
  std::size_t last = 0;
  for (const auto& found : lubb::metadata::find_dates(text, context)) {
    lubb::fuzz::expect(is_iso(found.iso), "not ISO 8601: " + found.iso);
    lubb::fuzz::expect(found.begin >= last && found.begin < found.end && found.end <= text.size(),
                       "places out of order");
    last = found.end;
  }
  if (const auto date = lubb::metadata::date_from_url(text)) {
    lubb::fuzz::expect(date->size() == 10 && is_iso(*date), "not a day: " + *date);
  }
  return 0;
}
