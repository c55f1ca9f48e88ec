#include "metadata/month_names.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace lubb::metadata {
namespace {

// One row a language: twelve lists of names, '|' between, in the form that fold_for_matching() gives (lower
// case, bare alef, heh for teh marbuta, Arabic yeh and kaf). Case forms and usual abbreviations included.
struct MonthRow {
  CalendarKind calendar;
  std::array<std::string_view, 12> months;
};

constexpr auto gregorian = CalendarKind::gregorian;
constexpr auto islamic = CalendarKind::islamic;
constexpr auto solar = CalendarKind::solar;

// clang-format off
constexpr auto rows = std::to_array<MonthRow>({
    // English
    {gregorian, {"january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul",
                 "august|aug", "september|sept|sep", "october|oct", "november|nov", "december|dec"}},
    // German
    {gregorian, {"januar|jänner|jän", "februar|feber", "märz|mär|mrz|maerz", "", "mai", "juni", "juli", "", "",
                 "oktober|okt", "", "dezember|dez"}},
    // French
    {gregorian, {"janvier|janv", "février|fevrier|févr|fév|fevr", "mars", "avril|avr", "", "juin",
                 "juillet|juil|juill", "août|aout", "septembre", "octobre", "novembre", "décembre|decembre|déc"}},
    // Spanish, Catalan
    {gregorian, {"enero|ene|gener", "febrero|febrer", "marzo|març", "abril|abr", "mayo|maig", "junio|juny",
                 "julio|juliol", "agosto|ago|agost", "septiembre|setiembre|setembre", "octubre", "noviembre",
                 "diciembre|dic|desembre"}},
    // Portuguese
    {gregorian, {"janeiro", "fevereiro|fev", "março|marco", "", "maio", "junho", "julho", "", "setembro|set",
                 "outubro|out", "novembro", "dezembro"}},
    // Italian
    {gregorian, {"gennaio|gen", "febbraio|febb", "", "aprile", "maggio|mag", "giugno|giu", "luglio|lug", "",
                 "settembre|sett", "ottobre|ott", "", "dicembre"}},
    // Dutch
    {gregorian, {"januari", "februari", "maart|mrt", "", "mei", "", "", "augustus", "", "", "", ""}},
    // Polish
    {gregorian, {"stycznia|styczeń|sty", "lutego|luty|lut", "marca|marzec", "kwietnia|kwiecień|kwi", "maja|maj",
                 "czerwca|czerwiec|cze", "lipca|lipiec|lip", "sierpnia|sierpień|sie", "września|wrzesień|wrz",
                 "października|październik|paź", "listopada|listopad|lis", "grudnia|grudzień|gru"}},
    // Czech
    {gregorian, {"ledna|leden|led", "února|únor|úno", "března|březen|bře", "dubna|duben|dub", "května|květen|kvě",
                 "června|červen|čer", "července|červenec|čvc", "srpna|srpen|srp", "září|zář", "října|říjen|říj",
                 "listopadu", "prosince|prosinec|pro"}},
    // Russian
    {gregorian, {"января|январь|янв", "февраля|февраль|фев|февр", "марта|март|мар", "апреля|апрель|апр", "мая|май",
                 "июня|июнь|июн", "июля|июль|июл", "августа|август|авг", "сентября|сентябрь|сен|сент",
                 "октября|октябрь|окт", "ноября|ноябрь|ноя|нояб", "декабря|декабрь|дек"}},
    // Ukrainian
    {gregorian, {"січня|січень|січ", "лютого|лютий|лют", "березня|березень|бер", "квітня|квітень|квіт",
                 "травня|травень|трав", "червня|червень|черв", "липня|липень|лип", "серпня|серпень|серп",
                 "вересня|вересень|вер", "жовтня|жовтень|жовт", "листопада|листопад|лист",
                 "грудня|грудень|груд"}},
    // Bulgarian
    {gregorian, {"януари", "февруари", "", "април", "", "юни", "юли", "", "септември", "октомври", "ноември",
                 "декември"}},
    // Turkish
    {gregorian, {"ocak|oca", "şubat|subat|şub", "mart", "nisan|nis", "mayıs|mayis", "haziran|haz", "temmuz|tem",
                 "ağustos|agustos|ağu", "eylül|eylul|eyl", "ekim|eki", "kasım|kasim|kas", "aralık|aralik|ara"}},
    // Greek
    {gregorian, {"ιανουαρίου|ιανουαριου|ιανουάριος|ιαν", "φεβρουαρίου|φεβρουαριου|φεβρουάριος|φεβ|φεβρ",
                 "μαρτίου|μαρτιου|μάρτιος|μαρ|μαρτ", "απριλίου|απριλιου|απρίλιος|απρ",
                 "μαΐου|μαίου|μαιου|μάιος|μαϊ|μαι|μάι", "ιουνίου|ιουνιου|ιούνιος|ιουν",
                 "ιουλίου|ιουλιου|ιούλιος|ιουλ", "αυγούστου|αυγουστου|αύγουστος|αυγ",
                 "σεπτεμβρίου|σεπτεμβριου|σεπτέμβριος|σεπ|σεπτ", "οκτωβρίου|οκτωβριου|οκτώβριος|οκτ",
                 "νοεμβρίου|νοεμβριου|νοέμβριος|νοε", "δεκεμβρίου|δεκεμβριου|δεκέμβριος|δεκ"}},
    // Indonesian, Malay
    {gregorian, {"", "", "maret|mac", "", "", "", "julai", "agustus|agu|ogos|agt", "", "", "nopember",
                 "desember|des|disember|dis"}},
    // Swedish, Norwegian, Danish
    {gregorian, {"", "", "", "", "", "", "", "augusti", "", "", "", ""}},
    // Finnish
    {gregorian, {"tammikuuta|tammikuu", "helmikuuta|helmikuu", "maaliskuuta|maaliskuu", "huhtikuuta|huhtikuu",
                 "toukokuuta|toukokuu", "kesäkuuta|kesäkuu", "heinäkuuta|heinäkuu", "elokuuta|elokuu",
                 "syyskuuta|syyskuu", "lokakuuta|lokakuu", "marraskuuta|marraskuu", "joulukuuta|joulukuu"}},
    // Romanian
    {gregorian, {"ianuarie|ian", "februarie", "martie", "aprilie", "", "iunie|iun", "iulie|iul", "", "septembrie",
                 "octombrie", "noiembrie|noi", "decembrie"}},
    // Hungarian
    {gregorian, {"január", "február", "március|márc", "április|ápr", "május|máj", "június|jún", "július|júl",
                 "augusztus", "szeptember|szept", "október", "", ""}},
    // Latvian, Lithuanian, Estonian: not listed.
    // Hebrew, with and without the prefix "in"
    {gregorian, {"ינואר|בינואר", "פברואר|בפברואר", "מרץ|במרץ|מרס|במרס", "אפריל|באפריל", "מאי|במאי", "יוני|ביוני",
                 "יולי|ביולי", "אוגוסט|באוגוסט", "ספטמבר|בספטמבר", "אוקטובר|באוקטובר", "נובמבר|בנובמבר",
                 "דצמבר|בדצמבר"}},
    // Arabic: Iraq and the Levant
    {gregorian, {"كانون الثاني|كانون ثاني|كانون ثان", "شباط", "اذار", "نيسان", "ايار", "حزيران", "تموز", "اب",
                 "ايلول", "تشرين الاول|تشرين اول", "تشرين الثاني|تشرين ثاني|تشرين ثان",
                 "كانون الاول|كانون اول"}},
    // Arabic: Egypt, the Gulf, Sudan, Yemen, Libya
    {gregorian, {"يناير", "فبراير", "مارس", "ابريل", "مايو", "يونيو|يونيه", "يوليو|يوليه", "اغسطس",
                 "سبتمبر", "اكتوبر|اوكتوبر", "نوفمبر", "ديسمبر"}},
    // Arabic: Tunisia, Algeria
    {gregorian, {"جانفي", "فيفري", "", "افريل", "ماي", "جوان", "جويليه", "اوت", "", "", "", ""}},
    // Arabic: Morocco, Mauritania
    {gregorian, {"", "", "", "", "", "", "يوليوز", "غشت|اغشت", "شتنبر|شتمبر", "", "نونبر|نوفنبر",
                 "دجنبر|دجمبر"}},
    // Persian and Dari names of Gregorian months
    {gregorian, {"ژانويه|جنوري", "فوريه|فبروري", "مارچ", "اوريل|اپريل", "مه|مي|مۍ", "ژوئن|جون", "ژوئيه|جولاي",
                 "اگوست|اگست|اګست", "سپتامبر|سپتمبر", "اكتبر|اكتوبر", "نوامبر|نومبر", "دسامبر|دسمبر"}},
    // Urdu
    {gregorian, {"جنوري", "فروري", "مارچ", "اپريل", "مئي", "جون", "جولائي", "اگست", "ستمبر", "اكتوبر", "نومبر",
                 "دسمبر"}},
    // Central Kurdish
    {gregorian, {"كانووني دووەم", "شوبات", "ئازار|ئادار", "نيسان", "ئايار", "حوزەيران|حوزەيرا", "تەممووز|تەمموز",
                 "ئاب", "ئەيلوول|ئەيلول", "تشريني يەكەم", "تشريني دووەم", "كانووني يەكەم"}},
    // Hindi
    {gregorian, {"जनवरी", "फरवरी|फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर|सितम्बर",
                 "अक्टूबर|अक्तूबर", "नवंबर|नवम्बर", "दिसंबर|दिसम्बर"}},
    // Hijri, Arabic and Persian spellings
    {islamic, {"محرم|المحرم|muharram", "صفر|safar", "ربيع الاول|ربيعالاول|ربيع اول",
               "ربيع الثاني|ربيع الاخر|ربيعالثاني|ربيع ثاني", "جمادي الاولي|جمادي الاول|جماديالاول",
               "جمادي الاخره|جمادي الثانيه|جمادي الاخر|جمادي الثاني|جماديالثاني", "رجب|rajab", "شعبان|shaban",
               "رمضان|ramadan|ramazan", "شوال|shawwal", "ذو القعده|ذي القعده|ذوالقعده|ذيالقعده|ذيقعده",
               "ذو الحجه|ذي الحجه|ذوالحجه|ذيالحجه|ذيحجه"}},
    // Solar Hijri: Iran
    {solar, {"فروردين", "ارديبهشت", "خرداد", "تير", "مرداد|امرداد", "شهريور", "مهر", "ابان", "اذر", "دي",
             "بهمن", "اسفند"}},
    // Solar Hijri: Afghanistan, Dari
    {solar, {"حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "ميزان", "عقرب", "قوس", "جدي", "دلو", "حوت"}},
    // Solar Hijri: Afghanistan, Pashto
    {solar, {"وري", "غويي", "غبرګولي", "چنګاښ", "زمري", "وږي", "تله", "لړم", "ليندۍ", "مرغومي", "سلواغه", "كب"}},
});
// clang-format on

template <class Visitor>
constexpr void for_each_name(Visitor visit) {
  for (const MonthRow& row : rows) {
    for (std::size_t month = 0; month < row.months.size(); ++month) {
      std::string_view rest = row.months[month];
      while (!rest.empty()) {
        const std::size_t bar = std::min(rest.find('|'), rest.size());
        visit(MonthName{rest.substr(0, bar), row.calendar, static_cast<std::uint8_t>(month + 1)});
        rest.remove_prefix(std::min(bar + 1, rest.size()));
      }
    }
  }
}

consteval std::size_t count_names() {
  std::size_t count = 0;
  for_each_name([&count](const MonthName&) { ++count; });
  return count;
}

consteval auto sorted_names() {
  std::array<MonthName, count_names()> names;
  std::size_t count = 0;
  for_each_name([&](const MonthName& name) { names[count++] = name; });
  std::sort(names.begin(), names.end(),
            [](const MonthName& a, const MonthName& b) { return a.name < b.name; });
  return names;
}

constexpr auto names_by_spelling = sorted_names();

// Where the names that begin with each byte begin in the list.
constexpr std::array<std::uint16_t, 257> first_by_byte = [] {
  std::array<std::uint16_t, 257> first{};
  std::uint16_t at = 0;
  for (std::size_t byte = 0; byte < first.size(); ++byte) {
    while (at < names_by_spelling.size() &&
           static_cast<unsigned char>(names_by_spelling[at].name.front()) < byte) {
      ++at;
    }
    first[byte] = at;
  }
  return first;
}();

constexpr std::size_t place_in_alphabet(char c) noexcept { return static_cast<unsigned char>(c - 'a'); }

// Second letters of the names in ASCII, a bit each, by their first.
constexpr std::size_t letters_in_alphabet = 26;
constexpr std::array<std::uint32_t, letters_in_alphabet> second_letters = [] {
  std::array<std::uint32_t, letters_in_alphabet> letters{};
  for (const MonthName& month : names_by_spelling) {
    const std::size_t first = place_in_alphabet(month.name[0]);
    const std::size_t second = month.name.size() > 1 ? place_in_alphabet(month.name[1]) : letters_in_alphabet;
    if (first < letters_in_alphabet && second < letters_in_alphabet) letters[first] |= 1U << second;
  }
  return letters;
}();

// False for most words in ASCII: those whose first two letters begin no name.
bool may_begin_name(std::string_view word) noexcept {
  if (word.size() < 2) return !word.empty();
  const std::size_t first = place_in_alphabet(word[0]);
  const std::size_t second = place_in_alphabet(word[1]);
  const bool letters = first < letters_in_alphabet && second < letters_in_alphabet;
  return !letters || (second_letters[first] >> second & 1U) != 0;
}

// The first name that does not sort before the word, which is not empty.
const MonthName* first_from(std::string_view word) noexcept {
  const auto byte = static_cast<unsigned char>(word.front());
  return std::lower_bound(names_by_spelling.data() + first_by_byte[byte],
                          names_by_spelling.data() + first_by_byte[byte + 1U], word,
                          [](const MonthName& entry, std::string_view key) { return entry.name < key; });
}

}  // namespace

std::optional<MonthName> find_month(std::string_view folded) noexcept {
  if (!may_begin_name(folded)) return std::nullopt;
  const MonthName* const found = first_from(folded);
  if (found == names_by_spelling.end() || found->name != folded) return std::nullopt;
  return *found;
}

std::optional<FoundMonth> find_month_before(std::string_view word, std::string_view next) noexcept {
  std::optional<FoundMonth> found;
  if (!may_begin_name(word)) return found;
  // Names of two words stand right behind the name that is their first word: nothing sorts before a space.
  for (const MonthName* name = first_from(word);
       name != names_by_spelling.end() && name->name.starts_with(word); ++name) {
    const std::string_view rest = name->name.substr(word.size());
    if (rest.empty()) {
      if (!found) found = FoundMonth{*name, 1};
      continue;
    }
    if (rest.front() != ' ') break;
    if (rest.substr(1) == next) return FoundMonth{*name, 2};
  }
  return found;
}

std::span<const MonthName> month_names() noexcept { return names_by_spelling; }

}  // namespace lubb::metadata
