// find_credits() of byline.h.
#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/text.h"
#include "metadata/byline.h"
#include "metadata/byline_names.h"
#include "metadata/credit_text.h"
#include "metadata/date.h"
#include "metadata/date_tokens.h"
#include "metadata/lead_in.h"
#include "metadata/near_title.h"

namespace lubb::metadata {
namespace {

using dom::NodeId;

constexpr std::uint32_t max_levels_up_before = 3;
constexpr std::uint32_t max_distance_before = 8;     // pieces of text between a line above and the headline
constexpr std::size_t max_credit_line_bytes = 300;   // byline, role, date and reading time in one line
constexpr std::uint32_t max_credit_line_words = 14;  // more is not left out of the body

class CreditFinder {
 public:
  CreditFinder(LineReader& reader, const NearTitle& near, std::string_view sitename, TextMemory& texts,
               CreditMemory& memory)
      : reader_(reader),
        document_(reader.document()),
        near_(near),
        sitename_(sitename),
        texts_(texts),
        credits_(memory.credits),
        candidates_(memory.candidates),
        names_(memory.names),
        more_names_(memory.more_names) {}

  void run() {
    for (std::size_t i = 0; i < near_.lines.size(); ++i) {
      if (!is_eligible(near_.lines[i])) continue;
      read_lead_in(i);
      read_evidence_of_author(i);
      if (!near_.lines[i].before_title && !near_.lines[i].picture) read_outlets(i);
    }
    if (candidates_.empty()) read_names_beside_date();
    settle_authors();
    read_kicker();
    if (!credits_.source) read_distant_source();
  }

 private:
  bool is_eligible(const Line& line) const {
    if (line.junk || line.footer || line.text.size() > max_credit_line_bytes) return false;
    // A picture of the author stands in the byline.
    if (line.picture && !around(line).author) return false;
    if (line.before_title)
      return line.levels_up <= max_levels_up_before && line.distance <= max_distance_before;
    return line.text_between <= max_text_between;
  }

  PieceEvidence evidence_of(std::size_t piece) const { return reader_.evidence_of(near_.pieces[piece]); }
  Evidence around(const Line& line) const { return evidence_of(line.first_piece).around; }

  void add_element(NodeId element) {
    if (element == dom::no_node) return;
    auto& elements = credits_.credit_elements;
    if (std::find(elements.begin(), elements.end(), element) == elements.end()) elements.push_back(element);
  }

  // The next line with letters; lines.size() if there is none near.
  std::size_t next_worded(const NearTitle& near, std::size_t index) const {
    for (std::size_t i = index + 1; i < near.lines.size() && i <= index + 2; ++i) {
      if (has_letters(near.lines[i].text)) return i;
    }
    return near.lines.size();
  }

  NodeId holder_of(const NearTitle& near, std::size_t first_line, std::size_t last_line) const {
    return smallest_holder(document_, near.pieces[near.lines[first_line].first_piece].node,
                           near.pieces[near.lines[last_line].end_piece - 1].node);
  }

  void read_lead_in(std::size_t index) {
    const Line& line = near_.lines[index];
    const LeadInMatch match = match_lead_in_behind_date(line.text);
    if (match.kind == LeadIn::source) read_source(near_, index, match);
    if (match.kind == LeadIn::author) read_author(index, match);
  }

  // "By Jane Doe", "03/01/2017 by Jane Doe", and "by jane" as a line of its own.
  static LeadInMatch match_lead_in_behind_date(std::string_view line) {
    LeadInMatch match = match_lead_in(line);
    if (match.kind != LeadIn::none) return match;
    if (line.starts_with("by ") && text::count_words(line) == 2) return {LeadIn::author, 3, false};
    if (!has_digit(line.substr(0, 12))) return match;
    const std::vector<FoundDate> dates = find_dates(line);
    if (dates.empty()) return match;
    const std::size_t begin = line.find_first_not_of(" |,-", dates.front().end);
    if (begin == std::string_view::npos) return match;
    match = match_lead_in(line.substr(begin));
    match.end += begin;
    return match;
  }

