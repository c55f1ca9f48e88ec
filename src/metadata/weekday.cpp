#include "metadata/weekday.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <string>

#include "base/text.h"
#include "metadata/credit_text.h"

namespace lubb::metadata {
namespace {

bool is_weekday_of(const std::string& folded, const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(locale, status);
  if (U_FAILURE(status)) return false;
  for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
    int32_t count = 0;
    const icu::UnicodeString* const names =
        symbols.getWeekdays(count, icu::DateFormatSymbols::STANDALONE, width);
    for (int32_t i = 1; i < count; ++i) {  // the first is empty
      std::string name;
      names[i].toUTF8String(name);
      if (text::fold_for_matching(name) == folded) return true;
    }
  }
  return false;
}

}  // namespace

bool is_weekday(std::string_view text, std::string_view language) {
  constexpr std::size_t longest = 60;  // bytes
  if (text.size() > longest) return false;
  const std::string folded = text::fold_for_matching(strip_marks(text));
  return (!language.empty() && is_weekday_of(folded, icu::Locale(std::string(language).c_str()))) ||
         is_weekday_of(folded, icu::Locale::getEnglish());
}

}  // namespace lubb::metadata
