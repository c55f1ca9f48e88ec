// A word list as a hash table that is laid out at compile time: one look per word instead of a search.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lubb::metadata {

[[nodiscard]] constexpr std::uint32_t hash_word(std::string_view word) noexcept {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash ^ (hash >> 15);
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
      std::size_t slot = hash_word(entries[i].word) & (slots - 1);
      while (places_[slot] != 0) slot = (slot + 1) & (slots - 1);
      places_[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }

  // Index of the first entry, or entries.size().
  template <class Entries>
  [[nodiscard]] constexpr std::size_t find(const Entries& entries, std::string_view word) const noexcept {
    std::size_t slot = hash_word(word) & (slots - 1);
    for (; places_[slot] != 0; slot = (slot + 1) & (slots - 1)) {
      const std::size_t at = places_[slot] - std::size_t{1};
      if (entries[at].word == word) return at;
    }
    return entries.size();
  }

 private:
  std::array<std::uint16_t, slots> places_{};  // index of the entry plus one; 0: free
};

}  // namespace lubb::metadata
