#include "scrape/lines.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace lubb::scrape;

Lines split(std::string_view text, std::uint32_t most = 1000) {
  Lines lines;
  split_lines(text, most, lines);
  return lines;
}

std::vector<std::string> texts_of(const Lines& lines) {
  std::vector<std::string> texts;
  for (LineId id = 0; id < lines.lines.size(); ++id) texts.emplace_back(lines.line_text(id));
  return texts;
}

TEST_CASE("every kind of line end ends a line") {
  const Lines lines = split("a\nb\r\nc\rd\fe\xC2\x85g\xE2\x80\xA8h\xE2\x80\xA9i");
  CHECK(texts_of(lines) == std::vector<std::string>{"a", "b", "c", "d", "e", "g", "h", "i"});
}

TEST_CASE("characters that begin like a line end are text") {
  CHECK(texts_of(split("\u00A9 \u2026 \u00BB")) == std::vector<std::string>{"\u00A9 \u2026 \u00BB"});
}

TEST_CASE("white space is squeezed, and lines of nothing else count as empty") {
  const Lines lines = split("  one \t two\n \u00A0 \n\n\nthree");
  CHECK(texts_of(lines) == std::vector<std::string>{"one two", "three"});
  CHECK(lines.lines[0].blank_before == 0);
  CHECK(lines.lines[1].blank_before == 3);
}

TEST_CASE("a line knows its place in the source") {
  const std::string text = "\n  one two  \nthree\n";
  const Lines lines = split(text);
  REQUIRE(lines.lines.size() == 2);
  const auto& source = lines.lines[0].source;
  CHECK(text.substr(source.begin, source.end - source.begin) == "one two");
}

TEST_CASE("more lines than allowed are cut off, and this is told") {
  CHECK_FALSE(split("a\nb\n", 2).cut);
  const Lines lines = split("a\nb\nc", 2);
  CHECK(lines.cut);
  CHECK(lines.lines.size() == 2);
}

TEST_CASE("an empty text has no lines") { CHECK(split("").lines.empty()); }

}  // namespace
