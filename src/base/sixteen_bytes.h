// Sixteen bytes of text in one vector, where the processor has them (SSE2): as eight_bytes.h, with a bit a
// byte of those that belong to a class.
#pragma once

#ifdef __SSE2__

#include <emmintrin.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace lubb::text::sixteen_bytes {

inline constexpr std::size_t width = sizeof(__m128i);

// All bits of the first `size` bytes, at most sixteen.
[[nodiscard]] inline __m128i first(std::size_t size) noexcept {
  alignas(width) static constexpr std::array<unsigned char, 2 * width> ones_then_zeros = {
      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(ones_then_zeros.data() + width - size));
}

// Fewer than sixteen bytes, with zeros behind them: those at both ends, which overlap.
[[nodiscard]] inline __m128i load_few(const char* at, std::size_t size) noexcept {
  const auto read = [at]<class Integer>(Integer bytes, std::size_t place) {
    std::memcpy(&bytes, at + place, sizeof bytes);
    return std::uint64_t{bytes};
  };
  std::uint64_t low = 0, high = 0;
  if (size >= 8) {
    low = read(std::uint64_t{}, 0);
    high = read(std::uint64_t{}, size - 8) >> (8 * (15 - size)) >> 8;
  } else if (size >= 4) {
    low = read(std::uint32_t{}, 0) | read(std::uint32_t{}, size - 4) << 8 * (size - 4);
  } else if (size > 0) {
    low = read(std::uint8_t{}, 0) | read(std::uint8_t{}, size / 2) << 8 * (size / 2) |
          read(std::uint8_t{}, size - 1) << 8 * (size - 1);
  }
  return _mm_set_epi64x(static_cast<long long>(high), static_cast<long long>(low));
}

// `size` bytes, at most sixteen, with zeros behind them. Reads no further than `end`, the end of the memory.
[[nodiscard]] inline __m128i load(const char* at, std::size_t size, const char* end) noexcept {
  if (static_cast<std::size_t>(end - at) < width) return load_few(at, size);
  return _mm_and_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)), first(size));
}

// Bytes of ASCII in [first, last], neither NUL nor the last of ASCII.
[[nodiscard]] inline __m128i between(__m128i bytes, char first, char last) noexcept {
  return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                       _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(last + 1))));
}

[[nodiscard]] inline unsigned bits(__m128i members) noexcept {
  return static_cast<unsigned>(_mm_movemask_epi8(members));
}

}  // namespace lubb::text::sixteen_bytes

#endif
