// What was read of a start tag, for the many of a page that stand on it more than once ("<li class=item>").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "dom/tag.h"
#include "metadata/word_index.h"

namespace lubb::metadata {

// Kept for one page. A text that falls on another's place takes it.
template <class Value>
class TagCache {
 public:
  struct Entry {
    std::string_view source;           // in the page's source; empty: free
    dom::Tag tag = dom::Tag::unknown;  // the same text may be another element within SVG
    Value value{};

    [[nodiscard]] bool holds(std::string_view text, dom::Tag element) const noexcept {
      return tag == element && source == text;
    }
  };

  void clear() noexcept {
    for (Entry& entry : entries_) entry.source = {};
  }

  // The entry where the text is or would be.
  [[nodiscard]] Entry& at(std::string_view source) noexcept {
    return entries_[(hash_word(source) >> 8) % slots];
  }

 private:
  static constexpr std::size_t slots = 256;  // a page has some 245 distinct classes

  std::array<Entry, slots> entries_{};
};

}  // namespace lubb::metadata
