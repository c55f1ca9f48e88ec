#include "metadata/language_words.h"

#include <algorithm>
#include <array>
#include <bit>

#include "metadata/word_index.h"

namespace lubb::metadata {
namespace {

struct Row {
  std::string_view code;
  ScriptFamily family;
  std::string_view words;  // function words, one space between; lower case, spelled as in print
};

constexpr auto latin = ScriptFamily::latin;
constexpr auto arabic = ScriptFamily::arabic;
constexpr auto cyrillic = ScriptFamily::cyrillic;

// Words that two languages share count for both, so that each list can be natural. In the Arabic script the
// spelling of the language's own keyboard is given, and the Arabic code points that many sites use instead.
constexpr auto rows = std::to_array<Row>({
    {"en", latin,
     "the of and to in is that for it with was on are be this have from by not or at as which but an were "
     "has had his her they you we their will been more who would there"},
    {"de", latin,
     "der die das und in zu den von mit ist des dem im nicht ein eine auf für sich auch es an werden aus er "
     "hat dass sie nach wird bei einer um am sind noch wie einem über"},
    {"fr", latin,
     "de la le les et des en du une un est que dans pour qui sur au par plus pas ce avec il sont se ne aux "
     "cette ses mais ou elle été nous leur comme"},
    {"es", latin,
     "de la que el en y los del se las por un para con no una su al lo como más pero sus le ya o este sí "
     "porque esta entre cuando muy sin sobre también"},
    {"pt", latin,
     "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das à seu sua ou "
     "quando muito nos já eu também só pelo pela até"},
    {"it", latin,
     "di e il la che in a per un del è non una le si con i da sono alla della nel dei al come anche più ma "
     "lo gli delle ha dal questo nella suo"},
    {"nl", latin,
     "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit hij naar "
     "ze wordt door over heeft wel deze"},
    {"pl", latin,
     "w i na z się do nie to że jest o od jak za po co dla przez ale tak oraz ich który jego czy już tylko "
     "być są ma był która tym może"},
    {"cs", latin,
     "a v se na je že s z do o i to jako za pro k by si ve které jsou od po podle ale jeho už nebo který "
     "však také byl jsem jen při"},
    {"ro", latin,
     "de în și a la cu pe din o că nu care este mai un se pentru au fi al sau ce lui sunt prin după către "
     "cel dar fost"},
    {"hu", latin,
     "a az és hogy nem is egy ez meg csak de már még volt el azt mint van ki ha vagy lehet akkor kell után "
     "szerint minden"},
    {"tr", latin,
     "ve bir bu da de için ile olarak çok olan daha ne gibi kadar sonra var değil her en ise ancak olduğu "
     "göre ya olduğunu tarafından"},
    {"sv", latin,
     "och i att det som en på är av för med den till ett har inte om de var han från men vi så kan när eller "
     "också efter vid"},
    {"da", latin,
     "og i at det er en af til på som med den der for ikke de har et var han fra vi kan også om men efter "
     "blev havde hun mig"},
    {"no", latin,
     "og i det er på at som en til av for å med har ikke den de et var han fra vi kan men om også etter ble "
     "hun seg"},
    {"fi", latin,
     "ja on ei että oli se hän myös mutta kun ovat ole kuin joka sen tai mukaan olla hänen jo niin nyt vain "
     "jos sitä"},
    {"id", latin,
     "yang dan di dengan untuk ini dari dalam pada tidak itu akan adalah oleh juga ke saya karena atau bisa "
     "ada mereka lebih telah tersebut sebagai"},
    {"vi", latin,
     "và của là có cho không được trong một các với người những này đã khi để đến từ cũng về như nhiều vào "
     "ra"},
    {"ku", latin, "û li ji bi di de ku ev jî bû ye wê wî jê ew yên yê me bo ber xwe"},
    {"ar", arabic,
     "في من على إلى أن عن التي الذي ما هذا هذه كان مع لا بعد بين كما قد أو ذلك لم وقال كل خلال حيث وفي قال "
     "عند أي وهو حتى وقد ولا إن منذ غير كانت عليه قبل إلا الى ان او"},
    {"fa", arabic,
     "در به از که این را با است برای آن شد یک خود تا کرد بر هم نیز گفت وی می شده باید شود دارد ها بود اما "
     "کند یا هستند ما نیست های کرده اند اين كه يک"},
    {"ur", arabic,
     "کے کی میں ہے اور سے کا کو نے پر یہ ہیں کہ اس بھی ہو نہیں تھا ان گیا تھے ایک کر ہوئے لیے رہے ہی تو کیا "
     "تھی والے جو وہ"},
    {"ps", arabic, "د په او چې کې له دې ته سره يې شي هم دی کړي وي نه دا شوي کوي یې وو خپل چی ده کړ"},
    {"ckb", arabic,
     "لە و بە کە ئەو بۆ ئەم لەگەڵ هەر دەکات ناو بوو کرد نییە سەر هەموو بۆیە خۆی بووە پێش وەک یەک کردن"},
    {"ru", cyrillic,
     "и в не на что с он как это по его из но за то от у к о для был так же она все бы было только мы или "
     "если еще который при"},
    {"uk", cyrillic,
     "і в на що не з та як у до за це по він але від про його для й було або вже є бути який так також після "
     "ми"},
    {"bg", cyrillic,
     "на и да се в за от не е с че са по като до ще това си който при след беше които му но или само към"},
    {"sr", cyrillic, "и у је да се на за од са су не што као о а који из до код или само није по био"},
    {"he", ScriptFamily::hebrew,
     "של את על לא הוא עם זה כי גם אל היא אבל יש או כל אני היה מה אם בין רק לפי עוד אך כדי יותר"},
    {"yi", ScriptFamily::hebrew, "פון די און איז אין דער צו דאס נישט מיט האט אז וואס זיך ער"},
    {"hi", ScriptFamily::devanagari,
     "के में की है और से को का ने पर यह हैं कि इस भी हो नहीं था एक कर लिए तो गया रहे कहा"},
    {"mr", ScriptFamily::devanagari, "आहे आणि या च्या ते हे नाही मध्ये आहेत होते केली केला असून झाली करण्यात"},
    {"ne", ScriptFamily::devanagari, "छ र को मा ले छन् पनि भएको गरेको लागि गर्न भने यो हो गरी"},
});
static_assert(rows.size() == language_count);

template <class Visitor>
constexpr void for_each_word(Visitor visit) {
  for (std::size_t language = 0; language < rows.size(); ++language) {
    std::string_view rest = rows[language].words;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      visit(CommonWord{rest.substr(0, space), static_cast<std::uint8_t>(language), rows[language].family});
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
  }
}

consteval std::size_t count_entries() {
  std::size_t count = 0;
  for_each_word([&count](const CommonWord&) { ++count; });
  return count;
}

consteval auto sorted_words() {
  std::array<CommonWord, count_entries()> words;
  std::size_t count = 0;
  for_each_word([&](const CommonWord& word) { words[count++] = word; });
  std::sort(words.begin(), words.end(), [](const CommonWord& a, const CommonWord& b) {
    return a.word != b.word ? a.word < b.word : a.language < b.language;
  });
  for (std::size_t first = 0, end = 0; first < words.size(); first = end) {
    while (end < words.size() && words[end].word == words[first].word) ++end;
    const std::span same(words.data() + first, end - first);
    for (CommonWord& word : same) {
      word.sharing = static_cast<std::uint8_t>(std::ranges::count(same, word.family, &CommonWord::family));
    }
  }
  return words;
}

constexpr auto words_by_spelling = sorted_words();
static_assert(std::ranges::all_of(words_by_spelling, [](const CommonWord& entry) {
  return entry.word.size() <= longest_common_in_ascii ||
         std::ranges::any_of(entry.word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}));
constexpr std::size_t slots = std::bit_ceil(2 * words_by_spelling.size());
constexpr WordIndex<slots> word_index(words_by_spelling);

// Words of up to eight bytes, compared as numbers.
class ShortWords {
 public:
  struct Entries {  // in words_by_spelling
    std::uint16_t first = 0, count = 0;
  };

  consteval ShortWords() {
    for (std::size_t i = 0; i < words_by_spelling.size(); ++i) {
      const std::string_view word = words_by_spelling[i].word;
      if (word.size() > sizeof(std::uint64_t)) continue;
      const std::uint64_t bytes = bytes_of(word, 0, word.size());
      std::size_t slot = first_slot(bytes);
      while (words_[slot] != 0 && words_[slot] != bytes) slot = (slot + 1) % slots;
      if (words_[slot] == 0) entries_[slot].first = static_cast<std::uint16_t>(i);
      words_[slot] = bytes;
      ++entries_[slot].count;
    }
  }

  [[nodiscard]] Entries find(std::uint64_t word) const noexcept {
    std::size_t slot = first_slot(word);
    for (; words_[slot] != 0; slot = (slot + 1) % slots) {
      if (words_[slot] == word) return entries_[slot];
    }
    return {};
  }

 private:
  [[nodiscard]] static constexpr std::size_t first_slot(std::uint64_t word) noexcept {
    return word * 0x9E3779B97F4A7C15ull >> (64 - std::countr_zero(slots));  // upper bits are mixed best
  }

  std::array<std::uint64_t, slots> words_{};  // 0: free
  std::array<Entries, slots> entries_{};
};
constexpr ShortWords short_words;

// Lengths of the longer words, a bit each, by their first byte: most long words of a text fit none.
constexpr std::size_t most_bytes = 31;
constexpr std::array<std::uint32_t, 256> lengths_by_first_byte = [] {
  std::array<std::uint32_t, 256> lengths{};
  for (const CommonWord& entry : words_by_spelling) {
    if (entry.word.size() > most_bytes) throw "a longer common word";
    lengths[static_cast<unsigned char>(entry.word.front())] |= 1U << entry.word.size();
  }
  return lengths;
}();

struct FamilyRow {
  std::string_view code;
  ScriptFamily family;
};
// Languages without a word list whose script is still known.
constexpr auto other_families = std::to_array<FamilyRow>({{"el", ScriptFamily::greek},
                                                          {"zh", ScriptFamily::han},
                                                          {"ja", ScriptFamily::han},
                                                          {"ko", ScriptFamily::hangul},
                                                          {"sd", arabic},
                                                          {"ug", arabic},
                                                          {"be", cyrillic},
                                                          {"mk", cyrillic},
                                                          {"sk", latin},
                                                          {"hr", latin},
                                                          {"ca", latin},
                                                          {"gl", latin},
                                                          {"eu", latin},
                                                          {"et", latin},
                                                          {"lv", latin},
                                                          {"lt", latin},
                                                          {"sl", latin},
                                                          {"is", latin},
                                                          {"ms", latin},
                                                          {"af", latin},
                                                          {"sq", latin},
                                                          {"so", latin},
                                                          {"sw", latin},
                                                          {"ga", latin},
                                                          {"cy", latin},
                                                          {"tl", latin}});

}  // namespace

std::string_view language_code(std::size_t language) noexcept { return rows[language].code; }

std::optional<ScriptFamily> family_of(std::string_view language) noexcept {
  if (language == "sr" || language == "ku") return std::nullopt;  // written in two scripts
  for (const Row& row : rows) {
    if (row.code == language) return row.family;
  }
  for (const FamilyRow& row : other_families) {
    if (row.code == language) return row.family;
  }
  return std::nullopt;
}

bool is_right_to_left(std::string_view language) noexcept {
  const std::optional<ScriptFamily> family = family_of(language);
  return family && (*family == ScriptFamily::arabic || *family == ScriptFamily::hebrew);
}

bool are_close(std::string_view a, std::string_view b) noexcept {
  // Groups of languages that share most of their common words.
  constexpr auto groups = std::to_array<std::string_view>(
      {" da no ", " cs sk ", " id ms ", " es gl ca ", " pt gl ", " bg mk ", " ru be kk ky mn tt ", " uk be ",
       " sr hr bs ", " ckb ku ", " nl af ", " no da sv is fo ", " fi et "});
  return std::any_of(groups.begin(), groups.end(), [&](std::string_view group) {
    const auto holds = [&](std::string_view tag) {
      const std::size_t at = group.find(tag);
      return !tag.empty() && at != std::string_view::npos && group[at - 1] == ' ' &&
             group[at + tag.size()] == ' ';
    };
    return holds(a) && holds(b);
  });
}

std::span<const CommonWord> find_common_word(std::string_view word) noexcept {
  const bool may_be =
      !word.empty() && word.size() <= most_bytes &&
      (lengths_by_first_byte[static_cast<unsigned char>(word.front())] >> word.size() & 1U) != 0;
  if (!may_be) return {};
  const std::size_t first = word_index.find(words_by_spelling, word);
  std::size_t end = first;
  while (end < words_by_spelling.size() && words_by_spelling[end].word == word) ++end;
  return std::span(words_by_spelling).subspan(first, end - first);
}

std::span<const CommonWord> find_short_word(std::uint64_t word) noexcept {
  const ShortWords::Entries entries = short_words.find(word);
  return std::span(words_by_spelling).subspan(entries.first, entries.count);
}

}  // namespace lubb::metadata
