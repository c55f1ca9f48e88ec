#include "scrape/poll_lines.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace lubb::scrape {
namespace {

using extraction::PhraseKind;

// Of own polls in Arabic and English the longest question had 14 words, the longest answer 6, and there were
// at most 5 answers: room for twice as much.
constexpr std::uint32_t most_question_words = 30;
constexpr std::uint32_t most_answer_words = 10;
constexpr LineId fewest_answers = 2;
constexpr LineId most_lines_below = 16;   // answers, their percentages, button, results
constexpr LineId most_answers_alone = 8;  // where nothing below the answers tells their end

// In Greek the semicolon is one.
bool ends_with_question_mark(std::string_view text) noexcept {
  constexpr std::array<std::string_view, 4> marks = {"?", "؟", "？", ";"};
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return text.ends_with(mark); });
}

bool has_percentage(std::string_view text) noexcept {
  constexpr std::array<std::string_view, 3> signs = {"%", "٪", "％"};
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

class PollFinder {
 public:
  PollFinder(const Lines& lines, const LineFacts& facts)
      : lines_(lines), facts_(facts), found_(lines.lines.size(), false) {}

  std::vector<bool> run() {
    for (LineId id = 0; id < found_.size(); ++id) {
      if (is_question(id)) read_poll(id);
    }
    return std::move(found_);
  }

 private:
  bool is_question(LineId id) const {
    return lines_.lines[id].counts.words <= most_question_words && !is_poll_phrase(id) &&
           ends_with_question_mark(lines_.line_text(id));
  }

  bool is_poll_phrase(LineId id) const { return facts_.phrases[id].kind == PhraseKind::poll; }

  // "Agree" and "accept" stand on cookie notices as well.
  bool may_be_answer(LineId id) const {
    const PhraseKind kind = facts_.phrases[id].kind;
    return lines_.lines[id].counts.words <= most_answer_words && !lines_.lines[id].counts.ends_sentence &&
           (kind == PhraseKind::none || kind == PhraseKind::cookie);
  }

  void read_poll(LineId question) {
    const bool headed = question > 0 && is_poll_phrase(question - 1);
    const auto end =
        static_cast<LineId>(std::min<std::size_t>(found_.size(), question + 1 + most_lines_below));
    bool named = headed;
    LineId answers = 0, last = question;  // the last line that is surely the poll's
    LineId id = question + 1;
    for (; id < end && (is_poll_phrase(id) || may_be_answer(id)); ++id) {
      if (is_poll_phrase(id)) {
        named = true;
      } else if (lines_.lines[id].counts.words > 0) {
        ++answers;
      }
      if (is_poll_phrase(id) || has_percentage(lines_.line_text(id))) last = id;
    }
    const bool ended = last > question;
    if (!named || answers < fewest_answers || (!ended && answers > most_answers_alone)) return;
    std::fill(found_.begin() + question - (headed ? 1 : 0), found_.begin() + (ended ? last + 1 : id), true);
  }

  const Lines& lines_;
  const LineFacts& facts_;
  std::vector<bool> found_;
};

}  // namespace

std::vector<bool> find_poll_lines(const Lines& lines, const LineFacts& facts) {
  return PollFinder(lines, facts).run();
}

}  // namespace lubb::scrape