  // A name in a line of its own above or below a date: "Jane Doe" "12 November 2024". Only in scripts with
  // capitals, which tell names from sections at least in part.
  void read_names_beside_date() {
    for (std::size_t i = 0; i < near_.lines.size(); ++i) {
      const Line& line = near_.lines[i];
      if (line.before_title || !is_eligible(line) || line.picture) continue;
      if (line.end_piece - line.first_piece != 1 || !has_capitals(line.text) ||
          !is_written_like_name(line.text) || around(line).heading)
        continue;
      if (!(i > 0 && is_date_line(i - 1)) && !(i + 1 < near_.lines.size() && is_date_line(i + 1))) continue;
      clean_authors(line.text, texts_, names_);
      if (names_.size() != 1) continue;
      add_authors(AuthorClaim::beside_date, i);
      return;
    }
  }

  // Every word of ASCII letters and with a capital: "Jane Doe", not "Tips and tricks".
  static bool has_capitals(std::string_view name) {
    bool at_start = true;
    bool any_small = false;  // "BOOK NOW" is a button
    for (const char c : name) {
      if (at_start && !(c >= 'A' && c <= 'Z')) return false;
      any_small = any_small || (c >= 'a' && c <= 'z');
      at_start = c == ' ';
    }
    return any_small;
  }

  bool is_date_line(std::size_t index) const {
    constexpr std::uint32_t most_words = 9;  // with a reading time
    const Line& line = near_.lines[index];
    return is_eligible(line) && !line.before_title && has_digit(line.text) &&
           text::count_words(line.text) <= most_words && !find_dates(line.text).empty();
  }

  // "المصدر: الفرات نيوز" in one line, or the name in the next.
  void read_source(const NearTitle& near, std::size_t index, const LeadInMatch& match) {
    if (credits_.source) return;
    std::size_t last = index;
    std::string_view name = std::string_view(near.lines[index].text).substr(match.end);
    if (!has_letters(name)) {
      last = next_worded(near, index);
      if (last == near.lines.size()) return;
      name = near.lines[last].text;
    }
    set_source(clean_source(name));
    if (credits_.source) add_element(holder_of(near, index, last));
  }

  void set_source(const std::optional<std::string>& source) {
    credits_.source = source ? std::optional(texts_.keep(*source)) : std::nullopt;
  }

  // Text of names after a lead-in, into names_: up to a date or a number, over pieces as long as they hold
  // names.
  void read_names(const Line& line, std::size_t offset) {
    names_.clear();
    std::size_t at = 0;
    for (std::size_t p = line.first_piece; p < line.end_piece; ++p) {
      const std::string_view piece = near_.pieces[p].text;
      const std::size_t begin = at;
      at += piece.size() + 1;
      if (at <= offset) continue;
      std::string_view part = offset > begin ? piece.substr(std::min(offset - begin, piece.size())) : piece;
      if (!names_.empty() && text::trim(part).starts_with("»")) break;  // "by Jane » Tue Aug 27, 2019"
      part = before_date(part);
      if (strip_marks(part).empty() || text::count_words(part) == 0) continue;
      const bool first = names_.empty();
      if (!first && part.size() > 8 && !near_.pieces[p].link && !evidence_of(p).own.author) break;
      clean_authors(part, texts_, more_names_);
      if (more_names_.empty() && part.size() > 8) break;
      names_.insert(names_.end(), more_names_.begin(), more_names_.end());
      constexpr std::size_t most = 10;
      if (names_.size() > most) break;
    }
  }

  void read_author(std::size_t index, const LeadInMatch& match) {
    const Line& line = near_.lines[index];
    std::size_t name_line = index;
    std::size_t offset = match.end;
    if (!has_letters(std::string_view(line.text).substr(match.end))) {
      name_line = next_worded(near_, index);
      if (name_line == near_.lines.size()) return;
      offset = 0;
    }
    constexpr std::uint32_t longest_byline = 20;  // words; a sentence that begins with "By" has more
    if (text::count_words(near_.lines[name_line].text) > longest_byline) return;
    read_names(near_.lines[name_line], offset);
    if (names_.empty()) return;
    const bool own = around(near_.lines[name_line]).author;
    add_authors(own ? AuthorClaim::lead_in_and_own : AuthorClaim::lead_in, name_line);
    add_element(name_line == index ? line.element : holder_of(near_, index, name_line));
  }

  // Those in names_.
  void add_authors(AuthorClaim claim, std::size_t line) {
    ++groups_;
    for (const std::string_view name : names_) candidates_.push_back({name, claim, line, groups_});
  }

