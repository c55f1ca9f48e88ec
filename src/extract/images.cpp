#include "extract/images.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/url.h"

namespace lubb::extraction {
namespace {

// Declared sizes below this are icons, avatars and tracking dots.
constexpr int smallest_side = 60;  // pixels

bool is_small(const dom::Document& document, dom::NodeId node) {
  for (const std::string_view side : {"width", "height"}) {
    const auto value = document.attribute(node, side);
    int pixels = smallest_side;
    if (value) std::from_chars(value->data(), value->data() + value->size(), pixels);
    if (pixels < smallest_side) return true;
  }
  return false;
}

std::string image_url(const dom::Document& document, dom::NodeId node, std::string_view base_url) {
  for (const std::string_view name : {"data-src", "data-original", "data-lazy-src", "src", "srcset"}) {
    const auto value = document.attribute(node, name);
    if (!value || value->empty()) continue;
    const auto resolved = url::resolve(base_url, value->substr(0, value->find_first_of(" ,")));
    if (resolved && url::is_http(*resolved)) return *resolved;
  }
  return {};
}

std::string caption_of(const Page& page, dom::NodeId image) {
  for (dom::NodeId at = page.document.node(image).parent; at != dom::no_node;
       at = page.document.node(at).parent) {
    if (page.document.node(at).tag != dom::Tag::figure) continue;
    std::string caption;
    const auto& blocks = page.segments.blocks;
    auto block = std::lower_bound(blocks.begin(), blocks.end(), at,
                                  [](const Block& b, dom::NodeId node) { return b.first < node; });
    for (; block != blocks.end() && block->last < page.document.node(at).subtree_end; ++block) {
      if (!(block->flags & context::caption)) continue;
      if (!caption.empty()) caption += ' ';
      caption += page.segments.block_text(*block);
    }
    return caption;
  }
  return {};
}

bool is_left_out(const Decision& decision) noexcept {
  return !decision.kept && decision.reason != Reason::caption && decision.reason != Reason::credit;
}

}  // namespace

std::vector<Image> find_images(const Page& page, const std::vector<Decision>& decisions,
                               std::string_view base_url) {
  std::vector<Image> images;
  const auto& blocks = page.segments.blocks;
  BlockId next = 0;  // first block behind the image
  for (dom::NodeId id = 0; id < page.document.size(); ++id) {
    if (page.document.node(id).tag != dom::Tag::img || !page.document.is_element(id)) continue;
    while (next < blocks.size() && blocks[next].first < id) ++next;
    BlockId before = next, after = next;
    while (before > 0 && decisions[before - 1].reason == Reason::caption) --before;
    while (after < blocks.size() && decisions[after].reason == Reason::caption) ++after;
    const bool kept_before = before > 0 && !is_left_out(decisions[before - 1]);
    const bool kept_after = after < blocks.size() && !is_left_out(decisions[after]);
    if (!kept_before || !kept_after || is_small(page.document, id)) continue;
    Image image{id, image_url(page.document, id, base_url), {}, {}};
    if (image.url.empty()) continue;
    image.alternative_text = text::squeeze(page.document.attribute(id, "alt").value_or(""));
    image.caption = caption_of(page, id);
    images.push_back(std::move(image));
  }
  return images;
}

}  // namespace lubb::extraction
