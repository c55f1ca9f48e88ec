#include "encoding/twice_encoded.h"

#include <doctest/doctest.h>

#include "unit/encoding/bytes.h"

namespace lubb::encoding {
namespace {

// UTF-8 of what `text` is if its bytes are taken for Latin-1.
std::string encoded_again(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80U) {
      out += c;
    } else {
      out += static_cast<char>(0xC0U | (byte >> 6U));
      out += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return out;
}

std::string repaired(std::string_view text) {
  std::string out = "untouched";
  return undo_second_encoding(text, out) ? out : std::string(text);
}

TEST_CASE("a text that was encoded twice is read as its author wrote it") {
  for (const std::string text : {"don’t", "naïve – “café” ®", "قال الوزير", "北京", "ends with 😞"}) {
    CHECK(repaired("<p>" + encoded_again(text)) == "<p>" + text);
  }
}

TEST_CASE("text without a control character in such a sequence is left alone") {
  std::string out = "untouched";
  for (const std::string text :
       {"", "plain", "don’t", "santé »", "Ã©", "â€™ is how ’ looks in windows-1252", "قال", "\xC2\x85"}) {
    CHECK_FALSE(undo_second_encoding(text, out));
  }
  CHECK(out == "untouched");
}

TEST_CASE("on a page that is not encoded twice as a whole only what nobody can mean is taken back") {
  const std::string quoted = encoded_again("’");
  CHECK(repaired("Ãº " + quoted + " für Größe") == "Ãº ’ für Größe");
  CHECK(repaired("Ãº " + quoted) == "ú ’");
}

TEST_CASE("what is no whole character of UTF-8 stays as it is") {
  const std::string cut = encoded_again("\xE2\x80");  // a quotation mark without its last byte
  CHECK(repaired(cut) == cut);
  const std::string overlong = encoded_again("\xC0\x80");
  CHECK(repaired(overlong) == overlong);
  CHECK(repaired(encoded_again("’") + cut) == "’" + cut);
}

TEST_CASE("a page is repaired before it is parsed, and stays utf-8 as declared") {
  const Page page = decoded("<meta charset=utf-8><title>" + encoded_again("A sailor’s guide") + "</title>");
  CHECK(page.text == "<meta charset=utf-8><title>A sailor’s guide</title>");
  CHECK(page.charset == "utf-8");
  CHECK(page.from == "meta");
}

}  // namespace
}  // namespace lubb::encoding
