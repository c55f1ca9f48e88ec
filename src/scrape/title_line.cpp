#include "scrape/title_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/text.h"
#include "metadata/lead_in.h"
#include "metadata/title_text.h"
#include "scrape/standing_dateline.h"

namespace lubb::scrape {
namespace {

constexpr LineId furthest = 60;  // lines above the body
constexpr std::uint32_t fewest_words = 2, most_words = 40;
// Weights of the headline's features, in log-odds: fitted as a choice among the lines of each page
// (conditional logit) on every third titled page of wcxb-dev (articles, documentation, forums, service
// pages), fundus-dev and trafilatura-dev turned into plain text.
constexpr double weight_known_words = 4.3;    // of its long words, the share that the body uses
constexpr double weight_few_words = 3.7;      // words up to few_words, as a share of them
constexpr double weight_words = 2.6;          // words up to usual_words, as a share of them
constexpr double weight_many_words = -0.2;    // words over many_words, each
constexpr double weight_distance = -0.7;      // log of the lines to the body
constexpr double weight_probability = -2.6;   // of being content
constexpr double weight_full_stop = -3.3;     // at its end
constexpr double weight_pipe = -2.0;          // each, up to most_pipes
constexpr double weight_commas = -1.2;        // a word
constexpr double weight_colon_end = -1.5;     // 0/1
constexpr double weight_begins_small = -1.6;  // 0/1
constexpr double weight_date = -1.1;          // 0/1: a date in it
constexpr double weight_behind_short = 0.9;   // 0/1: the line before has short_words or fewer
constexpr double few_words = 5, usual_words = 10, many_words = 15, short_words = 3, most_pipes = 3;
// Pages whose best line scores less show no headline: 2 % of the right ones do, 10 % of the wrong.
constexpr double least_score = 4.0;

// How captions of pictures begin, in folded form.
constexpr auto caption_words = std::to_array<std::string_view>(
    {"صوره", "الصوره", "تصوير", "ارشيفيه", "عكس", "photo", "image", "picture", "foto", "bild", "imagen"});

bool begins_like_caption(std::string_view text) {
  const std::string folded =
      text::fold_for_matching(text.substr(0, std::min(text.find_first_of(" :"), text.size())));
  return std::ranges::find(caption_words, folded) != caption_words.end();
}

// Quotation marks that close what the line has opened; other such signs part the steps of a trail.
double closing_guillemets(std::string_view text) {
  double count = 0;
  for (std::size_t at = text.find("«"); at != std::string_view::npos; at = text.find("«", at + 1)) {
    const std::size_t close = text.find("»", at);
    if (close == std::string_view::npos) break;
    at = close;
    ++count;
  }
  return count;
}

bool may_be_title(const ScoredLines& file, LineId id, LineId body) {
  const extraction::TextCounts& counts = file.lines.lines[id].counts;
  if (counts.words < fewest_words || counts.words > most_words) return false;
  const std::string_view text = file.lines.line_text(id);
  return file.facts.phrases[id].kind == extraction::PhraseKind::none &&
         file.features.at(id, LineFeature::date_line) < 0.5F &&
         file.features.at(id, LineFeature::addresses) == 0 &&
         metadata::match_lead_in(text).kind == metadata::LeadIn::none && !begins_like_caption(text) &&
         !read_standing_dateline(text, file.lines, body).is_credit();
}

double title_score(const ScoredLines& file, LineId id, LineId body) {
  using enum LineFeature;
  const auto feature = [&](LineFeature f) { return static_cast<double>(file.features.at(id, f)); };
  const auto flag = [](bool value) { return value ? 1.0 : 0.0; };
  const std::string_view text = file.lines.line_text(id);
  return weight_known_words * feature(vocabulary) +
         weight_few_words * std::min(feature(words) / few_words, 1.0) +
         weight_words * std::min(feature(words) / usual_words, 1.0) +
         weight_many_words * std::max(feature(words) - many_words, 0.0) +
         weight_distance * std::log(static_cast<double>(body - id)) +
         weight_probability * file.probability[id] +
         weight_full_stop * flag(text.ends_with('.') && !text.ends_with("..")) +
         weight_pipe * std::min(feature(pipes) - closing_guillemets(text), most_pipes) +
         weight_commas * feature(comma_density) + weight_colon_end * feature(ends_with_colon) +
         weight_begins_small * feature(begins_small) + weight_date * flag(feature(date_line) > 0) +
         weight_behind_short * flag(feature(previous_words) <= short_words);
}

// Newspapers in Arabic letters print a kicker above the headline. Where two lines stand together that both
// could be the headline, it is the second unless that is shorter, or as long as a lead or a caption.
constexpr double kicker_margin = 1.5;  // log-odds
constexpr std::uint32_t most_headline_words = 14;

bool is_under_kicker(const ScoredLines& file, LineId kicker, LineId id, LineId body) {
  const extraction::TextCounts& counts = file.lines.lines[id].counts;
  return id < body && may_be_title(file, id, body) && counts.words >= file.lines.lines[kicker].counts.words &&
         counts.words <= most_headline_words && counts.sentence_ends == 0 &&
         text::right_to_left_balance(file.lines.line_text(id)) > 0 &&
         title_score(file, id, body) >= title_score(file, kicker, body) - kicker_margin;
}

}  // namespace

LineId find_title_line(const ScoredLines& file, LineId body) {
  LineId best = no_line;
  double best_score = least_score;
  for (LineId id = body > furthest ? body - furthest : 0; id < body; ++id) {
    if (!may_be_title(file, id, body)) continue;
    const double score = title_score(file, id, body);
    // Of two copies the later one: nearer to the body.
    if (score < best_score) continue;
    best = id;
    best_score = score;
  }
  if (best != no_line && is_under_kicker(file, best, best + 1, body)) ++best;
  return best;
}

bool repeats_title(std::string_view line, std::string_view folded_title) {
  if (folded_title.empty()) return false;
  if (metadata::fold_title(line) == folded_title) return true;
  const metadata::TitleParts parts = metadata::split_title(line);
  return parts.size() > 1 && std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
           return metadata::fold_title(part) == folded_title;
         });
}

}  // namespace lubb::scrape
