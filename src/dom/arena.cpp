#include "dom/arena.h"

#include <new>

namespace lubb::dom {

namespace {
constexpr std::size_t block_bytes = std::size_t{1} << 20;   // a usual page takes less than one
constexpr std::size_t kept_bytes = std::size_t{32} << 20;   // what a thread may hold on to between pages
constexpr std::uint32_t allocations_between_clocks = 1024;  // about 50 microseconds of parsing
constexpr std::size_t alignment = alignof(std::max_align_t);
}  // namespace

void Arena::reset(std::size_t byte_budget, ThreadClock::time_point deadline) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    kept += blocks_[i].size;
    if (kept <= kept_bytes) continue;
    blocks_.resize(i);
    break;
  }
  next_block_ = 0;
  free_ = nullptr;
  free_size_ = 0;
  used_ = 0;
  budget_ = byte_budget;
  until_clock_ = allocations_between_clocks;
  deadline_ = deadline;
}

void Arena::check_time() {
  until_clock_ = allocations_between_clocks;
  if (ThreadClock::now() > deadline_) std::longjmp(escape_, escaped_time);
}

std::byte* Arena::allocate_slowly(std::size_t size) {
  while (next_block_ < blocks_.size()) {
    Block& block = blocks_[next_block_++];
    if (block.size < size) continue;
    free_ = block.bytes.get();
    free_size_ = block.size;
    return free_;
  }
  const std::size_t wanted = size > block_bytes ? size : block_bytes;
  std::byte* const bytes = new (std::nothrow) std::byte[wanted];
  if (bytes == nullptr) std::longjmp(escape_, escaped_memory);
  blocks_.push_back({std::unique_ptr<std::byte[]>(bytes), wanted});
  next_block_ = blocks_.size();
  free_ = bytes;
  free_size_ = wanted;
  return free_;
}

void* Arena::allocate(std::size_t size) {
  if (size > budget_ - used_) std::longjmp(escape_, escaped_memory);
  const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
  if (--until_clock_ == 0) check_time();
  std::byte* const result = rounded <= free_size_ ? free_ : allocate_slowly(rounded);
  used_ = used_ + rounded < budget_ ? used_ + rounded : budget_;
  free_ = result + rounded;
  free_size_ -= rounded;
  return result;
}

}  // namespace lubb::dom
