#include "extract/phrase_lines.h"

#include <algorithm>

namespace lubb::extraction {
namespace {

// After a "related" heading, blocks go while they are linked or short; a block of prose ends the list.
constexpr float related_link_density = 0.5F;
constexpr std::uint32_t related_words = 30;
// Such a heading has at most so many words, and its list begins within so many blocks.
constexpr std::uint32_t most_list_heading_words = 8;
constexpr std::size_t blocks_behind_list_heading = 3;
// Under this probability the page is a list or a shop, where lists of "more" and labels of makers are
// content.
constexpr double least_article = 0.3;

bool opens_list_of_others(PhraseKind kind) noexcept {
  return kind == PhraseKind::related_heading || kind == PhraseKind::most_read ||
         kind == PhraseKind::read_also;
}

bool is_credit_label(PhraseKind kind) noexcept {
  return kind == PhraseKind::byline || kind == PhraseKind::source_label;
}

// Drops what follows a "related" heading inside the heading's container, up to the next prose. Blocks before
// `swept` were looked at for an earlier heading, with the same outcome.
void drop_list_after(const Page& page, BlockId heading, const PhraseMatch& match, BlockId& swept,
                     std::vector<Decision>& decisions) {
  const Segments& segments = page.segments;
  ElementId container = segments.blocks[heading].container;
  while (container != no_id && segments.elements[container].end_block <= heading + 1) {
    container = segments.elements[container].parent;
  }
  if (container == no_id) return;
  for (BlockId id = std::max(heading + 1, swept); id < segments.elements[container].end_block; ++id) {
    swept = id;
    const Block& block = segments.blocks[id];
    const float density = page.features.at(id, Feature::link_density);
    const bool listed = density >= related_link_density;
    if (!listed && (block.counts.words > related_words || block.counts.ends_sentence)) return;
    if (!listed && block.links == 0 && (block.flags & context::heading)) return;
    if (decisions[id].kept && listed) decisions[id] = {false, Reason::related_list, match};
  }
}

// A dropped heading of a list still tells what the kept blocks right behind it are.
bool may_head_list(const Page& page, BlockId id, const std::vector<Decision>& decisions) {
  if (page.segments.blocks[id].counts.words > most_list_heading_words) return false;
  const std::size_t end = std::min<std::size_t>(decisions.size(), id + 1 + blocks_behind_list_heading);
  for (std::size_t next = id + 1; next < end; ++next) {
    if (decisions[next].kept) return true;
  }
  return false;
}

// "Name", "Rating", "Facebook": in a table of data they are data, unless that arranges a form.
bool is_data(const Page& page, BlockId id) {
  return !(page.segments.blocks[id].flags & context::form) && is_in_data_table(page, id);
}

}  // namespace

void drop_phrases(const Page& page, std::vector<Decision>& decisions) {
  const bool may_be_article = page.scores.article >= least_article;
  BlockId swept = 0;
  for (BlockId id = 0; id < decisions.size(); ++id) {
    const Block& block = page.segments.blocks[id];
    const bool kept = decisions[id].kept;
    if (block.counts.words > most_phrase_words || block.flags & context::preformatted) continue;
    if (!kept && !may_head_list(page, id, decisions)) continue;
    const PhraseMatch match = match_phrase(page.segments.block_text(block));
    if (match.kind == PhraseKind::none) continue;
    // A shop's "Published by: ..." is content.
    if (is_credit_label(match.kind) ? !may_be_article : is_data(page, id)) continue;
    if (kept) decisions[id] = {false, Reason::phrase, match};
    if (may_be_article && opens_list_of_others(match.kind) && (match.whole || !kept))
      drop_list_after(page, id, match, swept, decisions);
  }
}

}  // namespace lubb::extraction
