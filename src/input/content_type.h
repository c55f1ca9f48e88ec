// What a file is, by its first bytes: its name and what a server calls it don't count. In the spirit of the
// WHATWG MIME Sniffing Standard (https://mimesniff.spec.whatwg.org/).
#pragma once

#include <cstdint>
#include <string_view>

namespace lubb::input {

enum class ContentClass : std::uint8_t {
  empty,   // no bytes, or white space only
  html,    // HTML or XHTML, in any encoding
  text,    // plain text: no tag in it
  json,    // starts like a JSON object or array
  warc,    // a WARC file
  feed,    // RSS, Atom, a sitemap
  xml,     // XML that is none of these
  binary,  // an image, a document, an archive, a program, ...
};

struct ContentType {
  ContentClass kind = ContentClass::empty;
  std::string_view description;  // for messages: "a PDF document"; static
};

// Looks at the first 64 KiB of `bytes` (more may be given).
[[nodiscard]] ContentType sniff(std::string_view bytes) noexcept;

}  // namespace lubb::input
