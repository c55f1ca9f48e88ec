// What one start tag says: context bits, signature, tokens. Reads the tag's attributes once.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "dom/document.h"
#include "extract/segment.h"
#include "extract/tokens.h"

namespace lubb::extraction {

// Start tags that stand many times on a page ("<li class=item>") are read once. Kept for one page.
class TagCache {
 public:
  struct Entry {
    std::string_view start_tag;  // in the page's source; empty = free
    std::uint64_t signature = 0;
    std::uint32_t own_flags = 0;
    std::uint32_t token_begin = 0;
    std::uint16_t token_count = 0;
  };

  // The entry where this start tag is or would be.
  [[nodiscard]] Entry& slot(std::string_view start_tag) noexcept;

 private:
  static constexpr std::size_t slots = 256;  // a page has some 245 distinct classes
  std::array<Entry, slots> entries_{};
};

// Fills flags (added to the inherited ones that `element.flags` holds already), signature and tokens of
// `element`; appends the token ids to `segments.token_ids`.
void read_element_context(const dom::Document& document, ElementId id, const TokenTable& tokens,
                          TagCache& cache, Segments& segments, Element& element, TokenListener* listener);

}  // namespace lubb::extraction
