// Sixteen bytes of text at once, for searches that nearly always find nothing: a compiler's vector, so that
// it is the same on any machine. A mask has 0xFF at the places that belong to it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace lubb::metadata {

using ByteVector = std::uint8_t __attribute__((vector_size(16)));

[[nodiscard]] inline ByteVector load_bytes(const char* at) noexcept {
  ByteVector bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

[[nodiscard]] inline ByteVector equal_to(ByteVector bytes, unsigned char wanted) noexcept {
  return reinterpret_cast<ByteVector>(bytes == wanted);
}

[[nodiscard]] inline bool any(ByteVector mask) noexcept {
  std::array<std::uint64_t, 2> halves{};
  static_assert(sizeof halves == sizeof mask);
  std::memcpy(halves.data(), &mask, sizeof mask);
  return (halves[0] | halves[1]) != 0;
}

}  // namespace lubb::metadata
