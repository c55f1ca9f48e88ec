#include "crawl/drift.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

using namespace lubb::crawling;
using lubb::DriftChange;

namespace {

// A night of `pages` pages whose words spread around `words` as they do on news sites.
NightFigures night_of(int pages, double words, std::mt19937& random, double empty = 0) {
  std::lognormal_distribution<double> length(std::log(words), 0.7);
  std::uniform_real_distribution<double> chance;
  NightFigures night{.visits = pages, .texts = pages};
  for (int i = 0; i < pages; ++i) {
    const bool is_empty = chance(random) < empty;
    const auto log_words = is_empty ? 0 : std::llround(1000 * std::log1p(length(random)));
    (is_empty ? night.empty : night.articles) += 1;
    night.log_words += log_words;
    night.log_words_squared += log_words * log_words;
  }
  return night;
}

std::vector<NightFigures> nights_of(int nights, int pages, double words) {
  std::mt19937 random(7);
  std::vector<NightFigures> past;
  past.reserve(static_cast<std::size_t>(nights));
  for (int i = 0; i < nights; ++i) past.push_back(night_of(pages, words, random));
  return past;
}

std::string figures(const std::vector<DriftChange>& changes) {
  std::string names;
  for (const DriftChange& change : changes) names.append(names.empty() ? "" : " ").append(change.figure);
  return names;
}

}  // namespace

TEST_CASE("a host whose pages keep a fraction of their words is out of line") {
  std::mt19937 random(1);
  const auto changes = find_drift(night_of(20, 40, random), nights_of(5, 20, 400));
  REQUIRE(figures(changes) == "words");
  CHECK(changes[0].now < 60);
  CHECK(changes[0].usual > 300);
}

TEST_CASE("titles, articles and pages that are no more to be had are named") {
  NightFigures untitled = nights_of(1, 20, 400)[0];
  untitled.untitled = 19;
  CHECK(figures(find_drift(untitled, nights_of(3, 20, 400))) == "untitled");
  NightFigures errors{.visits = 20, .errors = 15};
  CHECK(figures(find_drift(errors, nights_of(3, 20, 400))) == "errors");
  std::mt19937 random(1);
  CHECK(figures(find_drift(night_of(30, 400, random, 0.9), nights_of(3, 20, 400))) == "empty");
}

TEST_CASE("what a host always was is not out of line") {
  std::mt19937 random(3);
  std::vector<NightFigures> past;
  past.reserve(5);
  for (int i = 0; i < 5; ++i) past.push_back(night_of(20, 30, random, 0.4));
  CHECK(find_drift(night_of(20, 30, random, 0.4), past).empty());
}

TEST_CASE("a host that goes on as it was is not named in a thousand nights") {
  std::mt19937 random(11);
  std::vector<NightFigures> past = nights_of(2, 10, 400);
  for (int night = 0; night < 1000; ++night) {
    CAPTURE(night);
    const NightFigures tonight = night_of(8 + static_cast<int>(random() % 40), 400, random, 0.05);
    CHECK(figures(find_drift(tonight, past)) == "");
    past.insert(past.begin(), tonight);
    if (past.size() > 60) past.pop_back();
  }
}

TEST_CASE("few pages, or few nights, say nothing") {
  std::mt19937 random(1);
  CHECK(find_drift(night_of(7, 10, random), nights_of(5, 20, 400)).empty());
  CHECK(find_drift(night_of(20, 10, random), nights_of(1, 50, 400)).empty());
  CHECK(find_drift(night_of(20, 10, random), nights_of(2, 7, 400)).empty());
  CHECK_FALSE(find_drift(night_of(20, 10, random), nights_of(2, 8, 400)).empty());
}

TEST_CASE("a change is named for a week, then it is how the host is") {
  std::mt19937 random(5);
  std::vector<NightFigures> past = nights_of(10, 20, 400);
  int named = 0;
  for (int night = 0; night < 20; ++night) {
    NightFigures tonight = night_of(20, 40, random);
    tonight.was_drift = !find_drift(tonight, past).empty();
    CHECK(tonight.was_drift == (night < 7));
    named += tonight.was_drift ? 1 : 0;
    past.insert(past.begin(), tonight);
  }
  CHECK(named == 7);
}
