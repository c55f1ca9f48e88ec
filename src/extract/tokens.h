// The words in class, id, role and the like: "postContent navbar-top" -> post, content, navbar, top.
//
// A token is a lower-cased run of ASCII letters, split where camelCase turns; a tag counts as the token "<p".
// The model knows a vocabulary of them, each with a weight by distance: how much it says for content when it
// stands near the text (its element or the parent), in the middle (2 to 3 up) or far above (4 and more); and
// how much it says for each kind of page.
#pragma once

#include <array>
#include <cstddef>
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

// The kinds of page that the model tells apart: those of PageType but for `other`, in the same order.
inline constexpr std::size_t learned_page_types = 7;
// What a token says for each of them when it stands anywhere on the page, as log-odds up to a constant.
using TypeWeights = std::array<float, learned_page_types>;

struct TokenSlot {
  std::uint32_t hash = 0;
  std::uint16_t id = 0xFFFF;  // index of weights; 0xFFFF = empty slot
};

// An open-addressing table (size a power of two, at most half full) and the weights. Views: the built-in
// table lives in model_data.cpp, a trainer makes its own.
struct TokenTable {
  std::span<const TokenSlot> slots;
  std::span<const TokenWeights> weights;
  std::span<const TypeWeights> type_weights;  // parallel to weights; or empty
  float bias = 0;
  TypeWeights type_bias{};

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

// Calls `emit(std::string_view token, std::uint32_t hash)` for each token of an attribute value, at most
// `limit` times; returns how many were emitted. Tokens longer than 30 letters are cut there (longer ones are
// never words).
template <class Emit>
std::uint32_t for_each_token(std::string_view value, std::uint32_t limit, Emit&& emit) {
  constexpr std::size_t longest_token = 30;  // letters
  const auto is_between = [](char c, char first, char last) { return c >= first && c <= last; };
  std::uint32_t emitted = 0;
  const char* at = value.data();
  const char* const end = at + value.size();
  while (emitted < limit) {
    while (at != end && !is_between(static_cast<char>(*at | 0x20), 'a', 'z')) ++at;
    if (at == end) break;
    // Capitals, then small letters.
    const char* const begin = at;
    std::uint32_t hash = token_hash({});
    const auto take_between = [&](char first, char last) {
      for (; at != end && is_between(*at, first, last); ++at) {
        const char lower = static_cast<char>(*at | 0x20);
        hash = token_hash({&lower, 1}, hash);
      }
    };
    take_between('A', 'Z');
    const bool has_capitals = at != begin;
    take_between('a', 'z');
    std::string_view token(begin, static_cast<std::size_t>(at - begin));
    if (token.size() == 1) continue;
    std::array<char, longest_token> lower;
    const bool is_long = token.size() > longest_token;
    token = token.substr(0, longest_token);
    if (has_capitals) {
      for (std::size_t i = 0; i < token.size(); ++i) lower[i] = static_cast<char>(token[i] | 0x20);
      token = {lower.data(), token.size()};
    }
    emit(token, is_long ? token_hash(token) : hash);
    ++emitted;
  }
  return emitted;
}

}  // namespace lubb::extraction
