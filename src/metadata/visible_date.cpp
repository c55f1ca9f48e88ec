#include "metadata/visible_date.h"

#include <algorithm>

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
// Bytes of running text between headline and date: a lead and a caption (Arabic letters take two bytes).
constexpr std::uint32_t max_text_between = 1500;
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

enum class Reach : bool { near, distant };

class DateFinder {
 public:
  DateFinder(const dom::Document& document, const NearTitle& near, std::string_view language, Reach reach)
      : document_(document), near_(near), context_(date_context(language)), reach_(reach) {}

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
    if (line.junk || line.text.size() > max_line_bytes) return false;
    if (reach_ == Reach::distant) return true;
    if (line.footer) return false;
    if (line.before_title)
      return line.levels_up <= max_levels_up_published && line.distance <= max_distance_before;
    return line.text_between <= max_text_between;
  }

  // <time datetime="..."> or <abbr title="..."> that holds the piece, or no_node.
  NodeId time_element_of(const Piece& piece) const {
    constexpr int levels = 3;
    NodeId at = document_.node(piece.node).parent;
    for (int level = 0; level < levels && at != dom::no_node; ++level, at = document_.node(at).parent) {
      const Tag tag = document_.node(at).tag;
      if ((tag == Tag::time || tag == Tag::span) && document_.attribute(at, "datetime")) return at;
      if (tag == Tag::time) return at;
      if (tag == Tag::abbr && has_digit(document_.attribute(at, "title").value_or(""))) return at;
    }
    return dom::no_node;
  }

  void read_line(std::size_t index) {
    const Line& line = near_.lines[index];
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
    if (!found) read_whole_line(index);
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

  bool read_time_element(std::size_t index, const Piece& piece, NodeId time, std::size_t place) {
    if (time == dom::no_node) return false;
    const bool abbreviated = document_.node(time).tag == Tag::abbr;
    const std::optional<std::string> machine = document_.attribute(time, abbreviated ? "title" : "datetime");
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
    if (!stand_alone(piece.text, dates, piece.around)) return false;
    for (FoundDate& date : dates) {
      DateLabel label = date_label_before(std::string_view(piece.text).substr(before, date.begin - before));
      if (label == DateLabel::none && before == 0)
        label = label_of(index, last_date_end_, place + date.begin);
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
    if (!stand_alone(line.text, dates, first.around)) return;
    for (FoundDate& date : dates) {
      add(index, first, std::move(date.iso), label_of(index, 0, date.begin), false);
    }
  }

  // A date line, not a sentence that mentions a day.
  static bool stand_alone(std::string_view text, const std::vector<FoundDate>& dates,
                          const Evidence& evidence) {
    std::uint32_t beside = text::count_words(text);
    for (const FoundDate& date : dates) {
      beside -= std::min(beside, text::count_words(text.substr(date.begin, date.end - date.begin)));
    }
    return beside <= (evidence.date || evidence.meta ? max_words_beside_date * 3 : max_words_beside_date);
  }

  void add(std::size_t index, const Piece& piece, std::string iso, DateLabel label, bool time_element) {
    if (label == DateLabel::other) return;
    const Evidence& evidence = piece.around;
    const Line& line = near_.lines[index];
    const bool told = evidence.published || label == DateLabel::published;
    if (reach_ == Reach::distant && line.footer && label == DateLabel::none && !evidence.published) return;
    if (line.before_title && line.levels_up > max_levels_up_before && !told) return;
    const int score = score_of(line, evidence, label, iso, time_element);
    const bool plain = !evidence.date && !time_element && label == DateLabel::none;
    if (plain && line.before_title && line.distance > 2) return;
    if (plain && reach_ == Reach::distant) return;
    Candidate candidate{std::move(iso), label,        score,
                        index,          dom::no_node, piece.own.modified && !piece.own.published};
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
      if (best == nullptr || candidate.score > best->score) {
        best = &candidate;
        tie = false;
        continue;
      }
      const bool same_day = candidate.iso.substr(0, 10) == best->iso.substr(0, 10);
      if (candidate.score == best->score && !same_day) tie = true;
    }
    if (best == nullptr || tie) return std::nullopt;
    return best->iso;
  }

  const dom::Document& document_;
  const NearTitle& near_;
  DateContext context_;
  std::vector<Candidate> candidates_;
  Reach reach_;
  std::size_t last_date_end_ = 0;  // in the line that is being read
};

// A year in the text: 19.. or 20.. in ASCII digits, or a digit of another set, which few texts hold by
// chance.
bool may_hold_date(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if ((c == '1' && next == '9') || (c == '2' && next == '0')) return true;
    const bool arabic = c == 0xD9 && next >= 0xA0 && next <= 0xA9;
    const bool persian = c == 0xDB && next >= 0xB0 && next <= 0xB9;
    if (arabic || persian) return true;
  }
  return false;
}

// Reads the lines around texts that may hold a date, and no others.
class DistantLines {
 public:
  DistantLines(const dom::Document& document, NodeId title) : document_(document), reader_(document) {
    lines_.title = title;
  }

  NearTitle read() {
    constexpr std::size_t most_texts = 100;  // more is a list or a table
    const NodeId begin = lines_.title == dom::no_node ? 0 : document_.node(lines_.title).subtree_end;
    std::size_t texts = 0;
    bool machine_date = false;  // in a <time> whose text has not come yet
    for (NodeId at = begin; at < document_.size() && texts < most_texts; ++at) {
      const dom::Node& node = document_.node(at);
      if (node.kind == dom::NodeKind::element) {
        machine_date = machine_date || node.tag == Tag::time;
        continue;
      }
      if ((node.flags & dom::flag_white_space) != 0) continue;
      if (node.end - node.begin <= max_line_bytes && (machine_date || may_hold_date(document_.raw(at)))) {
        ++texts;
        read_around(at);
      }
      machine_date = false;
      before_ = {before_[1], at};
    }
    reader_.judge(0, lines_);
    return std::move(lines_);
  }

 private:
  // The text with the two before it, where its label stands, and the rest of its line.
  void read_around(NodeId at) {
    constexpr std::size_t pieces = 5;
    NodeId begin = at;
    for (const NodeId before : {before_[1], before_[0]}) {
      if (before != dom::no_node && before >= end_) begin = before;
    }
    if (begin < end_) return;  // read already
    const std::size_t first = lines_.pieces.size();
    NearTitle window;
    window.title = lines_.title;
    reader_.read(begin, document_.size(), pieces, max_line_bytes * 3, window);
    for (Line& line : window.lines) {
      line.first_piece += first;
      line.end_piece += first;
      lines_.lines.push_back(std::move(line));
    }
    for (Piece& piece : window.pieces) lines_.pieces.push_back(std::move(piece));
    if (lines_.pieces.size() > first) end_ = lines_.pieces.back().node + 1;
  }

  const dom::Document& document_;
  LineReader reader_;
  NearTitle lines_;
  std::array<NodeId, 2> before_ = {dom::no_node, dom::no_node};  // the last two texts
  NodeId end_ = 0;                                               // of what has been read
};

}  // namespace

VisibleDate find_visible_date(const dom::Document& document, const NearTitle& near,
                              std::string_view language) {
  if (near.title == dom::no_node) return {};
  return DateFinder(document, near, language, Reach::near).run();
}

VisibleDate find_distant_date(const dom::Document& document, dom::NodeId title, std::string_view language) {
  const NearTitle lines = DistantLines(document, title).read();
  return DateFinder(document, lines, language, Reach::distant).run();
}

}  // namespace lubb::metadata
