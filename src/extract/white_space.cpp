#include "extract/white_space.h"

#include <algorithm>
#include <bit>

#include "base/plain_bytes.h"
#include "base/text.h"

namespace lubb::extraction {
namespace {

constexpr bool is_wide_space(char32_t c) noexcept {
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Plain bytes with one space between their runs are copied as they are, so many at a time, from a plain one
// on. Moves `i` and `to` past what was copied; a space may be the last of it. Up to copied_at_once bytes
// behind `to` are overwritten.
#ifdef __SSE2__
namespace sixteen = text::sixteen_bytes;
constexpr std::size_t copied_at_once = sixteen::width;

void copy_words(std::string_view raw, const char* readable_end, std::size_t& i, char*& to) noexcept {
  unsigned space_before = 0;  // one bit
  for (;;) {
    const std::size_t left = std::min(raw.size() - i, copied_at_once);
    const __m128i bytes = sixteen::load(raw.data() + i, left, readable_end);
    const unsigned spaces = sixteen::bits(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')));
    const unsigned second_spaces = spaces & (spaces << 1 | space_before);
    // The zeros behind the text are control characters.
    const unsigned ends = sixteen::bits(sixteen::not_plain(bytes)) | second_spaces | 1U << copied_at_once;
    const auto size = static_cast<std::size_t>(std::countr_zero(ends));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
    to += size;
    i += size;
    if (size < copied_at_once) return;
    space_before = spaces >> (copied_at_once - 1);
  }
}
#else
constexpr std::size_t copied_at_once = 1;

void copy_words(std::string_view raw, const char*, std::size_t& i, char*& to) noexcept {
  while (i < raw.size()) {
    const bool plain = text::plain_bytes[static_cast<unsigned char>(raw[i])];
    if (!plain && (raw[i] != ' ' || to[-1] == ' ')) return;
    *to++ = raw[i++];
  }
}
#endif

// Appends to a string that has room enough.
class Squeezer {
 public:
  Squeezer(char* to, bool at_line_start, bool& pending_space) noexcept
      : to_(to), at_line_start_(at_line_start), pending_space_(pending_space) {}

  void add(std::string_view raw, const char* readable_end) noexcept {
    for (std::size_t i = 0; i < raw.size();) {
      const auto byte = static_cast<unsigned char>(raw[i]);
      if (text::plain_bytes[byte]) {
        write_owed_space();
        copy_words(raw, readable_end, i, to_);
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
    const char32_t c = text::next_code_point(raw, i);
    if (is_wide_space(c)) {
      pending_space_ = true;
      return;
    }
    if (c == 0xFEFF || (c >= 0x80 && c <= 0x9F)) return;
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

char* squeeze_to(std::string_view raw, const char* readable_end, bool at_line_start, bool& pending_space,
                 char* to) noexcept {
  Squeezer squeezer(to, at_line_start, pending_space);
  squeezer.add(raw, readable_end);
  return squeezer.end();
}

void append_squeezed(std::string_view raw, std::size_t block_begin, bool& pending_space, std::string& out) {
  const std::size_t before = out.size();
  const bool at_line_start = before <= block_begin || out.back() == '\n';
  out.resize(before + squeezed_room(raw));
  const char* const end =
      squeeze_to(raw, raw.data() + raw.size(), at_line_start, pending_space, out.data() + before);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

}  // namespace lubb::extraction
