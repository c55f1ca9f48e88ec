// The known tokens of attribute values. Words come again and again on a page and on the next one: each is
// looked up in the model's table once, and found by its letters from then on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extract/tokens.h"

namespace lubb::extraction {

inline constexpr std::uint16_t no_token = 0xFFFF;  // what TokenTable::find() gives for an unknown one

// What the attributes of one element say.
struct KnownTokens {
  static constexpr std::size_t most = 32;  // read of one element; real ones have about four, hostile 100,000

  std::array<std::uint16_t, 1 + most + 1> ids;  // the tag's and those read, and one that is written over
  std::uint32_t count = 0;                      // of ids
  std::uint32_t read = 0;                       // of attributes, known or not
  std::uint32_t flags = 0;                      // context bits that the words of classes and ids say
};

class TokenReader {
 public:
  // To be called before a page is read: values are parts of `source`.
  void use(const TokenTable& tokens, std::string_view source) noexcept;

  // Adds the tokens of a value, those of for_each_token().
  void read(std::string_view value, KnownTokens& found) noexcept;
  void add(std::string_view token, std::uint32_t hash, KnownTokens& found) const noexcept;
  void add_tag(std::uint32_t hash, KnownTokens& found) const noexcept;

 private:
  void read_by_hashes(std::string_view value, std::uint32_t limit, KnownTokens& found) const noexcept;

#ifdef __SSE2__
  struct Entry {
    std::uint64_t low = 0, high = 0;  // the letters in small, up to sixteen, zeros behind them
    std::uint32_t flags = 0;
    std::uint16_t id = no_token;
  };
  std::size_t read_window(const char* at, std::size_t size, bool is_last, KnownTokens& found) noexcept;
  [[nodiscard]] std::uint16_t find_long(std::string_view word) const noexcept;
  const Entry& find(const char* at, std::size_t letters) noexcept;
  [[gnu::noinline]] void fill(Entry& entry, std::uint64_t low, std::uint64_t high,
                              std::size_t letters) const noexcept;

  static constexpr int slot_bits = 10;
  std::array<Entry, std::size_t{1} << slot_bits> entries_{};
#endif

  TokenTable tokens_;
  const char* source_end_ = nullptr;
};

}  // namespace lubb::extraction
