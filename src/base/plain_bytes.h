// Bytes that squeezing white space leaves as they are, whatever stands beside them: all that begin neither
// white space nor a control character, in ASCII and beyond.
#pragma once

#include <array>

#include "base/sixteen_bytes.h"

namespace lubb::text {

// Beyond ASCII, U+0080 to U+00A0 begin with C2, U+FEFF with EF, all others with E1 to E3.
inline constexpr std::array<bool, 256> plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (unsigned c = 0; c < plain.size(); ++c) {
    plain[c] = c < 0x80 ? c > ' ' && c != 0x7F : c != 0xC2 && c != 0xEF && !(c >= 0xE1 && c <= 0xE3);
  }
  return plain;
}();

#ifdef __SSE2__
namespace sixteen_bytes {

// The others, but for the space itself.
[[nodiscard]] inline __m128i not_plain(__m128i bytes) noexcept {
  const auto is = [&](int byte) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(byte))); };
  const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(' ' - 1)), bytes);
  const __m128i from_e1 = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(0xE1)));
  const __m128i e1_to_e3 = _mm_cmpeq_epi8(_mm_min_epu8(from_e1, _mm_set1_epi8(2)), from_e1);
  return _mm_or_si128(_mm_or_si128(control, is(0x7F)),
                      _mm_or_si128(e1_to_e3, _mm_or_si128(is(0xC2), is(0xEF))));
}

}  // namespace sixteen_bytes
#endif

}  // namespace lubb::text
