// A comment section is found by its class or id (context::comment). Inside, two neighbouring stretches of
// text belong to one comment if they are paragraphs of the same parent; otherwise a new comment begins. The
// comment's own element is the highest one that holds no other comment's text: author and date are there.
#include "extract/comments.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/text.h"
#include "extract/comment_credits.h"

namespace lubb::extraction {
namespace {

using dom::Tag;

constexpr std::uint32_t fewest_comment_words = 2;
constexpr float most_link_density = 0.5F;
// Behind the last comment its date is looked for among so many nodes.
constexpr dom::NodeId most_nodes_to_date = 24;
// A label that holds both a name and a date may have so many words: "Petra, 12 points, 3 hours ago (2
// replies)".
constexpr std::uint32_t most_label_words = 20;

class CommentReader {
 public:
  CommentReader(const Page& page, const std::vector<Decision>& decisions)
      : page_(page), decisions_(decisions) {}

  void run(std::vector<Comment>& comments) {
    std::vector<std::vector<BlockId>> groups;
    for (BlockId id = 0; id < page_.segments.blocks.size(); ++id) {
      if (!is_comment_text(id)) continue;
      if (!groups.empty() && same_comment(groups.back().back(), id))
        groups.back().push_back(id);
      else
        groups.push_back({id});
    }
    std::vector<Found> found;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const BlockId before = i > 0 ? groups[i - 1].back() : no_id;
      const BlockId after = i + 1 < groups.size() ? groups[i + 1].front() : no_id;
      found.push_back(read(groups[i], before, after));
    }
    keep_comments(found, comments);
  }

 private:
  struct Found {
    Comment comment;
    std::uint64_t signature = 0;  // of its mark-up
    [[nodiscard]] bool is_credited() const { return comment.author || comment.date; }
  };

  // Sections hold notices and headings too ("Be the first to post"). Where comments have a name or date, what
  // has neither and stands in other mark-up is none; where none has, comments are what stands in the same
  // mark-up several times.
  static void keep_comments(std::vector<Found>& found, std::vector<Comment>& comments) {
    std::size_t credited = 0;
    std::map<std::uint64_t, std::size_t> alike;  // comments by the mark-up they stand in
    for (const Found& f : found) credited += f.is_credited() ? 1 : 0;
    for (const Found& f : found) {
      if (credited == 0 || f.is_credited()) ++alike[f.signature];
    }
    for (Found& f : found) {
      const bool kept = f.is_credited() || alike[f.signature] > (credited > 0 ? 0 : 1);
      if (kept && f.comment.author != f.comment.text) comments.push_back(std::move(f.comment));
    }
  }

  const Block& block(BlockId id) const { return page_.segments.blocks[id]; }
  const Element& element(ElementId id) const { return page_.segments.elements[id]; }

  // A short block that holds an author's name or a date and no more.
  bool is_label(BlockId id) const {
    const Block& b = block(id);
    if (is_said_line(page_.segments.block_text(b))) return true;
    if (b.counts.words > most_label_words) return false;
    const dom::NodeId element_node = element(b.element).node;
    bool author = is_author(element_node), date = is_date(element_node);
    for (dom::NodeId node = std::min(b.first, element_node + 1); node <= b.last; ++node) {
      if (!page_.document.is_element(node)) continue;
      author = author || is_author(node);
      date = date || is_date(node);
    }
    return (author && date) || ((author || date) && b.counts.words <= most_comment_date_words);
  }

  bool is_author(dom::NodeId node) const { return is_author_element(page_.document, node); }
  bool is_date(dom::NodeId node) const { return is_date_element(page_.document, node); }

  bool is_comment_text(BlockId id) const {
    constexpr std::uint32_t no_text = context::button | context::heading | context::label;
    const Block& b = block(id);
    if (!(b.flags & context::comment) || (b.flags & no_text) || is_in_comment_form(id)) return false;
    if (decisions_[id].kept || b.counts.words < fewest_comment_words) return false;
    if (page_.features.at(id, Feature::link_density) >= most_link_density) return false;
    if (decisions_[id].reason == Reason::phrase ||
        match_phrase(page_.segments.block_text(b)).kind != PhraseKind::none) {
      return false;
    }
    return !is_label(id);
  }

  // A form inside the section is for writing a comment; one around the whole page (WebForms) says nothing.
  bool is_in_comment_form(BlockId id) const {
    for (ElementId e = block(id).container; e != no_id; e = element(e).parent) {
      if (element(e).tag == Tag::form) return (element(e).flags & context::comment) != 0;
    }
    return false;
  }

  ElementId common_ancestor(BlockId a, BlockId b) const {
    ElementId id = block(a).container;
    while (element(id).parent != no_id && block(b).last >= element(id).node_end) id = element(id).parent;
    return id;
  }

  // The child of `ancestor` on the way down to the block's container; the container itself if that is it.
  ElementId child_towards(ElementId ancestor, BlockId id) const {
    ElementId child = block(id).container;
    while (child != ancestor && element(child).parent != ancestor && element(child).parent != no_id) {
      child = element(child).parent;
    }
    return child;
  }

  static bool is_paragraph_like(Tag tag) noexcept {
    return tag == Tag::p || tag == Tag::blockquote || tag == Tag::ul || tag == Tag::ol || tag == Tag::pre;
  }

  bool same_comment(BlockId a, BlockId b) const {
    const ElementId shared = common_ancestor(a, b);
    const ElementId from = child_towards(shared, a), to = child_towards(shared, b);
    if (from == shared || to == shared)
      return from == to || is_paragraph_like(element(to == shared ? from : to).tag);
    const bool list_of_comments = element(shared).tag == Tag::ul || element(shared).tag == Tag::ol;
    return !list_of_comments && is_paragraph_like(element(from).tag) && element(to).tag == Tag::p;
  }

