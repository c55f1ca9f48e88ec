// Sizes of generated inputs: under a sanitizer everything takes several times as long, and what it looks for
// does not depend on size.
#pragma once

#include <cstddef>

namespace lubb::test {

#ifdef __SANITIZE_ADDRESS__
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

// `size`, or a fifth of it under a sanitizer.
[[nodiscard]] constexpr std::size_t scaled(std::size_t size) { return is_sanitized ? size / 5 : size; }

}  // namespace lubb::test
