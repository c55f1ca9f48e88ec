// The records of a WARC file, one at a time, whatever happened to the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "input/byte_window.h"
#include "input/warc_header.h"
#include "lubb/result.hpp"

namespace lubb::input {

struct WarcRecord {
  WarcHeader header;
  std::uint64_t offset = 0;    // of its first byte in the unpacked stream
  std::string block;           // only of records that may hold a page
  bool block_is_cut = false;   // more than max_block_bytes
  std::optional<Error> error;  // it is damaged: what is known of it may not be all, the block is empty
};

class WarcReader {
 public:
  // `name` is for messages. No more than `max_block_bytes` of a block are held; the rest is passed over.
  WarcReader(std::unique_ptr<ByteSource> source, std::string name, std::size_t max_block_bytes)
      : window_(std::move(source)), name_(std::move(name)), max_block_bytes_(max_block_bytes) {}

  // nullopt at the end. A record that cannot be read comes with an error, and so do bytes that belong to
  // none; the next call goes on with the next record that can be found.
  [[nodiscard]] std::optional<WarcRecord> next();

 private:
  WarcRecord lost(WarcRecord record);
  void pass_line_ends();
  bool at_version_line();
  bool seek_version_line();
  bool read_header(WarcRecord& record);
  bool read_block(WarcRecord& record);
  bool take_block(std::uint64_t length, WarcRecord& record);
  bool block_ends_here();

  ByteWindow window_;
  std::string name_;
  std::size_t max_block_bytes_;
  bool lost_ = false;  // behind damage that was told, on the way to the next record
  std::string fault_;  // why the record that is being read is damaged
};

// Whether a record of this type may hold a page: a response, or a resource.
[[nodiscard]] bool may_hold_page(const WarcHeader& header) noexcept;

}  // namespace lubb::input
