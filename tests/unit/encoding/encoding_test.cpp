#include "encoding/encoding.h"

#include <doctest/doctest.h>
#include <simdjson.h>

#include "unit/encoding/bytes.h"

namespace lubb::encoding {
namespace {

bool is_valid_utf8(std::string_view s) { return simdjson::validate_utf8(s.data(), s.size()); }

// Pseudo-random bytes, the same in every run.
std::string noise(std::size_t size, std::uint32_t seed) {
  std::string out(size, '\0');
  for (char& c : out) {
    seed = seed * 1664525U + 1013904223U;
    c = static_cast<char>(seed >> 24);
  }
  return out;
}

TEST_CASE("a pure ASCII page is a view of itself, utf-8 by default or what it declares") {
  const std::string page = "<p>plain";
  std::string storage;
  const Decoded result = decode(bytes(page), "", storage);
  CHECK(result.text.data() == page.data());
  CHECK(result.charset == "utf-8");
  CHECK(result.charset_from == "default");
  const Page declared = decoded("<meta charset=iso-8859-1><p>plain");
  CHECK(declared.charset == "windows-1252");
  CHECK(declared.from == "meta");
}

TEST_CASE("an empty page decodes to nothing") {
  CHECK(decoded("").text.empty());
  CHECK(decoded("\xEF\xBB\xBF").text.empty());
  CHECK(decoded("\xFF\xFE").text.empty());
}

TEST_CASE("a byte order mark wins over every declaration and is not part of the text") {
  const Page page = decoded("\xEF\xBB\xBF<meta charset=iso-8859-1>caf\xC3\xA9", "text/html; charset=big5");
  CHECK(page.text == "<meta charset=iso-8859-1>caf\xC3\xA9");
  CHECK(page.charset == "utf-8");
  CHECK(page.from == "bom");
}

TEST_CASE("transport wins over meta, and an unknown transport charset is passed over") {
  const std::string page = "<meta charset=windows-1251>\xEF\xF0\xE8\xE2\xE5\xF2";
  CHECK(decoded(page, "text/html; charset=koi8-r").charset == "koi8-r");
  CHECK(decoded(page, "text/html; charset=bogus").text.ends_with("привет"));
  CHECK(decoded(page, "text/html; charset=utf-16le").text.ends_with("привет"));
}

TEST_CASE("utf-8 declared and used is reported with the place of the declaration") {
  CHECK(decoded("<meta charset=utf-8>\xD8\xA7").from == "meta");
  CHECK(decoded("\xD8\xA7", "text/html; charset=utf-8").from == "transport");
  CHECK(decoded("\xD8\xA7").from == "detected");
}

TEST_CASE("labels of Latin-1 and ASCII mean windows-1252, with C1 controls where it has no letter") {
  const Page page = decoded(
      "<meta charset=iso-8859-1>\x93"
      "5 \x80\x94 \x81");
  CHECK(page.text.ends_with("“5 €” \xC2\x81"));
  CHECK(page.replaced == 0);
}

TEST_CASE("iso-8859-16, which ICU does not know, is decoded") {
  CHECK(decoded("<meta charset=iso-8859-16>\xBA\xFE\xE3 \xA4").text.ends_with("șță €"));
}

TEST_CASE("single bytes follow the standard where ICU's tables do not") {
  CHECK(decoded("<meta charset=koi8-u>\xAE\xBE").text.ends_with("ўЎ"));
  CHECK(decoded("<meta charset=windows-1255>\xCA").text.ends_with("\xD6\xBA"));
}

TEST_CASE("a few broken sequences in a UTF-8 page become one U+FFFD each") {
  const Page page = decoded("<meta charset=utf-8><p>كلمات عربية كثيرة \xE2\x80<p>\xFF نهاية النص\xD8");
  CHECK(page.text == "<meta charset=utf-8><p>كلمات عربية كثيرة \uFFFD<p>\uFFFD نهاية النص\uFFFD");
  CHECK(page.charset == "utf-8");
  CHECK(page.from == "meta");
  CHECK(page.replaced == 3);
}

TEST_CASE("a broken sequence never eats the tag after it") {
  for (const char* lead : {"\xC3", "\xE2", "\xE2\x80", "\xF0\x9F\x98"}) {
    std::string page = "<meta charset=utf-8>";
    for (int i = 0; i < 30; ++i) page += std::string("<p>text") + lead + "</p>";
    const std::string text = decoded(page).text;
    std::size_t tags = 0;
    for (std::size_t i = text.find("</p>"); i != std::string::npos; i = text.find("</p>", i + 1)) ++tags;
    CHECK(tags == 30);
  }
}

TEST_CASE("windows-1252 pasted into a UTF-8 page of about the same weight is read as such") {
  const std::string utf8 = "<p>Über die Brücke führt ein schöner Weg über Wörth";
  const std::string latin =
      "<p>Die \xC4nderung f\xFCr M\xFCller geh\xF6rt zur \xDC"
      "bersicht";
  const Page page = decoded("<meta charset=utf-8>" + utf8 + latin);
  CHECK(page.text == "<meta charset=utf-8>" + utf8 + "<p>Die Änderung für Müller gehört zur Übersicht");
  CHECK(page.charset == "utf-8");
}

TEST_CASE("a single windows-1252 apostrophe or letter in an English page is understood") {
  CHECK(decoded("<p>The captain\x92s ferry is a caf\xE9 now").text == "<p>The captain’s ferry is a café now");
}

TEST_CASE("French spaces before punctuation that look like UTF-8 stay French") {
  std::string page = "<p>Une \xE9t\xE9\xA0\xBB est pass\xE9\x65, la f\xEAte est finie";
  page +=
      ", o\xF9 va l'\xE9l\xE8ve fran\xE7"
      "ais, d\xE9j\xE0 fatigu\xE9, apr\xE8s la journ\xE9"
      "e";
  CHECK(decoded(page).text.find("été\u00A0» est") != std::string::npos);
}

TEST_CASE("a replacement label is passed over and nothing is decoded into markup") {
  const Page page = decoded("<meta charset=hz-gb-2312>~{<:Ky2;~} <p>text");
  CHECK(page.text == "<meta charset=hz-gb-2312>~{<:Ky2;~} <p>text");
  CHECK(page.charset == "utf-8");
}

TEST_CASE("UTF-7 is not decoded") {
  const std::string page = "<meta charset=utf-7>+ADw-script+AD4-";
  CHECK(decoded(page).text == page);
}

TEST_CASE("the private-use code point of GB18030's wide space becomes U+3000") {
  const std::string page = transcoded(fixture("zh-hans.html"), "gb18030") + "\xA3\xA0.";
  CHECK(decoded(page).text.ends_with("\u3000."));
}

TEST_CASE("a lone 0x80 in GBK is the euro sign") {
  const Page page = decoded(
      "<meta charset=gbk>\x80"
      "5 \xB5\xC4");
  CHECK(page.text == "<meta charset=gbk>€5 的");
  CHECK(page.replaced == 0);
}

TEST_CASE("icons in the private use area of a UTF-16 page stay") {
  CHECK(decoded(transcoded("\uFEFF<i>\uE5E5</i>", "utf-16le")).text == "<i>\uE5E5</i>");
}

TEST_CASE("NUL bytes and control characters are kept for the later stages") {
  using namespace std::string_view_literals;
  CHECK(decoded("<p>a\0b\x01\xC3\xA9"sv).text == "<p>a\0b\x01é"sv);
}

TEST_CASE("half a UTF-16 unit and lone surrogates become U+FFFD") {
  using namespace std::string_view_literals;
  const Page page = decoded("\xFF\xFE<\0p\0>\0\x00\xD8z\0\x00\xDCq"sv);
  CHECK(page.text == "<p>\uFFFDz\uFFFD\uFFFD");
  CHECK(page.replaced == 3);
}

TEST_CASE("a surrogate pair across the decoder's buffer stays one character") {
  for (std::size_t padding = 4090; padding < 4100; ++padding) {
    const std::string page = std::string(padding, 'x') + "\U0001F600 end";
    CHECK(decoded(transcoded("\xEF\xBB\xBF" + page, "utf-16le")).text == page);
  }
}

TEST_CASE("noise, truncation and repetition give valid UTF-8") {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    for (const char* label :
         {"", "utf-8", "big5", "gb18030", "shift_jis", "iso-2022-jp", "euc-kr", "windows-1256"}) {
      const std::string content_type = *label == '\0' ? "" : std::string("text/html; charset=") + label;
      CHECK(is_valid_utf8(decoded(noise(500 + seed, seed), content_type).text));
    }
  }
  CHECK(is_valid_utf8(decoded(std::string(1'000'000, '\xFF')).text));
  CHECK(is_valid_utf8(decoded(std::string(1'000'000, '\0')).text));
  CHECK(is_valid_utf8(decoded(std::string(1'000'000, '\x1B')).text));
}

TEST_CASE("every truncation of a legacy page is decoded") {
  for (const char* charset : {"gb18030", "windows-31j", "iso-2022-jp", "utf-16le"}) {
    const std::string page = transcoded(fixture("ja.html"), charset);
    for (std::size_t size = 0; size < page.size(); size += 7) {
      CHECK(is_valid_utf8(decoded(page.substr(0, size)).text));
    }
  }
}

TEST_CASE("markup that never ends costs no more than its length") {
  // A quadratic search would take minutes here.
  for (const char* part :
       {"<!--", "<script>\xE9", "<style>", "<meta ", "<meta charset=\xE9 ", "<a b='", "<", "</script"}) {
    std::string page = "\xE9";
    while (page.size() < 2'000'000) page += part;
    CHECK(is_valid_utf8(decoded(page).text));
  }
}

}  // namespace
}  // namespace lubb::encoding
