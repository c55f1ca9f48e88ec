#include "input/warc_reader.h"

#include <algorithm>
#include <utility>

namespace lubb::input {
namespace {

constexpr std::size_t max_header_bytes = 256 << 10;  // of one record; real ones have less than 2 kB

// Behind the empty line; npos where there is none.
std::size_t header_size(std::string_view text) noexcept {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    if (rest.starts_with('\n')) return at + 2;
    if (rest.starts_with("\r\n")) return at + 3;
  }
  return std::string_view::npos;
}

}  // namespace

bool may_hold_page(const WarcHeader& header) noexcept {
  return header.type == "response" || header.type == "resource";
}

std::optional<WarcRecord> WarcReader::next() {
  for (;;) {
    WarcRecord record;
    fault_.clear();
    if (!lost_) pass_line_ends();
    record.offset = window_.offset();
    const bool was_lost = lost_;
    if (!at_version_line()) {
      const bool passed = seek_version_line();
      const auto error = window_.take_break();
      if (!passed && !error) return std::nullopt;
      if (was_lost) continue;
      fault_ = error ? error->message : "bytes that belong to no record";
      return lost(std::move(record));
    }
    if (read_header(record) && read_block(record)) {
      lost_ = false;
      return record;
    }
    if (was_lost && record.header.type.empty()) continue;  // what looked like a record was none
    return lost(std::move(record));
  }
}

// An error is told once for all that is passed over on the way to the next record.
WarcRecord WarcReader::lost(WarcRecord record) {
  lost_ = true;
  if (fault_.starts_with(name_ + ": ")) fault_.erase(0, name_.size() + 2);
  record.error = Error{
      Errc::io, name_ + " (byte " + std::to_string(record.offset) + "): a damaged WARC record: " + fault_};
  record.block.clear();
  return record;
}

void WarcReader::pass_line_ends() {
  while (window_.ensure(1)) {
    const std::string_view view = window_.view();
    const std::size_t size = std::min(view.find_first_not_of("\r\n"), view.size());
    if (size == 0) return;
    window_.take(size);
  }
}

bool WarcReader::at_version_line() {
  static_cast<void>(window_.ensure(version_line_bytes));
  return find_version_line(window_.view().substr(0, version_line_bytes)) == 0;
}

// Goes to the next version line, or to where the stream ends or breaks. True if bytes were passed over.
bool WarcReader::seek_version_line() {
  bool passed = false;
  for (;;) {
    const bool more = window_.ensure(version_line_bytes);
    const std::string_view view = window_.view();
    std::size_t size = std::min(find_version_line(view), view.size());
    const bool found = size < view.size();
    if (!found && more) size -= version_line_bytes - 1;  // the beginning of one may stand there
    window_.take(size);
    passed = passed || size > 0;
    if (found || !more) return passed;
  }
}

bool WarcReader::read_header(WarcRecord& record) {
  std::size_t size = std::string_view::npos;
  while ((size = header_size(window_.view())) == std::string_view::npos) {
    const std::size_t have = window_.view().size();
    if (have > max_header_bytes) {
      fault_ = "its header has more than " + std::to_string(max_header_bytes) + " bytes";
      record.header = parse_warc_header(window_.view());
      window_.take(have);
      return false;
    }
    if (window_.ensure(have + 1)) continue;
    const auto error = window_.take_break();
    fault_ = error ? error->message : "its header stops early";
    record.header = parse_warc_header(window_.view());
    window_.take(have);
    return false;
  }
  record.header = parse_warc_header(window_.view().substr(0, size));
  window_.take(size);
  if (record.header.type.empty() || !record.header.length) {
    fault_ = record.header.type.empty() ? "it has no WARC-Type" : "it has no Content-Length that can be read";
    return false;
  }
  return true;
}

// Takes `length` bytes and keeps what may be kept; false where the stream ends or breaks before.
bool WarcReader::take_block(std::uint64_t length, WarcRecord& record) {
  while (length > 0) {
    if (!window_.ensure(1)) return false;
    const std::string_view view = window_.view();
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(length, view.size()));
    const std::size_t kept = std::min(size, max_block_bytes_ - record.block.size());
    record.block.append(view.substr(0, kept));
    record.block_is_cut = record.block_is_cut || kept < size;
    window_.take(size);
    length -= size;
  }
  return true;
}

// A block is followed by two line ends; by the next record or the end where its writer left them out.
bool WarcReader::block_ends_here() {
  if (at_version_line()) return true;
  const std::string_view view = window_.view();
  return view.empty() || view.front() == '\r' || view.front() == '\n';
}

bool WarcReader::read_block(WarcRecord& record) {
  const std::uint64_t length = *record.header.length;
  const bool whole = take_block(length, record);
  if (!whole) {
    const auto error = window_.take_break();
    fault_ = error ? error->message : "it stops before the " + std::to_string(length) + " bytes it announces";
  } else if (!block_ends_here()) {
    fault_ = "its Content-Length of " + std::to_string(length) + " does not lead to its end";
  } else {
    if (!may_hold_page(record.header)) record.block.clear();
    return true;
  }
  // A length that is too great has swallowed what follows.
  const std::size_t next = record.block_is_cut ? std::string::npos : find_version_line(record.block);
  if (next != std::string::npos) window_.give_back(std::string_view(record.block).substr(next));
  return false;
}

}  // namespace lubb::input
