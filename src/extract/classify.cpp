#include "extract/classify.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/text.h"
#include "extract/enclosed.h"
#include "extract/phrase_lines.h"
#include "extract/repeated.h"

namespace lubb::extraction {
namespace {

using Decisions = std::vector<Decision>;

// A heading of more words is a paragraph in big letters, not the title.
constexpr std::uint32_t most_title_words = 40;
// The title's own heading may carry a few characters more or less than the metadata has (quotation marks).
constexpr std::size_t title_slack = 12;  // bytes after folding
// Readers' comments are content where they are the page (a thread); beside this many words of other text they
// are comments on an article.
constexpr std::uint32_t article_words = 60;
// A page of at most so many blocks and words, half of them linked at most, is small; what counts as its
// sentences has so many words.
constexpr std::size_t small_page_blocks = 12;
constexpr std::uint32_t small_page_words = 200;
constexpr std::uint32_t sentence_words = 5;
// A list of fewer items has too few words to vote about.
constexpr BlockId fewest_voting_items = 3;
// What stands above the headline, and what is a comment on an article and not a post of a thread, is judged
// where the page is an article with this probability or more. (Comments kept below it: forums +.015,
// magic-html-dev +.015, articles -.003, cross-validated.)
constexpr double likely_article = 0.5;
// What the next story is, from this probability on: it shows by itself.
constexpr double possible_article = 0.3;
// A heading without text of its own is a remainder on an article as sure as this; on other pages (cards,
// threads, services) headings are the text: listings +.024, collections +.011, services +.009, magic-html-dev
// +.008, nothing lost anywhere, cross-validated.
constexpr double sure_article = 0.9;
// An outlet's name and place.
constexpr std::uint32_t most_outlet_words = 4;

bool inside(const dom::Document& document, dom::NodeId node, dom::NodeId ancestor) noexcept {
  return ancestor != dom::no_node && ancestor <= node && node < document.node(ancestor).subtree_end;
}

double log_odds(double probability) noexcept { return std::log(probability / (1 - probability)); }

// True where it is the site's other pages that bring the block under the cut.
bool is_turned_by_site(const Page& page, BlockId id) {
  if (page.site == nullptr || page.site->log_odds[id] == 0) return false;
  return log_odds(page.scores.probability[id]) - page.site->log_odds[id] >= log_odds(page.scores.cut);
}

bool is_by_score(Reason reason) noexcept { return reason == Reason::score || reason == Reason::site; }

void keep_by_score(const Page& page, Decisions& decisions) {
  for (BlockId id = 0; id < decisions.size(); ++id) {
    Decision& decision = decisions[id];
    if (page.scores.nothing) {
      decision = {false, Reason::no_article, {}};
    } else if (page.segments.blocks[id].counts.words == 0) {
      decision = {false, Reason::no_words, {}};
    } else {
      decision = {page.scores.probability[id] >= page.scores.cut, Reason::score, {}};
      if (!decision.kept && is_turned_by_site(page, id)) decision.reason = Reason::site;
    }
  }
}

// A fragment or a page of a few sentences looks like no page the scorer has learned from: its sentences are
// kept.
void keep_small_page(const Page& page, Decisions& decisions) {
  constexpr std::uint32_t not_body = context::nav | context::header | context::footer | context::aside |
                                     context::form | context::button | context::dialog | context::comment |
                                     context::hidden;
  const auto& blocks = page.segments.blocks;
  std::uint32_t words = 0, linked = 0;
  for (const Block& block : blocks) {
    words += block.counts.words;
    linked += block.link_words;
  }
  const bool any_kept =
      std::any_of(decisions.begin(), decisions.end(), [](const Decision& d) { return d.kept; });
  if (any_kept || blocks.size() > small_page_blocks || words > small_page_words || linked * 2 > words) return;
  for (BlockId id = 0; id < decisions.size(); ++id) {
    const Block& block = blocks[id];
    if (block.counts.words >= sentence_words && block.counts.ends_sentence && block.link_words == 0 &&
        !(block.flags & not_body)) {
      decisions[id] = {true, Reason::small_page, {}};
    }
  }
}

// Whether the first character alone tells that the text's folded form is another one.
bool begins_otherwise(std::string_view text, std::string_view folded) noexcept {
  const char first = text.front();
  return first > ' ' && first < 0x7F && text::ascii_lower(first) != folded.front();
}

void drop_title(const Page& page, ClassifyMemory& memory, Decisions& decisions) {
  std::string &title = memory.title, &folded = memory.folded;
  text::fold_for_matching(page.hints.title, title);
  if (title.empty()) return;
  const std::size_t most_bytes = page.hints.title.size() + 4 * title_slack;
  for (BlockId id = 0; id < decisions.size(); ++id) {
    const Block& block = page.segments.blocks[id];
    if (!decisions[id].kept || block.counts.words > most_title_words) continue;
    if (page.hints.title_element != dom::no_node &&
        inside(page.document, block.first, page.hints.title_element)) {
      drop(decisions[id], Reason::title);
      continue;
    }
    const std::string_view text = page.segments.block_text(block);
    if (text.size() > most_bytes) continue;
    const bool heading = (block.flags & context::heading) != 0;
    if (!heading && begins_otherwise(text, title)) continue;
    text::fold_for_matching(text, folded);
    const bool same = folded == title ||
                      (heading && folded.size() <= title.size() + title_slack &&
                       folded.size() + title_slack >= title.size() &&
                       (folded.find(title) != std::string::npos || title.find(folded) != std::string::npos));
    if (same) drop(decisions[id], Reason::title);
  }
}

// A line of few words in bold, the first that is kept below the headline, names the outlet or the place.
void drop_line_under_headline(const Page& page, Decisions& decisions) {
  const auto& blocks = page.segments.blocks;
  const dom::NodeId headline = page.hints.title_element;
  const auto is_below = [&](BlockId id) {
    if (headline != dom::no_node) return blocks[id].first >= page.document.node(headline).subtree_end;
    return id > 0 && decisions[id - 1].reason == Reason::title;
  };
  BlockId id = 0;
  while (id < decisions.size() && !is_below(id)) ++id;
  while (id < decisions.size() && !decisions[id].kept) ++id;
  if (id == decisions.size()) return;
  const Block& line = blocks[id];
  const dom::Tag tag = page.segments.elements[line.element].tag;
  const bool bold = tag == dom::Tag::b || tag == dom::Tag::strong;
  if (bold && line.counts.words <= most_outlet_words && line.links == 0 && line.counts.sentence_ends == 0 &&
      !(line.flags & (context::list | context::heading)) && !is_in_data_table(page, id) &&
      !page.segments.block_text(line).ends_with(':')) {
    drop(decisions[id], Reason::credit);
  }
}

void drop_credits(const Page& page, Decisions& decisions) {
  for (const dom::NodeId credit : page.hints.credit_elements) {
    const auto& blocks = page.segments.blocks;
    auto block = std::lower_bound(blocks.begin(), blocks.end(), credit,
                                  [](const Block& b, dom::NodeId node) { return b.first < node; });
    for (; block != blocks.end() && inside(page.document, block->last, credit); ++block) {
      if (block->flags & context::preformatted) continue;  // a date in code is code
      drop(decisions[static_cast<std::size_t>(block - blocks.begin())], Reason::credit);
    }
  }
}

// The element of the block's heading (<h1> itself, not the link inside), or no_id.
ElementId heading_element(const Page& page, BlockId id) noexcept {
  ElementId element = page.segments.blocks[id].element;
  while (element != no_id) {
    const dom::Tag tag = page.segments.elements[element].tag;
    if (tag >= dom::Tag::h1 && tag <= dom::Tag::h6) return element;
    element = page.segments.elements[element].parent;
  }
  return no_id;
}

ElementId article_around(const Page& page, ElementId element) noexcept {
  while (element != no_id && page.segments.elements[element].tag != dom::Tag::article) {
    element = page.segments.elements[element].parent;
  }
  return element;
}

// On an endless page the next stories stand in <article>s of their own, each with a headline made like the
// first.
void drop_further_articles(const Page& page, Decisions& decisions) {
  if (page.scores.article < possible_article) return;
  const Segments& segments = page.segments;
  ElementId first = no_id, headline = no_id, dropped = no_id;
  for (BlockId id = 0; id < decisions.size(); ++id) {
    if (page.features.at(id, Feature::heading_level) == 0) continue;
    const ElementId heading = heading_element(page, id);
    const ElementId article = heading == no_id ? no_id : article_around(page, heading);
    if (article == no_id) continue;
    if (first == no_id) {
      if (!inside(page.document, segments.blocks[id].first, page.hints.title_element)) continue;
      first = article;
      headline = heading;
    } else if (article != dropped && segments.elements[article].node >= segments.elements[first].node_end &&
               segments.elements[heading].signature == segments.elements[headline].signature) {
      for (BlockId other = segments.elements[article].first_block;
           other < segments.elements[article].end_block; ++other) {
        drop(decisions[other], Reason::further_article);
      }
      dropped = article;
    }
  }
}

// Lists above the headline of an article are tickers and menus of the latest stories.
void drop_before_headline(const Page& page, Decisions& decisions) {
  const dom::NodeId headline = page.hints.title_element;
  if (headline == dom::no_node || page.scores.article < likely_article) return;
  const auto& blocks = page.segments.blocks;
  std::uint32_t words_after = 0;
  for (BlockId id = 0; id < decisions.size(); ++id) {
    if (decisions[id].kept && blocks[id].first >= headline) words_after += blocks[id].counts.words;
  }
  if (words_after < article_words) return;
  for (BlockId id = 0; id < decisions.size() && blocks[id].last < headline; ++id) {
    if ((blocks[id].flags & context::list) && !blocks[id].counts.ends_sentence) {
      drop(decisions[id], Reason::before_headline);
    }
  }
}

// The items of a list stay or go together, by the probability of its words.
void vote_lists(const Page& page, Decisions& decisions) {
  const Segments& segments = page.segments;
  for (ElementId id = 0; id < segments.elements.size(); ++id) {
    const Element& list = segments.elements[id];
    if (list.tag != dom::Tag::ul && list.tag != dom::Tag::ol) continue;
    if (list.end_block - list.first_block < fewest_voting_items) continue;
    double words = 0, content = 0;
    bool flat = true;
    for (BlockId block = list.first_block; block < list.end_block && flat; ++block) {
      const Element& item = segments.elements[segments.blocks[block].container];
      flat = item.tag == dom::Tag::li && item.parent == id && is_by_score(decisions[block].reason);
      words += segments.blocks[block].counts.words;
      content += segments.blocks[block].counts.words * page.scores.probability[block];
    }
    if (!flat) continue;
    const bool keep = content >= page.scores.cut * words;
    for (BlockId block = list.first_block; block < list.end_block; ++block) {
      if (decisions[block].kept != keep) decisions[block] = {keep, Reason::list, {}};
    }
  }
}

void drop_captions(const Page& page, Decisions& decisions) {
  for (BlockId id = 0; id < decisions.size(); ++id) {
    if (page.segments.blocks[id].flags & context::caption) drop(decisions[id], Reason::caption);
  }
}

std::uint32_t kept_words(const Page& page, const Decisions& decisions, std::uint32_t without_flags) {
  std::uint32_t words = 0;
  for (BlockId id = 0; id < decisions.size(); ++id) {
    if (decisions[id].kept && !(page.segments.blocks[id].flags & without_flags)) {
      words += page.segments.blocks[id].counts.words;
    }
  }
  return words;
}

void drop_comments(const Page& page, Decisions& decisions) {
  if (page.scores.article < likely_article) return;
  const std::uint32_t all = kept_words(page, decisions, 0);
  const std::uint32_t others = kept_words(page, decisions, context::comment);
  if (others == all || others < article_words) return;
  for (BlockId id = 0; id < decisions.size(); ++id) {
    if (page.segments.blocks[id].flags & context::comment) drop(decisions[id], Reason::comment);
  }
}

void drop_hidden(const Page& page, Decisions& decisions) {
  constexpr std::uint32_t shown_inside = context::panel | context::details | context::article_body;
  const std::uint32_t all = kept_words(page, decisions, 0);
  const std::uint32_t shown = kept_words(page, decisions, context::hidden);
  if (shown * 2 < all) return;  // the article itself is hidden until a script shows it
  for (BlockId id = 0; id < decisions.size(); ++id) {
    const std::uint32_t flags = page.segments.blocks[id].flags;
    if ((flags & context::hidden) && !(flags & shown_inside)) drop(decisions[id], Reason::hidden);
  }
}

// A table of data stays or goes as a whole, by the words of its cells.
void vote_tables(const Page& page, Decisions& decisions) {
  for (ElementId id = 0; id < page.segments.elements.size(); ++id) {
    if (!page.data_tables[id]) continue;
    const Element& table = page.segments.elements[id];
    std::uint32_t all = 0, kept = 0;
    for (BlockId block = table.first_block; block < table.end_block; ++block) {
      all += page.segments.blocks[block].counts.words;
      kept += decisions[block].kept ? page.segments.blocks[block].counts.words : 0;
    }
    for (BlockId block = table.first_block; block < table.end_block; ++block) {
      Decision& decision = decisions[block];
      const bool by_score = is_by_score(decision.reason) || decision.reason == Reason::no_words;
      if (kept * 2 > all && !decision.kept && by_score) decision = {true, Reason::table, {}};
      if (kept * 2 <= all) drop(decision, Reason::table);
    }
  }
}

// A heading stays only if something kept follows before the next heading of its level or above.
void drop_lone_headings(const Page& page, Decisions& decisions) {
  if (page.scores.article < sure_article) return;
  float needed_level = 0;  // a heading needs a level above this one to have kept text of its own behind it
  for (std::size_t i = decisions.size(); i-- > 0;) {
    const auto id = static_cast<BlockId>(i);
    const float level = page.features.at(id, Feature::heading_level);
    if (level == 0) {
      if (decisions[id].kept) needed_level = 7;
      continue;
    }
    if (!decisions[id].kept) continue;
    if (level < needed_level) {
      needed_level = level;
    } else {
      drop(decisions[id], Reason::lone_heading);
    }
  }
}

void obey_selectors(const Page& page, Decisions& decisions) {
  if (page.hints.prune.empty() && page.hints.keep.empty()) return;
  const auto apply = [&](std::span<const Selector> selectors, bool keep) {
    for (const Element& element : page.segments.elements) {
      const bool hit = std::any_of(selectors.begin(), selectors.end(), [&](const Selector& s) {
        return matches(s, page.document, element.node);
      });
      if (!hit) continue;
      for (BlockId id = element.first_block; id < element.end_block; ++id) {
        decisions[id] = {keep, keep ? Reason::kept_by_option : Reason::pruned, {}};
      }
    }
  };
  apply(page.hints.keep, true);
  apply(page.hints.prune, false);
}

}  // namespace

bool is_in_data_table(const Page& page, BlockId id) noexcept {
  ElementId element = page.segments.blocks[id].container;
  while (element != no_id && !page.data_tables[element]) element = page.segments.elements[element].parent;
  return element != no_id;
}

std::string_view name(Reason reason) noexcept {
  constexpr std::array<std::string_view, 21> names{
      "score",    "no_article", "small_page",     "title",           "credit",
      "caption",  "phrase",     "related_list",   "comment",         "hidden",
      "enclosed", "table",      "lone_heading",   "repeated",        "further_article",
      "no_words", "pruned",     "kept_by_option", "before_headline", "list",
      "site"};
  return names[static_cast<std::size_t>(reason)];
}

void classify(const Page& page, ClassifyMemory& memory, Decisions& decisions) {
  decisions.assign(page.segments.blocks.size(), {});
  keep_by_score(page, decisions);
  keep_small_page(page, decisions);
  keep_enclosed(page, decisions);
  vote_lists(page, decisions);
  drop_comments(page, decisions);
  drop_before_headline(page, decisions);
  drop_repeated(page, memory.seen, decisions);
  drop_pulled_quotes(page, decisions);
  drop_hidden(page, decisions);
  drop_further_articles(page, decisions);
  drop_title(page, memory, decisions);
  drop_credits(page, decisions);
  drop_captions(page, decisions);
  drop_phrases(page, decisions);
  drop_line_under_headline(page, decisions);
  vote_tables(page, decisions);
  drop_lone_headings(page, decisions);
  obey_selectors(page, decisions);
}

}  // namespace lubb::extraction
