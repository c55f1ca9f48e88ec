#include "metadata/visible_date.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "metadata/date.h"
#include "metadata/date_label.h"
#include "metadata/date_tokens.h"
#include "metadata/near_title.h"

namespace lubb::metadata {
namespace {

using dom::NodeId;
using dom::Tag;

// Lines above the headline count only where they share a small container with it, so that today's date in
// the page's header does not.
constexpr std::uint32_t max_levels_up_before = 3;
// Where a class name says "published" the container may be larger.
constexpr std::uint32_t max_levels_up_published = 6;
constexpr std::uint32_t max_distance_before = 6;  // pieces of text
// Lines right beside the title.
constexpr std::uint32_t max_distance_beside = 1;    // pieces of text
constexpr std::uint32_t max_text_beside = 300;      // bytes between
constexpr std::size_t max_line_bytes = 400;         // a date line with byline, section and reading time
constexpr std::uint32_t max_words_beside_date = 6;  // words of a bare line beside its date
constexpr std::uint32_t max_words_in_credit = 16;   // words of a line that is left out of the body

struct Candidate {
  std::string iso;
  DateLabel label = DateLabel::none;
  int score = 0;
  std::size_t line = 0;
  NodeId element = dom::no_node;  // holds the date line and nothing else
  // A class "updated" alone: an update if another date stands beside it, else just the microformat's way.
  bool called_updated = false;
};

int score_of(const Line& line, const Evidence& evidence, DateLabel label, const std::string& iso,
             bool time_element) {
  int score = 0;
  if (time_element) score += 2;
  if (evidence.date) score += 2;
  if (evidence.meta || evidence.author) score += 1;
  if (label == DateLabel::published) score += 2;
  if (iso.size() > 10) score += 1;  // a time of day
  if (line.text_between <= 300) score += 1;
  if (line.distance <= 3) score += 1;
  return score;
}

// Which lines count: those near the title that are the story's own, those right beside it in a bar of links
// or tools too, or all of a page; then, for want of a better date, those near the title whose names say date
// among tools, those anywhere whose text says published, any line with the only date of the page; and all.
enum class Reach : std::uint8_t { near, beside, distant, named, labelled, only, first };

class DateFinder {
 public:
  DateFinder(LineReader& reader, const NearTitle& near, std::string_view language, Reach reach)
      : reader_(reader),
        document_(reader.document()),
        near_(near),
        context_(date_context(language)),
        reach_(reach) {}

  VisibleDate run() {
    for (std::size_t i = 0; i < near_.lines.size(); ++i) {
      if (is_eligible(near_.lines[i])) read_line(i);
    }
    find_updates();
    VisibleDate result;
    result.published = settle(DateLabel::published);
    result.modified = settle(DateLabel::modified);
    for (const Candidate& candidate : candidates_) {
      if (candidate.element == dom::no_node) continue;
      if (result.elements.empty() || result.elements.back() != candidate.element) {
        result.elements.push_back(candidate.element);
      }
    }
    return result;
  }

 private:
  bool is_eligible(const Line& line) const {
    if (reach_ == Reach::beside) {
      return !line.footer && !line.before_title && line.distance <= max_distance_beside &&
             line.levels_up <= max_levels_up_before && line.text_between <= max_text_beside;
    }
    if (reach_ == Reach::named) {
      return !line.footer && !line.all_links && !line.before_title &&
             line.levels_up <= max_levels_up_before && line.text_between <= max_text_between;
    }
    if (reach_ == Reach::first) return !line.footer && !line.before_title;
    if (reach_ == Reach::labelled) return !line.footer && !line.all_links;
    if (line.junk) return false;
    if (reach_ == Reach::only) return !line.footer && !line.all_links && !may_be_day_of_visit(line.text);
    if (reach_ == Reach::distant) return true;
    if (line.footer) return false;
    if (line.before_title)
      return line.levels_up <= max_levels_up_published && line.distance <= max_distance_before;
    return line.text_between <= max_text_between;
  }