  void read_evidence_of_author(std::size_t index) {
    const Line& line = near_.lines[index];
    for (std::size_t p = line.first_piece; p < line.end_piece; ++p) {
      const Piece& piece = near_.pieces[p];
      const auto& [own_names, names_around] = evidence_of(p);
      if (names_around.source && !names_around.author && !credits_.source && is_agency(piece.text)) {
        set_source(clean_source(piece.text));
      }
      if (!names_around.author || names_around.picture) continue;
      const bool own = own_names.author;
      clean_authors(piece.text, texts_, names_);
      if (names_.empty()) continue;
      const bool plausible = std::all_of(names_.begin(), names_.end(), [&](std::string_view name) {
        return is_written_like_name(name) || (own && piece.link);
      });
      if (!plausible) continue;
      add_authors(own ? AuthorClaim::own : AuthorClaim::around, index);
      if (text::count_words(line.text) <= max_credit_line_words) add_element(line.element);
    }
  }

  // The names of the strongest claim; an outlet among them is a source.
  void settle_authors() {
    AuthorClaim best = AuthorClaim::none;
    for (const AuthorCandidate& candidate : candidates_) best = std::max(best, candidate.claim);
    constexpr std::size_t most_lines_apart = 8;  // further on, other people are named
    std::size_t first_line = near_.lines.size();
    std::size_t group = 0;
    for (const AuthorCandidate& candidate : candidates_) {
      if (candidate.claim != best) continue;
      if (best == AuthorClaim::around && group != 0 && candidate.group != group) break;
      first_line = std::min(first_line, candidate.line);
      if (candidate.line > first_line + most_lines_apart) continue;
      add_author(candidate.name, candidate.claim);
      group = candidate.group;
    }
  }

  // Who is told to have written it is the author, be it the site: "By The Coast Post Team".
  void add_author(std::string_view name, AuthorClaim claim) {
    const bool told = claim >= AuthorClaim::lead_in;
    if (is_agency(name) || (!told && !sitename_.empty() && names_site(name, sitename_) && !is_blog())) {
      if (!credits_.source) credits_.source = name;
      return;
    }
    auto& authors = credits_.authors;
    if (std::find(authors.begin(), authors.end(), name) == authors.end()) authors.push_back(name);
  }

  // A blog is named after who writes it.
  bool is_blog() const {
    const std::string folded = text::fold_for_matching(sitename_.substr(0, max_credit_line_bytes));
    return folded.find("مدونه") != std::string::npos || folded.find("blog") != std::string::npos;
  }

  void read_outlets(std::size_t index) {
    const Line& line = near_.lines[index];
    if (credits_.source || line.all_links) return;
    if (read_outlet(line.text, line.element, line.first_piece)) return;
    if (const std::optional<std::string> outlet = outlet_by_name(line.text); outlet && opens_text(index)) {
      set_source(outlet);
      return add_element(line.element);
    }
    if (line.end_piece - line.first_piece < 2) return;
    for (std::size_t p = line.first_piece; p < line.end_piece; ++p) {
      const Piece& piece = near_.pieces[p];
      if (piece.link) continue;
      if (read_outlet(piece.text, smallest_holder(document_, piece.node, piece.node), p)) return;
    }
  }

  // A line of its own, no heading, with running text right behind it: where datelines stand.
  bool opens_text(std::size_t index) const {
    constexpr std::uint32_t fewest_words = 12;  // of the text behind
    const Line& line = near_.lines[index];
    if (line.element == dom::no_node || index + 1 >= near_.lines.size()) return false;
    return text::count_words(near_.lines[index + 1].text) >= fewest_words && !around(line).heading;
  }

  bool read_outlet(std::string_view line, NodeId element, std::size_t piece) {
    std::optional<std::string> outlet = outlet_in(line, sitename_);
    constexpr std::size_t shortest_plain = 4;  // code points: "SPA" is also a word
    const auto is_plain = [&] {
      if (count_code_points(line) >= shortest_plain) return true;
      const Evidence evidence = evidence_of(piece).around;
      return evidence.author || evidence.source;
    };
    if (!outlet && is_agency(line) && is_plain()) outlet = text::squeeze(strip_marks(line));
    if (!outlet) return false;
    set_source(outlet);
    add_element(element);
    return true;
  }

