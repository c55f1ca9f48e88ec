// Eight bytes of text in one integer, the first one lowest: ASCII is told apart without a step a character.
// A mask has the high bit of each byte that belongs to a class.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace lubb::text::eight_bytes {

constexpr std::uint64_t all(unsigned char c) noexcept { return 0x0101010101010101U * c; }
inline constexpr std::uint64_t high_bits = all(0x80);

[[nodiscard]] inline std::uint64_t in_order(std::uint64_t bytes) noexcept {
  return std::endian::native == std::endian::little ? bytes : __builtin_bswap64(bytes);
}

// `size` bytes if there are fewer than eight, the rest zero.
[[nodiscard]] inline std::uint64_t load(const char* at, std::size_t size) noexcept {
  std::uint64_t bytes = 0;
  if (size >= sizeof bytes) {
    std::memcpy(&bytes, at, sizeof bytes);
  } else {
    std::memcpy(&bytes, at, size);
  }
  return in_order(bytes);
}

inline void store(std::uint64_t bytes, char* at) noexcept {
  bytes = in_order(bytes);
  std::memcpy(at, &bytes, sizeof bytes);
}

// How many bytes stand in front of the first one of the mask: 8 if there is none.
[[nodiscard]] inline std::size_t bytes_before(std::uint64_t mask) noexcept {
  return static_cast<std::size_t>(std::countr_zero(mask)) / 8;
}

// The first `size` bytes; the others become zero.
[[nodiscard]] constexpr std::uint64_t in_front(std::uint64_t bytes, std::size_t size) noexcept {
  return size >= sizeof bytes ? bytes : bytes & ((std::uint64_t{1} << (8 * size)) - 1);
}

// How many bytes are in the mask.
[[nodiscard]] constexpr std::uint64_t count(std::uint64_t mask) noexcept {
  return (mask >> 7) * all(1) >> 56;
}

// Bytes of ASCII in [first, last].
[[nodiscard]] constexpr std::uint64_t between(std::uint64_t bytes, unsigned char first,
                                              unsigned char last) noexcept {
  const std::uint64_t low = bytes & ~high_bits;
  const std::uint64_t from_first = low + all(static_cast<unsigned char>(0x80 - first));
  const std::uint64_t past_last = low + all(static_cast<unsigned char>(0x7F - last));
  return from_first & ~past_last & ~bytes & high_bits;
}

[[nodiscard]] constexpr std::uint64_t capitals(std::uint64_t bytes) noexcept {
  return between(bytes, 'A', 'Z');
}
[[nodiscard]] constexpr std::uint64_t letters(std::uint64_t bytes) noexcept {
  return between(bytes | all(0x20), 'a', 'z');
}

}  // namespace lubb::text::eight_bytes
