#include "extract/measure.h"

#include <doctest/doctest.h>

#include <random>
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

namespace {

// A character at a time, ASCII only.
lubb::extraction::TextCounts measure_slowly(const std::string& text) {
  lubb::extraction::TextCounts counts;
  bool in_word = false, pending = false, after_digit = false, after_currency = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9', capital = c >= 'A' && c <= 'Z';
    const bool letter = capital || (c >= 'a' && c <= 'z');
    if (c <= ' ' || c == 0x7F) {
      counts.sentence_ends += pending ? 1 : 0;
      in_word = pending = after_digit = after_currency = false;
      continue;
    }
    ++counts.characters;
    if (letter || digit) {
      counts.words += in_word ? 0 : 1;
      counts.letters += letter ? 1 : 0;
      counts.capitals += capital ? 1 : 0;
      counts.digits += digit ? 1 : 0;
      counts.prices += digit && after_currency ? 1 : 0;
      in_word = true;
      after_digit = digit;
      pending = after_currency = counts.ends_sentence = false;
      continue;
    }
    ++counts.punctuation;
    counts.commas += c == ',' || c == ';' ? 1 : 0;
    counts.pipes += c == '|' || c == '/' || c == '>' ? 1 : 0;
    if (c == '$') counts.prices += after_digit ? 1 : 0;
    after_currency = after_currency || c == '$';
    const bool closing = std::string("\"')]").find(c) != std::string::npos;
    if (c == '.' || c == '!' || c == '?') {
      pending = counts.ends_sentence = true;
    } else if (!closing) {
      pending = counts.ends_sentence = false;
    }
    in_word = in_word && c == '\'';
  }
  counts.sentence_ends += pending ? 1 : 0;
  return counts;
}

}  // namespace

TEST_CASE("many characters at once are counted as one after the other") {
  constexpr std::string_view characters = "aaaBcd19 .!?\"')],;|/>$-(\n\x7F";
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 70, ' ');
    const std::size_t variety = 3 + random() % (characters.size() - 2);
    for (char& c : text) c = characters[random() % variety];
    CAPTURE(text);
    const auto found = measure(text), expected = measure_slowly(text);
    CHECK(found.words == expected.words);
    CHECK(found.characters == expected.characters);
    CHECK(found.letters == expected.letters);
    CHECK(found.capitals == expected.capitals);
    CHECK(found.digits == expected.digits);
    CHECK(found.commas == expected.commas);
    CHECK(found.sentence_ends == expected.sentence_ends);
    CHECK(found.punctuation == expected.punctuation);
    CHECK(found.pipes == expected.pipes);
    CHECK(found.prices == expected.prices);
    CHECK(found.ends_sentence == expected.ends_sentence);
  }
}
