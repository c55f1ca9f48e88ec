// Which elements are alike: a hash of their name and class.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/text.h"

namespace lubb::extraction {

// Digits are left out of the signature, so that "post-17" and "post-18", <h2> and <h3> are the same kind of
// element.
inline constexpr std::uint64_t empty_signature = 0xCBF29CE484222325ull;
[[nodiscard]] constexpr std::uint64_t signature_of_name(std::string_view name) noexcept {
  std::uint64_t hash = empty_signature;
  for (const char c : name) {
    if (text::is_ascii_digit(c)) continue;
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  }
  return hash;
}

// The same of the first 256 bytes of a class attribute: empty_signature if it holds nothing but digits.
// `end`: of the memory it stands in.
[[nodiscard]] std::uint64_t signature_of_class(std::string_view value, const char* end) noexcept;

}  // namespace lubb::extraction
