#include "metadata/inline_tags.h"

namespace lubb::metadata {

using dom::Tag;

bool is_inline(Tag tag) noexcept {
  switch (tag) {
    case Tag::a:
    case Tag::abbr:
    case Tag::acronym:
    case Tag::b:
    case Tag::bdi:
    case Tag::bdo:
    case Tag::big:
    case Tag::cite:
    case Tag::code:
    case Tag::data:
    case Tag::del:
    case Tag::dfn:
    case Tag::em:
    case Tag::font:
    case Tag::i:
    case Tag::img:
    case Tag::ins:
    case Tag::kbd:
    case Tag::label:
    case Tag::mark:
    case Tag::nobr:
    case Tag::q:
    case Tag::s:
    case Tag::samp:
    case Tag::small:
    case Tag::span:
    case Tag::strike:
    case Tag::strong:
    case Tag::sub:
    case Tag::sup:
    case Tag::time:
    case Tag::tt:
    case Tag::u:
    case Tag::var:
    case Tag::wbr:
    case Tag::unknown: return true;
    default: return false;
  }
}

}  // namespace lubb::metadata
