#include "scrape/line_features.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "metadata/date.h"
#include "metadata/date_tokens.h"
#include "scrape/line_words.h"

namespace lubb::scrape {
namespace {

using extraction::PhraseKind;
using extraction::PhraseMatch;

constexpr std::uint32_t prose_words = 12;      // fewer: a subhead, a caption, a label
constexpr std::uint32_t short_words = 6;       // a menu entry has at most so many
constexpr float far = 50;                      // lines: further away is all the same
constexpr std::uint32_t most_date_words = 16;  // of a line that may be a date line
constexpr std::uint32_t most_blank = 3;
constexpr std::size_t run_length = 3;  // words that are looked for elsewhere
// A line of so many words neither helps nor hurts a run of prose to be the densest.
constexpr double neutral_words = 8;

enum Group : std::uint8_t { interface_, promotion, related, comment, credit, groups };

Group group_of(PhraseKind kind) noexcept {
  switch (kind) {
    case PhraseKind::promotion:
    case PhraseKind::newsletter:
    case PhraseKind::advertisement:
    case PhraseKind::adblock:
    case PhraseKind::cookie: return promotion;
    case PhraseKind::read_also:
    case PhraseKind::related_heading:
    case PhraseKind::most_read: return related;
    case PhraseKind::comment_heading:
    case PhraseKind::comment_form: return comment;
    case PhraseKind::tags_label:
    case PhraseKind::source_label:
    case PhraseKind::byline:
    case PhraseKind::copyright: return credit;
    case PhraseKind::share:
    case PhraseKind::login:
    case PhraseKind::navigation:
    case PhraseKind::interface: return interface_;
    case PhraseKind::poll:  // not among what the scorer has learned from
    case PhraseKind::none:
    case PhraseKind::count_: break;
  }
  return groups;
}

constexpr std::array<LineFeature, groups> phrase_features{
    LineFeature::phrase_interface, LineFeature::phrase_promotion, LineFeature::phrase_related,
    LineFeature::phrase_comment, LineFeature::phrase_credit};
constexpr std::array<LineFeature, groups> since_features{
    LineFeature::since_interface, LineFeature::since_promotion, LineFeature::since_related,
    LineFeature::since_comment, LineFeature::since_credit};
constexpr std::array<LineFeature, groups> until_features{
    LineFeature::until_interface, LineFeature::until_promotion, LineFeature::until_related,
    LineFeature::until_comment, LineFeature::until_credit};

constexpr float part_match = 0.5F;  // a phrase that is only part of its line

float share(double part, double whole) noexcept {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0F;
}
float as_float(std::size_t value) noexcept { return static_cast<float>(value); }

class FeaturePass {
 public:
  FeaturePass(const Lines& lines, LineFeatures& features, LineFacts& facts)
      : lines_(lines), words_(read_words(lines)), out_(features), facts_(facts), size_(lines.lines.size()) {}

  void run() {
    out_.reset(size_);
    facts_ = {};
    if (size_ == 0) return;
    for (LineId id = 0; id < size_; ++id) {
      facts_.phrases.push_back(extraction::match_phrase(lines_.line_text(id)));
      const extraction::TextCounts& counts = counts_of(id);
      facts_.prose.push_back(counts.words >= prose_words && counts.sentence_ends > 0);
      total_words_ += counts.words;
      if (facts_.prose[id]) total_prose_ += counts.words;
    }
    find_densest_run();
    for (LineId id = 0; id < size_; ++id) {
      read_text(id);
      read_neighbours(id);
    }
    read_repetition();
    read_vocabulary();
    read_distances();
    read_runs();
    read_places();
  }

 private:
  const extraction::TextCounts& counts_of(LineId id) const noexcept { return lines_.lines[id].counts; }
  float words_of(std::size_t id) const noexcept {
    return id < size_ ? static_cast<float>(lines_.lines[id].counts.words) : 0.0F;
  }

