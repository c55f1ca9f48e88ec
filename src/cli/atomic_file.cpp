#include "cli/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <system_error>

namespace lubb::cli {
namespace {

constexpr std::size_t buffer_bytes = 64 << 10;
constexpr int max_name_tries = 10'000;
constexpr mode_t default_mode = 0666;  // the umask takes its part

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
  return real == nullptr ? path : std::string(real.get());
}

}  // namespace

WriteState ByteSink::write(std::string_view bytes) {
  if (state_ != WriteState::good) return state_;
  if (buffer_.size() + bytes.size() <= buffer_bytes) {
    buffer_.append(bytes);
    return state_;
  }
  flush();
  return bytes.size() < buffer_bytes && state_ == WriteState::good ? (buffer_ = bytes, state_)
                                                                   : write_out(bytes);
}

WriteState ByteSink::flush() {
  write_out(buffer_);
  buffer_.clear();
  return state_;
}

WriteState ByteSink::write_out(std::string_view bytes) {
  while (!bytes.empty() && state_ == WriteState::good) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error_number_ = errno;
      state_ = errno == EPIPE ? WriteState::closed : WriteState::failed;
    }
  }
  return state_;
}

AtomicFile::AtomicFile(const std::string& path) : path_(path) {
  struct stat status {};
  const bool exists = stat(path.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    descriptor_ = open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor_ < 0) fail(errno);
  } else {
    if (exists) path_ = resolved(path);
    open_temporary();
    if (exists && descriptor_ >= 0) static_cast<void>(fchmod(descriptor_, status.st_mode & 07777));
  }
  sink_ = ByteSink(descriptor_);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void AtomicFile::open_temporary() {
  const std::string prefix = folder_of(path_) + "/.lubb-" + std::to_string(getpid()) + "-";
  for (int i = 0; i < max_name_tries && descriptor_ < 0; ++i) {
    temporary_ = prefix + std::to_string(i) + ".tmp";
    descriptor_ = open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, default_mode);
    if (descriptor_ < 0 && errno != EEXIST) break;
  }
  if (descriptor_ >= 0) return;
  const int number = errno;
  temporary_.clear();
  fail(number);
}

bool AtomicFile::fail(int number) {
  if (error_.empty()) error_ = path_ + ": " + std::generic_category().message(number);
  return false;
}

bool AtomicFile::check() {
  if (sink_.state() != WriteState::good) return fail(sink_.error_number());
  return error_.empty();
}

WriteState AtomicFile::state() const noexcept {
  return error_.empty()                        ? WriteState::good
         : sink_.state() == WriteState::closed ? WriteState::closed
                                               : WriteState::failed;
}

bool AtomicFile::write(std::string_view bytes) {
  if (!error_.empty()) return false;
  sink_.write(bytes);
  return check();
}

bool AtomicFile::flush() {
  if (!error_.empty()) return false;
  sink_.flush();
  return check();
}

bool AtomicFile::rename_to(const std::string& path) {
  if (!flush()) return false;
  if (temporary_.empty()) return true;
  if (fsync(descriptor_) != 0) return fail(errno);
  const int descriptor = descriptor_;
  descriptor_ = -1;
  if (close(descriptor) != 0) return fail(errno);
  if (rename(temporary_.c_str(), path.c_str()) != 0) return fail(errno);
  temporary_.clear();
  // The new name itself must reach the disk as well; where a folder cannot be synced there is nothing to do.
  const int folder = open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    static_cast<void>(fsync(folder));
    close(folder);
  }
  return true;
}

bool AtomicFile::commit() { return rename_to(path_); }
bool AtomicFile::keep_partial() { return rename_to(path_ + ".partial"); }

}  // namespace lubb::cli
