#include "scrape/poll_lines.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "unit/scrape/scored.h"

namespace {

using namespace lubb::scrape;
using Texts = std::vector<std::string>;

Texts poll_in(std::string_view text) {
  const Scored file(text);
  const std::vector<bool> polls = find_poll_lines(file.lines, file.facts);
  Texts found;
  for (LineId id = 0; id < polls.size(); ++id) {
    if (polls[id]) found.emplace_back(file.lines.line_text(id));
  }
  return found;
}

TEST_CASE("a poll is its heading, question, answers, button and results") {
  CHECK(poll_in(english_body + "Poll\nKeep the bridge?\nYes\nNo\nVote\nView results\n" + english_body) ==
        Texts{"Poll", "Keep the bridge?", "Yes", "No", "Vote", "View results"});
  CHECK(poll_in(arabic_body + "استطلاع رأي\nهل تزور المكتبة؟\nنعم\nلا\nعدد الأصوات: 96\n") ==
        Texts{"استطلاع رأي", "هل تزور المكتبة؟", "نعم", "لا", "عدد الأصوات: 96"});
}

TEST_CASE("percentages of the answers stand in their line or in one of their own") {
  CHECK(poll_in("Poll\nKeep the bridge?\nYes 60%\nNo 40%\nNews\n").size() == 4);
  CHECK(poll_in("استطلاع رأي\nهل تزور المكتبة؟\nنعم\n٦٠٪\nلا\n٤٠٪\nأخبار المدينة\n").size() == 6);
}

TEST_CASE("figures under a question make no poll") {
  CHECK(poll_in("How do people cross the river?\nBridge 60%\nFerry 40%\n" + english_body).empty());
}

TEST_CASE("what follows the button is no part of the poll") {
  CHECK(poll_in("Keep the bridge?\nYes\nNo\nVote\nA bridge for walkers\n" + english_body) ==
        Texts{"Keep the bridge?", "Yes", "No", "Vote"});
}

TEST_CASE("under a poll's heading short answers are enough, up to the next sentence") {
  CHECK(poll_in("Poll\nKeep the bridge?\nYes\nNo\n" + english_body) ==
        Texts{"Poll", "Keep the bridge?", "Yes", "No"});
}

TEST_CASE("questions of an interview and of a subhead make no poll") {
  CHECK(poll_in("Do you like the bridge?\nYes\nVery much\nWho built it?\nMy uncle\nA neighbour\n" +
                english_body)
            .empty());
  CHECK(poll_in("Who votes?\n" + english_body + "Vote\n").empty());
  CHECK(poll_in("Poll\nDo you like it?\nYes, I do like it.\nNo, I do not.\n").empty());
  CHECK(poll_in("Do sales rise?\nBy 3% in March\n" + english_body).empty());
}

TEST_CASE("one answer is no choice, and without text there is no poll") {
  CHECK(poll_in("Keep the bridge?\nYes\nVote\n").empty());
  CHECK(poll_in("").empty());
  CHECK(poll_in("Keep the bridge?").empty());
}

}  // namespace
