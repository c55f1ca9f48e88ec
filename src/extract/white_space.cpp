#include "extract/white_space.h"

#include "base/text.h"

namespace lubb::extraction {

void append_squeezed(std::string_view raw, std::size_t block_begin, bool& pending_space, std::string& out) {
  const auto owe = [&] {
    if (!pending_space) return;
    pending_space = false;
    if (out.size() > block_begin && out.back() != '\n') out.push_back(' ');
  };
  for (std::size_t i = 0; i < raw.size();) {
    const auto byte = static_cast<unsigned char>(raw[i]);
    if (byte > ' ' && byte < 127) {
      owe();
      std::size_t end = i + 1;
      while (end < raw.size() && raw[end] > ' ' && raw[end] < 127) ++end;
      out.append(raw, i, end - i);
      i = end;
    } else if (byte <= ' ' || byte == 127) {
      if (text::is_html_space(static_cast<char>(byte))) pending_space = true;
      ++i;
    } else {
      const std::size_t begin = i;
      const char32_t c = text::next_code_point(raw, i);
      const bool space =
          c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
      if (space) {
        pending_space = true;
      } else if (c != 0xFEFF && !(c >= 0x80 && c <= 0x9F)) {
        owe();
        out.append(raw, begin, i - begin);
      }
    }
  }
}

}  // namespace lubb::extraction