  void read_text(LineId id) {
    using enum LineFeature;
    const extraction::TextCounts& counts = counts_of(id);
    const LineSigns& signs = words_.signs[id];
    const auto set = [&](LineFeature feature, double value) {
      out_.at(id, feature) = static_cast<float>(value);
    };
    set(words, counts.words);
    set(mean_word_length, share(counts.characters, counts.words));
    set(punctuation_share, share(counts.punctuation, counts.characters));
    set(comma_density, share(counts.commas, counts.words));
    set(sentence_ends, counts.sentence_ends);
    set(words_a_sentence, counts.words / static_cast<double>(std::max(counts.sentence_ends, 1U)));
    set(ends_sentence, counts.ends_sentence ? 1 : 0);
    set(ends_with_colon, signs.ends_with_colon ? 1 : 0);
    set(digit_share, share(counts.digits, counts.characters));
    set(letter_share, share(counts.letters, counts.characters));
    set(capital_share, share(counts.capitals, counts.letters));
    set(capital_words, share(signs.capital_words, signs.words));
    set(begins_small, signs.begins_small ? 1 : 0);
    set(pipes, counts.pipes);
    set(prices, counts.prices);
    set(bullets, signs.bullets);
    set(addresses, signs.address ? 1 : 0);
    set(date_line, date_share(id));
    set(other_script, other_script_share(id));
    set(blank_before, std::min(lines_.lines[id].blank_before, most_blank));
    set(blank_after, id + 1 < size_ ? std::min(lines_.lines[id + 1].blank_before, most_blank) : most_blank);
    const PhraseMatch& phrase = facts_.phrases[id];
    const Group group = group_of(phrase.kind);
    if (group != groups) out_.at(id, phrase_features[group]) = phrase.whole ? 1.0F : part_match;
  }

  float date_share(LineId id) const {
    const std::string_view text = lines_.line_text(id);
    const std::uint32_t words = counts_of(id).words;
    if (words == 0 || words > most_date_words || !metadata::has_digit(text)) return 0;
    std::uint32_t dated = 0;
    for (const metadata::FoundDate& date : metadata::find_dates(text)) {
      dated += text::count_words(text.substr(date.begin, date.end - date.begin));
    }
    return share(dated, words);
  }

  float other_script_share(LineId id) const noexcept {
    const ScriptCounts& letters = words_.signs[id].letters;
    std::uint32_t all = 0;
    for (const std::uint32_t count : letters) all += count;
    return all == 0 ? 0 : 1 - share(letters[static_cast<std::size_t>(script_)], all);
  }

  void read_neighbours(LineId id) {
    using enum LineFeature;
    const auto at = [&](std::size_t other, LineFeature feature) {
      return other < size_ ? out_.at(static_cast<LineId>(other), feature) : 0.0F;
    };
    // An index below 0 wraps around and is out of range like one past the end.
    const std::size_t here = id;
    out_.at(id, previous_words) = words_of(here - 1);
    out_.at(id, previous_2_words) = words_of(here - 2);
    out_.at(id, previous_3_words) = words_of(here - 3);
    out_.at(id, next_words) = words_of(here + 1);
    out_.at(id, next_2_words) = words_of(here + 2);
    out_.at(id, next_3_words) = words_of(here + 3);
    if (id > 0) {
      const LineId before = id - 1;
      out_.at(id, previous_ends_sentence) = at(before, ends_sentence);
      out_.at(id, previous_other_script) = at(before, other_script);
      out_.at(id, previous_capital_words) = at(before, capital_words);
      out_.at(before, next_ends_sentence) = at(id, ends_sentence);
      out_.at(before, next_other_script) = at(id, other_script);
      out_.at(before, next_capital_words) = at(id, capital_words);
    }
    read_window(id, 2, near_words, near_prose);
    read_window(id, 5, wide_words, wide_prose);
  }

