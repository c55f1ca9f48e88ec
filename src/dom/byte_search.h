// Finding one byte among the next few: markup is dense, so most searches end within a vector or two, where
// calling memchr would cost more than the search.
#pragma once

#include <bit>
#include <cstddef>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace lubb::dom {

// The first `wanted` in [at, end), or `end`.
[[nodiscard]] inline const char* find_byte(const char* at, const char* end, char wanted) noexcept {
#ifdef __SSE2__
  constexpr std::ptrdiff_t width = 16;
  constexpr int vectors = 4;
  const __m128i pattern = _mm_set1_epi8(wanted);
  for (int i = 0; i < vectors && end - at >= width; ++i, at += width) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, pattern)));
    if (found != 0) return at + std::countr_zero(found);
  }
#endif
  if (at == end) return end;
  const void* const found = std::memchr(at, wanted, static_cast<std::size_t>(end - at));
  return found == nullptr ? end : static_cast<const char*>(found);
}

}  // namespace lubb::dom
