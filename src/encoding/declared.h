// What a page and its transport say about the encoding, before anything is decoded.
#pragma once

#include <string_view>

namespace lubb::encoding {

// A byte order mark: the encoding it stands for and its own size.
struct ByteOrderMark {
  std::string_view charset;  // "utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", or "" without one
  std::size_t size = 0;      // bytes
};
[[nodiscard]] ByteOrderMark byte_order_mark(std::string_view page) noexcept;

// The charset parameter of a Content-Type value as a WHATWG name; "" where it is missing or unknown.
[[nodiscard]] std::string_view charset_of_content_type(std::string_view content_type) noexcept;

// The encoding that the page declares in a <meta> (the standard's prescan) or else in its XML declaration;
// "" if none. The standard looks at 1,024 bytes; pages that declare later are common enough to look on, so
// what a script or style holds is passed over too.
[[nodiscard]] std::string_view charset_of_markup(std::string_view page);

}  // namespace lubb::encoding
