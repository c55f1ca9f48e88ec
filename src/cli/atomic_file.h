// Writing bytes out: to a descriptor, and to a file that appears under its name only when it is complete.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lubb::cli {

enum class WriteState : std::uint8_t {
  good,
  closed,  // the reader of a pipe has gone: nothing more is wanted
  failed,  // see error()
};

// Collects small writes. The descriptor is not owned.
class ByteSink {
 public:
  explicit ByteSink(int descriptor = -1) : descriptor_(descriptor) {}

  WriteState write(std::string_view bytes);
  WriteState flush();
  [[nodiscard]] WriteState state() const noexcept { return state_; }
  [[nodiscard]] int error_number() const noexcept { return error_number_; }

 private:
  WriteState write_out(std::string_view bytes);

  int descriptor_;
  std::string buffer_;
  WriteState state_ = WriteState::good;
  int error_number_ = 0;
};

// A file that replaces `path` by commit(), or not at all. What is there and no regular file (a device, a
// pipe) is written to directly; a symbolic link is followed.
class AtomicFile {
 public:
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  // After a failure further calls do nothing; error() tells the first one. False on failure.
  bool write(std::string_view bytes);
  bool flush();
  bool commit();        // to disk, then under its name
  bool keep_partial();  // under its name with ".partial" behind

  [[nodiscard]] const std::string& error() const noexcept { return error_; }
  [[nodiscard]] WriteState state() const noexcept;

 private:
  void open_temporary();
  bool rename_to(const std::string& path);
  bool fail(int number);
  bool check();

  std::string path_, temporary_, error_;  // temporary_ is empty where there is none
  int descriptor_ = -1;
  ByteSink sink_;
};

}  // namespace lubb::cli
