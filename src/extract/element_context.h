// What one start tag says: context bits, signature, tokens. Reads the tag's attributes once.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "dom/document.h"
#include "extract/segment.h"
#include "extract/tokens.h"

namespace lubb::extraction {

// What was read of start tags ("<li class=item>") and class values that stand many times on a page. Both keep
// their tokens in Segments::token_ids. Kept for one page.
class ContextCache {
 public:
  struct Tag {
    std::string_view source;  // in the page's source; empty = free
    std::uint64_t signature = 0;
    std::uint32_t own_flags = 0;
    std::uint32_t token_begin = 0;
    std::uint16_t token_count = 0;
  };
  struct ClassValue {
    std::string_view source;
    std::uint64_t hash = 0;  // its part of the signature
    std::uint32_t flags = 0;
    std::uint32_t token_begin = 0;
    std::uint16_t token_count = 0;  // known tokens
    std::uint16_t read = 0;         // known or not
  };

  // The entry where the text is or would be.
  [[nodiscard]] Tag& tag(std::string_view source) noexcept { return tags_[slot(source)]; }
  [[nodiscard]] ClassValue& class_value(std::string_view source) noexcept { return classes_[slot(source)]; }
  // That of start tags without attributes; its source stays empty.
  [[nodiscard]] Tag& bare_tag(dom::Tag tag) noexcept { return bare_tags_[static_cast<std::size_t>(tag)]; }

 private:
  static constexpr std::size_t slots = 256;  // a page has some 245 distinct classes
  [[nodiscard]] static std::size_t slot(std::string_view source) noexcept;

  std::array<Tag, slots> tags_{};
  std::array<ClassValue, slots> classes_{};
  std::array<Tag, static_cast<std::size_t>(dom::Tag::count_)> bare_tags_{};
};

// Fills flags (added to the inherited ones that `element.flags` holds already), signature and tokens of
// `element`; token ids that are not in `segments.token_ids` yet are appended.
void read_element_context(const dom::Document& document, ElementId id, const TokenTable& tokens,
                          ContextCache& cache, Segments& segments, Element& element, TokenListener* listener);

}  // namespace lubb::extraction
