// A word list as a hash table that is laid out at compile time: one look per word instead of a search.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "base/eight_bytes.h"

namespace lubb::metadata {

// The bytes [begin, begin + size) of a text as a number, the first one lowest. `size`: at most 8.
[[nodiscard]] constexpr std::uint64_t bytes_of(std::string_view text, std::size_t begin,
                                               std::size_t size) noexcept {
  if (!std::is_constant_evaluated()) return text::eight_bytes::load(text.data() + begin, size);
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < size; ++i) {
    bytes |= std::uint64_t{static_cast<unsigned char>(text[begin + i])} << (8 * i);
  }
  return bytes;
}

// Length and the eight bytes at both ends tell words, and start tags, well enough apart; the caller compares.
[[nodiscard]] constexpr std::uint32_t hash_word(std::string_view word) noexcept {
  const std::size_t size = word.size();
  std::uint64_t first = 0, last = 0;
  if (size >= 8) {
    first = bytes_of(word, 0, 8);
    last = bytes_of(word, size - 8, 8);
  } else if (size >= 4) {
    first = bytes_of(word, 0, 4);
    last = bytes_of(word, size - 4, 4);
  } else {
    for (const char c : word) first = first << 8 | static_cast<unsigned char>(c);
  }
  return static_cast<std::uint32_t>((first * 3 + last + size) * 0x9E3779B97F4A7C15ull >> 32);
}

// Finds the first entry of a word in an array whose elements have a member `word` and whose entries of one
// word stand together. The array is handed in at every look: the table holds indexes only. `slots`: a power
// of two, at least twice the number of words.
template <std::size_t slots>
class WordIndex {
  static_assert(slots != 0 && (slots & (slots - 1)) == 0);

 public:
  template <class Entries>
  consteval explicit WordIndex(const Entries& entries) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i != 0 && entries[i].word == entries[i - 1].word) continue;
      std::size_t slot = first_slot(entries[i].word);
      while (places_[slot] != 0) slot = (slot + 1) & (slots - 1);
      places_[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }

  // Index of the first entry, or entries.size().
  template <class Entries>
  [[nodiscard]] constexpr std::size_t find(const Entries& entries, std::string_view word) const noexcept {
    std::size_t slot = first_slot(word);
    for (; places_[slot] != 0; slot = (slot + 1) & (slots - 1)) {
      const std::size_t at = places_[slot] - std::size_t{1};
      if (entries[at].word == word) return at;
    }
    return entries.size();
  }

 private:
  // The upper bits of the hash are mixed best.
  [[nodiscard]] static constexpr std::size_t first_slot(std::string_view word) noexcept {
    return hash_word(word) / (0x1'0000'0000u / slots);
  }

  std::array<std::uint16_t, slots> places_{};  // index of the entry plus one; 0: free
};

}  // namespace lubb::metadata
