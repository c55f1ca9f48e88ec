// Elements that neither begin nor end a block, so that words and lines go on through them.
#pragma once

#include <array>
#include <cstddef>

#include "dom/tag.h"

namespace lubb::dom {

inline constexpr auto inline_tags = [] {
  using enum Tag;
  std::array<bool, static_cast<std::size_t>(count_)> tags{};
  for (const Tag tag :
       {a,    abbr,   acronym, area, b,    base, basefont, bdi,  bdo,      bgsound, big,    blink,
        cite, code,   data,    del,  dfn,  em,   font,     i,    image,    img,     input,  ins,
        kbd,  label,  link,    map,  mark, math, meta,     nobr, noscript, output,  param,  picture,
        q,    rb,     rp,      rt,   rtc,  ruby, s,        samp, slot,     small,   source, spacer,
        span, strike, strong,  sub,  sup,  time, track,    tt,   u,        unknown, var,    wbr}) {
    tags[static_cast<std::size_t>(tag)] = true;
  }
  return tags;
}();

// Unknown elements are inline too.
[[nodiscard]] inline bool is_inline(Tag tag) noexcept { return inline_tags[static_cast<std::size_t>(tag)]; }

}  // namespace lubb::dom
