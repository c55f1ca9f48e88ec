#include "scrape/head.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "metadata/byline.h"
#include "metadata/byline_names.h"
#include "metadata/credit_text.h"
#include "metadata/date.h"
#include "metadata/date_label.h"
#include "metadata/date_tokens.h"
#include "metadata/labels.h"
#include "metadata/lead_in.h"
#include "metadata/title_text.h"
#include "metadata/weekday.h"
#include "scrape/standing_dateline.h"
#include "scrape/title_line.h"

namespace lubb::scrape {
namespace {

using extraction::PhraseKind;
using metadata::DateLabel;
using metadata::FoundDate;
using metadata::LeadIn;
using metadata::LeadInMatch;

constexpr std::uint32_t running_words = 20;  // a line of so many is running text without a sentence mark too
constexpr LineId copies_apart = 12;          // lines between two copies of the headline
constexpr LineId credits_above_body = 12;    // lines, where no headline is found
constexpr LineId credits_behind_body = 8;    // lines
constexpr std::uint32_t most_credit_words = 14;  // a longer line is no credit
constexpr std::uint32_t most_beside_date = 6;    // words of a date line beside its date
constexpr std::uint32_t most_section_words = 4;
constexpr std::uint32_t fewest_kicker_words = 3;  // fewer are a section's name
constexpr std::uint32_t most_kicker_words = 16;
constexpr float least_kicker_vocabulary =
    0.2F;  // share of its long words that the body uses: menus have none

bool is_running_text(const ScoredLines& file, LineId id) {
  if (file.probability[id] < file.cut || file.facts.phrases[id].kind != PhraseKind::none) return false;
  return file.facts.prose[id] || file.lines.lines[id].counts.words >= running_words;
}

class HeadReader {
 public:
  explicit HeadReader(const ScoredLines& file)
      : file_(file), count_(static_cast<LineId>(file.lines.lines.size())) {
    head_.roles.assign(count_, LineRole::none);
  }

  Head run() {
    const LineId body = body_ = body_begin(file_);
    if (body == no_line) return std::move(head_);
    head_.title = find_title_line(file_, body);
    mark_titles(body);
    read_kicker();
    const LineId nearest = body > credits_above_body ? body - credits_above_body : 0;
    const LineId first = head_.title == no_line ? nearest : first_title() + 1;
    for (LineId id = first; id < body; ++id) read_credit(id);
    read_opening_dateline(body);
    const LineId end = body_end(file_);
    for (LineId id = end; id < std::min(count_, end + credits_behind_body); ++id) read_label(id, true);
    for (LineId id = 0; id < first && id < count_; ++id) read_line_above(id);
    for (LineId id = body; id < count_; ++id) read_tags(id);
    return std::move(head_);
  }

 private:
  std::string_view text_of(LineId id) const noexcept { return file_.lines.line_text(id); }
  std::uint32_t words_of(LineId id) const noexcept { return file_.lines.lines[id].counts.words; }
  bool is_free(LineId id) const noexcept { return head_.roles[id] == LineRole::none; }

  void mark_titles(LineId body) {
    if (head_.title == no_line) return;
    head_.title_text =
        metadata::cut_utf8(metadata::without_outer_marks(text_of(head_.title)), metadata::max_title_bytes);
    const std::string folded = metadata::fold_title(*head_.title_text);
    for (LineId id = 0; id < count_; ++id) {
      const bool near = id < body || metadata::fold_title(text_of(id)) == folded;
      if (near && repeats_title(text_of(id), folded)) head_.roles[id] = LineRole::title;
    }
    head_.roles[head_.title] = LineRole::title;
  }

  // The first of the headline's copies that stand near each other: what is between them belongs to the head.
  LineId first_title() const {
    const LineId nearest = head_.title > copies_apart ? head_.title - copies_apart : 0;
    for (LineId id = nearest; id < head_.title; ++id) {
      if (head_.roles[id] == LineRole::title && words_of(id) == words_of(head_.title)) return id;
    }
    return head_.title;
  }

  void read_kicker() {
    LineId first = head_.title;  // of the headline's copies that stand together
    if (first == no_line) return;
    while (first > 0 && head_.roles[first - 1] == LineRole::title) --first;
    if (first == 0) return;
    const LineId id = first - 1;
    // The press in Arabic letters has them; elsewhere such a line is a slogan or a menu more often.
    if (text::right_to_left_balance(text_of(id)) <= 0 || !is_kicker(id)) return;
    // A menu is more than one such line.
    if (id > 0 && is_kicker(id - 1)) return;
    head_.kicker = std::string(text_of(id));
    head_.roles[id] = LineRole::kicker;
  }