  void read_kicker() {
    constexpr std::uint32_t furthest = 3;  // pieces above the headline, with the class name's word for it
    for (const Line& line : near_.lines) {
      if (!line.before_title || line.junk || line.footer || line.picture || line.distance > furthest)
        continue;
      if (!is_kicker(line)) continue;
      credits_.kicker = line.text;
      add_element(line.element);
    }
  }

  // A phrase in the headline's own container: neither a section link nor a date nor a byline.
  bool is_kicker(const Line& line) const {
    constexpr std::size_t longest = 120;        // code points
    constexpr std::uint32_t fewest_words = 3;   // fewer is a section's name
    constexpr std::uint32_t own_container = 2;  // levels up from the headline
    const std::uint32_t words = text::count_words(line.text);
    if (line.all_links || words < fewest_words || count_code_points(line.text) > longest) return false;
    const Evidence evidence = around(line);
    if (evidence.date || evidence.author || evidence.meta || line.element == dom::no_node) return false;
    if (parse_date(line.text) || match_lead_in(line.text).kind != LeadIn::none) return false;
    if (!sitename_.empty() && names_site(line.text, sitename_)) return false;
    if (evidence.kicker) return line.levels_up <= max_levels_up_before;
    return line.distance == 0 && line.levels_up <= own_container && is_plain_phrase(line);
  }

  // "4 min read", "You are here:", "© Agency"
  static bool is_figure_or_label(std::string_view text) {
    return has_digit(text.substr(0, 2)) || text.ends_with(':') || text.find("©") != std::string_view::npos;
  }

  // Without a telling class only what stands right above the headline beside no other text of its kind.
  bool is_plain_phrase(const Line& line) const {
    if (line.end_piece - line.first_piece != 1 || is_figure_or_label(line.text)) return false;
    const dom::Tag tag = document_.node(line.element).tag;
    const bool emphatic = evidence_of(line.first_piece).own.heading || tag == dom::Tag::strong ||
                          tag == dom::Tag::b || tag == dom::Tag::em;
    constexpr std::uint32_t siblings = 1;
    return emphatic || line.levels_up <= siblings;
  }

  // A source line below the article: the text nodes that begin with such a label, wherever they stand.
  void read_distant_source() {
    constexpr std::size_t most_tries = 20;
    std::size_t tries = 0;
    const std::span<const NodeId> texts = reader_.collected().texts_shown;
    const auto begin = std::ranges::lower_bound(texts, document_.node(near_.title).subtree_end);
    for (auto at = begin; at != texts.end() && tries < most_tries; ++at) {
      if (!begins_with_source_label(document_.raw(*at))) continue;
      ++tries;
      try_source_at(at == begin ? *at : at[-1], *at);
      if (credits_.source) return;
    }
  }

  // Reads from the text before, to see that the label begins its line.
  void try_source_at(NodeId begin, NodeId label) {
    constexpr std::size_t pieces = 6;
    NearTitle& found = reader_.lists().window;
    found.clear(near_.title);
    reader_.read(begin, document_.size(), pieces, max_credit_line_bytes * 4, found);
    for (std::size_t i = 0; i < found.lines.size(); ++i) {
      const Line& line = found.lines[i];
      if (found.pieces[line.first_piece].node != label || line.junk || line.footer || line.picture) continue;
      if (line.text.size() > max_credit_line_bytes) continue;
      const LeadInMatch match = match_lead_in(line.text);
      if (match.kind == LeadIn::source) read_source(found, i, match);
    }
  }

  LineReader& reader_;
  const dom::Document& document_;
  const NearTitle& near_;
  std::string_view sitename_;
  TextMemory& texts_;
  VisibleCredits& credits_;
  std::vector<AuthorCandidate>& candidates_;
  std::vector<std::string_view>&names_, &more_names_;  // scratch
  std::size_t groups_ = 0;
};

}  // namespace

const VisibleCredits& find_credits(LineReader& reader, const NearTitle& near, std::string_view sitename,
                                   TextMemory& texts, CreditMemory& memory) {
  VisibleCredits& credits = memory.credits;
  credits.authors.clear();
  credits.credit_elements.clear();
  credits.source = credits.kicker = std::nullopt;
  memory.candidates.clear();
  if (near.title != dom::no_node) CreditFinder(reader, near, sitename, texts, memory).run();
  return credits;
}

}  // namespace lubb::metadata
