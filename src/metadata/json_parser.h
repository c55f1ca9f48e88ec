// Parses scripts of structured data, one after the other, in memory that is used again.
#pragma once

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace lubb::metadata {

class JsonParser {
 public:
  // `readable`: bytes that may be read from text.data() on. What is parsed stays until the next call.
  bool parse(std::string_view text, std::size_t readable, std::size_t most_depth,
             simdjson::dom::element& root) {
    const char* padded = text.data();
    if (readable < text.size() + simdjson::SIMDJSON_PADDING) {
      buffer_.assign(text);
      buffer_.append(simdjson::SIMDJSON_PADDING, '\0');
      padded = buffer_.data();
    }
    constexpr std::size_t least_bytes = 8'192;
    if ((parser_.capacity() < text.size() || parser_.max_depth() != most_depth) &&
        parser_.allocate(std::bit_ceil(std::max(text.size(), least_bytes)), most_depth) !=
            simdjson::SUCCESS) {
      return false;
    }
    return parser_.parse(padded, text.size(), false).get(root) == simdjson::SUCCESS;
  }

  // Gives back the memory that an unusually large script took.
  void shrink() {
    constexpr std::size_t usual_bytes = 128 << 10;  // of a script; the parser takes some 14 times its size
    if (parser_.capacity() > usual_bytes) parser_ = simdjson::dom::parser{};
    if (buffer_.capacity() > usual_bytes) buffer_ = std::string{};
  }

 private:
  simdjson::dom::parser parser_;
  std::string buffer_;  // scripts that are not followed by enough bytes
};

}  // namespace lubb::metadata
