// A line of text as numbers, words and symbols: what the date patterns look at.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lubb::metadata {

struct DateToken {
  enum class Kind : std::uint8_t { number, word, symbol };

  Kind kind = Kind::symbol;
  bool space_before = false;
  char symbol = 0;  // symbols: its ASCII likeness ('-' for dashes, ',' for commas, ...), '?' for others
  std::uint8_t digits = 0;  // numbers: digits as written, at most max_number_digits + 1
  std::int64_t value = 0;   // numbers; meaningless with more digits than max_number_digits
  std::string_view folded;  // words: as fold_for_matching() leaves it; empty if longer than any name
  std::size_t begin = 0;    // place in the text, bytes
  std::size_t end = 0;

  [[nodiscard]] bool is_number() const noexcept { return kind == Kind::number; }
  [[nodiscard]] bool is_number_of(unsigned least, unsigned most) const noexcept {
    return is_number() && digits >= least && digits <= most;
  }
  [[nodiscard]] bool is_word() const noexcept { return kind == Kind::word; }
  [[nodiscard]] bool is_symbol(char c) const noexcept { return kind == Kind::symbol && symbol == c; }
};

inline constexpr std::uint8_t max_number_digits = 18;  // what an int64 holds for certain

// The tokens of a text, which must outlive them. Digits of the Arabic, Persian, Devanagari, Bengali and
// full-width sets count as digits; Han characters are a word each; bidirectional marks are passed over.
// Linear.
class TokenizedText {
 public:
  explicit TokenizedText(std::string_view text);
  TokenizedText(const TokenizedText&) = delete;
  TokenizedText& operator=(const TokenizedText&) = delete;

  [[nodiscard]] std::span<const DateToken> tokens() const noexcept { return tokens_; }

 private:
  class Reader;
  static constexpr std::size_t usual_bytes = 6'144;  // of the tokens of a date line and of their folded words

  std::array<std::byte, usual_bytes> near_memory_;
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::vector<DateToken> tokens_;
};

// True if the text holds a digit at all.
[[nodiscard]] bool has_digit(std::string_view text) noexcept;

// True if it holds as many digits as the shortest date, "1 Jan 24": a cheap look before tokenizing.
[[nodiscard]] bool may_hold_date(std::string_view text) noexcept;

}  // namespace lubb::metadata
