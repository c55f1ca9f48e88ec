#include "extract/text_window.h"

#ifdef LUBB_TEXT_WINDOW

namespace lubb::extraction {

constexpr std::array<TextWindow::Vector, TextWindow::constants> TextWindow::vectors = [] {
  constexpr std::array<unsigned char, constants> values{0x20, 'a', 25,  '0', 9,   ' ',  0x7F,
                                                        ',',  ';', '|', '/', '>', '\'', '"',
                                                        ')',  ']', '.', '!', '?', '$',  0xC0};
  std::array<Vector, constants> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i].bytes.fill(values[i]);
  return all;
}();

}  // namespace lubb::extraction

#endif
