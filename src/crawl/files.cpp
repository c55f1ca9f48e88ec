#include "crawl/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "crawl/sqlite.h"

namespace lubb::crawling {
namespace {

[[noreturn]] void fail(const std::string& path, int number) {
  throw DatabaseError(Errc::io, path + ": " + std::generic_category().message(number));
}

}  // namespace

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

void make_folders(const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string part = path.substr(0, slash);
    if (mkdir(part.c_str(), 0777) != 0 && errno != EEXIST) fail(part, errno);
    if (slash == std::string::npos) return;
  }
}

void sync_path(const std::string& path, int flags) {
  const int descriptor = open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) fail(path, errno);
  const int code = fsync(descriptor);
  const int number = errno;
  close(descriptor);
  if (code != 0) fail(path, number);
}

void move_into_place(const std::string& from, const std::string& to) {
  sync_path(from, O_RDONLY);
  if (rename(from.c_str(), to.c_str()) != 0) fail(to, errno);
  sync_path(folder_of(to), O_RDONLY | O_DIRECTORY);
}

void write_whole(const std::string& path, std::string_view bytes) {
  make_folders(folder_of(path));
  const std::string temporary = path + ".tmp";
  try {
    AppendFile file;
    file.open(temporary);
    file.cut(0);
    file.append(bytes);
    move_into_place(temporary, path);
  } catch (...) {
    unlink(temporary.c_str());
    throw;
  }
}

AppendFile::~AppendFile() { close(); }

void AppendFile::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void AppendFile::open(const std::string& path) {
  close();
  path_ = path;
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail(path, errno);
  struct stat status {};
  if (fstat(descriptor_, &status) != 0) fail(path, errno);
  if (!S_ISREG(status.st_mode)) fail(path, EINVAL);
  size_ = status.st_size;
}

// Files of another making may end in the middle of a line.
std::int64_t AppendFile::whole_lines(std::int64_t limit) const {
  std::array<char, 4096> buffer{};
  std::int64_t size = std::min(limit, size_);
  while (size > 0) {
    const auto part = std::min<std::int64_t>(size, static_cast<std::int64_t>(buffer.size()));
    if (pread(descriptor_, buffer.data(), static_cast<std::size_t>(part), size - part) != part) return size;
    for (std::int64_t i = part; i > 0; --i) {
      if (buffer[static_cast<std::size_t>(i - 1)] == '\n') return size - part + i;
    }
    size -= part;
  }
  return 0;
}

void AppendFile::cut(std::int64_t size) {
  if (size < size_ && ftruncate(descriptor_, size) != 0) fail(path_, errno);
  size_ = std::min(size, size_);
}

void AppendFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(descriptor_, bytes.data(), bytes.size(), size_);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail(path_, written < 0 ? errno : ENOSPC);
    size_ += written;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void AppendFile::sync() {
  if (fdatasync(descriptor_) != 0) fail(path_, errno);
}

}  // namespace lubb::crawling