  // Where no headline parts the page's header from its text: "Friday, 9 December 2011, 14:58:56". One word in
  // front, or the Chinese for a weekday behind.
  bool may_be_day_of_visit(std::string_view line) const {
    if (near_.title != dom::no_node) return false;
    const std::vector<FoundDate> dates = find_dates(line, context_);
    if (dates.size() != 1) return false;
    const std::string_view before = line.substr(0, dates.front().begin);
    const bool word =
        before.find_first_of(":|(/-") == std::string_view::npos && text::count_words(before) == 1;
    return word || text::trim(line.substr(dates.front().end)).starts_with("星期");
  }

  // Decoded, until the next call.
  std::optional<std::string_view> attribute(NodeId element, std::string_view name) {
    return document_.attribute(element, name, scratch_);
  }

  // <time datetime="..."> or <abbr title="..."> that holds the piece, or no_node.
  NodeId time_element_of(const Piece& piece) {
    constexpr int levels = 3;
    NodeId at = document_.node(piece.node).parent;
    for (int level = 0; level < levels && at != dom::no_node; ++level, at = document_.node(at).parent) {
      const Tag tag = document_.node(at).tag;
      if ((tag == Tag::time || tag == Tag::span) && attribute(at, "datetime")) return at;
      if (tag == Tag::time) return at;
      if (tag == Tag::abbr && has_digit(attribute(at, "title").value_or(""))) return at;
    }
    return dom::no_node;
  }

  void read_line(std::size_t index) {
    const Line& line = near_.lines[index];
    if (line.text.size() > max_line_bytes) return read_dateline(index);
    bool found = false;
    NodeId last_time = dom::no_node;
    last_date_end_ = 0;
    std::size_t at = 0;  // place of the piece in the line's text
    for (std::size_t p = line.first_piece; p < line.end_piece; ++p) {
      const Piece& piece = near_.pieces[p];
      const NodeId time = time_element_of(piece);
      if (time != dom::no_node && time == last_time) {
        at += piece.text.size() + 1;
        continue;
      }
      last_time = time;
      found = read_time_element(index, piece, time, at) || read_piece(index, piece, at) || found;
      at += piece.text.size() + 1;
    }
    if (!found && line.end_piece - line.first_piece > 1) read_whole_line(index);
  }

  // `from`: end of the date before in the same line, whose label is not this one's.
  DateLabel label_of(std::size_t index, std::size_t from, std::size_t place) const {
    from = std::min(from, place);
    const DateLabel own =
        date_label_before(std::string_view(near_.lines[index].text).substr(from, place - from));
    if (own != DateLabel::none || place > 3 || index == 0) return own;
    const Line& above = near_.lines[index - 1];  // a label on a line of its own
    constexpr std::uint32_t longest_label = 4;   // words
    if (text::count_words(above.text) > longest_label || has_digit(above.text)) return DateLabel::none;
    const DateLabel label = date_label_before(above.text);
    return label == DateLabel::other ? DateLabel::none : label;
  }

  // "Dieser Beitrag wurde am 3. Dezember 2011 veröffentlicht": languages that put the verb last.
  DateLabel label_behind(std::size_t index, std::size_t end) const {
    constexpr std::size_t reach = 60;  // bytes
    const std::string_view line = near_.lines[index].text;
    if (end >= line.size() || line.size() > max_line_bytes) return DateLabel::none;
    const std::string folded = text::fold_for_matching(line.substr(end, reach));
    for (const std::string_view verb : {"veröffentlicht", "erstellt", "geschrieben", "gepubliceerd"}) {
      if (folded.find(verb) != std::string::npos) return DateLabel::published;
    }
    return DateLabel::none;
  }

  bool read_time_element(std::size_t index, const Piece& piece, NodeId time, std::size_t place) {
    if (time == dom::no_node) return false;
    const bool abbreviated = document_.node(time).tag == Tag::abbr;
    const std::optional<std::string_view> machine = attribute(time, abbreviated ? "title" : "datetime");
    std::optional<std::string> iso = machine ? parse_date(*machine, context_) : std::nullopt;
    if (!iso) iso = parse_date(piece.text, context_);
    if (!iso) return false;
    DateLabel label = label_of(index, last_date_end_, place);
    last_date_end_ = place + piece.text.size();
    add(index, piece, std::move(*iso), label, true);
    return true;
  }

