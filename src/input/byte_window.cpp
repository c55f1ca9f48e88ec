#include "input/byte_window.h"

#include <algorithm>
#include <utility>

namespace lubb::input {
namespace {
constexpr std::size_t read_bytes = 64 << 10;
}

bool ByteWindow::ensure(std::size_t wanted) {
  while (bytes_.size() - begin_ < wanted) {
    if (ended_ || break_) return false;
    bytes_.erase(0, std::exchange(begin_, 0));
    const std::size_t size = bytes_.size();
    bytes_.resize(size + read_bytes);
    Result<std::size_t> got = source_->read(std::span(bytes_).subspan(size));
    bytes_.resize(size + (got ? *got : 0));
    if (!got) {
      // A source that has nothing to say between two breaks does not go on.
      ended_ = std::exchange(broke_before_, true);
      break_ = std::move(got.error());
      return false;
    }
    broke_before_ = false;
    ended_ = *got == 0;
  }
  return true;
}

void ByteWindow::take(std::size_t size) noexcept {
  size = std::min(size, bytes_.size() - begin_);
  begin_ += size;
  offset_ += size;
}

void ByteWindow::give_back(std::string_view bytes) {
  if (begin_ >= bytes.size()) {
    begin_ -= bytes.size();
    std::copy(bytes.begin(), bytes.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(begin_));
  } else {
    bytes_.replace(0, begin_, bytes);
    begin_ = 0;
  }
  offset_ -= bytes.size();
}

}  // namespace lubb::input
