#include "extract/white_space.h"

#ifdef __SSE2__
#include <emmintrin.h>

#include <array>
#include <bit>
#include <cstring>
#else
#include "base/eight_bytes.h"
#endif
#include "base/text.h"

namespace lubb::extraction {
namespace {

// Characters of ASCII that show.
constexpr bool is_plain(unsigned char c) noexcept { return c > ' ' && c < 0x7F; }

constexpr bool is_wide_space(char32_t c) noexcept {
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Words of ASCII with one space between them are copied as they are, so many bytes at a time. Moves `i` and
// `to` past what was copied; a space may be the last of it. Up to copied_at_once bytes behind `to` are
// overwritten.
#ifdef __SSE2__
constexpr std::size_t copied_at_once = sizeof(__m128i);

void copy_words(std::string_view raw, std::size_t& i, char*& to) noexcept {
  std::array<char, copied_at_once> padded;
  unsigned space_before = 0;  // one bit
  for (;;) {
    const char* from = raw.data() + i;
    if (const std::size_t left = raw.size() - i; left < copied_at_once) {
      padded.fill(0);
      std::memcpy(padded.data(), from, left);
      from = padded.data();
    }
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    const __m128i deleted = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F));
    const __m128i plain = _mm_andnot_si128(deleted, _mm_cmpgt_epi8(bytes, _mm_set1_epi8(' ' - 1)));
    const auto spaces = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' '))));
    const unsigned second_spaces = spaces & (spaces << 1 | space_before);
    const unsigned ends = ~static_cast<unsigned>(_mm_movemask_epi8(plain)) | second_spaces;
    const auto size = static_cast<std::size_t>(std::countr_zero(ends));  // the bits past the last are set
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
    to += size;
    i += size;
    if (size < copied_at_once) return;
    space_before = spaces >> (copied_at_once - 1);
  }
}
#else
namespace eight = text::eight_bytes;
constexpr std::size_t copied_at_once = sizeof(std::uint64_t);

void copy_words(std::string_view raw, std::size_t& i, char*& to) noexcept {
  std::uint64_t space_before = 0;  // the high bit of the lowest byte
  for (;;) {
    const std::uint64_t bytes = eight::load(raw.data() + i, raw.size() - i);
    const std::uint64_t spaces = eight::between(bytes, ' ', ' ');
    const std::uint64_t second_spaces = spaces & (spaces << 8 | space_before);
    const std::uint64_t ends = (~eight::between(bytes, ' ', 0x7E) & eight::high_bits) | second_spaces;
    const std::size_t size = eight::bytes_before(ends);
    eight::store(bytes, to);
    to += size;
    i += size;
    if (size < sizeof bytes) return;
    space_before = spaces >> 56;
  }
}
#endif

// Appends to a string that has room enough.
class Squeezer {
 public:
  Squeezer(char* to, bool at_line_start, bool& pending_space) noexcept
      : to_(to), at_line_start_(at_line_start), pending_space_(pending_space) {}

  void add(std::string_view raw) noexcept {
    for (std::size_t i = 0; i < raw.size();) {
      const auto byte = static_cast<unsigned char>(raw[i]);
      if (is_plain(byte)) {
        write_owed_space();
        copy_words(raw, i, to_);
        pending_space_ = to_[-1] == ' ';
        if (pending_space_) --to_;
      } else if (byte < 0x80) {
        if (text::is_html_space(static_cast<char>(byte))) pending_space_ = true;
        ++i;
      } else {
        add_wide(raw, i);
      }
    }
  }
  [[nodiscard]] char* end() const noexcept { return to_; }

 private:
  void add_wide(std::string_view raw, std::size_t& i) noexcept {
    const std::size_t begin = i;
    const auto byte = static_cast<unsigned char>(raw[i]);
    if (byte >= 0xC3 && byte <= 0xDF && i + 1 < raw.size()) {
      i += 2;  // from U+00C0 to U+07FF there are no spaces and nothing goes
    } else {
      const char32_t c = text::next_code_point(raw, i);
      if (is_wide_space(c)) {
        pending_space_ = true;
        return;
      }
      if (c == 0xFEFF || (c >= 0x80 && c <= 0x9F)) return;
    }
    write_owed_space();
    for (std::size_t k = begin; k < i; ++k) *to_++ = raw[k];
  }

  void write_owed_space() noexcept {
    if (pending_space_ && !at_line_start_) *to_++ = ' ';
    pending_space_ = at_line_start_ = false;
  }

  char* to_;
  bool at_line_start_;  // nothing is owed there
  bool& pending_space_;
};

}  // namespace

std::size_t squeezed_room(std::string_view raw) noexcept {
  return raw.size() + 1 + copied_at_once;  // an owed space; copy_words() writes on
}

char* squeeze_to(std::string_view raw, bool at_line_start, bool& pending_space, char* to) noexcept {
  Squeezer squeezer(to, at_line_start, pending_space);
  squeezer.add(raw);
  return squeezer.end();
}

void append_squeezed(std::string_view raw, std::size_t block_begin, bool& pending_space, std::string& out) {
  const std::size_t before = out.size();
  const bool at_line_start = before <= block_begin || out.back() == '\n';
  out.resize(before + squeezed_room(raw));
  const char* const end = squeeze_to(raw, at_line_start, pending_space, out.data() + before);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

}  // namespace lubb::extraction
