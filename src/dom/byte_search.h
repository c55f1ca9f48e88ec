// Finding a byte among the next few: markup is dense, so most searches end within a vector or two, where
// calling memchr would cost more than the search.
#pragma once

#include <bit>
#include <cstddef>
#include <cstring>

#include "dom/tag_table.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace lubb::dom {

#ifdef __SSE2__
inline constexpr std::ptrdiff_t vector_width = 16;

// One bit for each of the thirty-two bytes at `at`: whether it is `wanted`.
[[nodiscard]] inline unsigned find_among_32(const char* at, char wanted) noexcept {
  const __m128i pattern = _mm_set1_epi8(wanted);
  const auto found = [&pattern](const char* bytes) {
    const __m128i read = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(read, pattern)));
  };
  return found(at) | found(at + vector_width) << vector_width;
}
#endif

// The first `wanted` in [at, end), or `end`.
[[nodiscard]] inline const char* find_byte(const char* at, const char* end, char wanted) noexcept {
#ifdef __SSE2__
  constexpr std::ptrdiff_t step = 2 * vector_width;
  constexpr int steps = 2;
  for (int i = 0; i < steps && end - at >= step; ++i, at += step) {
    const unsigned found = find_among_32(at, wanted);
    if (found != 0) return at + std::countr_zero(found);
  }
#endif
  if (at == end) return end;
  const void* const found = std::memchr(at, wanted, static_cast<std::size_t>(end - at));
  return found == nullptr ? end : static_cast<const char*>(found);
}

// The first byte in [at, end) that is neither white space nor NUL, or `end`. Reads up to `readable`.
[[nodiscard]] inline const char* skip_white_space(const char* at, const char* end,
                                                  const char* readable) noexcept {
#ifdef __SSE2__
  for (; at < end && readable - at >= vector_width; at += vector_width) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto is = [&bytes](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    const __m128i ends_line = _mm_or_si128(is('\n'), is('\r'));
    const __m128i spaces = _mm_or_si128(_mm_or_si128(is(' '), is('\t')), _mm_or_si128(is('\f'), is('\0')));
    const auto white = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(ends_line, spaces)));
    if (white == 0xFFFF) continue;
    at += std::countr_one(white);
    return at < end ? at : end;
  }
#endif
  while (at < end && (is_space(*at) || *at == '\0')) ++at;
  return at < end ? at : end;
}

}  // namespace lubb::dom
