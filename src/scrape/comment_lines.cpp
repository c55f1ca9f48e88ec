#include "scrape/comment_lines.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "extract/comment_credits.h"
#include "metadata/date.h"

namespace lubb::scrape {
namespace {

using extraction::PhraseKind;

constexpr std::uint32_t fewest_comment_words = 2;
// A line of more words is no name.
constexpr std::uint32_t most_name_words = 4;
// "Petra says: ..." is looked for in so many bytes.
constexpr std::size_t longest_name = 60;

// What one line tells beside text.
struct Credit {
  std::optional<std::string> author, date;
};

class CommentLines {
 public:
  CommentLines(const ScoredLines& file, const std::vector<LineDecision>& decisions,
               std::vector<Comment>& comments)
      : file_(file),
        decisions_(decisions),
        comments_(comments),
        context_(metadata::date_context(file.language)) {}

  void run() {
    const auto count = static_cast<LineId>(decisions_.size());
    for (LineId id = section_begin(); id < count; ++id) {
      if (ends_section(id)) break;
      if (file_.facts.phrases[id].kind != PhraseKind::none) continue;
      if (auto credit = credit_of(id))
        take_credit(std::move(*credit));
      else
        take_text(file_.lines.line_text(id));
    }
  }

 private:
  // Behind the first heading below which nothing was kept ("Reply" counts as one too).
  LineId section_begin() const {
    auto begin = static_cast<LineId>(decisions_.size());
    for (LineId id = begin; id-- > 0 && !decisions_[id].kept;) {
      if (is_heading(id)) begin = id + 1;
    }
    return begin;
  }

  bool is_heading(LineId id) const {
    const extraction::PhraseMatch& phrase = file_.facts.phrases[id];
    return phrase.whole && phrase.kind == PhraseKind::comment_heading;
  }

  // The form below the comments, or another list.
  bool ends_section(LineId id) const {
    const extraction::PhraseMatch& phrase = file_.facts.phrases[id];
    if (phrase.kind == PhraseKind::comment_form) return comments_.size() > 0;
    return phrase.whole &&
           (phrase.kind == PhraseKind::related_heading || phrase.kind == PhraseKind::most_read);
  }

  std::optional<Credit> credit_of(LineId id) const {
    const std::string_view line = file_.lines.line_text(id);
    const Line& measured = file_.lines.lines[id];
    if (measured.counts.words > extraction::most_comment_date_words) return std::nullopt;
    if (extraction::is_said_line(line)) return Credit{extraction::author_name(line), std::nullopt};
    if (auto date = metadata::parse_date(line, context_))
      return Credit{name_before_date(line), std::move(date)};
    const bool name =
        measured.counts.words <= most_name_words && !measured.counts.ends_sentence && has_text_behind(id);
    if (!name) return std::nullopt;
    return Credit{extraction::author_name(line), std::nullopt};
  }

  // A name stands above a longer line, or above a date.
  bool has_text_behind(LineId id) const {
    if (id + 1 >= decisions_.size() || is_heading(id + 1)) return false;
    return file_.lines.lines[id + 1].counts.words > most_name_words ||
           metadata::parse_date(file_.lines.line_text(id + 1), context_).has_value();
  }

  // "Petra | 5 March 2024"
  std::optional<std::string> name_before_date(std::string_view line) const {
    constexpr std::array<std::string_view, 6> between{" | ", " - ", " – ", " · ", ", ", "، "};
    for (const std::string_view mark : between) {
      const std::size_t at = line.find(mark);
      if (at == std::string_view::npos || at == 0) continue;
      const std::string_view name = line.substr(0, at);
      const bool digits = text::ascii_digits(name).find_first_of("0123456789") != std::string::npos;
      if (digits || text::count_words(name) > most_name_words) continue;
      if (metadata::parse_date(line.substr(at + mark.size()), context_)) return extraction::author_name(name);
    }
    return std::nullopt;
  }

  void take_credit(Credit credit) {
    // A second name, or a line behind the text, begins the next comment.
    if (in_comment_ || (credit.author && next_.author)) next_ = {};
    in_comment_ = false;
    credited_ = true;
    if (credit.author) next_.author = std::move(credit.author);
    if (credit.date) next_.date = std::move(credit.date);
  }

  void take_text(std::string_view line) {
    if (in_comment_ && credited_) {
      comments_.back().text.append("\n").append(line);
      return;
    }
    Comment comment{std::exchange(next_.author, std::nullopt), std::exchange(next_.date, std::nullopt), {}};
    const std::size_t colon = line.substr(0, longest_name).find(": ");
    if (!comment.author && colon != std::string_view::npos &&
        extraction::is_said_line(line.substr(0, colon + 1))) {
      comment.author = extraction::author_name(line.substr(0, colon));
      line = text::trim(line.substr(colon + 1));
    }
    if (text::count_words(line) < fewest_comment_words) return;
    comment.text = line;
    comments_.push_back(std::move(comment));
    in_comment_ = true;
  }

  const ScoredLines& file_;
  const std::vector<LineDecision>& decisions_;
  std::vector<Comment>& comments_;
  metadata::DateContext context_;
  Credit next_;              // of the comment that begins with the next text
  bool in_comment_ = false;  // the line before was text of the last comment
  bool credited_ = false;    // the section has names or dates: lines between two of them are one comment
};

}  // namespace

void read_comment_lines(const ScoredLines& file, const std::vector<LineDecision>& decisions,
                        std::vector<Comment>& comments) {
  CommentLines(file, decisions, comments).run();
}

}  // namespace lubb::scrape
