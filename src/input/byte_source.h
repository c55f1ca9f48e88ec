// Streams of bytes: files, standard input, and the same through gzip or Zstandard.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "lubb/result.hpp"

namespace lubb::input {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Fills the front of `buffer` and returns how many bytes; 0 is the end. Errors name the file.
  [[nodiscard]] virtual Result<std::size_t> read(std::span<char> buffer) = 0;

  // About how many bytes will come: a file's size when it was opened. 0 where that is not known.
  [[nodiscard]] virtual std::size_t size_hint() const noexcept { return 0; }
};

// What waiting and messages need. The flag is not owned; it may be null. While a source waits for bytes
// (a pipe, a terminal) it looks at the flag; a raised one is an Errc::io "stopped".
struct SourceContext {
  std::string name;  // for messages
  const std::atomic<bool>* stop = nullptr;
};

// Takes over an open descriptor; `owned` says whether it is closed at the end.
[[nodiscard]] std::unique_ptr<ByteSource> descriptor_source(int descriptor, bool owned,
                                                            SourceContext context);

// Opens a file for reading without ever waiting in open(); directories are refused. With `only_regular` so
// is everything but a regular file (a device or pipe put in its place after a directory was listed).
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_file(const std::string& path, bool only_regular,
                                                            const std::atomic<bool>* stop);

// What becomes of a packed stream behind a place where it is damaged.
enum class Damage : std::uint8_t {
  ends,     // nothing more comes
  resumes,  // reading on goes to the next gzip member or Zstandard frame that can be read
};

// Looks at the first bytes and unpacks gzip and Zstandard; anything else comes as it is. A packed stream
// that is damaged or stops early is an Errc::io.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> source,
                                                           SourceContext context,
                                                           Damage damage = Damage::ends);

// Bytes that were read already in front of the rest of a stream that was looked at; without `source` there
// is no rest.
[[nodiscard]] std::unique_ptr<ByteSource> with_prefix(std::string prefix, std::unique_ptr<ByteSource> source);

// Reads to the end, but not more than `max_bytes` + 1 bytes: one more than the limit shows that it cut.
[[nodiscard]] Result<std::string> read_at_most(ByteSource& source, std::size_t max_bytes);

}  // namespace lubb::input
