#include <doctest/doctest.h>

#include <set>
#include <string>

#include "metadata/language_words.h"
#include "metadata/metadata.h"
#include "support/growth.h"

namespace {

using lubb::Metadata;
using lubb::test::growth;
using lubb::test::linear_growth;

Metadata settled(const std::string& text, const std::string& declared = "") {
  Metadata metadata;
  if (!declared.empty()) metadata.language = declared;
  lubb::metadata::settle_language(text, metadata);
  return metadata;
}
std::string language(const std::string& text, const std::string& declared = "") {
  return settled(text, declared).language.value_or("none");
}

const std::string arabic =
    "أبدى رئيس الجمهورية رغبة العراق في تعزيز التعاون مع الحلف في مجال التدريب، وقال إن بعض القوات التي "
    "شاركت في العملية قد عادت إلى بغداد بعد أن أتمت مهمتها.";
const std::string persian =
    "وزیر امور خارجه در گفت و گو با خبرنگاران گفت که این توافق برای هر دو کشور مهم است و باید اجرا شود، اما "
    "زمان آن را اعلام نکرد.";
const std::string urdu =
    "وزیر اعظم نے کہا ہے کہ حکومت اس منصوبے کے لیے فنڈ جاری کر رہی ہے اور یہ کام ایک سال میں مکمل ہو گا۔";
const std::string sorani =
    "سەرۆکی حکومەت لە کۆبوونەوەیەک لەگەڵ وەزیرەکان باسی دۆخی ئابووری کرد و داوای لە هەموو لایەک کرد کە بۆ "
    "چارەسەرکردنی ئەم کێشەیە کار بکەن.";
const std::string english =
    "The council voted on the plan that was put to it in the spring, and the work will begin before the end "
    "of the year.";
const std::string german =
    "Der Rat hat am Montag über den Plan abgestimmt, der im Frühjahr vorgelegt worden war, und die Arbeiten "
    "werden noch in diesem Jahr beginnen.";

TEST_CASE("undeclared languages are told by script and common words") {
  CHECK(language(arabic) == "ar");
  CHECK(language(persian) == "fa");
  CHECK(language(urdu) == "ur");
  CHECK(language(sorani) == "ckb");
  CHECK(language(english) == "en");
  CHECK(language(german) == "de");
  CHECK(language("ראש הממשלה אמר היום כי הוא לא יסכים לשינוי של התוכנית, אבל גם לא פסל אותו על הסף.") ==
        "he");
  CHECK(language(
            "Совет проголосовал за план, который был представлен весной, и работы начнутся до конца года.") ==
        "ru");
  CHECK(language("今日は天気がいいので、散歩に行きました。とても楽しかったです。") == "ja");
  CHECK(language("市政府周一表示，新的地铁线路将于明年年底前投入运营，总投资超过百亿元。") == "zh");
  CHECK(language("시의회는 월요일 봄에 제출된 계획을 표결에 부쳤으며 공사는 올해 안에 시작된다.") == "ko");
}

TEST_CASE("a common word counts wherever in the text it stands") {
  // Four are the fewest that tell a language; texts are looked at 64 bytes at a time.
  for (std::size_t begin = 0; begin <= 128; ++begin) {
    CHECK(language(std::string(begin, '.') + "the with and that zzzzzzzz") == "en");
    CHECK(language(std::string(begin, '.') + "the with and qqqqqqqqqqq") == "none");
    CHECK(language(std::string(begin, '.') + "das mit nicht für zzzzzzzzz") == "de");
    CHECK(language("zzzzzz" + std::string(begin, 'z') + " the with and that") == "en");
  }
}

TEST_CASE("a declaration that the text contradicts is corrected") {
  CHECK(language(arabic, "en") == "ar");
  CHECK(language(arabic, "en-US") == "ar");
  CHECK(language(english, "ar") == "en");
  CHECK(language(german, "en") == "de");
  CHECK(language(persian, "ar") == "fa");
  CHECK(language(urdu, "en") == "ur");
}

TEST_CASE("a declaration is kept as its primary subtag where nothing speaks against it") {
  CHECK(language(arabic, "ar-IQ") == "ar");
  CHECK(language(arabic, "AR_eg") == "ar");
  CHECK(language(persian, "prs-AF") == "fa");
  CHECK(language("שלום", "iw") == "he");
  CHECK(language("", "ar") == "ar");
  CHECK(language(english, "xx") == "en");
  CHECK(language("Við komum til Noregs til að styðja þá.", "is") == "is");
}

TEST_CASE("a language that nothing tells stays unknown") {
  CHECK(language("") == "none");
  CHECK(language("12 + 13 = 25") == "none");
  CHECK(language("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed eiusmod tempor.") == "none");
  CHECK(language("", "not a tag") == "none");
  CHECK(language("", "und") == "none");
}

TEST_CASE("quoted foreign words do not change the language") {
  CHECK(language(arabic + " (The Guardian, The New York Times and the Washington Post)", "ar") == "ar");
  CHECK(language("开发者可以在配置文件中设置这些选项，然后重新启动服务。 the and of to in is that for it "
                 "with was on are be this",
                 "zh") == "zh");
}

TEST_CASE("the direction is the text's, and the language's where there is no text") {
  CHECK(settled(arabic, "en").direction.value_or("none") == "rtl");
  CHECK(settled(english, "ar").direction.value_or("none") == "ltr");
  CHECK(settled("", "ar").direction.value_or("none") == "rtl");
  CHECK(settled("", "en").direction.value_or("none") == "ltr");
  CHECK(settled("").direction.value_or("none") == "none");
}

TEST_CASE("each language's list of common words names a word once") {
  for (std::size_t i = 0; i < lubb::metadata::language_count; ++i) {
    CHECK(lubb::metadata::language_code(i).size() >= 2);
  }
  for (const char* word : {"de", "ve", "و", "به", "li"}) {
    std::set<int> languages;
    const auto entries = lubb::metadata::find_common_word(word);
    CHECK_FALSE(entries.empty());
    for (const auto& entry : entries) CHECK(languages.insert(entry.language).second);
  }
}

TEST_CASE("a text of one endless word is read in linear time") {
  const auto word = [](std::size_t bytes) { return std::string(bytes, 'a'); };
  CHECK(growth(50'000'000, word, [](const std::string& text) { CHECK(language(text) == "none"); }) <
        linear_growth);
  CHECK(language(std::string("\xD8", 1)) == "none");
}

}  // namespace
