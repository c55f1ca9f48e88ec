#include "input/byte_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

namespace lubb::input {
namespace {

constexpr int poll_milliseconds = 100;        // how often a waiting read looks at the stop flag
constexpr std::size_t read_bytes = 64 << 10;  // asked for at a time; more would come fresh from the kernel

Error io_error(const std::string& name, int number) {
  return {Errc::io, name + ": " + std::generic_category().message(number)};
}

class DescriptorSource final : public ByteSource {
 public:
  DescriptorSource(int descriptor, bool owned, const struct stat& status, SourceContext context)
      : descriptor_(descriptor),
        owned_(owned),
        may_wait_(!S_ISREG(status.st_mode)),
        size_hint_(may_wait_ ? 0 : static_cast<std::size_t>(status.st_size)),
        context_(std::move(context)) {}
  ~DescriptorSource() override {
    if (owned_) close(descriptor_);
  }
  DescriptorSource(const DescriptorSource&) = delete;
  DescriptorSource& operator=(const DescriptorSource&) = delete;

  Result<std::size_t> read(std::span<char> buffer) override {
    for (;;) {
      if (context_.stop != nullptr && context_.stop->load())
        return Error{Errc::io, context_.name + ": stopped"};
      if (may_wait_) {
        pollfd wanted{.fd = descriptor_, .events = POLLIN, .revents = 0};
        const int ready = poll(&wanted, 1, poll_milliseconds);
        if (ready < 0 && errno != EINTR) return io_error(context_.name, errno);
        if (ready <= 0) continue;
      }
      const ssize_t size = ::read(descriptor_, buffer.data(), buffer.size());
      if (size >= 0) return static_cast<std::size_t>(size);
      if (errno != EINTR && errno != EAGAIN) return io_error(context_.name, errno);
    }
  }

  [[nodiscard]] std::size_t size_hint() const noexcept override { return size_hint_; }

 private:
  int descriptor_;
  bool owned_;
  bool may_wait_;  // a regular file is always ready
  std::size_t size_hint_;
  SourceContext context_;
};

}  // namespace

std::unique_ptr<ByteSource> descriptor_source(int descriptor, bool owned, SourceContext context) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) status = {};
  return std::make_unique<DescriptorSource>(descriptor, owned, status, std::move(context));
}

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path, bool only_regular,
                                              const std::atomic<bool>* stop) {
  if (path.find('\0') != std::string::npos) return io_error("a path with a NUL byte in it", ENOENT);
  const int descriptor = open(path.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return io_error(path, errno);
  struct stat status {};
  const bool known = fstat(descriptor, &status) == 0;
  const int fault = errno;
  std::unique_ptr<ByteSource> source =
      std::make_unique<DescriptorSource>(descriptor, true, status, SourceContext{path, stop});
  if (!known) return io_error(path, fault);
  if (S_ISDIR(status.st_mode)) return io_error(path, EISDIR);
  if (only_regular && !S_ISREG(status.st_mode))
    return Error{Errc::io, path + ": not a regular file any more"};
  return source;
}

Result<std::string> read_at_most(ByteSource& source, std::size_t max_bytes) {
  std::string bytes;
  const std::size_t wanted = max_bytes == SIZE_MAX ? max_bytes : max_bytes + 1;
  // Read into a buffer that nobody clears first: growing the string itself would zero each byte before.
  const auto buffer = std::make_unique_for_overwrite<char[]>(read_bytes);
  while (bytes.size() < wanted) {
    Result<std::size_t> got =
        source.read(std::span(buffer.get(), std::min(read_bytes, wanted - bytes.size())));
    if (!got) return std::move(got.error());
    if (*got == 0) break;
    bytes.append(buffer.get(), *got);
  }
  return bytes;
}

}  // namespace lubb::input
