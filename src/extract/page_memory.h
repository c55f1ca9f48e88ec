// Memory for what is needed until a page is scored: handed out piece by piece, taken back as a whole.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace lubb::extraction {

class PageMemory {
 public:
  [[nodiscard]] void* allocate(std::size_t bytes) {
    bytes = (bytes + alignment - 1) / alignment * alignment;
    if (bytes > left_) add_block(bytes);
    left_ -= bytes;
    return std::exchange(free_, free_ + bytes);
  }

  // Takes back all that was handed out. The first block is kept, which is enough for all but large pages.
  void release() noexcept {
    if (blocks_.empty()) return;
    blocks_.resize(1);
    free_ = blocks_.front().get();
    left_ = block_bytes;
  }

 private:
  static constexpr std::size_t alignment = alignof(std::max_align_t);
  static constexpr std::size_t block_bytes = std::size_t{256} << 10;

  void add_block(std::size_t bytes) {
    if (blocks_.empty() && bytes > block_bytes) add_block(block_bytes);  // the one to be kept
    const std::size_t size = bytes > block_bytes ? bytes : block_bytes;
    free_ = blocks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(size)).get();
    left_ = size;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* free_ = nullptr;
  std::size_t left_ = 0;
};

template <class T>
class PageAllocator {
 public:
  static_assert(std::is_trivially_destructible_v<T>);
  using value_type = T;

  PageAllocator(PageMemory& memory) noexcept : memory_(&memory) {}
  template <class Other>
  PageAllocator(const PageAllocator<Other>& other) noexcept : memory_(other.memory()) {}

  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(memory_->allocate(count * sizeof(T)));
  }
  void deallocate(T*, std::size_t) noexcept {}

  [[nodiscard]] PageMemory* memory() const noexcept { return memory_; }
  friend bool operator==(const PageAllocator&, const PageAllocator&) = default;

 private:
  PageMemory* memory_;
};

// Growing leaves the old memory unused until the end: to be laid out beforehand.
template <class T>
using PageVector = std::vector<T, PageAllocator<T>>;

}  // namespace lubb::extraction
