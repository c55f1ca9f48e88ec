// Files that are there whole or not at all, and files that grow by whole pieces.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lubb::crawling {

[[nodiscard]] std::string folder_of(const std::string& path);

// Each throws DatabaseError (io), naming the path.
void make_folders(const std::string& path);
void sync_path(const std::string& path, int flags);  // flags of open()
// Makes `from`, which is complete, appear as `to`.
void move_into_place(const std::string& from, const std::string& to);
// Puts a file in the place of what is there, with the folders on the way.
void write_whole(const std::string& path, std::string_view bytes);

// A file that is appended to. What stands behind the size that is known to be good is cut off.
class AppendFile {
 public:
  AppendFile() = default;
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;

  // Makes the file where it is missing. Throws DatabaseError (io), as do the others.
  void open(const std::string& path);
  void close();
  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] std::int64_t size() const noexcept { return size_; }
  // Behind the last line end in the first `limit` bytes.
  [[nodiscard]] std::int64_t whole_lines(std::int64_t limit) const;
  void cut(std::int64_t size);
  void append(std::string_view bytes);
  void sync();  // to the disk

 private:
  std::string path_;
  int descriptor_ = -1;
  std::int64_t size_ = 0;
};

}  // namespace lubb::crawling
