// A comment section is found by its class or id (context::comment). Inside, two neighbouring stretches of
// text belong to one comment if they are paragraphs of the same parent; otherwise a new comment begins. The
// comment's own element is the highest one that holds no other comment's text: author and date are there.
#include "extract/comments.h"

#include <algorithm>
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
// Behind the last comment its date is looked for among so many nodes.
constexpr dom::NodeId most_nodes_to_date = 24;
constexpr std::array<std::string_view, 8> said{"says", "said", "wrote", "schreibt",
                                               "dit",  "dice", "يقول",  "كتب"};

constexpr std::array<std::string_view, 10> author_words{"author", "user",   "username", "name",      "nick",
                                                        "fn",     "poster", "writer",   "commenter", "cite"};
constexpr std::array<std::string_view, 7> date_words{"date",      "time",   "datetime", "ago",
                                                     "published", "posted", "timestamp"};

template <std::size_t N>
bool class_says(const dom::Document& document, dom::NodeId node,
                const std::array<std::string_view, N>& words) {
  const std::string value = document.attribute(node, "class").value_or("") + " " +
                            document.attribute(node, "itemprop").value_or("") + " " +
                            document.attribute(node, "property").value_or("");
  bool found = false;
  for_each_token(value, 32, [&](std::string_view token, std::uint32_t) {
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

  // A short block that holds an author's name or a date and no more.
  bool is_label(BlockId id) const {
    const Block& b = block(id);
    if (b.counts.words > most_date_words) return false;
    const dom::NodeId element_node = element(b.element).node;
    if (is_author(element_node) || is_date(element_node)) return true;
    for (dom::NodeId node = std::min(b.first, element_node + 1); node <= b.last; ++node) {
      if (page_.document.is_element(node) && (is_author(node) || is_date(node))) return true;
    }
    return false;
  }

  bool is_author(dom::NodeId node) const { return class_says(page_.document, node, author_words); }
  bool is_date(dom::NodeId node) const {
    return page_.document.node(node).tag == Tag::time || class_says(page_.document, node, date_words);
  }

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

  Comment read(const std::vector<BlockId>& group, BlockId before, BlockId after) const {
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
      if (!comment.author && is_author(node)) comment.author = author_text(node);
      if (!comment.date && is_date(node)) comment.date = date_text(node);
    }
    if (!comment.author) comment.author = author_before(item.node, before);
    if (!comment.date) comment.date = date_behind(item.node_end, after);
    return comment;
  }

  // Where name, text and date stand side by side (<dt>, <dd>, <dd>): the last name before the text, ...
  std::optional<std::string> author_before(dom::NodeId text, BlockId before) const {
    const dom::NodeId begin = before == no_id ? section_of(text) : block(before).last + 1;
    std::optional<std::string> author;
    for (dom::NodeId node = begin; node < text; ++node) {
      if (!page_.document.is_element(node) || !is_author(node)) continue;
      if (auto name = author_text(node)) author = std::move(name);
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
      if (is_date(node)) return date_text(node);
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

  // A name without the "says:" that themes put behind it.
  std::optional<std::string> author_text(dom::NodeId node) const {
    auto name = short_text(node, most_author_words);
    if (!name) return name;
    while (!name->empty() && (name->back() == ':' || name->back() == '.' || name->back() == ' '))
      name->pop_back();
    for (const std::string_view verb : said) {
      if (name->size() > verb.size() + 1 && name->ends_with(verb) &&
          (*name)[name->size() - verb.size() - 1] == ' ')
        name->resize(name->size() - verb.size() - 1);
    }
    return name->empty() ? std::nullopt : name;
  }

  std::optional<std::string> short_text(dom::NodeId node, std::uint32_t most_words) const {
    constexpr std::size_t longest = 400;  // bytes of mark-up below the element: more holds no single name
    if (page_.document.node(node).close_end - page_.document.node(node).end > longest) return std::nullopt;
    std::string text;
    page_.document.append_text(node, text);
    text = text::squeeze(text);
    if (text.empty() || text::count_words(text) > most_words) return std::nullopt;
    return text;
  }

  // The date as the page writes it; the pipeline reads it.
  std::optional<std::string> date_text(dom::NodeId node) const {
    for (const std::string_view name : {"datetime", "content"}) {
      if (auto value = page_.document.attribute(node, name)) return value;
    }
    return short_text(node, most_date_words);
  }

  const Page& page_;
  const std::vector<Decision>& decisions_;
};

}  // namespace

void read_comments(const Page& page, const std::vector<Decision>& decisions, std::vector<Comment>& comments) {
  CommentReader(page, decisions).run(comments);
}

}  // namespace lubb::extraction
