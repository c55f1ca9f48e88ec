#include "metadata/place_names.h"

#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>
#include <unicode/unistr.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <unordered_set>

#include "base/text.h"
#include "metadata/credit_text.h"

namespace lubb::metadata {
namespace {

constexpr std::size_t longest_name = 80;  // bytes

// Seats of governments, news bureaus and provinces that are no time-zone cities. In folded form.
constexpr auto more_places = std::to_array<std::string_view>({"واشنطن",
                                                              "نيويورك",
                                                              "جنيف",
                                                              "انقره",
                                                              "الدوحه",
                                                              "ابوظبي",
                                                              "ابو ظبي",
                                                              "المنامه",
                                                              "مسقط",
                                                              "صنعاء",
                                                              "الرباط",
                                                              "القدس",
                                                              "القدس المحتله",
                                                              "رام الله",
                                                              "غزه",
                                                              "الضفه الغربيه",
                                                              "نابلس",
                                                              "الخليل",
                                                              "حلب",
                                                              "حمص",
                                                              "ادلب",
                                                              "اللاذقيه",
                                                              "درعا",
                                                              "البصره",
                                                              "الموصل",
                                                              "اربيل",
                                                              "النجف",
                                                              "كربلاء",
                                                              "كركوك",
                                                              "الانبار",
                                                              "ديالى",
                                                              "ديالي",
                                                              "ميسان",
                                                              "ذي قار",
                                                              "السليمانيه",
                                                              "دهوك",
                                                              "الرمادي",
                                                              "بابل",
                                                              "واسط",
                                                              "المثني",
                                                              "جده",
                                                              "مكه",
                                                              "المدينه المنوره",
                                                              "الاسكندريه",
                                                              "وهران",
                                                              "مراكش",
                                                              "طنجه",
                                                              "صفاقس",
                                                              "بنغازي",
                                                              "ام درمان",
                                                              "حضرموت",
                                                              "تعز",
                                                              "الحديده",
                                                              "صيدا",
                                                              "صور",
                                                              "طهران",
                                                              "مشهد",
                                                              "بكين",
                                                              "نيودلهي",
                                                              "لاهاي",
                                                              "فرانكفورت",
                                                              "ميونخ",
                                                              "برشلونه",
                                                              "ميلانو",
                                                              "كييف",
                                                              "كابول",
                                                              "اسلام اباد",
                                                              "الجزاير",
                                                              "الجزاير العاصمه",
                                                              "washington",
                                                              "geneva",
                                                              "beijing",
                                                              "the hague",
                                                              "ankara",
                                                              "jerusalem",
                                                              "ramallah",
                                                              "gaza",
                                                              "gaza city",
                                                              "doha",
                                                              "abu dhabi",
                                                              "sanaa",
                                                              "rabat",
                                                              "aleppo",
                                                              "basra",
                                                              "mosul",
                                                              "erbil",
                                                              "munich",
                                                              "frankfurt",
                                                              "geneve",
                                                              "new delhi"});

void add(const icu::UnicodeString& name, std::unordered_set<std::string>& names) {
  if (name.isBogus() || name.isEmpty()) return;
  std::string utf8;
  name.toUTF8String(utf8);
  names.insert(text::fold_for_matching(utf8));
}

void add_cities(const icu::Locale& locale, std::unordered_set<std::string>& names) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZoneNames> zone_names(icu::TimeZoneNames::createInstance(locale, status));
  const std::unique_ptr<icu::StringEnumeration> zones(icu::TimeZone::createTimeZoneIDEnumeration(
      UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
  if (U_FAILURE(status)) return;
  while (const icu::UnicodeString* zone = zones->snext(status)) {
    icu::UnicodeString city;
    add(zone_names->getExemplarLocationName(*zone, city), names);
  }
}

void add_countries(const icu::Locale& locale, std::unordered_set<std::string>& names) {
  for (const char* const* country = icu::Locale::getISOCountries(); *country != nullptr; ++country) {
    icu::UnicodeString name;
    add(icu::Locale("", *country).getDisplayCountry(locale, name), names);
  }
}

std::unordered_set<std::string> make_table() {
  std::unordered_set<std::string> names;
  for (const std::string_view place : more_places) names.emplace(place);
  for (const char* language : {"ar", "fa", "en", "fr", "de", "es"}) {
    add_cities(icu::Locale(language), names);
    add_countries(icu::Locale(language), names);
  }
  return names;
}

}  // namespace

bool is_place_name(std::string_view text) {
  static const std::unordered_set<std::string> names = make_table();  // read-only afterwards
  if (text.size() > longest_name) return false;
  return names.contains(text::fold_for_matching(strip_marks(text)));
}

}  // namespace lubb::metadata
