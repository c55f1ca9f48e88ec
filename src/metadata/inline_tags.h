// Elements that part neither words nor lines.
#pragma once

#include <array>
#include <cstddef>

#include "dom/tag.h"

namespace lubb::metadata {

inline constexpr auto inline_tags = [] {
  using dom::Tag;
  std::array<bool, static_cast<std::size_t>(Tag::count_)> tags{};
  for (const Tag tag :
       {Tag::a,     Tag::abbr, Tag::acronym, Tag::b,      Tag::bdi,  Tag::bdo,  Tag::big,  Tag::cite,
        Tag::code,  Tag::data, Tag::del,     Tag::dfn,    Tag::em,   Tag::font, Tag::i,    Tag::img,
        Tag::ins,   Tag::kbd,  Tag::label,   Tag::mark,   Tag::nobr, Tag::q,    Tag::s,    Tag::samp,
        Tag::small, Tag::span, Tag::strike,  Tag::strong, Tag::sub,  Tag::sup,  Tag::time, Tag::tt,
        Tag::u,     Tag::var,  Tag::wbr,     Tag::unknown}) {
    tags[static_cast<std::size_t>(tag)] = true;
  }
  return tags;
}();

[[nodiscard]] inline bool is_inline(dom::Tag tag) noexcept {
  return inline_tags[static_cast<std::size_t>(tag)];
}

}  // namespace lubb::metadata