  void read_window(LineId id, std::size_t reach, LineFeature mean, LineFeature prose) {
    const std::size_t first = id >= reach ? id - reach : 0;
    const std::size_t last = std::min(size_, id + reach + 1);
    double all = 0, in_prose = 0;
    for (std::size_t i = first; i < last; ++i) {
      all += static_cast<double>(words_of(i));
      if (facts_.prose[i]) in_prose += static_cast<double>(words_of(i));
    }
    out_.at(id, mean) = share(all, static_cast<double>(last - first));
    out_.at(id, prose) = share(in_prose, all);
  }

  void read_repetition() {
    std::unordered_map<std::uint64_t, std::uint32_t> texts, runs;
    for (const std::uint64_t text : words_.texts) ++texts[text];
    const auto run_at = [&](std::size_t place) {
      std::uint64_t hash = 0;
      for (std::size_t i = 0; i < run_length; ++i) {
        hash = (hash ^ words_.words[place + i]) * 0x9E3779B97F4A7C15ULL;
      }
      return hash;
    };
    const auto for_each_run = [&](LineId id, const auto& act) {
      for (std::size_t at = words_.begin(id); at + run_length <= words_.ends[id]; ++at) act(run_at(at));
    };
    for (LineId id = 0; id < size_; ++id) for_each_run(id, [&](std::uint64_t run) { ++runs[run]; });
    for (LineId id = 0; id < size_; ++id) {
      std::uint32_t all = 0, repeated = 0;
      for_each_run(id, [&](std::uint64_t run) {
        ++all;
        repeated += runs[run] > 1 ? 1U : 0U;
      });
      out_.at(id, LineFeature::same_text) = static_cast<float>(texts[words_.texts[id]]);
      out_.at(id, LineFeature::repeated_share) = share(repeated, all);
    }
  }

  void read_vocabulary() {
    std::unordered_map<std::uint64_t, std::uint32_t> vocabulary;  // prose lines a word stands in
    const auto for_each_word = [&](LineId id, const auto& act) {
      for (std::size_t at = words_.begin(id); at < words_.ends[id]; ++at) {
        if (words_.long_word[at]) act(words_.words[at]);
      }
    };
    std::unordered_map<std::uint64_t, LineId> last;
    for (LineId id = 0; id < size_; ++id) {
      if (!facts_.prose[id]) continue;
      for_each_word(id, [&](std::uint64_t word) {
        const auto [place, added] = last.try_emplace(word, id);
        if (added || place->second != id) ++vocabulary[word];
        place->second = id;
      });
    }
    for (LineId id = 0; id < size_; ++id) {
      std::uint32_t all = 0, known = 0;
      for_each_word(id, [&](std::uint64_t word) {
        const auto place = vocabulary.find(word);
        const std::uint32_t others = (place == vocabulary.end() ? 0 : place->second) - facts_.prose[id];
        ++all;
        known += others > 0 ? 1U : 0U;
      });
      out_.at(id, LineFeature::vocabulary) = share(known, all);
    }
  }

  void read_distances() {
    std::array<float, groups> since;
    since.fill(far);
    float prose = far, related_words = -1, comment_words = -1;
    for (LineId id = 0; id < size_; ++id) {
      for (std::uint8_t g = 0; g < groups; ++g) {
        out_.at(id, since_features[g]) = since[g];
        since[g] = out_.at(id, phrase_features[g]) > 0 ? 1 : std::min(since[g] + 1, far);
      }
      out_.at(id, LineFeature::since_prose) = prose;
      out_.at(id, LineFeature::words_since_related) = related_words;
      out_.at(id, LineFeature::words_since_comment) = comment_words;
      prose = facts_.prose[id] ? 1 : std::min(prose + 1, far);
      const float words = facts_.prose[id] ? words_of(id) : 0;
      if (related_words >= 0) related_words += words;
      if (comment_words >= 0) comment_words += words;
      if (out_.at(id, LineFeature::phrase_related) > 0) related_words = 0;
      if (out_.at(id, LineFeature::phrase_comment) > 0) comment_words = 0;
    }
    std::array<float, groups> until;
    until.fill(far);
    prose = far;
    for (LineId id = static_cast<LineId>(size_); id-- > 0;) {
      for (std::uint8_t g = 0; g < groups; ++g) {
        out_.at(id, until_features[g]) = until[g];
        until[g] = out_.at(id, phrase_features[g]) > 0 ? 1 : std::min(until[g] + 1, far);
      }
      out_.at(id, LineFeature::until_prose) = prose;
      prose = facts_.prose[id] ? 1 : std::min(prose + 1, far);
    }
  }