  bool is_kicker(LineId id) const {
    const std::string_view text = text_of(id);
    const auto feature = [&](LineFeature f) { return file_.features.at(id, f); };
    return words_of(id) >= fewest_kicker_words && words_of(id) <= most_kicker_words &&
           feature(LineFeature::vocabulary) >= least_kicker_vocabulary && feature(LineFeature::pipes) == 0 &&
           feature(LineFeature::date_line) == 0 && feature(LineFeature::addresses) == 0 &&
           feature(LineFeature::other_script) < 0.5F && !text.ends_with('.') && !text.ends_with(':') &&
           file_.facts.phrases[id].kind == PhraseKind::none &&
           metadata::match_lead_in(text).kind == LeadIn::none;
  }

  void credit(LineId id) { head_.roles[id] = LineRole::credit; }

  // A line between headline and body.
  void read_credit(LineId id) {
    if (!is_free(id) || words_of(id) == 0 || words_of(id) > most_credit_words) return;
    if (read_label(id) || read_date(id, false)) return;
    if (head_.findings.source || !head_.findings.authors.empty()) return;
    read_outlet(id);
  }

  // "المصدر: الفرات نيوز", "By Jane Doe": the name in the same line, or in the next.
  // Away from the headline such words need a colon: "أعداد القتلى" is no byline.
  bool read_label(LineId id, bool needs_colon = false) {
    if (!is_free(id) || words_of(id) > most_credit_words) return false;
    // The colon may have a line of its own.
    const bool colon_below = id + 1 < count_ && text_of(id + 1) == ":";
    const std::string line = std::string(text_of(id)) + (colon_below ? ":" : "");
    const LeadInMatch match = metadata::match_lead_in(line);
    if (match.kind == LeadIn::none || (needs_colon && !match.colon)) return false;
    LineId last = id;
    std::string_view name = std::string_view(line).substr(match.end);
    if (!metadata::has_letters(name)) {
      last = id + (colon_below ? 2 : 1);
      if (last >= count_ || words_of(last) > most_credit_words || !is_free(last)) return false;
      name = text_of(last);
    }
    const bool read = match.kind == LeadIn::source ? read_source(name) : read_authors(name, id);
    if (!read) return false;
    for (LineId used = id; used <= last; ++used) credit(used);
    return true;
  }

  bool read_source(std::string_view name) {
    std::optional<std::string> source = metadata::clean_source(name);
    if (!source) return false;
    if (!head_.findings.source) head_.findings.source = head_.texts.keep(*source);
    return true;
  }

  bool read_authors(std::string_view name, LineId line) {
    read_date(line, true);
    const std::string_view people = metadata::before_date(name);
    std::vector<std::string_view> names;
    metadata::clean_authors(head_.texts.keep(people.substr(0, people.find('|'))), head_.texts, names);
    for (const std::string_view one : names) {
      if (metadata::is_agency(one)) {
        metadata::set_once(head_.findings.source, one, metadata::max_name_bytes, head_.texts);
      } else {
        metadata::add_once(head_.findings.authors, one, metadata::max_name_bytes, metadata::max_authors,
                           head_.texts);
      }
    }
    return !names.empty();
  }

  // "الثانية والثالثة 2025/02/06": date and section. `beside_names`: the line is a byline, and no section.
  bool read_date(LineId id, bool beside_names) {
    const std::string_view text = text_of(id);
    if (!metadata::has_digit(text)) return false;
    const std::vector<FoundDate> dates = metadata::find_dates(text, metadata::date_context(file_.language));
    if (dates.empty()) return false;
    std::uint32_t beside = text::count_words(text);
    for (const FoundDate& date : dates) {
      beside -= std::min(beside, text::count_words(text.substr(date.begin, date.end - date.begin)));
    }
    if (!beside_names && beside > most_beside_date) return false;
    std::size_t from = 0;
    for (const FoundDate& date : dates) {
      add_date(date, metadata::date_label_before(text.substr(from, date.begin - from)));
      from = date.end;
    }
    if (!beside_names) {
      read_section(text.substr(0, dates.front().begin));
      credit(id);
    }
    return true;
  }