  bool read_piece(std::size_t index, const Piece& piece, std::size_t place) {
    if (!has_digit(piece.text)) return false;
    bool found = false;
    std::size_t before = 0;
    std::vector<FoundDate> dates = find_dates(piece.text, context_);
    if (dates.empty()) return false;
    const bool in_sentence = !stand_alone(piece.text, dates, around(piece)) || is_in_sentence(index, piece);
    if (in_sentence && !is_dateline(index, piece.text, dates)) return false;
    for (FoundDate& date : dates) {
      DateLabel label = date_label_before(std::string_view(piece.text).substr(before, date.begin - before));
      if (label == DateLabel::none && before == 0)
        label = label_of(index, last_date_end_, place + date.begin);
      if (label == DateLabel::none && dates.size() == 1) label = label_behind(index, place + date.end);
      before = date.end;
      last_date_end_ = place + date.end;
      add(index, piece, std::move(date.iso), label, false);
      found = true;
    }
    return found;
  }

  // The date's parts stand in elements of their own: <span>12</span> <span>November</span> <span>2024</span>.
  void read_whole_line(std::size_t index) {
    const Line& line = near_.lines[index];
    const Piece& first = near_.pieces[line.first_piece];
    std::vector<FoundDate> dates = find_dates(line.text, context_);
    if (dates.empty() || !stand_alone(line.text, dates, around(first))) return;
    for (FoundDate& date : dates) {
      add(index, first, std::move(date.iso), label_of(index, 0, date.begin), false);
    }
  }

  Evidence around(const Piece& piece) { return reader_.evidence_of(piece).around; }

  // A date line, not a sentence that mentions a day.
  static bool stand_alone(std::string_view text, const std::vector<FoundDate>& dates,
                          const Evidence& evidence) {
    std::uint32_t beside = text::count_words(text);
    for (const FoundDate& date : dates) {
      beside -= std::min(beside, text::count_words(text.substr(date.begin, date.end - date.begin)));
    }
    return beside <= (evidence.date || evidence.meta ? max_words_beside_date * 3 : max_words_beside_date);
  }

  // A short piece of a long line: a sentence with a link or an abbreviation in it.
  bool is_in_sentence(std::size_t index, const Piece& piece) {
    constexpr std::uint32_t most_words = 20;  // a date line with byline, section and reading time
    const Line& line = near_.lines[index];
    if (line.text.size() <= piece.text.size() || text::count_words(line.text) <= most_words) return false;
    const Evidence evidence = around(piece);
    return !evidence.date && !evidence.meta;
  }

  // The first words of the text itself.
  void read_dateline(std::size_t index) {
    constexpr std::size_t longest = 120;  // bytes: place, date, agency
    const Piece& piece = near_.pieces[near_.lines[index].first_piece];
    const std::string_view text = std::string_view(piece.text).substr(0, longest);
    std::vector<FoundDate> dates = find_dates(text, context_);
    if (dates.size() != 1) return;
    const bool short_piece = piece.text.size() < longest && stand_alone(text, dates, around(piece));
    if (!(short_piece || is_dateline(index, text, dates))) return;
    add(index, piece, std::move(dates.front().iso), date_label_before(text.substr(0, dates.front().begin)),
        false);
  }

  // "(18.01.2018) Farmers ...", "RAJSHAHI, Dec 20, 2025 (BSS) - Homestead ...": the beginning of the text.
  bool is_dateline(std::size_t index, std::string_view text, const std::vector<FoundDate>& dates) const {
    constexpr std::uint32_t most_words_before = 3;  // a place
    const Line& line = near_.lines[index];
    if (reach_ == Reach::distant || line.before_title || dates.size() != 1) return false;
    const std::string_view before = text.substr(0, dates.front().begin);
    const std::string_view behind = text::trim(text.substr(dates.front().end));
    if (before == "(") return behind.starts_with(')');
    const bool place =
        before.find(',') != std::string_view::npos || before.find('(') != std::string_view::npos;
    return place && text::count_words(before) <= most_words_before &&
           (behind.starts_with('(') || behind.starts_with("- ") || behind.starts_with("– ") ||
            behind.starts_with("— "));
  }

