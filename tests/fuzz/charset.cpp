// Bytes -> UTF-8 with any Content-Type (the last line): valid, without byte order mark, the same twice.
#include <simdjson.h>

#include <string>

#include "encoding/encoding.h"
#include "fuzz/fuzz_input.h"

namespace {

void check(const lubb::encoding::Decoded& decoded, std::string_view page) {
  lubb::fuzz::expect(simdjson::validate_utf8(decoded.text.data(), decoded.text.size()), "not UTF-8");
  lubb::fuzz::expect(!decoded.charset.empty() && !decoded.charset_from.empty(), "no charset");
  // The standard has no UTF-32, which a byte order mark may say.
  lubb::fuzz::expect(lubb::encoding::canonical_charset(decoded.charset) == decoded.charset ||
                         decoded.charset.starts_with("utf-32"),
                     "not a name of the standard");
  // One byte gives at most one character of three bytes, but for the few that stand for two.
  lubb::fuzz::expect(decoded.text.size() <= 6 * page.size(), "more text than bytes can hold");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [page, content_type] = lubb::fuzz::split_last_line(lubb::fuzz::text_of(data, size));
  std::string storage, again;
  const auto bytes = lubb::fuzz::bytes_of(page);
  const auto decoded = lubb::encoding::decode(bytes, content_type, storage);
  check(decoded, page);
  lubb::fuzz::expect(lubb::encoding::decode(bytes, content_type, again).text == decoded.text,
                     "another text the second time");
  check(lubb::encoding::decode_plain_text(bytes, content_type, again), page);
  return 0;
}
