#include "scrape/line_words.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.h"

namespace lubb::scrape {
namespace {

constexpr std::size_t long_word_letters = 4;

Script script_of(char32_t c) noexcept {
  if (c < 0x0250 || (c >= 0x1E00 && c < 0x1F00)) return Script::latin;
  if ((c >= 0x0370 && c < 0x0400) || (c >= 0x1F00 && c < 0x2000)) return Script::greek;
  if (c >= 0x0400 && c < 0x0530) return Script::cyrillic;
  if (c >= 0x0590 && c < 0x0600) return Script::hebrew;
  if ((c >= 0x0600 && c < 0x0780) || (c >= 0x08A0 && c < 0x0900) || (c >= 0xFB50 && c < 0xFF00)) {
    return Script::arabic;
  }
  if ((c >= 0x3040 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00) ||
      c >= 0x20000) {
    return Script::east_asian;
  }
  return Script::other;
}

constexpr bool is_bullet(char32_t c) noexcept {
  return c == 0x2022 || c == 0x25CF || c == 0x25AA || c == 0x25A0 || c == 0x25E6 || c == 0x2023 ||
         c == 0x2043 || c == 0x25BA || c == 0x25B6 || c == 0x27A4 || c == 0x00BB;
}

// Marks that stand inside sentences or at their end, so a line that begins with one goes on with another.
constexpr bool goes_on(char32_t c) noexcept {
  return c == ',' || c == '.' || c == ';' || c == ')' || c == 0x060C || c == 0x061B || c == 0x3002;
}

bool holds_address(std::string_view text) noexcept {
  if (text.find("://") != std::string_view::npos || text.find("www.") != std::string_view::npos) return true;
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos;
}

LineSigns read_signs(std::string_view text) {
  LineSigns signs;
  signs.ends_with_colon = text.ends_with(':') || text.ends_with("：");
  signs.address = holds_address(text);
  bool in_word = false, first = true;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::next_code_point(text, i);
    const auto point = static_cast<UChar32>(c);
    const bool letter = u_isalpha(point);
    if (letter) ++signs.letters[static_cast<std::size_t>(script_of(c))];
    if (first) signs.begins_small = goes_on(c) || (letter && u_islower(point));
    first = false;
    if (is_bullet(c)) ++signs.bullets;
    const bool word = letter || u_isdigit(point) || u_charType(point) == U_NON_SPACING_MARK;
    if (word && !in_word) {
      ++signs.words;
      signs.capital_words += u_isupper(point) ? 1U : 0U;
    }
    in_word = word || (in_word && (c == '\'' || c == 0x2019 || c == 0x200C));
  }
  return signs;
}

constexpr std::uint64_t hash_start = 0xCBF29CE484222325ULL;  // FNV-1a
constexpr std::uint64_t hash_byte(std::uint64_t hash, char c) noexcept {
  return (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
}

std::uint64_t hash_of(std::string_view text) noexcept {
  std::uint64_t hash = hash_start;
  for (const char c : text) hash = hash_byte(hash, c);
  return hash;
}

void append_words(std::string_view folded, LineWords& out) {
  std::uint64_t hash = hash_start;
  std::size_t letters = 0;
  const auto finish = [&] {
    if (letters > 0) {
      out.words.push_back(hash);
      out.long_word.push_back(letters >= long_word_letters);
    }
    hash = hash_start;
    letters = 0;
  };
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t begin = i;
    const char32_t c = text::next_code_point(folded, i);
    if (!u_isalnum(static_cast<UChar32>(c))) {
      finish();
      continue;
    }
    for (const char byte : folded.substr(begin, i - begin)) hash = hash_byte(hash, byte);
    ++letters;
    // Without spaces between words each character stands for one.
    if (script_of(c) == Script::east_asian && c < 0xAC00) {
      letters = long_word_letters;
      finish();
    }
  }
  finish();
}

}  // namespace

LineWords read_words(const Lines& lines) {
  LineWords words;
  const auto count = static_cast<LineId>(lines.lines.size());
  words.signs.reserve(count);
  words.texts.reserve(count);
  words.ends.reserve(count);
  for (LineId id = 0; id < count; ++id) {
    const std::string_view text = lines.line_text(id);
    words.signs.push_back(read_signs(text));
    const std::string folded = text::fold_for_matching(text);
    words.texts.push_back(hash_of(folded));
    append_words(folded, words);
    words.ends.push_back(static_cast<std::uint32_t>(words.words.size()));
  }
  return words;
}

Script main_script(const LineWords& words) noexcept {
  std::array<std::uint64_t, static_cast<std::size_t>(Script::count_)> sums{};
  for (const LineSigns& signs : words.signs) {
    for (std::size_t s = 0; s < sums.size(); ++s) sums[s] += signs.letters[s];
  }
  return static_cast<Script>(std::max_element(sums.begin(), sums.end()) - sums.begin());
}

}  // namespace lubb::scrape
