#include "extract/class_signature.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/sixteen_bytes.h"

namespace lubb::extraction {
namespace {

constexpr std::size_t longest_class = 256;  // bytes; more do not count

#ifdef __SSE2__
namespace sixteen = text::sixteen_bytes;

// Returns how many bytes were copied; some behind them are overwritten.
std::size_t copy_without_digits(std::string_view value, const char* end, char* out) noexcept {
  const auto copy = [](const char* from, char* to) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
  };
  std::array<char, longest_class + 2 * sixteen::width> padded;
  const char* from = value.data();
  if (static_cast<std::size_t>(end - from) < padded.size()) {
    std::memcpy(padded.data(), from, value.size());
    from = padded.data();
  }
  char* to = out;
  for (std::size_t i = 0; i < value.size(); i += sixteen::width) {
    const std::size_t size = std::min(value.size() - i, sixteen::width);
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i));
    unsigned kept = ~sixteen::bits(sixteen::between(bytes, '0', '9')) & ((1U << size) - 1);
    while (kept != 0) {
      const int begin = std::countr_zero(kept);
      const int run = std::countr_one(kept >> begin);
      copy(from + i + begin, to);
      to += run;
      kept &= ~0U << (begin + run);
    }
  }
  return static_cast<std::size_t>(to - out);
}
#endif

}  // namespace

#ifdef __SSE2__
std::uint64_t signature_of_class(std::string_view value, const char* end) noexcept {
  value = value.substr(0, longest_class);
  std::uint64_t hash = empty_signature;
  for (std::size_t i = 0; i < value.size(); i += sixteen::width) {
    const std::size_t size = std::min(value.size() - i, sixteen::width);
    const __m128i bytes = sixteen::load(value.data() + i, size, end);
    if (sixteen::bits(sixteen::between(bytes, '0', '9')) != 0) {
      std::array<char, longest_class + sixteen::width> kept;
      return signature_of_class({kept.data(), copy_without_digits(value, end, kept.data())}, kept.end());
    }
    const auto low = static_cast<std::uint64_t>(_mm_cvtsi128_si64(bytes));
    const auto high = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(bytes, bytes)));
    hash = (hash ^ (low + high * 0xC2B2AE3D27D4EB4Full)) * 0x9E3779B97F4A7C15ull;
    hash ^= hash >> 32;
  }
  return hash;
}
#else
std::uint64_t signature_of_class(std::string_view value, const char*) noexcept {
  return signature_of_name(value.substr(0, longest_class));
}
#endif

}  // namespace lubb::extraction
