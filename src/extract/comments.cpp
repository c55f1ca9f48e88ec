// A comment section is found by its class or id (context::comment). Inside, two neighbouring stretches of
// text belong to one comment if they are paragraphs of the same parent; otherwise a new comment begins. The
// comment's own element is the highest one that holds no other comment's text: author and date are there.
#include "extract/comments.h"

#include <array>
#include <optional>

#include "base/text.h"

namespace lubb::extraction {
namespace {

using dom::Tag;

constexpr std::uint32_t fewest_comment_words = 2;
constexpr float most_link_density = 0.5F;
constexpr std::uint32_t most_author_words = 6;
constexpr std::uint32_t most_date_words = 10;

constexpr std::array<std::string_view, 9> author_words{"author", "user",   "name",      "nick", "fn",
                                                       "poster", "writer", "commenter", "cite"};
constexpr std::array<std::string_view, 6> date_words{"date",      "time",   "ago",
                                                     "published", "posted", "timestamp"};

template <std::size_t N>
bool class_says(const dom::Document& document, dom::NodeId node,
                const std::array<std::string_view, N>& words) {
  const std::string value = document.attribute(node, "class").value_or("") + " " +
                            document.attribute(node, "itemprop").value_or("");
  bool found = false;
  for_each_token(value, 32, [&](std::string_view token) {
    for (const std::string_view word : words) found = found || token == word;
  });
  return found;
}

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
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const BlockId before = i > 0 ? groups[i - 1].back() : no_id;
      const BlockId after = i + 1 < groups.size() ? groups[i + 1].front() : no_id;
      comments.push_back(read(groups[i], before, after));
    }
  }

 private:
  const Block& block(BlockId id) const { return page_.segments.blocks[id]; }
  const Element& element(ElementId id) const { return page_.segments.elements[id]; }

  bool is_label(BlockId id) const {
    return role_of(id, author_words) || role_of(id, date_words) ||
           page_.document.node(element(block(id).element).node).tag == Tag::time;
  }

  // The block's element or its parent says so by class.
  template <std::size_t N>
  bool role_of(BlockId id, const std::array<std::string_view, N>& words) const {
    const ElementId own = block(id).element;
    if (class_says(page_.document, element(own).node, words)) return true;
    const ElementId parent = element(own).parent;
    return parent != no_id && element(parent).end_block - element(parent).first_block <= 1 &&
           class_says(page_.document, element(parent).node, words);
  }

  bool is_comment_text(BlockId id) const {
    constexpr std::uint32_t no_text = context::form | context::button | context::heading | context::label;
    const Block& b = block(id);
    if (!(b.flags & context::comment) || (b.flags & no_text)) return false;
    if (decisions_[id].kept || b.counts.words < fewest_comment_words) return false;
    if (page_.features.at(id, Feature::link_density) >= most_link_density) return false;
    if (decisions_[id].reason == Reason::phrase ||
        match_phrase(page_.segments.block_text(b)).kind != PhraseKind::none) {
      return false;
    }
    return !is_label(id);
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

  Comment read(const std::vector<BlockId>& group, BlockId before, BlockId after) const {
    Comment comment;
    for (const BlockId id : group) {
      if (!comment.text.empty()) comment.text += '\n';
      comment.text += page_.segments.block_text(block(id));
    }
    const ElementId item = item_of(group.front(), before, after);
    const BlockId begin =
        before == no_id ? element(item).first_block : std::max(before + 1, element(item).first_block);
    const BlockId end = after == no_id ? element(item).end_block : std::min(after, element(item).end_block);
    for (BlockId id = begin; id < end; ++id) {
      const std::uint32_t words = block(id).counts.words;
      if (words == 0) continue;
      const std::string_view text = page_.segments.block_text(block(id));
      if (!comment.author && words <= most_author_words && role_of(id, author_words))
        comment.author = std::string(text);
      if (!comment.date && words <= most_date_words && !role_of(id, author_words))
        comment.date = date_text(id, text);
    }
    return comment;
  }

  // The date as the page writes it; the pipeline reads it.
  std::optional<std::string> date_text(BlockId id, std::string_view text) const {
    const dom::NodeId container = element(block(id).container).node;
    for (dom::NodeId node = container; node < page_.document.node(container).subtree_end; ++node) {
      if (page_.document.is_element(node) && page_.document.node(node).tag == Tag::time) {
        if (auto value = page_.document.attribute(node, "datetime")) return value;
        return std::string(text);
      }
    }
    if (role_of(id, date_words)) return std::string(text);
    return std::nullopt;
  }

  const Page& page_;
  const std::vector<Decision>& decisions_;
};

}  // namespace

void read_comments(const Page& page, const std::vector<Decision>& decisions, std::vector<Comment>& comments) {
  CommentReader(page, decisions).run(comments);
}

}  // namespace lubb::extraction
