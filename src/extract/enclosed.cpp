#include "extract/enclosed.h"

#include <algorithm>
#include <string_view>

#include "extract/callout.h"

namespace lubb::extraction {
namespace {

// Between two kept paragraphs of the same parent, subheads, tables and code need no more than this
// probability, lists the second, paragraphs (subheads without mark-up) the third one, ...
constexpr double lowest_enclosed = 0.20;
constexpr double lowest_enclosed_list = 0.40;
constexpr double lowest_enclosed_paragraph = 0.35;
// ... and fewer linked words than this share.
constexpr double most_enclosed_links = 0.3;
// A list, or code, right behind a kept paragraph that ends with a colon needs no more than this. Figures by
// judgement on the annotated pages, by halves of their sites.
constexpr double lowest_announced = 0.03;
constexpr double lowest_announced_code = 0.05;
// More words above a callout's text are no title.
constexpr std::uint32_t most_callout_title_words = 12;

// Lists, tables, code and subheads score lower than prose; between kept paragraphs they are part of the body
// even so.
class EnclosedKeeper {
 public:
  EnclosedKeeper(const Page& page, std::vector<Decision>& decisions)
      : page_(page), segments_(page.segments), decisions_(decisions) {}

  void run() {
    BlockId before = no_id;
    for (BlockId id = 0; id < decisions_.size(); ++id) {
      if (!is_prose(id)) continue;
      if (before != no_id && id > before + 1) keep_between(before, id);
      if (announces(id)) keep_announced(id);
      before = id;
    }
    keep_callout_titles();
    drop_line_numbers();
  }

 private:
  // "Note" or "Mind your head" above the kept text of a callout.
  void keep_callout_titles() {
    for (BlockId id = 0; id + 1 < decisions_.size(); ++id) {
      const Block& block = segments_.blocks[id];
      if (decisions_[id].kept || decisions_[id].reason != Reason::score || !decisions_[id + 1].kept) continue;
      if (block.counts.words == 0 || block.counts.words > most_callout_title_words) continue;
      ElementId box = block.container;
      while (box != no_id && segments_.elements[box].end_block <= id + 1)
        box = segments_.elements[box].parent;
      if (box == no_id || segments_.elements[box].first_block != id) continue;
      if (!callout_type(page_.document, segments_.elements[box].node).empty()) keep(id, id + 1);
    }
  }

  // Highlighters put the numbers of a code's lines into a cell of their own beside it.
  void drop_line_numbers() {
    for (BlockId id = 0; id + 1 < decisions_.size(); ++id) {
      const std::uint32_t both = segments_.blocks[id].flags & segments_.blocks[id + 1].flags;
      if (!decisions_[id].kept || !(both & context::preformatted) || !(both & context::table)) continue;
      const std::string_view text = segments_.block_text(segments_.blocks[id]);
      if (text.find_first_not_of("0123456789 \n\t\r") == std::string_view::npos)
        decisions_[id] = {false, Reason::no_words, {}};
    }
  }

  // A kept paragraph of the body, outside of lists and tables.
  bool is_prose(BlockId id) const {
    constexpr std::uint32_t structures =
        context::list | context::definition | context::preformatted | context::heading;
    const Block& block = segments_.blocks[id];
    return decisions_[id].kept && decisions_[id].reason == Reason::score && !(block.flags & structures) &&
           segments_.elements[block.container].tag == dom::Tag::p && parent_of(id) != no_id &&
           structure_of(id, no_id) == no_id;
  }

  ElementId parent_of(BlockId id) const { return segments_.elements[segments_.blocks[id].container].parent; }

  void keep_between(BlockId before, BlockId after) {
    const ElementId body = parent_of(before);
    if (parent_of(after) != body) return;
    for (BlockId id = before + 1; id < after;) {
      const ElementId structure = structure_of(id, body);
      BlockId end = id + 1;
      if (structure != no_id) end = std::min(after, std::max(end, segments_.elements[structure].end_block));
      judge(id, end, structure, body);
      id = end;
    }
  }

  // "... as follows:" and the list or code right behind it.
  void keep_announced(BlockId id) {
    const BlockId next = id + 1;
    if (next >= decisions_.size()) return;
    const ElementId body = parent_of(id);
    if (segments_.blocks[next].first >= segments_.elements[body].node_end) return;
    const ElementId structure = structure_of(next, body);
    const bool code = (segments_.blocks[next].flags & context::preformatted) != 0;
    if (structure == no_id && !code) return;
    const BlockId end = structure == no_id ? next + 1 : segments_.elements[structure].end_block;
    double words = 0, content = 0;
    for (BlockId at = next; at < end; ++at) {
      words += segments_.blocks[at].counts.words;
      content += page_.scores.probability[at] * segments_.blocks[at].counts.words;
    }
    if (words == 0 || content / words < (code ? lowest_announced_code : lowest_announced)) return;
    keep(next, end);
  }

  void keep(BlockId begin, BlockId end) {
    for (BlockId id = begin; id < end; ++id) {
      const Reason reason = decisions_[id].reason;
      if (!decisions_[id].kept && (reason == Reason::score || reason == Reason::no_words))
        decisions_[id] = {true, Reason::enclosed, {}};
    }
  }

  // The outermost list or table around the block below `body`, or no_id.
  ElementId structure_of(BlockId id, ElementId body) const {
    ElementId found = no_id;
    for (ElementId e = segments_.blocks[id].container; e != body && e != no_id;
         e = segments_.elements[e].parent) {
      const dom::Tag tag = segments_.elements[e].tag;
      if (tag == dom::Tag::ul || tag == dom::Tag::ol || tag == dom::Tag::dl || page_.data_tables[e])
        found = e;
    }
    return found;
  }

  void judge(BlockId begin, BlockId end, ElementId structure, ElementId body) {
    double words = 0, linked = 0, content = 0;
    bool open = false;
    for (BlockId id = begin; id < end; ++id) {
      const Block& block = segments_.blocks[id];
      words += block.counts.words;
      linked += block.link_words;
      content += page_.scores.probability[id] * block.counts.words;
      open = open || (!decisions_[id].kept && decisions_[id].reason == Reason::score);
    }
    if (!open || words == 0) return;
    const double mean = content / words;
    if (!is_enough(begin, structure, body, mean, linked / words)) return;
    keep(begin, end);
  }

  bool is_enough(BlockId id, ElementId structure, ElementId body, double mean, double linked) const {
    const Block& block = segments_.blocks[id];
    if (linked >= most_enclosed_links) return false;
    if (structure != no_id) {
      return mean >= (page_.data_tables[structure] ? lowest_enclosed : lowest_enclosed_list);
    }
    const Element& container = segments_.elements[block.container];
    if (block.flags & (context::preformatted | context::heading) ||
        segments_.elements[block.element].tag == dom::Tag::math)
      return mean >= lowest_enclosed;
    return container.tag == dom::Tag::p && container.parent == body && mean >= lowest_enclosed_paragraph;
  }

  bool announces(BlockId id) const {
    const std::string_view text = segments_.block_text(segments_.blocks[id]);
    return text.ends_with(":") || text.ends_with("\uFF1A");
  }

  const Page& page_;
  const Segments& segments_;
  std::vector<Decision>& decisions_;
};

}  // namespace

void keep_enclosed(const Page& page, std::vector<Decision>& decisions) {
  EnclosedKeeper(page, decisions).run();
}

}  // namespace lubb::extraction
