// Name -> AttributeName, by a table made at compile time.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "dom/attribute_name.h"

namespace lubb::dom {

struct KnownName {
  std::string_view text;
  AttributeName name;
};
inline constexpr std::array known_names{
    KnownName{"id", AttributeName::id},
    KnownName{"rel", AttributeName::rel},
    KnownName{"name", AttributeName::name},
    KnownName{"href", AttributeName::href},
    KnownName{"role", AttributeName::role},
    KnownName{"type", AttributeName::type},
    KnownName{"class", AttributeName::class_},
    KnownName{"style", AttributeName::style},
    KnownName{"hidden", AttributeName::hidden},
    KnownName{"content", AttributeName::content},
    KnownName{"itemprop", AttributeName::itemprop},
    KnownName{"itemtype", AttributeName::itemtype},
    KnownName{"encoding", AttributeName::encoding},
    KnownName{"property", AttributeName::property},
    KnownName{"itemscope", AttributeName::itemscope},
    KnownName{"data-type", AttributeName::data_type},
    KnownName{"aria-label", AttributeName::aria_label},
    KnownName{"aria-modal", AttributeName::aria_modal},
    KnownName{"http-equiv", AttributeName::http_equiv},
    KnownName{"aria-hidden", AttributeName::aria_hidden},
    KnownName{"data-testid", AttributeName::data_testid},
    KnownName{"data-component", AttributeName::data_component},
};

// A name is told by its length, its first eight and its last eight characters, which overlap or, in a shorter
// name, are the same. Letters in lower case; no other character that a name may hold becomes one of those in
// known names by that.
inline constexpr std::size_t name_word = 8;  // characters
inline constexpr std::uint64_t lower_case_letters = 0x2020202020202020u;

// Of a word that holds the first characters of a name, the first in its lowest bits: those that are its.
constexpr std::uint64_t first_letters(std::uint64_t word, std::size_t size) noexcept {
  return (word | lower_case_letters) << (8 * (name_word - std::min(size, name_word)));
}
constexpr std::uint64_t name_word_of(std::string_view text) noexcept {
  std::uint64_t word = 0;
  for (std::size_t i = std::min(text.size(), name_word); i-- > 0;) {
    word = word << 8 | static_cast<unsigned char>(text[i]);
  }
  return word;
}

struct NameSlot {
  std::uint64_t first = 0;
  std::uint8_t size = 0;
  AttributeName name = AttributeName::other;
};
inline constexpr std::size_t name_slots = 128;  // power of two; the table stays one sixth full

constexpr std::size_t name_slot(std::uint64_t first, std::uint64_t multiplier) noexcept {
  return static_cast<std::size_t>(first * multiplier >> (64 - std::bit_width(name_slots - 1)));
}
// The first odd multiple of the golden ratio by which no two names share a slot.
inline constexpr std::uint64_t name_multiplier = [] {
  constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15u;
  for (std::uint64_t multiplier = golden_ratio;; multiplier += 2 * golden_ratio) {
    std::array<bool, name_slots> taken{};
    bool shared = false;
    for (const KnownName& known : known_names) {
      bool& slot = taken[name_slot(first_letters(name_word_of(known.text), known.text.size()), multiplier)];
      shared = shared || slot;
      slot = true;
    }
    if (!shared) return multiplier;
  }
}();
inline constexpr std::array<NameSlot, name_slots> name_table = [] {
  std::array<NameSlot, name_slots> table{};
  for (const KnownName& known : known_names) {
    const std::size_t size = known.text.size();
    const std::uint64_t first = first_letters(name_word_of(known.text), size);
    table[name_slot(first, name_multiplier)] = {first, static_cast<std::uint8_t>(size), known.name};
  }
  return table;
}();
// The last characters of the names in the table.
inline constexpr std::array<std::uint64_t, name_slots> name_ends = [] {
  std::array<std::uint64_t, name_slots> ends{};
  for (const KnownName& known : known_names) {
    if (known.text.size() <= name_word) continue;
    const std::uint64_t first = first_letters(name_word_of(known.text), known.text.size());
    ends[name_slot(first, name_multiplier)] =
        name_word_of(known.text.substr(known.text.size() - name_word)) | lower_case_letters;
  }
  return ends;
}();

// The eight characters at `at`.
[[nodiscard]] inline std::uint64_t read_name_word(const char* at) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
}

// Of a name in any ASCII case, at least one character long, whose first word is `word`.
[[nodiscard]] inline AttributeName find_attribute_name(const char* name, std::size_t size,
                                                       std::uint64_t word) noexcept {
  const std::uint64_t first = first_letters(word, size);
  const std::size_t slot = name_slot(first, name_multiplier);
  if (name_table[slot].first != first || name_table[slot].size != size) return AttributeName::other;
  if (size > name_word && (read_name_word(name + size - name_word) | lower_case_letters) != name_ends[slot]) {
    return AttributeName::other;
  }
  return name_table[slot].name;
}

}  // namespace lubb::dom
