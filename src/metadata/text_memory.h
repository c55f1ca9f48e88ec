// Keeps texts in blocks that are used again: one allocation for many short texts, none once the blocks are
// there.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lubb::metadata {

class TextMemory {
 public:
  // Room for a text of `size` bytes; stays where it is until clear().
  [[nodiscard]] char* allocate(std::size_t size) {
    while (block_ < blocks_.size() && blocks_[block_].size - used_ < size) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size()) {
      const std::size_t block_size = std::max(size, least_block);
      blocks_.push_back({std::make_unique_for_overwrite<char[]>(block_size), block_size});
    }
    char* const text = blocks_[block_].bytes.get() + used_;
    used_ += size;
    return text;
  }

  [[nodiscard]] std::string_view keep(std::string_view text) {
    if (text.empty()) return {};  // may be no text at all: nothing to copy from
    char* const copy = allocate(text.size());
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  // Memory to put a text together in before it is kept.
  [[nodiscard]] std::string& scratch() noexcept { return scratch_; }

  // Forgets all texts. What a usual page needs stays.
  void clear() noexcept {
    std::size_t bytes = 0;
    const auto large =
        std::ranges::find_if(blocks_, [&](const Block& block) { return (bytes += block.size) > most_kept; });
    blocks_.erase(large, blocks_.end());
    block_ = 0;
    used_ = 0;
    if (scratch_.capacity() > most_kept) scratch_ = std::string();
  }

 private:
  static constexpr std::size_t least_block = 16'384;  // bytes
  static constexpr std::size_t most_kept = 131'072;   // bytes, from page to page
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Block> blocks_;
  std::size_t block_ = 0;  // the one that is filled
  std::size_t used_ = 0;   // bytes of it
  std::string scratch_;
};

}  // namespace lubb::metadata