  // The stretch of lines whose prose outweighs what stands between it: the maximum sum of words over
  // neutral_words.
  void find_densest_run() {
    script_ = main_script(words_);
    double sum = 0, best = 0;
    LineId begin = 0;
    for (LineId id = 0; id < size_; ++id) {
      const double value = (facts_.prose[id] ? counts_of(id).words : 0) - neutral_words;
      if (sum <= 0) {
        sum = 0;
        begin = id;
      }
      sum += value;
      if (sum <= best) continue;
      best = sum;
      facts_.run_begin = begin;
      facts_.run_end = id + 1;
    }
  }

  // Writes the length of each maximal run of lines that fulfil `is`.
  template <class Predicate>
  void write_runs(LineFeature feature, const Predicate& is) {
    for (LineId begin = 0; begin < size_;) {
      LineId end = begin;
      while (end < size_ && is(end)) ++end;
      for (LineId id = begin; id < end; ++id) out_.at(id, feature) = as_float(end - begin);
      begin = std::max(end, begin + 1);
    }
  }

  void read_runs() {
    write_runs(LineFeature::short_run, [&](LineId id) { return counts_of(id).words <= short_words; });
    write_runs(LineFeature::prose_run, [&](LineId id) { return facts_.prose[id]; });
  }

  void read_places() {
    using enum LineFeature;
    double run_total = 0, prose = 0, before = 0;
    for (LineId id = facts_.run_begin; id < facts_.run_end; ++id) run_total += counts_of(id).words;
    const auto lines = static_cast<double>(size_);
    for (LineId id = 0; id < size_; ++id) {
      const double distance = id < facts_.run_begin ? -static_cast<double>(facts_.run_begin - id)
                              : id < facts_.run_end ? 0
                                                    : static_cast<double>(id + 1 - facts_.run_end);
      out_.at(id, run_place) = static_cast<float>(distance);
      out_.at(id, run_share) = share(distance, lines);
      out_.at(id, run_words) = share(run_total, total_words_);
      out_.at(id, run_mean) = share(run_total, static_cast<double>(facts_.run_end - facts_.run_begin));
      out_.at(id, prose_before) = share(prose, total_prose_);
      out_.at(id, words_before) = share(before, total_words_);
      out_.at(id, place) = share(id, lines);
      out_.at(id, file_words) = static_cast<float>(total_words_);
      out_.at(id, file_lines) = as_float(size_);
      out_.at(id, file_mean_words) = share(total_words_, lines);
      out_.at(id, file_prose) = share(total_prose_, total_words_);
      before += counts_of(id).words;
      if (facts_.prose[id]) prose += counts_of(id).words;
    }
  }

  const Lines& lines_;
  const LineWords words_;
  LineFeatures& out_;
  LineFacts& facts_;
  std::size_t size_;
  Script script_ = Script::latin;
  double total_words_ = 0, total_prose_ = 0;
};

}  // namespace

std::string_view name(LineFeature feature) noexcept {
  constexpr std::array<std::string_view, line_feature_count> names{
#define LUBB_NAME(name, why) #name,
      LUBB_LINE_FEATURES(LUBB_NAME)
#undef LUBB_NAME
  };
  return names[static_cast<std::size_t>(feature)];
}

void compute_line_features(const Lines& lines, LineFeatures& features, LineFacts& facts) {
  FeaturePass(lines, features, facts).run();
}

}  // namespace lubb::scrape
