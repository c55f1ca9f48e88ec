// Tags as they are written without attributes.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "dom/byte_search.h"
#include "dom/tag_table.h"

namespace lubb::dom {

inline constexpr std::size_t spelling_size = 16;  // holds "</blockquote>"

// "<name>" and "</name>" of every tag, ready to be copied.
struct Spelling {
  std::array<char, spelling_size> text{};
  std::uint8_t size = 0;
};
constexpr std::array<Spelling, tag_count> spell_tags(std::string_view opening) {
  std::array<Spelling, tag_count> spellings{};
  for (std::size_t i = 0; i < tag_count; ++i) {
    Spelling& spelling = spellings[i];
    const std::string_view name = i == static_cast<std::size_t>(Tag::image) ? "img" : tag_names[i];
    for (const char c : opening) spelling.text[spelling.size++] = c;
    for (const char c : name) spelling.text[spelling.size++] = c;
    spelling.text[spelling.size++] = '>';
  }
  return spellings;
}
inline constexpr std::array<Spelling, tag_count> start_spellings = spell_tags("<");
inline constexpr std::array<Spelling, tag_count> end_spellings = spell_tags("</");

// True if the tag stands at `at`; as many bytes as a spelling takes can be read there.
[[nodiscard]] inline bool is_spelled(const char* at, const Spelling& spelling) noexcept {
#ifdef __SSE2__
  const auto load = [](const char* bytes) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  };
  const __m128i same = _mm_cmpeq_epi8(load(at), load(spelling.text.data()));
  return std::countr_one(static_cast<unsigned>(_mm_movemask_epi8(same))) >= spelling.size;
#else
  return std::memcmp(at, spelling.text.data(), spelling.size) == 0;
#endif
}

}  // namespace lubb::dom
