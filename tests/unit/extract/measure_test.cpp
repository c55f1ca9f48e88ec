#include "extract/measure.h"

#include <doctest/doctest.h>

#include <string>

using lubb::extraction::measure;

TEST_CASE("words are runs of letters and digits in any script") {
  CHECK(measure("one two-three 4").words == 4);
  CHECK(measure("أعلن حلف شمال الأطلسي").words == 4);
  CHECK(measure("don't stop").words == 2);
}

TEST_CASE("a zero-width non-joiner does not end a word") { CHECK(measure("می‌گویند").words == 1); }

TEST_CASE("scripts without spaces count one word per 1.6 characters") {
  CHECK(measure("冬季渡轮时刻表已经公布").words == 7);  // 11 / 1.6
}

TEST_CASE("a sentence mark ends a sentence before white space or the end, not inside a number") {
  CHECK(measure("It cost 3.5 million. It did!").sentence_ends == 2);
  CHECK(measure("هل هذا صحيح؟ نعم").sentence_ends == 1);
  CHECK(measure("結束了。開始").sentence_ends == 1);
}

TEST_CASE("a closing quotation mark after the full stop still ends the sentence") {
  CHECK(measure("He said \"no.\"").ends_sentence);
  CHECK_FALSE(measure("He said").ends_sentence);
  CHECK(measure("He said \"no.\" Then").sentence_ends == 1);
}

TEST_CASE("commas, digits, capitals, pipes and prices are counted") {
  const auto counts = measure("Home | News, Sport، 12 $30 7€");
  CHECK(counts.pipes == 1);
  CHECK(counts.commas == 2);
  CHECK(counts.digits == 5);
  CHECK(counts.capitals == 3);
  CHECK(counts.prices == 2);
}

TEST_CASE("invalid bytes are read without harm") {
  CHECK(measure(std::string("a\xFF\xFE b")).words >= 2);
  CHECK(measure("").words == 0);
}

TEST_CASE("letters and capitals count the same wherever a word stands") {
  for (std::size_t spaces = 0; spaces < 10; ++spaces) {
    for (std::size_t letters = 1; letters < 20; ++letters) {
      const auto counts = measure(std::string(spaces, ' ') + std::string(letters, 'x') + "Y, Zz9");
      CHECK(counts.words == 2);
      CHECK(counts.letters == letters + 3);
      CHECK(counts.capitals == 2);
      CHECK(counts.characters == letters + 5);
    }
  }
}
