// What the prescan makes of a page: the skeleton that the parser reads, the pieces of the source in order,
// and the marks that lead from one to the other.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "dom/tag.h"
#include "lubb/article.hpp"

namespace lubb::dom {

enum class EntryKind : std::uint8_t {
  start_tag,
  implied_start,  // an element that no tag opened
  end_tag,
  implied_end,  // the innermost open element of an island ends without an end tag of its own
  text,
  white_space,
};

// One piece of the page. Pieces of islands are complete: what opens an element is followed by what ends it.
struct SkeletonEntry {
  std::uint32_t begin = 0;  // in the source
  std::uint32_t end = 0;
  Tag tag = Tag::unknown;
  EntryKind kind = EntryKind::text;
  std::uint8_t flags = 0;  // Node::flags of the element or text run
  std::uint8_t attribute_count = 0;
  std::uint32_t first_attribute = 0;  // of a start tag, in Skeleton::attributes
};

enum class MarkKind : std::uint8_t {
  tag,           // a tag that the parser sees
  text,          // a run of text that the parser has to place
  white_space,   // the same of white space
  loose_space,   // white space that may join an island
  island,        // any number of pieces; the parser sees a character, or an empty row, cell, ... in a table
  block_island,  // the same; the parser sees <hr>, which ends an open paragraph
  metadata,      // elements and white space right in the head; the parser sees <link>
};

// Something written into the skeleton, and the entries [first, last) it stands for.
struct Mark {
  std::uint32_t at = 0;  // offset in the skeleton
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  MarkKind kind = MarkKind::tag;
};

struct Skeleton {
  std::unique_ptr<char[]> text;
  std::size_t size = 0;
  std::size_t capacity = 0;
  std::vector<SkeletonEntry> entries;     // in the order of the source
  std::vector<Mark> marks;                // in order of `at`
  std::vector<AttributeSpan> attributes;  // of start tags, in order of the source
  std::vector<SourceRange> json_ld;
  SourceRange title;
  SkeletonEntry html_tag, body_tag;  // the first start tags, wherever they stand
  bool depth_limit_reached = false;
  bool has_frameset = false;

  [[nodiscard]] std::string_view view() const noexcept { return {text.get(), size}; }
};

}  // namespace lubb::dom
