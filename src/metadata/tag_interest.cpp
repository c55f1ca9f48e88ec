#include "metadata/tag_interest.h"

#include <array>
#include <cstddef>
#include <cstring>

#include "metadata/byte_vector.h"

namespace lubb::metadata {
namespace {

constexpr std::size_t places = sizeof(ByteVector);
constexpr std::size_t letters = 3;  // told apart by at each place

// In lower case, as far as letters go.
ByteVector load(const char* at) noexcept { return load_bytes(at) | 0x20; }

ByteVector is(ByteVector bytes, char letter) noexcept {
  return equal_to(bytes, static_cast<unsigned char>(letter));
}

// Whether three letters of one of the words begin at one of the next sixteen places: (r)eadc -> adc, tag,
// (k)eyw -> eyw, (a)bel -> bel.
bool any_word_at(const char* at) noexcept {
  const ByteVector second = load(at + 1);
  const ByteVector third = load(at + 2);
  const ByteVector dc = is(second, 'd') & is(third, 'c');
  const ByteVector ag = is(second, 'a') & is(third, 'g');
  const ByteVector yw = is(second, 'y') & is(third, 'w');
  const ByteVector el = is(second, 'e') & is(third, 'l');
  if (!any(dc | ag | yw | el)) return false;  // nearly always
  const ByteVector first = load(at);
  return any((dc & is(first, 'a')) | (ag & is(first, 't')) | (yw & is(first, 'e')) | (el & is(first, 'b')));
}

}  // namespace

bool may_name_list(std::string_view value) noexcept {
  constexpr std::size_t read_at_once = places + letters - 1;
  const std::size_t size = value.size();
  if (size < letters) return false;
  if (size < read_at_once) {
    std::array<char, read_at_once> padded{};
    std::memcpy(padded.data(), value.data(), size);
    return any_word_at(padded.data());
  }
  const std::size_t last = size - read_at_once;
  for (std::size_t at = 0; at < last; at += places) {
    if (any_word_at(value.data() + at)) return true;
  }
  return any_word_at(value.data() + last);
}

}  // namespace lubb::metadata
