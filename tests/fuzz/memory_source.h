// An input's bytes as a stream that comes in pieces of a size of its own choice.
#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>

#include "fuzz/fuzz_input.h"
#include "input/byte_source.h"

namespace lubb::fuzz {

class MemorySource : public input::ByteSource {
 public:
  MemorySource(std::string_view bytes, std::size_t piece)
      : rest_(bytes), piece_(std::max<std::size_t>(piece, 1)) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t size = std::min({buffer.size(), piece_, rest_.size()});
    std::copy_n(rest_.begin(), size, buffer.begin());
    rest_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view rest_;
  std::size_t piece_;
};

// The stream as a file's would be: unpacked where it is packed. Null where its first bytes cannot be read.
inline std::unique_ptr<input::ByteSource> stream_of(std::string_view bytes, std::size_t piece,
                                                    input::Damage damage) {
  auto source = input::unpacked(std::make_unique<MemorySource>(bytes, piece), {.name = "input"}, damage);
  return source ? std::move(*source) : nullptr;
}

}  // namespace lubb::fuzz
