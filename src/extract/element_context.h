// What one start tag says: context bits, signature, tokens. Reads the tag's attributes once.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "dom/document.h"
#include "extract/segment.h"

namespace lubb::extraction {

// What was read of elements that stand many times on a page, by what tells them apart: an element without
// attributes that say something by its tag, one with a class by that too, others by their whole start tag
// ("<div role=main style=...>"); and of classes alone. Their tokens are in Segments::token_ids. Kept for one
// page.
class ContextCache {
 public:
  struct Entry {
    std::string_view source;  // in the page's source
    std::uint64_t signature = 0;
    std::uint32_t own_flags = 0;
    std::uint32_t token_begin = 0;
    std::uint16_t token_count = 0;
    dom::Tag tag = dom::Tag::unknown;  // whole_tag: `source` is the start tag, else the class
    std::uint8_t tokens_read = 0;      // of a class alone: known or not

    [[nodiscard]] bool is_filled() const noexcept { return signature != 0; }
  };
  static constexpr dom::Tag whole_tag = dom::Tag::count_;

  // The entry where that text is or will be: empty if it is not there yet.
  [[nodiscard]] Entry& element(dom::Tag tag, std::string_view source) noexcept {
    return entry(elements_, tag, source);
  }
  [[nodiscard]] Entry& bare_tag(dom::Tag tag) noexcept { return bare_tags_[static_cast<std::size_t>(tag)]; }
  [[nodiscard]] Entry& class_value(std::string_view source) noexcept {
    return entry(classes_, dom::Tag::unknown, source);
  }

 private:
  using Entries = std::array<Entry, 256>;  // a page has some 245 distinct classes
  [[nodiscard]] static Entry& entry(Entries& entries, dom::Tag tag, std::string_view source) noexcept;

  Entries elements_{}, classes_{};
  std::array<Entry, static_cast<std::size_t>(dom::Tag::count_)> bare_tags_{};
};

// Fills flags (added to the inherited ones that `element.flags` holds already), signature and tokens of
// `element`; token ids that are not in `segments.token_ids` yet are appended. `segments.memory.tokens` must
// be in use for the page.
void read_element_context(const dom::Document& document, ElementId id, ContextCache& cache,
                          Segments& segments, Element& element, TokenListener* listener);

}  // namespace lubb::extraction
