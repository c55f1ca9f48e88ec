#include "extract/images.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/url.h"

namespace lubb::extraction {
namespace {

// Declared sizes below this are icons, avatars and tracking dots.
constexpr int smallest_side = 60;  // pixels
// An image belongs to the body where the kept blocks around it have no more other words between them, ...
constexpr std::uint32_t most_words_between = 30;
// ... or at the article's ends, no more between the figure and the body. Both by judgement on annotated
// pages.
constexpr std::uint32_t most_words_at_end = 15;
// A caption and a credit or two; more is another figure's.
constexpr BlockId most_caption_blocks = 4;

bool is_small(const dom::Document& document, dom::NodeId node) {
  for (const std::string_view side : {"width", "height"}) {
    const auto value = document.attribute(node, side);
    int pixels = smallest_side;
    if (value) std::from_chars(value->data(), value->data() + value->size(), pixels);
    if (pixels < smallest_side) return true;
  }
  return false;
}

// Where a script loads the image when it comes into view, `src` is a placeholder.
std::string image_url(const dom::Document& document, dom::NodeId node, std::string_view base_url) {
  for (const std::string_view name :
       {"data-src", "data-original", "data-lazy-src", "data-srcset", "data-lazy-srcset", "src", "srcset"}) {
    const auto value = document.attribute(node, name);
    if (!value || value->empty()) continue;
    const auto resolved = url::resolve(base_url, value->substr(0, value->find_first_of(" ,")));
    if (resolved && url::is_http(*resolved)) return *resolved;
  }
  return {};
}

// Blocks of the page by place: which of them stand inside a node.
class BlockPlaces {
 public:
  BlockPlaces(const Page& page, const std::vector<Decision>& decisions)
      : page_(page),
        decisions_(decisions),
        before_(decisions.size() + 1, most_words_between + 1),
        after_(decisions.size() + 1, most_words_between + 1) {
    for (BlockId id = 0; id < size(); ++id) before_[id + 1] = words_past(id, before_[id]);
    for (BlockId id = size(); id-- > 0;) after_[id] = words_past(id, after_[id + 1]);
  }

  [[nodiscard]] BlockId first_at(dom::NodeId node) const {
    const auto& blocks = page_.segments.blocks;
    const auto found = std::lower_bound(blocks.begin(), blocks.end(), node,
                                        [](const Block& b, dom::NodeId n) { return b.first < n; });
    return static_cast<BlockId>(found - blocks.begin());
  }
  [[nodiscard]] BlockId size() const { return static_cast<BlockId>(page_.segments.blocks.size()); }
  [[nodiscard]] bool is_caption(BlockId id) const {
    return (page_.segments.blocks[id].flags & context::caption) != 0 ||
           decisions_[id].reason == Reason::caption;
  }
  // Words between a place and the next kept block in one direction that are neither kept nor of a caption;
  // most_words_between + 1 where no kept block comes. `id`: the first block behind the place.
  [[nodiscard]] std::uint32_t words_before(BlockId id) const { return before_[id]; }
  [[nodiscard]] std::uint32_t words_after(BlockId id) const { return after_[id]; }

 private:
  [[nodiscard]] std::uint32_t words_past(BlockId id, std::uint32_t beyond) const {
    if (decisions_[id].kept) return 0;
    const std::uint32_t own = is_caption(id) ? 0 : std::max(1U, page_.segments.blocks[id].counts.words);
    return own > most_words_between ? most_words_between + 1 : std::min(own + beyond, most_words_between + 1);
  }

  const Page& page_;
  const std::vector<Decision>& decisions_;
  std::vector<std::uint32_t> before_, after_;  // by block, and behind the last one
};

// The text of the captions in the widest element around the image that holds captions only.
std::string caption_of(const Page& page, const BlockPlaces& places, dom::NodeId image) {
  std::string caption;
  for (dom::NodeId at = page.document.node(image).parent; at != dom::no_node;
       at = page.document.node(at).parent) {
    const BlockId first = places.first_at(at);
    const BlockId end = places.first_at(page.document.node(at).subtree_end);
    if (end > first + most_caption_blocks) return caption;
    for (BlockId id = first; id < end; ++id) {
      if (!places.is_caption(id)) return caption;
    }
    std::string text;
    for (BlockId id = first; id < end; ++id) {
      if (!text.empty()) text += ' ';
      text += page.segments.block_text(page.segments.blocks[id]);
    }
    if (!text.empty()) caption = std::move(text);
    if (page.document.node(at).tag == dom::Tag::figure) return caption;
  }
  return caption;
}

// Between kept blocks with little else in between, or in a figure at the article's beginning or end.
bool stands_in_body(const Page& page, const BlockPlaces& places, dom::NodeId image) {
  const BlockId next = places.first_at(image);
  const std::uint32_t before = places.words_before(next);
  const std::uint32_t after = places.words_after(next);
  if (before + after <= most_words_between) return true;
  if (std::min(before, after) > most_words_at_end) return false;
  for (dom::NodeId at = page.document.node(image).parent; at != dom::no_node;
       at = page.document.node(at).parent) {
    if (page.document.node(at).tag == dom::Tag::figure) return true;
  }
  return false;
}

}  // namespace

std::vector<Image> find_images(const Page& page, const std::vector<Decision>& decisions,
                               std::string_view base_url) {
  std::vector<Image> images;
  const BlockPlaces places(page, decisions);
  for (dom::NodeId id = 0; id < page.document.size(); ++id) {
    if (page.document.node(id).tag != dom::Tag::img || !page.document.is_element(id)) continue;
    if (is_small(page.document, id) || !stands_in_body(page, places, id)) continue;
    Image image{id, image_url(page.document, id, base_url), {}, {}};
    // The copy for readers without scripts stands behind the image.
    if (image.url.empty() || (!images.empty() && images.back().url == image.url)) continue;
    image.alternative_text = text::squeeze(page.document.attribute(id, "alt").value_or(""));
    image.caption = caption_of(page, places, id);
    images.push_back(std::move(image));
  }
  return images;
}

}  // namespace lubb::extraction
