// Scores -> keep or drop, each with a reason. First by score alone, then revised by named passes, in the
// order of the list in classify.cpp; both labels are kept for `lubb explain`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "extract/features.h"
#include "extract/phrases.h"
#include "extract/score.h"
#include "extract/segment.h"
#include "extract/selectors.h"
#include "extract/site_evidence.h"

namespace lubb::extraction {

enum class Reason : std::uint8_t {
  score,            // kept or dropped by its probability against the cut
  no_article,       // the page holds no article at all
  small_page,       // a sentence on a page of a few sentences, where scores say little
  title,            // shows the title, which is metadata
  credit,           // byline, date line, outlet line or kicker
  caption,          // of a figure: kept apart from the body
  phrase,           // interface, promotion or another line known by its words
  related_list,     // stands under the heading of a list of other stories
  comment,          // a reader's comment or the form for one
  hidden,           // not shown, and not a tab, accordion or collapsed body
  enclosed,         // structure of the body: a subhead, a table, code between kept paragraphs
  table,            // as most of its table
  lone_heading,     // a heading whose text was dropped
  repeated,         // the same text was kept before
  further_article,  // of the next story on an endless page
  no_words,         // symbols only
  pruned,           // by --prune
  kept_by_option,   // by --keep
  before_headline,  // in a list above the headline of an article
  list,             // as most of its list
  site,             // stands on many pages of the site
};
[[nodiscard]] std::string_view name(Reason reason) noexcept;

struct Decision {
  bool kept = false;
  Reason reason = Reason::score;
  PhraseMatch phrase;  // where the reason is phrase or related_list
};

inline void drop(Decision& decision, Reason reason) noexcept {
  if (decision.kept) decision = {false, reason, {}};
}

// What other stages know about the page.
struct PageHints {
  std::string_view title;                        // as in the metadata, or empty
  dom::NodeId title_element = dom::no_node;      // the heading that shows it
  std::span<const dom::NodeId> credit_elements;  // sorted
  std::span<const Selector> prune, keep;
};

struct Page {
  const dom::Document& document;
  const Segments& segments;
  const FeatureMatrix& features;
  const Scores& scores;
  const std::vector<std::uint8_t>& data_tables;  // table_shape.h
  const PageHints& hints;
  const SiteEvidence* site = nullptr;  // with log_odds, or null
};

// Whether the block stands in a table that holds data, not layout.
[[nodiscard]] bool is_in_data_table(const Page& page, BlockId id) noexcept;

// What classify() works with, kept so that its memory is used again.
struct ClassifyMemory {
  std::string title, folded;  // as they are compared
  std::vector<BlockId> seen;  // a hash table of texts
};

// One decision a block. Deterministic, linear in blocks x tree depth.
void classify(const Page& page, ClassifyMemory& memory, std::vector<Decision>& decisions);

}  // namespace lubb::extraction
