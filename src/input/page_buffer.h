// The bytes of one page after the other, in memory that is used again and that nobody clears first.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace lubb::input {

class PageBuffer {
 public:
  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.get(), size_}; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  // Makes place for a page of about `size` bytes. What a huge page took is given back.
  void begin_page(std::size_t size) {
    size_ = 0;
    if (capacity_ >= size && capacity_ <= most_kept) return;
    bytes_.reset();
    capacity_ = std::max(size, least_bytes);
    bytes_ = std::make_unique_for_overwrite<char[]>(capacity_);
  }

  // Free room behind the bytes, at least one byte.
  [[nodiscard]] std::span<char> room() {
    if (size_ == capacity_) {
      const std::size_t larger = std::max(2 * capacity_, least_bytes);
      auto bytes = std::make_unique_for_overwrite<char[]>(larger);
      std::copy_n(bytes_.get(), size_, bytes.get());
      bytes_ = std::move(bytes);
      capacity_ = larger;
    }
    return {bytes_.get() + size_, capacity_ - size_};
  }

  // `size` bytes of room() have been filled.
  void add(std::size_t size) noexcept { size_ += size; }

 private:
  static constexpr std::size_t least_bytes = std::size_t{64} << 10;
  static constexpr std::size_t most_kept = std::size_t{4} << 20;  // 99.9 % of pages are smaller

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace lubb::input
