#include "scrape/classify_lines.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "scrape/poll_lines.h"

namespace lubb::scrape {
namespace {

using extraction::PhraseKind;
using extraction::PhraseMatch;
using Decisions = std::vector<LineDecision>;

// A file of at most so many lines and words is small; what counts as its sentences has so many words.
constexpr std::size_t small_file_lines = 12;
constexpr std::uint32_t small_file_words = 200;
constexpr std::uint32_t sentence_words = 5;
// Behind the heading of the comments all goes, where so many words and this share of all are kept above it:
// less is no article that could have comments.
constexpr std::uint32_t article_words = 60;
constexpr double article_share = 0.3;
// What follows the heading of a list of other stories goes up to the next sentence, this many lines at most.
constexpr LineId most_listed = 15;
// Paragraphs and short lines between two kept paragraphs need no more than this probability. Cross-validated
// by site: +.003 on trafilatura-dev, +.001 on wcxb-dev and magic-html-dev, unchanged elsewhere.
constexpr double lowest_between = 0.20;
constexpr std::uint32_t most_subhead_words = 12;
// Where at least this share of the kept words stands in paragraphs, what lies outside of them needs this
// probability. Cross-validated by site: +.004 on daniel-dev and magic-html-dev, +.003 on trafilatura-dev.
constexpr double paragraph_share = 0.5;
constexpr double edge_probability = 0.60;
// A long sentence is never dropped for standing a second time (refrains, quotes) unless it is this long.
constexpr std::uint32_t repeated_words = 12;

void drop(LineDecision& decision, LineReason reason) noexcept {
  if (decision.kept) decision = {false, reason};
}

std::uint32_t words_of(const ScoredLines& file, LineId id) noexcept {
  return file.lines.lines[id].counts.words;
}

void keep_by_score(const ScoredLines& file, const extraction::Cut& cut, Decisions& decisions) {
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (cut.nothing) {
      decisions[id] = {false, LineReason::no_article};
    } else if (words_of(file, id) == 0) {
      decisions[id] = {false, LineReason::no_words};
    } else {
      decisions[id] = {file.probability[id] >= cut.probability, LineReason::score};
    }
  }
}

// A note of a few sentences looks like no file the scorer has learned from: its sentences are kept.
void keep_small_file(const ScoredLines& file, Decisions& decisions) {
  std::uint32_t words = 0;
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (decisions[id].kept) return;
    words += words_of(file, id);
  }
  if (decisions.size() > small_file_lines || words > small_file_words) return;
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (words_of(file, id) >= sentence_words && file.lines.lines[id].counts.ends_sentence) {
      decisions[id] = {true, LineReason::small_file};
    }
  }
}

bool is_paragraph(const ScoredLines& file, const LineDecision& decision, LineId id) {
  return decision.kept && file.facts.prose[id];
}

// Teasers and captions that the cut lets through stand around the article, not in it.
void drop_doubtful_edges(const ScoredLines& file, Decisions& decisions) {
  const auto count = static_cast<LineId>(decisions.size());
  LineId first = count, last = 0;
  double kept = 0, paragraphs = 0;
  for (LineId id = 0; id < count; ++id) {
    if (!decisions[id].kept) continue;
    kept += words_of(file, id);
    if (!file.facts.prose[id]) continue;
    paragraphs += words_of(file, id);
    first = std::min(first, id);
    last = id;
  }
  if (first == count || paragraphs < paragraph_share * kept) return;
  for (LineId id = 0; id < count; ++id) {
    const bool outside = id < first || id > last;
    if (outside && file.probability[id] < edge_probability) drop(decisions[id], LineReason::edge);
  }
}

// A subhead scores lower than prose; between kept paragraphs it is part of the body even so, and so is a
// paragraph.
void keep_between(const ScoredLines& file, const Head& head, Decisions& decisions) {
  for (LineId id = 1; id + 1 < decisions.size(); ++id) {
    const bool between =
        is_paragraph(file, decisions[id - 1], id - 1) && is_paragraph(file, decisions[id + 1], id + 1);
    const bool by_score = !decisions[id].kept && decisions[id].reason == LineReason::score;
    if (!between || !by_score || head.roles[id] != LineRole::none) continue;
    if (file.probability[id] >= lowest_between && words_of(file, id) > 0 &&
        (file.facts.prose[id] || words_of(file, id) <= most_subhead_words) &&
        file.facts.phrases[id].kind == PhraseKind::none) {
      decisions[id] = {true, LineReason::between};
    }
  }
}

