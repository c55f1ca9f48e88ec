// A stream looked at through a window: bytes can be seen before they are taken, and given back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "input/byte_source.h"

namespace lubb::input {

class ByteWindow {
 public:
  explicit ByteWindow(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  // Reads until `wanted` bytes can be seen. False where the stream ends or breaks before; take_break() tells
  // which. Behind a break reading goes on, as far as the source does.
  [[nodiscard]] bool ensure(std::size_t wanted);

  [[nodiscard]] std::string_view view() const noexcept { return std::string_view(bytes_).substr(begin_); }
  void take(std::size_t size) noexcept;
  void give_back(std::string_view bytes);  // the last bytes that were taken

  // Why the last ensure() was false; nullopt at the end. To be asked before reading on.
  [[nodiscard]] std::optional<Error> take_break() { return std::exchange(break_, std::nullopt); }

  // Of the next byte in the (unpacked) stream.
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

 private:
  std::unique_ptr<ByteSource> source_;
  std::string bytes_;
  std::size_t begin_ = 0;
  std::uint64_t offset_ = 0;
  std::optional<Error> break_;
  bool broke_before_ = false;
  bool ended_ = false;
};

}  // namespace lubb::input
