// Lines of a stream, one at a time, with their place in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "input/byte_source.h"

namespace lubb::input {

struct Line {
  std::string text;          // without its line end (LF or CR LF); empty where too_long
  std::uint64_t number = 0;  // from 1
  std::uint64_t offset = 0;  // of its first byte in the (unpacked) stream
  std::uint64_t size = 0;    // in bytes, without the line end
  bool too_long = false;
};

class LineReader {
 public:
  // Lines of more than `max_bytes` are passed over and reported as too long.
  LineReader(std::unique_ptr<ByteSource> source, std::size_t max_bytes);

  // nullopt at the end. After an error there is no more to read.
  [[nodiscard]] Result<std::optional<Line>> next();

 private:
  std::unique_ptr<ByteSource> source_;
  std::size_t max_bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // what of buffer_ is not yet given out
  std::uint64_t number_ = 0, offset_ = 0;
  bool at_end_ = false;
};

}  // namespace lubb::input