void drop_head(const Head& head, Decisions& decisions) {
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (head.roles[id] == LineRole::title) drop(decisions[id], LineReason::title);
    if (head.roles[id] == LineRole::kicker || head.roles[id] == LineRole::credit) {
      drop(decisions[id], LineReason::credit);
    }
    if (head.title != no_line && id < head.title) drop(decisions[id], LineReason::above_title);
  }
}

void drop_phrases(const ScoredLines& file, Decisions& decisions) {
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (file.facts.phrases[id].kind != PhraseKind::none) drop(decisions[id], LineReason::phrase);
  }
}

bool heads_list_of_others(const PhraseMatch& phrase) noexcept {
  return phrase.whole && (phrase.kind == PhraseKind::related_heading ||
                          phrase.kind == PhraseKind::most_read || phrase.kind == PhraseKind::read_also);
}

void drop_lists_of_others(const ScoredLines& file, Decisions& decisions) {
  LineId left = 0;  // of the list
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (heads_list_of_others(file.facts.phrases[id])) {
      left = most_listed;
      continue;
    }
    if (left == 0) continue;
    --left;
    const bool sentence = file.facts.prose[id] || file.lines.lines[id].counts.ends_sentence;
    if (decisions[id].kept && sentence) left = 0;
    if (left > 0) drop(decisions[id], LineReason::related_list);
  }
}

void drop_polls(const ScoredLines& file, Decisions& decisions) {
  const std::vector<bool> polls = find_poll_lines(file.lines, file.facts);
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (polls[id]) decisions[id] = {false, LineReason::poll};
  }
}

void drop_comments(const ScoredLines& file, Decisions& decisions) {
  double all = 0, above = 0;
  for (LineId id = 0; id < decisions.size(); ++id) all += decisions[id].kept ? words_of(file, id) : 0;
  bool behind = false;
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (behind) drop(decisions[id], LineReason::comment);
    if (decisions[id].kept) above += words_of(file, id);
    const PhraseMatch& phrase = file.facts.phrases[id];
    const bool heading = phrase.whole && (phrase.kind == PhraseKind::comment_heading ||
                                          phrase.kind == PhraseKind::comment_form);
    behind = behind || (heading && above >= article_words && above >= article_share * all);
  }
}

void drop_repeated(const ScoredLines& file, Decisions& decisions) {
  std::unordered_set<std::string_view> seen;
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (!decisions[id].kept || words_of(file, id) < repeated_words) continue;
    if (!seen.insert(file.lines.line_text(id)).second) drop(decisions[id], LineReason::repeated);
  }
}

}  // namespace

std::string_view name(LineReason reason) noexcept {
  constexpr std::array<std::string_view, static_cast<std::size_t>(LineReason::count_)> names{
      "score",
      "no article",
      "small file",
      "no words",
      "title",
      "credit",
      "above title",
      "phrase",
      "list of others",
      "poll",
      "comment",
      "repeated",
      "between kept paragraphs",
      "outside of the paragraphs"};
  return names[static_cast<std::size_t>(reason)];
}

void classify_lines(const ScoredLines& file, const extraction::Cut& cut, const Head& head,
                    Decisions& decisions) {
  decisions.assign(file.lines.lines.size(), {});
  keep_by_score(file, cut, decisions);
  keep_small_file(file, decisions);
  drop_doubtful_edges(file, decisions);
  drop_comments(file, decisions);
  drop_repeated(file, decisions);
  drop_head(head, decisions);
  drop_phrases(file, decisions);
  drop_lists_of_others(file, decisions);
  drop_polls(file, decisions);
  keep_between(file, head, decisions);
}

}  // namespace lubb::scrape
