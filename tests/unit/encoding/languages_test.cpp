// Pages of 17 languages in each encoding they were written in.
#include <doctest/doctest.h>

#include "unit/encoding/bytes.h"

namespace lubb::encoding {
namespace {

struct Case {
  std::string fixture;
  std::string charset;    // WHATWG name
  const char* converter;  // ICU's name, for writing
};

const Case kCases[] = {
    {"ar.html", "windows-1256", "windows-1256"},
    {"ar.html", "iso-8859-6", "iso-8859-6"},
    {"fa.html", "windows-1256", "windows-1256"},
    {"he.html", "windows-1255", "windows-1255"},
    {"he.html", "iso-8859-8", "iso-8859-8"},
    {"ru.html", "windows-1251", "windows-1251"},
    {"ru.html", "koi8-r", "koi8-r"},
    {"ru.html", "iso-8859-5", "iso-8859-5"},
    {"ru.html", "ibm866", "ibm866"},
    {"ru.html", "x-mac-cyrillic", "x-mac-cyrillic"},
    {"uk.html", "windows-1251", "windows-1251"},
    {"uk.html", "koi8-u", "koi8-u"},
    {"el.html", "windows-1253", "windows-1253"},
    {"el.html", "iso-8859-7", "iso-8859-7"},
    {"zh-hans.html", "gbk", "gb18030"},
    {"zh-hans.html", "gb18030", "gb18030"},
    {"zh-hant.html", "big5", "Big5-HKSCS"},
    {"ja.html", "shift_jis", "windows-31j"},
    {"ja.html", "euc-jp", "euc-jp"},
    {"ja.html", "iso-2022-jp", "iso-2022-jp"},
    {"ko.html", "euc-kr", "windows-949-2000"},
    {"th.html", "windows-874", "windows-874-2000"},
    {"tr.html", "windows-1254", "windows-1254"},
    {"pl.html", "windows-1250", "windows-1250"},
    {"pl.html", "iso-8859-2", "iso-8859-2"},
    {"cs.html", "windows-1250", "windows-1250"},
    {"cs.html", "iso-8859-2", "iso-8859-2"},
    {"hu.html", "windows-1250", "windows-1250"},
    {"hu.html", "iso-8859-2", "iso-8859-2"},
    {"de.html", "windows-1252", "windows-1252"},
    {"fr.html", "windows-1252", "windows-1252"},
};

constexpr std::string_view kDeclaration = "<meta charset=\"utf-8\">\n";

// What is left of a page when its declaration is set aside.
std::string body_of(const std::string& page) { return page.substr(page.find("<title>")); }

TEST_CASE("a page in a declared legacy encoding is decoded as declared") {
  for (const Case& c : kCases) {
    CAPTURE(c.fixture);
    CAPTURE(c.charset);
    const std::string page = replaced(fixture(c.fixture), "utf-8", c.charset);
    const std::string in_legacy = transcoded(page, c.converter);
    REQUIRE(!in_legacy.empty());
    const Page result = decoded(in_legacy);
    CHECK(result.text == page);
    CHECK(result.charset == c.charset);
    CHECK(result.from == "meta");
    CHECK(result.replaced == 0);
  }
}

TEST_CASE("the transport's charset is used when the page declares none") {
  for (const Case& c : kCases) {
    CAPTURE(c.fixture);
    CAPTURE(c.charset);
    const std::string page = replaced(fixture(c.fixture), kDeclaration, "");
    const Page result =
        decoded(transcoded(page, c.converter), std::string("text/html; charset=\"") + c.charset + '"');
    CHECK(result.text == page);
    CHECK(result.charset == c.charset);
    CHECK(result.from == "transport");
  }
}

TEST_CASE("a page in an undeclared legacy encoding is decoded to the same text") {
  for (const Case& c : kCases) {
    CAPTURE(c.fixture);
    CAPTURE(c.charset);
    const std::string page = replaced(fixture(c.fixture), kDeclaration, "");
    const Page result = decoded(transcoded(page, c.converter));
    CHECK(result.text == page);
    CHECK(result.from == "detected");
  }
}

TEST_CASE("a legacy page that wrongly declares utf-8 is decoded to the same text") {
  for (const Case& c : kCases) {
    CAPTURE(c.fixture);
    CAPTURE(c.charset);
    const std::string page = fixture(c.fixture);
    const Page result = decoded(transcoded(page, c.converter));
    CHECK(result.text == page);
    CHECK(result.from == "detected");
  }
}

TEST_CASE("a page in a non-Latin script that wrongly declares iso-8859-1 is decoded to the same text") {
  for (const Case& c : kCases) {
    const std::string_view language = std::string_view(c.fixture).substr(0, 2);
    if (language == "de" || language == "fr") continue;
    if (language == "zh" || language == "ja" || language == "ko")
      continue;  // every byte may be a Latin letter
    if (language == "tr" || language == "pl" || language == "cs" || language == "hu") continue;
    CAPTURE(c.fixture);
    CAPTURE(c.charset);
    const std::string page = replaced(fixture(c.fixture), "utf-8", "iso-8859-1");
    CHECK(body_of(decoded(transcoded(page, c.converter)).text) == body_of(page));
  }
}

TEST_CASE("a UTF-8 page is not copied and keeps its text whatever single-byte or multi-byte label it bears") {
  for (const Case& c : kCases) {
    CAPTURE(c.fixture);
    const std::string page = replaced(fixture(c.fixture), "utf-8", c.charset);
    std::string storage;
    const Decoded result = decode(bytes(page), "text/html; charset=iso-8859-1", storage);
    CHECK(result.text.data() == page.data());
    CHECK(result.text.size() == page.size());
    CHECK(result.charset == "utf-8");
    CHECK(result.charset_from == "detected");
    CHECK(result.replaced == 0);
  }
}

TEST_CASE("UTF-16 is decoded with a byte order mark, by transport and undeclared") {
  for (const char* name : {"ar.html", "ja.html", "fr.html"}) {
    CAPTURE(name);
    const std::string page = fixture(name);
    for (const char* charset : {"utf-16le", "utf-16be"}) {
      CAPTURE(charset);
      const std::string plain = transcoded(page, charset);
      const std::string mark = transcoded("\xEF\xBB\xBF", charset);
      const Page marked = decoded(mark + plain, "text/html; charset=windows-1256");
      CHECK(marked.text == page);
      CHECK(marked.charset == charset);
      CHECK(marked.from == "bom");
      const Page said = decoded(plain, std::string("text/html; charset=") + charset);
      CHECK(said.text == page);
      CHECK(said.from == "transport");
      const Page silent = decoded(plain);
      CHECK(silent.text == page);
      CHECK(silent.charset == charset);
      CHECK(silent.from == "detected");
    }
  }
}

TEST_CASE("UTF-32 with a byte order mark is decoded") {
  const std::string page = fixture("ar.html");
  CHECK(decoded(transcoded("\xEF\xBB\xBF" + page, "utf-32le")).text == page);
  CHECK(decoded(transcoded("\xEF\xBB\xBF" + page, "utf-32be")).text == page);
}

}  // namespace
}  // namespace lubb::encoding
