// The name of a tag in the source.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "dom/byte_search.h"
#include "dom/tag_table.h"

namespace lubb::dom {

struct TagName {
  Tag tag = Tag::unknown;
  std::string_view text;
  const char* after = nullptr;
  std::uint8_t hash = 0;  // of the name, in lower case
};

// A name of one to eight characters, all at once. False: it is longer, or something unusual is in it.
[[nodiscard]] inline bool read_short_name([[maybe_unused]] const char* at, [[maybe_unused]] const char* end,
                                          [[maybe_unused]] TagKey& key) {
#ifdef __SSE2__
  if (end - at < vector_width) return false;
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const auto is = [&bytes](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
  const __m128i up_to_space = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(' ')), bytes);
  const __m128i marks = _mm_or_si128(_mm_or_si128(is('/'), is('>')), up_to_space);
  const auto size = static_cast<unsigned>(std::countr_zero(static_cast<unsigned>(_mm_movemask_epi8(marks))));
  if (size - 1 >= exact_key_length || !ends_tag_name(at[size])) return false;
  const auto lower = static_cast<std::uint64_t>(_mm_cvtsi128_si64(bytes)) | 0x2020202020202020u;
  key.letters = lower << (64 - 8 * size);
  key.length = size;
  return true;
#else
  return false;
#endif
}

// The name of a tag that begins at `at`. Inlined: it is read for each tag of the page.
[[nodiscard, gnu::always_inline]] inline TagName read_tag_name(const char* at, const char* end) {
  TagName name;
  TagKey key;
  const char* const begin = at;
  if (!read_short_name(at, end, key)) {
    for (; at != end && !ends_tag_name(*at); ++at) key.add(*at);
  }
  name.after = begin + key.length;
  name.text = {begin, key.length};
  name.tag = find_tag(key, name.text);
  name.hash = static_cast<std::uint8_t>((key.letters + key.length) * 0x9E3779B97F4A7C15u >> 56);
  return name;
}

}  // namespace lubb::dom