  // Highest element around the first block that holds neither neighbour's text.
  ElementId item_of(BlockId first, BlockId before, BlockId after) const {
    ElementId item = block(first).container;
    while (element(item).parent != no_id) {
      const Element& parent = element(element(item).parent);
      const bool holds_before = before != no_id && parent.first_block <= before;
      const bool holds_after = after != no_id && after < parent.end_block;
      if (!(parent.flags & context::comment) || holds_before || (holds_after && parent.first_block >= first))
        break;
      if (holds_after) break;
      item = element(item).parent;
    }
    return item;
  }

  Found read(const std::vector<BlockId>& group, BlockId before, BlockId after) const {
    Comment comment;
    for (const BlockId id : group) {
      if (!comment.text.empty()) comment.text += '\n';
      comment.text += page_.segments.block_text(block(id));
    }
    const Element& item = element(item_of(group.front(), before, after));
    const dom::NodeId begin = before == no_id ? item.node : std::max(block(before).last + 1, item.node);
    const dom::NodeId end = after == no_id ? item.node_end : std::min(block(after).first, item.node_end);
    for (dom::NodeId node = begin; node < end && !(comment.author && comment.date); ++node) {
      if (!page_.document.is_element(node)) continue;
      if (!comment.author && is_author(node)) comment.author = author_of(page_.document, node);
      if (!comment.date && is_date(node)) comment.date = date_of(page_.document, node);
    }
    if (!comment.author) comment.author = author_before(item.node, before);
    if (!comment.author) comment.author = author_in_line_before(group.front());
    if (!comment.author) take_inline_author(block(group.front()), comment);
    if (!comment.date) comment.date = date_behind(item.node_end, after);
    return {std::move(comment), mark_up_around(group.front())};
  }

  // Equal for blocks whose two innermost elements have the same tags and classes.
  std::uint64_t mark_up_around(BlockId id) const {
    const Element& container = element(block(id).container);
    const std::uint64_t outer = container.parent == no_id ? 0 : element(container.parent).signature;
    return container.signature * 31 + outer;
  }

  std::optional<std::string> author_in_line_before(BlockId first) const {
    if (first == 0 || !(block(first - 1).flags & context::comment)) return std::nullopt;
    const std::string_view line = page_.segments.block_text(block(first - 1));
    return is_said_line(line) ? author_name(line) : std::nullopt;
  }

  // "<b>Petra:</b> I was there": the name goes out of the text.
  void take_inline_author(const Block& first, Comment& comment) const {
    const dom::NodeId container = element(first.container).node;
    for (dom::NodeId node = page_.document.node(first.first).parent; node != dom::no_node && node > container;
         node = page_.document.node(node).parent) {
      const Tag tag = page_.document.node(node).tag;
      if (tag != Tag::b && tag != Tag::strong && tag != Tag::cite && tag != Tag::a) continue;
      std::string name;
      page_.document.append_text(node, name);
      name = text::squeeze(name);
      const std::string_view rest = comment.text.starts_with(name)
                                        ? text::trim(std::string_view(comment.text).substr(name.size()))
                                        : std::string_view();
      const bool apart = is_separator(name) || (!rest.empty() && is_separator(rest.substr(0, 1)));
      if (rest.empty() || !apart || text::count_words(name) > most_author_words) continue;
      comment.author = author_name(name);
      comment.text = std::string(text::trim(rest.substr(is_separator(rest.substr(0, 1)) ? 1 : 0)));
      return;
    }
  }

  // Ends with what sets a name apart from the text.
  static bool is_separator(std::string_view text) {
    return text.ends_with(':') || text.ends_with('-') || text.ends_with("\u2013") || text.ends_with("\u2014");
  }

  // Where name, text and date stand side by side (<dt>, <dd>, <dd>): the last name before the text, ...
  std::optional<std::string> author_before(dom::NodeId text, BlockId before) const {
    const dom::NodeId begin = before == no_id ? section_of(text) : block(before).last + 1;
    std::optional<std::string> author;
    for (dom::NodeId node = begin; node < text; ++node) {
      if (!page_.document.is_element(node) || !is_author(node)) continue;
      if (auto name = author_of(page_.document, node)) author = std::move(name);
    }
    return author;
  }

  // ... and the date behind it, before the next name.
  std::optional<std::string> date_behind(dom::NodeId text_end, BlockId after) const {
    const dom::NodeId end =
        after == no_id ? std::min(text_end + most_nodes_to_date, page_.document.size()) : block(after).first;
    for (dom::NodeId node = text_end; node < end; ++node) {
      if (!page_.document.is_element(node)) continue;
      if (is_author(node)) break;
      if (is_date(node)) return date_of(page_.document, node);
    }
    return std::nullopt;
  }

  // The outermost element around the node that its class calls a section of comments.
  dom::NodeId section_of(dom::NodeId node) const {
    const auto& elements = page_.segments.elements;
    auto at = std::lower_bound(elements.begin(), elements.end(), node,
                               [](const Element& e, dom::NodeId n) { return e.node < n; });
    if (at == elements.end() || at->node != node) return node;
    ElementId id = static_cast<ElementId>(at - elements.begin());
    while (element(id).parent != no_id && element(element(id).parent).flags & context::comment)
      id = element(id).parent;
    return element(id).node;
  }

  const Page& page_;
  const std::vector<Decision>& decisions_;
};

}  // namespace

void read_comments(const Page& page, const std::vector<Decision>& decisions, std::vector<Comment>& comments) {
  CommentReader(page, decisions).run(comments);
}

}  // namespace lubb::extraction
