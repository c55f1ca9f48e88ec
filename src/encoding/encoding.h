// Bytes of a page -> UTF-8, in the order of the WHATWG Encoding Standard and the HTML standard's "determining
// the character encoding", then validated by decoding, then detected (ICU).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace lubb::encoding {

struct Decoded {
  std::string_view text;     // valid UTF-8 without byte order mark: `storage`, or the page itself where it
                             // was valid UTF-8 already (no copy)
  std::string_view charset;  // WHATWG name in lower case, e.g. "windows-1256"; static
  std::string_view charset_from;  // "bom", "transport", "meta", "detected" or "default"; static
  std::size_t replaced = 0;       // byte sequences that became U+FFFD
};

// Decodes `page`. `content_type` is the HTTP header as received or empty. `storage` receives the decoded text
// where a copy is needed; it and `page` must outlive the result's view. Thread-safe. Never fails: what no
// charset explains is decoded with replacement characters.
[[nodiscard]] Decoded decode(std::span<const std::byte> page, std::string_view content_type,
                             std::string& storage);

// The same for plain text: what looks like a <meta> in it declares nothing.
[[nodiscard]] Decoded decode_plain_text(std::span<const std::byte> text, std::string_view content_type,
                                        std::string& storage);

// The WHATWG name for a label ("latin1" -> "windows-1252"), or "" if the standard knows none. Static view.
[[nodiscard]] std::string_view canonical_charset(std::string_view label) noexcept;

}  // namespace lubb::encoding
