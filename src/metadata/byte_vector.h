// Sixteen bytes of text at once, for searches that nearly always find nothing: a compiler's vector, so that
// it is the same on any machine. A mask has 0xFF at the places that belong to it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace lubb::metadata {

using ByteVector = std::uint8_t __attribute__((vector_size(16)));

[[nodiscard]] inline ByteVector load_bytes(const char* at) noexcept {
  ByteVector bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

// Eight bytes from each of two places.
[[nodiscard]] inline ByteVector load_halves(const char* first, const char* second) noexcept {
  std::array<char, sizeof(ByteVector)> bytes;
  std::memcpy(bytes.data(), first, sizeof bytes / 2);
  std::memcpy(bytes.data() + sizeof bytes / 2, second, sizeof bytes / 2);
  return load_bytes(bytes.data());
}

[[nodiscard]] inline ByteVector equal_to(ByteVector bytes, unsigned char wanted) noexcept {
  return reinterpret_cast<ByteVector>(bytes == wanted);
}

// Bytes from `first` to `last`.
[[nodiscard]] inline ByteVector between(ByteVector bytes, unsigned char first, unsigned char last) noexcept {
  const auto span = static_cast<unsigned char>(last - first);
  return reinterpret_cast<ByteVector>(static_cast<ByteVector>(bytes - first) <= span);
}

// A bit for each byte of the mask, the first byte's lowest.
[[nodiscard]] inline std::uint32_t bits_of(ByteVector mask) noexcept {
#ifdef __SSE2__
  return static_cast<std::uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(mask)));
#else
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < sizeof mask; ++i) bits |= static_cast<std::uint32_t>(mask[i] & 1) << i;
  return bits;
#endif
}

[[nodiscard]] inline bool any(ByteVector mask) noexcept {
#ifdef __SSE2__
  return bits_of(mask) != 0;
#else
  std::array<std::uint64_t, 2> halves{};
  static_assert(sizeof halves == sizeof mask);
  std::memcpy(halves.data(), &mask, sizeof mask);
  return (halves[0] | halves[1]) != 0;
#endif
}

}  // namespace lubb::metadata
