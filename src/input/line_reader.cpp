#include "input/line_reader.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace lubb::input {
namespace {
constexpr std::size_t buffer_bytes = 256 << 10;
}

LineReader::LineReader(std::unique_ptr<ByteSource> source, std::size_t max_bytes)
    : source_(std::move(source)), max_bytes_(max_bytes), buffer_(buffer_bytes) {}

Result<std::optional<Line>> LineReader::next() {
  Line line{.text = {}, .number = number_ + 1, .offset = offset_};
  bool any = false;
  for (bool ended = false; !ended && !at_end_;) {
    if (begin_ == end_) {
      Result<std::size_t> got = source_->read(buffer_);
      if (!got) {
        at_end_ = true;
        return std::move(got.error());
      }
      begin_ = 0;
      end_ = *got;
      at_end_ = *got == 0;
      if (at_end_) break;
    }
    any = true;
    const std::string_view rest(buffer_.data() + begin_, end_ - begin_);
    const std::size_t size = std::min(rest.find('\n'), rest.size());
    ended = size < rest.size();
    line.size += size;
    line.too_long = line.too_long || line.text.size() + size > max_bytes_;
    if (line.too_long) {
      std::string().swap(line.text);
    } else {
      line.text.append(rest.substr(0, size));
    }
    begin_ += size + (ended ? 1 : 0);
    offset_ += size + (ended ? 1 : 0);
  }
  if (!any) return std::optional<Line>();
  number_ = line.number;
  if (line.text.ends_with('\r')) line.text.pop_back();
  return std::optional<Line>(std::move(line));
}

}  // namespace lubb::input