  void add_date(const FoundDate& date, DateLabel label) {
    if (label == DateLabel::other) return;
    std::optional<std::string_view>& field =
        label == DateLabel::modified ? head_.findings.modified : head_.findings.published;
    if (!field) field = head_.texts.keep(date.iso);
  }

  // What stands before the date of a date line, unless it says what the date is.
  void read_section(std::string_view before) {
    if (head_.findings.section || metadata::date_label_before(before) != DateLabel::none) return;
    const std::string_view name = metadata::strip_marks(before);
    const std::uint32_t words = text::count_words(name);
    const bool named = words > 0 && words <= most_section_words && !metadata::has_digit(name) &&
                       metadata::has_letters(name) && !before.ends_with(':') &&
                       extraction::match_phrase(name).kind == PhraseKind::none &&
                       !metadata::is_weekday(name, file_.language);
    if (named) head_.findings.section = head_.texts.keep(name);
  }

  // "بغداد: الصباح", "بغداد 24 ـ بروكسل", "(Reuters)"
  void read_outlet(LineId id) {
    const Dateline dateline = read_standing_dateline(text_of(id), file_.lines, body_);
    if (!dateline.is_credit()) return;
    if (dateline.source) head_.findings.source = head_.texts.keep(*dateline.source);
    if (dateline.author) head_.findings.authors.push_back(head_.texts.keep(*dateline.author));
    credit(id);
  }

  // Where the body's first kept line is no prose but a dateline the lines before did not give.
  void read_opening_dateline(LineId body) {
    if (body + 1 >= count_ || file_.facts.prose[body]) return;
    if (words_of(body) <= most_credit_words) read_credit(body);
  }

  // Above the headline: only what says of itself what it is.
  void read_line_above(LineId id) {
    if (!head_.findings.section) read_trail(id);
    if (!is_free(id) || words_of(id) > most_credit_words) return;
    if (metadata::match_lead_in(text_of(id)).kind != LeadIn::none) {
      read_label(id, true);
    } else if (metadata::has_digit(text_of(id))) {
      read_labelled_date(id);
    }
  }

  void read_labelled_date(LineId id) {
    const std::string_view text = text_of(id);
    for (const FoundDate& date : metadata::find_dates(text, metadata::date_context(file_.language))) {
      const DateLabel label = metadata::date_label_before(text.substr(0, date.begin));
      if (label == DateLabel::published || label == DateLabel::modified) {
        add_date(date, label);
        credit(id);
      }
    }
  }

  // "الرئيسية / سياسة / عربي ودولي"
  void read_trail(LineId id) {
    if (file_.features.at(id, LineFeature::pipes) == 0) return;
    const metadata::TitleParts trail = metadata::split_title(text_of(id));
    if (trail.size() < 2) return;
    const extraction::PhraseMatch home = extraction::match_phrase(trail.front());
    if (home.kind != PhraseKind::navigation || !home.whole) return;
    const auto section =
        metadata::section_of_trail({trail.begin(), trail.size()}, head_.title_text.value_or(""), head_.texts);
    head_.findings.section = section ? std::optional(head_.texts.keep(*section)) : std::nullopt;
  }

  void read_tags(LineId id) {
    const extraction::PhraseMatch& phrase = file_.facts.phrases[id];
    if (phrase.kind != PhraseKind::tags_label || phrase.whole || !head_.findings.tags.empty()) return;
    const std::string_view text = text_of(id);
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) {
      metadata::add_tags(head_.findings.tags, head_.texts.keep(text.substr(colon + 1)), head_.texts);
    }
  }

  const ScoredLines& file_;
  LineId count_;
  LineId body_ = no_line;
  Head head_;
};

}  // namespace

LineId body_begin(const ScoredLines& file) {
  for (LineId id = 0; id < file.lines.lines.size(); ++id) {
    if (is_running_text(file, id)) return id;
  }
  return no_line;
}

LineId body_end(const ScoredLines& file) {
  for (auto id = static_cast<LineId>(file.lines.lines.size()); id-- > 0;) {
    if (is_running_text(file, id)) return id + 1;
  }
  return 0;
}

Head read_head(const ScoredLines& file) { return HeadReader(file).run(); }

}  // namespace lubb::scrape
