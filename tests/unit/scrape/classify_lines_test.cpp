#include "scrape/classify_lines.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/scrape/scored.h"

namespace {

using namespace lubb::scrape;

std::vector<std::string> kept(const Scored& file, bool nothing = false) {
  std::vector<LineDecision> decisions;
  classify_lines(file.file(), {0.5, 0.9, nothing}, file.head(), decisions);
  std::vector<std::string> texts;
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (decisions[id].kept) texts.emplace_back(file.lines.line_text(id));
  }
  return texts;
}

std::vector<std::string> body_lines(const std::string& text) {
  Lines lines;
  split_lines(text, 1000, lines);
  std::vector<std::string> texts;
  for (LineId id = 0; id < lines.lines.size(); ++id) texts.emplace_back(lines.line_text(id));
  return texts;
}

TEST_CASE("behind the heading of the comments all goes") {
  const std::string comment =
      "I have asked the council about this bridge for years, and nobody ever wrote back to me.\n";
  CHECK(kept(Scored(english_body + english_body.substr(0, 0) + "Comments\n" + comment)).size() ==
        4);  // too short
  const std::string longer =
      english_body + "The river, she added, will be closed to boats for a month, and the footpath for two.\n";
  CHECK(kept(Scored(longer + "Comments\n" + comment)) == body_lines(longer));
}

TEST_CASE("a paragraph that stands twice is kept once") {
  CHECK(kept(Scored(english_body + english_body)) == body_lines(english_body));
}

TEST_CASE("a line known by its words goes whatever its score") {
  Scored file(english_body + "Follow us on Facebook and Twitter\n");
  file.probability.back() = 0.9;
  CHECK(kept(file) == body_lines(english_body));
}

TEST_CASE("short lines under the heading of other stories go, the next paragraph stays") {
  const std::string last =
      "The last word on the bridge, said the mayor, belongs to those who cross it every day.\n";
  Scored file(english_body + "Related articles\nBakery wins county prize\n" + last);
  file.probability[4] = 0.9;
  CHECK(kept(file) == body_lines(english_body + last));
}

TEST_CASE("a subhead between paragraphs stays at a lower score") {
  const std::string text =
      english_body + "A bridge for walkers\n" +
      "The footpath, the mayor said, will be closed for two months, and the road for one.\n";
  Scored file(text);
  file.probability[3] = 0.3;
  CHECK(kept(file) == body_lines(text));
}

TEST_CASE("a doubtful line goes outside of the paragraphs and stays between them") {
  Scored file(english_body + "Bakery wins county prize\n");
  file.probability[1] = 0.3;
  file.probability[3] = 0.55;
  CHECK(kept(file) == body_lines(english_body));
}

TEST_CASE("where there is no article only sentences of a small file are kept") {
  CHECK(kept(Scored("Nobody had seen the ferry since Monday.\nHome\n"), true) ==
        std::vector<std::string>{"Nobody had seen the ferry since Monday."});
}

}  // namespace
