#include "scrape/line_features.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/scrape/scored.h"

namespace {

using namespace lubb::scrape;
using enum LineFeature;

TEST_CASE("a file without lines has no features") {
  const Scored empty("");
  CHECK(empty.features.values().empty());
  CHECK(empty.facts.run_begin == empty.facts.run_end);
}

TEST_CASE("the densest run of prose is found between menus") {
  const Scored file("Home\nNews\n" + english_body + "More\nAbout\n");
  CHECK(file.facts.run_begin == 2);
  CHECK(file.facts.run_end == 5);
  CHECK(file.at(0, run_place) == -2);
  CHECK(file.at(3, run_place) == 0);
  CHECK(file.at(6, run_place) == 2);
}

TEST_CASE("a headline shares words with the prose, a menu entry does not") {
  const Scored file("Weather forecast\nCouncil will repair bridge\n" + english_body);
  CHECK(file.at(0, vocabulary) == 0);
  CHECK(file.at(1, vocabulary) > 0.5F);
}

TEST_CASE("teasers that repeat themselves are seen") {
  const Scored file("Dust delays five flights Dust delays five flights in the north\n" + english_body);
  CHECK(file.at(0, repeated_share) > 0.3F);
  CHECK(file.at(1, repeated_share) == 0);
}

TEST_CASE("lines that stand twice are counted") {
  const Scored file("Old bridge\nOLD BRIDGE\nNew bridge\n");
  CHECK(file.at(0, same_text) == 2);
  CHECK(file.at(2, same_text) == 1);
}

TEST_CASE("letters of another script than the file's are told") {
  const Scored file("Skip to content\n" + arabic_body);
  CHECK(file.at(0, other_script) == 1);
  CHECK(file.at(1, other_script) == 0);
}

TEST_CASE("phrases mark their line and how far others are from it") {
  const Scored file(english_body + "Leave a reply\nTom\n");
  CHECK(file.at(3, phrase_comment) == 1);
  CHECK(file.at(4, since_comment) == 1);
  CHECK(file.at(2, until_comment) == 1);
  CHECK(file.at(4, words_since_comment) == 0);
  CHECK(file.at(2, words_since_comment) == -1);
}

TEST_CASE("a line that is a date and little else is a date line") {
  const Scored file(
      "12 November 2024\nOn 12 November 2024 the council met to speak about the bridge\nHome\n");
  CHECK(file.at(0, date_line) == 1);
  CHECK(file.at(1, date_line) < 0.5F);
  CHECK(file.at(2, date_line) == 0);
}

TEST_CASE("features of a file do not depend on what was read before") {
  Lines lines;
  LineFeatures features;
  LineFacts facts;
  split_lines(arabic_body + "Home\nHome\n", 1000, lines);
  compute_line_features(lines, features, facts);
  split_lines(english_body, 1000, lines);
  compute_line_features(lines, features, facts);
  const Scored fresh(english_body);
  CHECK(std::ranges::equal(features.values(), fresh.features.values()));
}

}  // namespace
