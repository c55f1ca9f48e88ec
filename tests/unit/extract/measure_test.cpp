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

void check_equal(const lubb::extraction::TextCounts& found, const lubb::extraction::TextCounts& expected) {
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
    check_equal(measure(text), measure_slowly(text));
  }
}

TEST_CASE("text of any script counts the same wherever it stands") {
  for (const std::string text :
       {"\u00C9l dijo: \u00AB\u00BFCu\u00E1ntos a\u00F1os?\u00BB, na\u00EFve \u2013 12 \u20AC.",
        "\u2019Tis Joe\u2019s\u2026 \u201CYes.\u201D\u00A0No | \u00B7 $5, 6$ 7\u20AC end",
        "\u0647\u0644 \u0647\u0630\u0627 \u0635\u062D\u064A\u062D\u061F \u0646\u0639\u0645\u060C "
        "\u0645\u06CC\u200C\u06AF\u0648 \u0663\u0664",
        "\u7D50\u675F\u4E86\u3002 abc \u958B\u59CB \u041F\u0440\u0438\u0432\u0435\u0442, \u043C\u0438\u0440! "
        "\U0001F600 ok"}) {
    const auto expected = measure(text);
    for (std::size_t spaces = 1; spaces < 140; ++spaces) {
      const std::string moved = std::string(spaces, ' ') + text;
      CAPTURE(moved);
      check_equal(measure(moved), expected);
    }
  }
}

TEST_CASE("characters of several bytes are told apart among others") {
  const auto counts = measure(
      "\u00C9l dijo \u2018s\u00ED\u2019, Joe\u2019s 3\u0664 \u00AB\u00A1S\u00ED!\u00BB \u2013 fin\u2026 "
      "\u2022 \u0430\u060C");
  CHECK(counts.words == 8);
  CHECK(counts.letters == 18);
  CHECK(counts.capitals == 3);
  CHECK(counts.digits == 2);
  CHECK(counts.commas == 2);
  CHECK(counts.sentence_ends == 2);
  CHECK(counts.pipes == 2);
}
