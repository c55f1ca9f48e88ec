// The words in class, id, role and the like: "postContent navbar-top" -> post, content, navbar, top.
//
// A token is a lower-cased run of ASCII letters, split where camelCase turns; a tag counts as the token "<p".
// The model knows a vocabulary of them, each with a weight by distance: how much it says for content when it
// stands near the text (its element or the parent), in the middle (2 to 3 up) or far above (4 and more).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace lubb::extraction {

// 32-bit FNV-1a, continued from `hash`.
[[nodiscard]] constexpr std::uint32_t token_hash(std::string_view bytes,
                                                 std::uint32_t hash = 0x811C9DC5u) noexcept {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return hash;
}

struct TokenWeights {
  float near = 0, middle = 0, far = 0;  // log-odds of being content
};

struct TokenSlot {
  std::uint32_t hash = 0;
  std::uint16_t id = 0xFFFF;  // index of weights; 0xFFFF = empty slot
};

// An open-addressing table (size a power of two, at most half full) and the weights. Views: the built-in
// table lives in model_data.cpp, a trainer makes its own.
struct TokenTable {
  std::span<const TokenSlot> slots;
  std::span<const TokenWeights> weights;
  float bias = 0;

  // The id of a token by its hash, or 0xFFFF.
  [[nodiscard]] std::uint16_t find(std::uint32_t hash) const noexcept {
    if (slots.empty()) return 0xFFFF;
    const std::size_t mask = slots.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
      if (slots[i].id == 0xFFFF || slots[i].hash == hash) return slots[i].id;
    }
  }
};

// The table of the built-in model.
[[nodiscard]] const TokenTable& built_in_tokens() noexcept;

// Calls `emit(std::string_view token)` for each token of an attribute value, at most `limit` times; returns
// how many were emitted. Tokens longer than 30 letters are cut there (longer ones are never words).
template <class Emit>
std::uint32_t for_each_token(std::string_view value, std::uint32_t limit, Emit&& emit) {
  constexpr std::size_t longest_token = 30;  // letters
  char token[longest_token];
  std::size_t size = 0;
  std::uint32_t emitted = 0;
  bool previous_lower = false;
  const auto flush = [&] {
    if (size > 1 && emitted < limit) {
      emit(std::string_view(token, size));
      ++emitted;
    }
    size = 0;
  };
  for (const char c : value) {
    const bool lower = c >= 'a' && c <= 'z';
    const bool upper = c >= 'A' && c <= 'Z';
    if (!lower && !upper) {
      flush();
      if (emitted >= limit) return emitted;
    } else {
      if (upper && previous_lower) flush();
      if (size < longest_token) token[size++] = upper ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    previous_lower = lower;
  }
  flush();
  return emitted;
}

}  // namespace lubb::extraction
