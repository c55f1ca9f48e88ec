// What the scorer sees of each line of a scrape: the only definition of every feature.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/phrases.h"
#include "scrape/lines.h"

namespace lubb::scrape {

// X(name, "unit: why"). "Prose" is a line of prose_words words or more with a sentence mark in it.
// clang-format off
#define LUBB_LINE_FEATURES(X)                                                                   \
  X(words, "words: long lines are content")                                                     \
  X(mean_word_length, "characters a word: labels and addresses differ from prose")              \
  X(punctuation_share, "share of characters: prose has some, codes a lot")                      \
  X(comma_density, "commas a word: prose has them, labels do not")                              \
  X(sentence_ends, "sentence marks before a space")                                             \
  X(words_a_sentence, "words a sentence mark; the line's words where there is none")            \
  X(ends_sentence, "0/1: the last character closes a sentence")                                 \
  X(ends_with_colon, "0/1: labels and lead-ins")                                                \
  X(digit_share, "share of characters: dates, counters, prices")                                \
  X(letter_share, "share of characters")                                                        \
  X(capital_share, "share of letters: labels are capitalised")                                  \
  X(capital_words, "share of words that begin with a capital: titles and names of sections")    \
  X(begins_small, "0/1: begins with a small letter or a mark: a sentence broken over lines")    \
  X(pipes, "separators of menus and breadcrumbs")                                               \
  X(prices, "amounts of money")                                                                 \
  X(bullets, "bullet signs: lists run together in one line")                                    \
  X(addresses, "0/1: a web or e-mail address")                                                  \
  X(date_line, "0..1: a date among few other words; 1 = nothing else")                          \
  X(other_script, "share of letters that are not of the file's script")                         \
  X(same_text, "lines with just this text")                                                     \
  X(repeated_share, "share of the line's three-word runs that stand elsewhere too: teasers")    \
  X(vocabulary, "share of the line's long words that stand in prose lines besides")             \
  X(phrase_interface, "0..1: navigation, interface, share, login; 1 = the whole line")          \
  X(phrase_promotion, "0..1: promotion, newsletter, advertisement, adblock, cookie")            \
  X(phrase_related, "0..1: read also, related, most read")                                      \
  X(phrase_comment, "0..1: comment heading or form")                                            \
  X(phrase_credit, "0..1: tags, source, byline, copyright")                                     \
  X(since_interface, "lines since the last phrase of that kind, up to far")                     \
  X(since_promotion, "the same") X(since_related, "the same") X(since_comment, "the same")      \
  X(since_credit, "the same")                                                                   \
  X(until_interface, "lines to the next phrase of that kind, up to far")                        \
  X(until_promotion, "the same") X(until_related, "the same") X(until_comment, "the same")      \
  X(until_credit, "the same")                                                                   \
  X(words_since_related, "prose words since the last such phrase; -1 = none above")             \
  X(words_since_comment, "the same")                                                            \
  X(blank_before, "empty lines, up to 3") X(blank_after, "the same")                            \
  X(previous_words, "words of the line before") X(previous_2_words, "two before")               \
  X(previous_3_words, "three before")                                                           \
  X(next_words, "words of the line after") X(next_2_words, "two after")                         \
  X(next_3_words, "three after")                                                                \
  X(previous_ends_sentence, "0/1") X(next_ends_sentence, "0/1")                                 \
  X(previous_other_script, "share") X(next_other_script, "share")                               \
  X(previous_capital_words, "share") X(next_capital_words, "share")                             \
  X(near_words, "mean words of the lines up to 2 away") X(wide_words, "up to 5 away")           \
  X(near_prose, "share of words in prose, lines up to 2 away") X(wide_prose, "up to 5 away")    \
  X(since_prose, "lines since the last prose, up to far") X(until_prose, "to the next")         \
  X(short_run, "lines in the run of short lines around, 0 for a long line")                     \
  X(prose_run, "lines in the run of prose lines around, 0 for other lines")                     \
  X(run_place, "lines before (<0) or after (>0) the densest run of prose, 0 = inside")          \
  X(run_share, "the same as share of the file's lines")                                         \
  X(run_words, "words of that run by the file's words")                                         \
  X(run_mean, "words a line in that run")                                                       \
  X(prose_before, "share of the file's prose words above")                                      \
  X(words_before, "share of the file's words above") X(place, "share of the file's lines above")\
  X(file_words, "words") X(file_lines, "lines") X(file_mean_words, "words a line")              \
  X(file_prose, "share of words in prose")
// clang-format on

enum class LineFeature : std::uint16_t {
#define LUBB_ENUMERATE(name, why) name,
  LUBB_LINE_FEATURES(LUBB_ENUMERATE)
#undef LUBB_ENUMERATE
      count_
};
inline constexpr std::size_t line_feature_count = static_cast<std::size_t>(LineFeature::count_);

[[nodiscard]] std::string_view name(LineFeature feature) noexcept;

class LineFeatures {
 public:
  void reset(std::size_t lines) { values_.assign(lines * line_feature_count, 0.0F); }
  [[nodiscard]] float& at(LineId id, LineFeature feature) noexcept {
    return values_[id * line_feature_count + static_cast<std::size_t>(feature)];
  }
  [[nodiscard]] float at(LineId id, LineFeature feature) const noexcept {
    return values_[id * line_feature_count + static_cast<std::size_t>(feature)];
  }
  [[nodiscard]] std::span<const float> row(LineId id) const noexcept {
    return std::span(values_).subspan(id * line_feature_count, line_feature_count);
  }
  [[nodiscard]] std::span<const float> values() const noexcept { return values_; }

 private:
  std::vector<float> values_;
};

// What later stages want to know of each line besides.
struct LineFacts {
  std::vector<extraction::PhraseMatch> phrases;
  std::vector<bool> prose;
  LineId run_begin = 0, run_end = 0;  // the densest run of prose: [begin, end); empty where there is no prose
};

// Linear in the text.
void compute_line_features(const Lines& lines, LineFeatures& features, LineFacts& facts);

}  // namespace lubb::scrape