  void add(std::size_t index, const Piece& piece, std::string iso, DateLabel label, bool time_element) {
    if (label == DateLabel::other) return;
    const auto& [own, evidence] = reader_.evidence_of(piece);
    const Line& line = near_.lines[index];
    const bool told = evidence.published || label == DateLabel::published;
    if (reach_ == Reach::named && !time_element && !evidence.date) return;
    if (reach_ == Reach::labelled && label != DateLabel::published) return;
    if (reach_ == Reach::distant && line.footer && label == DateLabel::none && !evidence.published) return;
    if (line.before_title && line.levels_up > max_levels_up_before && !told) return;
    const int score = score_of(line, evidence, label, iso, time_element);
    const bool plain = !evidence.date && !time_element && label == DateLabel::none;
    if (plain && line.before_title && line.distance > 2 && reach_ != Reach::only) return;
    if (plain && reach_ == Reach::distant && !evidence.meta) return;
    Candidate candidate{std::move(iso), label, score, index, dom::no_node, own.modified && !own.published};
    if (text::count_words(line.text) <= max_words_in_credit) candidate.element = line.element;
    candidates_.push_back(std::move(candidate));
  }

  void find_updates() {
    for (Candidate& candidate : candidates_) {
      if (!candidate.called_updated || candidate.label != DateLabel::none) continue;
      const bool beside = std::ranges::any_of(candidates_, [&](const Candidate& other) {
        return !other.called_updated && other.label != DateLabel::modified &&
               other.line <= candidate.line + 1 && candidate.line <= other.line + 1;
      });
      if (beside) candidate.label = DateLabel::modified;
    }
  }

  // The candidate with the best claim, unless another day's is as good.
  std::optional<std::string> settle(DateLabel wanted) const {
    const Candidate* best = nullptr;
    bool tie = false;
    for (const Candidate& candidate : candidates_) {
      const bool fits = wanted == DateLabel::modified ? candidate.label == DateLabel::modified
                                                      : candidate.label != DateLabel::modified;
      if (!fits) continue;
      if (best == nullptr || (candidate.score > best->score && reach_ != Reach::first)) {
        best = &candidate;
        tie = false;
        continue;
      }
      const bool same_day = candidate.iso.substr(0, 10) == best->iso.substr(0, 10);
      const bool rivals = candidate.score == best->score || needs_one_day();
      if (rivals && !same_day && reach_ != Reach::first) tie = true;
    }
    if (best == nullptr || tie) return std::nullopt;
    return best->iso;
  }

  [[nodiscard]] bool needs_one_day() const noexcept {
    return reach_ != Reach::near && reach_ != Reach::distant;
  }

  LineReader& reader_;
  const dom::Document& document_;
  const NearTitle& near_;
  DateContext context_;
  std::vector<Candidate> candidates_;
  Reach reach_;
  std::string scratch_;
  std::size_t last_date_end_ = 0;  // in the line that is being read
};

}  // namespace

VisibleDate find_visible_date(LineReader& reader, const NearTitle& near, std::string_view language) {
  if (near.title == dom::no_node) return {};
  return DateFinder(reader, near, language, Reach::near).run();
}

VisibleDate find_date_beside(LineReader& reader, const NearTitle& near, std::string_view language) {
  if (near.title == dom::no_node) return {};
  return DateFinder(reader, near, language, Reach::beside).run();
}

std::optional<std::string> find_weak_date(LineReader& reader, std::string_view language) {
  const LineLists& lists = reader.lists();
  if (lists.near.title != dom::no_node) {
    if (auto date = DateFinder(reader, lists.near, language, Reach::named).run().published) return date;
  }
  for (const Reach reach : {Reach::labelled, Reach::only}) {
    if (auto date = DateFinder(reader, lists.distant, language, reach).run().published) return date;
  }
  return std::nullopt;
}

std::optional<std::string> find_first_date(LineReader& reader, std::string_view language) {
  return DateFinder(reader, reader.lists().distant, language, Reach::first).run().published;
}

VisibleDate find_date_in_lines(LineReader& reader, const NearTitle& lines, std::string_view language) {
  return DateFinder(reader, lines, language, Reach::distant).run();
}

}  // namespace lubb::metadata
