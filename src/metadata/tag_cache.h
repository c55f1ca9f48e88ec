// What was read of a start tag, for the many of a page that stand on it more than once ("<li class=item>").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "dom/tag.h"

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
  [[nodiscard]] Entry& at(std::string_view source) noexcept { return entries_[slot(source)]; }

 private:
  static constexpr std::size_t slots = 256;  // a page has some 245 distinct classes

  // Length and the words at both ends tell the texts of a page well enough apart; the caller compares.
  [[nodiscard]] static std::size_t slot(std::string_view source) noexcept {
    std::uint64_t first = 0, last = 0;
    const std::size_t size = source.size();
    if (size >= sizeof first) {
      std::memcpy(&first, source.data(), sizeof first);
      std::memcpy(&last, source.data() + size - sizeof last, sizeof last);
    } else if (size >= 4) {
      std::memcpy(&first, source.data(), 4);
      std::memcpy(&last, source.data() + size - 4, 4);
    } else {
      for (const char c : source) first = first << 8 | static_cast<unsigned char>(c);
    }
    const std::uint64_t mixed = (first * 3 + last + size) * 0x9E3779B97F4A7C15ull;
    return (mixed >> 40) % slots;
  }

  std::array<Entry, slots> entries_{};
};

}  // namespace lubb::metadata
