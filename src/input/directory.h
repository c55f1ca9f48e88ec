// Walks a directory and all below it, in the order of the bytes of the names, holding no more than the
// names of the directories that are open at the moment.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/item.h"

namespace lubb::input {

// Regular files come as ItemKind::file; pipes, sockets and devices as skipped and never opened; dangling
// links and directories that cannot be read as failed. A directory is followed by one link only, and
// never where it holds itself: then it is skipped. Files that are being written by this command give no item.
class DirectoryWalk {
 public:
  // `root` as given on the command line; ids are root + "/" + names. `left_out` is the path of a directory
  // that is skipped (where output is being written to), or empty.
  explicit DirectoryWalk(std::string root, const std::string& left_out = {});

  // The next item; nullopt at the end.
  [[nodiscard]] std::optional<Item> next();

 private:
  using Identity = std::pair<dev_t, ino_t>;

  // A directory that is being walked: its names in one string, sorted.
  struct Level {
    std::size_t path_size = 0;  // of this directory in path_
    Identity identity;
    std::string names;
    std::vector<std::uint32_t> begins;
    std::size_t next = 0;
  };

  std::optional<Item> enter(const std::string& path, const Identity& identity);
  std::optional<Item> visit(const std::string& path);
  std::optional<Item> visit_directory(const std::string& path, const Identity& identity, bool by_link);
  [[nodiscard]] Item item(ItemKind kind, const std::string& path) const;

  std::string root_;
  std::optional<Identity> left_out_;
  bool started_ = false;
  std::string path_;
  std::vector<Level> levels_;
  std::set<Identity> followed_;  // targets of links to directories
};

}  // namespace lubb::input
