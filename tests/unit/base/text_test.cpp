#include "base/text.h"

#include <doctest/doctest.h>
#include <simdjson.h>
#include <unicode/uchar.h>

namespace lubb::text {
namespace {

using namespace std::string_view_literals;

std::string trimmed(std::string_view s) { return std::string(trim(s)); }

std::string valid(std::string_view s) {
  std::string storage;
  return std::string(to_valid_utf8(s, storage));
}

TEST_CASE("ASCII case is ignored in ASCII only") {
  CHECK(ascii_lower("ÀBC") == "Àbc");
  CHECK(equals_ignoring_ascii_case("Content-TYPE", "content-type"));
  CHECK_FALSE(equals_ignoring_ascii_case("a", "ab"));
  CHECK_FALSE(equals_ignoring_ascii_case("É", "é"));
  CHECK(contains_ignoring_ascii_case("xxDIVyy", "div"));
  CHECK(contains_ignoring_ascii_case("x", ""));
  CHECK_FALSE(contains_ignoring_ascii_case("di", "div"));
}

TEST_CASE("trim takes white space and no-break spaces from both ends only") {
  CHECK(trimmed(" \t\n\f\r\u00A0\u202Fa \u00A0b\u202F\u00A0 ") == "a \u00A0b");
  CHECK(trimmed(" \u00A0 ").empty());
  CHECK(trimmed("").empty());
  CHECK(trimmed("\xA0") == "\xA0");  // half of a no-break space is left alone
}

TEST_CASE("squeeze makes every run of white space one space") {
  CHECK(squeeze(" a\r\n\t b\u00A0\u2003\u202F\u205F\u3000c ") == "a b c");
  CHECK(squeeze("a\u2028b\u2029c\u0085"
                "d\ve") == "a b c d e");
  CHECK(squeeze(" \u00A0 ").empty());
}

TEST_CASE("squeeze keeps joiners and removes controls and the zero-width no-break space") {
  CHECK(squeeze("می\u200Cخواهم \u200D") == "می\u200Cخواهم \u200D");
  CHECK(squeeze("\uFEFF"
                "a\x01\x7F\u0093z\0b"sv) == "azb");
  CHECK(squeeze("a \x01 b") == "a b");
}

TEST_CASE("code points of every size are decoded and encoded") {
  for (const char32_t c : {U'a', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xD7FF', U'\xE000', U'\xFFFD',
                           U'\x10000', U'\x10FFFF'}) {
    std::string s;
    append_utf8(c, s);
    CHECK(simdjson::validate_utf8(s.data(), s.size()));
    std::size_t i = 0;
    CHECK(next_code_point(s, i) == c);
    CHECK(i == s.size());
  }
}

TEST_CASE("surrogates and numbers out of range are encoded as U+FFFD") {
  std::string s;
  append_utf8(0xD800, s);
  append_utf8(0x110000, s);
  CHECK(s == "\uFFFD\uFFFD");
}

TEST_CASE("an invalid sequence is U+FFFD and moves on by one byte") {
  for (const std::string_view s : {"\x80"sv, "\xC0\x80"sv, "\xC3"sv, "\xE2\x82"sv, "\xED\xA0\x80"sv,
                                   "\xF0\x8F\xBF\xBF"sv, "\xF4\x90\x80\x80"sv, "\xFF"sv, "\xC3<"sv}) {
    std::size_t i = 0;
    CHECK(next_code_point(s, i) == 0xFFFD);
    CHECK(i == 1);
  }
}

TEST_CASE("a sequence that cannot be continued is replaced as a whole and takes nothing else with it") {
  CHECK(valid("a\xE2\x82<b") == "a\uFFFD<b");
  CHECK(valid("\xF0\x9F\x98\xC3\xA9") == "\uFFFDé");
  CHECK(valid("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(valid("\xFF\xFE") == "\uFFFD\uFFFD");
}

TEST_CASE("valid UTF-8 is returned without a copy") {
  const std::string s = "نص";
  std::string storage;
  CHECK(to_valid_utf8(s, storage).data() == s.data());
}

TEST_CASE("any two bytes become valid UTF-8") {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string result = valid(std::string{static_cast<char>(a), static_cast<char>(b)});
      REQUIRE(simdjson::validate_utf8(result.data(), result.size()));
    }
  }
}

TEST_CASE("folding for matching makes Arabic spelling variants equal") {
  CHECK(fold_for_matching("إقْرَأ أيضاً") == fold_for_matching("اقرا ايضا"));
  CHECK(fold_for_matching("آخــر") == "اخر");
  CHECK(fold_for_matching("مدرسة على") == "مدرسه علي");
  CHECK(fold_for_matching("می\u200Cکند") == fold_for_matching("ميكند"));
  CHECK(fold_for_matching("\u200Fنص\u200E\u061C") == "نص");
  CHECK(fold_for_matching("ﻻﺳﻼﻡ") == "لاسلام");
  CHECK(fold_for_matching("١٢٣ ۴۵۶") == "123 456");
}

TEST_CASE("folding for matching lowers case and squeezes") {
  CHECK(fold_for_matching("  READ\n\u00A0Also: ÉTÉ ПРИВЕТ ") == "read also: été привет");
}

TEST_CASE("digits of both Arabic sets become ASCII and nothing else changes") {
  CHECK(ascii_digits("٠١٢٩ ۰۹ 5 ٪ أ ۺ") == "0129 09 5 ٪ أ ۺ");
  CHECK(ascii_digits("\xD9") == "\xD9");
}

TEST_CASE("fold_arabic turns presentation forms to letters, drops tatweel and bares alef") {
  CHECK(fold_arabic("ﷺ") == "صلى الله عليه وسلم");
  CHECK(fold_arabic("مــا أإآٱ") == "ما اااا");
  CHECK(fold_arabic("ﻷ ﻵ") == "لا لا");
  CHECK(fold_arabic("ا\u0654ب") == "اب");
  CHECK(fold_arabic("سؤال مَدرسة على ١") == "سؤال مَدرسة على ١");
  CHECK(fold_arabic("﴿text﴾ é") == "﴿text﴾ é");
}

TEST_CASE("words are counted alike wherever they stand") {
  for (const std::string text :
       {"one two, three", "internationalisation (i18n)", "naïve übermensch x", "a1 b2 c3 d4"}) {
    const auto words = count_words(text);
    for (std::size_t before = 0; before < 20; ++before) {
      CAPTURE(text);
      CAPTURE(before);
      CHECK(count_words(std::string(before, '-') + text) == words);
      CHECK(count_words(std::string(before, 'x') + text) == words);
      CHECK(count_words(text + std::string(before, ' ')) == words);
    }
  }
  CHECK(count_words("internationalisation (i18n)") == 2);
}

TEST_CASE("words are runs of letters, digits and marks") {
  CHECK(count_words("") == 0);
  CHECK(count_words(" .,- — ") == 0);
  CHECK(count_words("one, two-three 4") == 4);
  CHECK(count_words("Привет, мир! Γειά σου") == 4);
  CHECK(count_words("قال: «كِتَابٌ» جديد") == 3);
  CHECK(count_words("한국어 문장") == 2);
  CHECK(count_words("हिन्दी भाषा") == 2);
}

TEST_CASE("joiners, bidi marks and soft hyphens do not split words") {
  CHECK(count_words("می\u200Cخواهم") == 1);
  CHECK(count_words("hyphen\u00ADated \u200Fعربي\u200F") == 2);
}

TEST_CASE("scripts without spaces give a word per 1.6 characters, rounded up") {
  CHECK(count_words("漢") == 1);
  CHECK(count_words("漢字漢字漢字漢字") == 5);
  CHECK(count_words("ภาษาไทย") == 5);
  CHECK(count_words("ひらがな、カタカナ") == 5);
  CHECK(count_words("iPhone手机") == 3);
  CHECK(count_words("2024年") == 2);
}

TEST_CASE("the word table agrees with the character database") {
  for (char32_t c = 0x80; c < 0x3000; ++c) {
    std::string s;
    append_utf8(c, s);
    const bool word =
        (U_MASK(u_charType(static_cast<UChar32>(c))) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
    CAPTURE(static_cast<std::uint32_t>(c));
    CHECK(count_words(s) == (word ? 1 : 0));
  }
}

TEST_CASE("counting never reads past a cut sequence") {
  CHECK(count_words("a\xD8"sv) == 1);
  CHECK(count_words("\xE4\xB8"sv) == 0);
  CHECK(right_to_left_balance("\xD8"sv) == 0);
}

TEST_CASE("the balance counts letters of right-to-left scripts against all others") {
  CHECK(right_to_left_balance("سلام") == 4);
  CHECK(right_to_left_balance("שלום ab 12 ١٢ , ،") == 2);
  CHECK(right_to_left_balance("abc漢") == -4);
  CHECK(right_to_left_balance("ﻻ") == 1);
  CHECK(right_to_left_balance("") == 0);
}

}  // namespace
}  // namespace lubb::text
