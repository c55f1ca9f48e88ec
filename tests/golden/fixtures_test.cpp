#include "golden/fixtures.h"

#include <doctest/doctest.h>

namespace {

using lubb::golden::Case;
using lubb::golden::parse_cases;
using lubb::golden::word_f1;

TEST_CASE("a case file is split into prose, page and expected text") {
  const auto cases = parse_cases("x.txt", "First.\nMore prose.\n.\n<p>a\n.\na\n\nb\n====\n\nSecond.\n.\n.\n");
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].name == "x.txt:1: First.");
  CHECK(cases[0].html == "<p>a\n");
  CHECK(cases[0].expected == "a\n\nb");
  CHECK(cases[0].problems.empty());
  CHECK(cases[1].name == "x.txt:10: Second.");
  CHECK(cases[1].expected.empty());
}

TEST_CASE("a line of one full stop belongs to the expected text once that has begun") {
  const auto cases = parse_cases("x.txt", "First.\n.\n<p>a\n.\na\n.\nb\n");
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].expected == "a\n.\nb");
}

TEST_CASE("a case says which options it wants, and a wrong one is noticed") {
  const auto cases = parse_cases("x.txt", "First.\noptions: markdown links blue\n.\n.\n");
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].format == lubb::Format::markdown);
  CHECK(cases[0].options.links);
  REQUIRE(cases[0].problems.size() == 1);
  CHECK(cases[0].problems[0] == "unknown option: blue");
}

TEST_CASE("a case without its separators is noticed") {
  CHECK(parse_cases("x.txt", "First.\n.\n<p>a\n")[0].problems.size() == 1);
  CHECK(parse_cases("x.txt", ".\n.\n")[0].problems.size() == 1);
}

TEST_CASE("word F1 counts repeated words as often as they stand") {
  CHECK(word_f1("", "") == doctest::Approx(1.0));
  CHECK(word_f1("a b", "a b") == doctest::Approx(1.0));
  CHECK(word_f1("a a", "a") == doctest::Approx(2.0 / 3));
  CHECK(word_f1("a", "b") == doctest::Approx(0.0));
}

}  // namespace
