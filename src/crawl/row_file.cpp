#include "crawl/row_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace lubb::crawling {
namespace {

constexpr std::size_t rows_at_a_time = 256;

[[noreturn]] void fail(const std::string& path, int number) {
  throw DatabaseError(Errc::io, path + ": " + std::generic_category().message(number));
}

void make_folders(const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string part = path.substr(0, slash);
    if (mkdir(part.c_str(), 0777) != 0 && errno != EEXIST) fail(part, errno);
    if (slash == std::string::npos) return;
  }
}

// Behind the last line end in the first `size` bytes: what a file of another making may hold.
std::int64_t whole_lines(int descriptor, std::int64_t size) {
  std::array<char, 4096> buffer{};
  while (size > 0) {
    const auto part = std::min<std::int64_t>(size, static_cast<std::int64_t>(buffer.size()));
    if (pread(descriptor, buffer.data(), static_cast<std::size_t>(part), size - part) != part) return size;
    for (std::int64_t i = part; i > 0; --i) {
      if (buffer[static_cast<std::size_t>(i - 1)] == '\n') return size - part + i;
    }
    size -= part;
  }
  return 0;
}

}  // namespace

RowFile::~RowFile() { close_file(); }

void RowFile::close_file() {
  if (descriptor_ >= 0) close(std::exchange(descriptor_, -1));
}

void RowFile::prepare() {
  make_folders(folder_);
  open_file(store_.output_file());
  flush();
}

void RowFile::open_file(const std::string& name) {
  close_file();
  name_ = name;
  const std::string path = folder_ + "/" + name;
  descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail(path, errno);
  struct stat status {};
  if (fstat(descriptor_, &status) != 0) fail(path, errno);
  if (!S_ISREG(status.st_mode)) fail(path, EINVAL);
  const auto known = store_.output_size(name);
  const std::int64_t safe = std::min<std::int64_t>(known.value_or(status.st_size), status.st_size);
  size_ = whole_lines(descriptor_, safe);
  if (size_ < status.st_size && ftruncate(descriptor_, size_) != 0) fail(path, errno);
  if (known != size_) store_.set_output_size(name, size_, 0);
}

void RowFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(descriptor_, bytes.data(), bytes.size(), size_);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail(folder_ + "/" + name_, written < 0 ? errno : ENOSPC);
    size_ += written;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void RowFile::flush() {
  for (;;) {
    const std::vector<Store::OutboxRow> rows = store_.outbox(rows_at_a_time);
    if (rows.empty()) return;
    const std::string& file = rows.front().file;
    if (file != name_) open_file(file);
    std::string bytes;
    std::int64_t last = 0;
    for (const Store::OutboxRow& row : rows) {
      if (row.file != file) break;
      bytes += row.row;
      last = row.id;
    }
    append(bytes);
    if (fdatasync(descriptor_) != 0) fail(folder_ + "/" + name_, errno);
    store_.set_output_size(file, size_, last);
  }
}

}  // namespace lubb::crawling
