#include "input/directory.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

namespace lubb::input {
namespace {

struct DirectoryCloser {
  void operator()(DIR* directory) const noexcept { closedir(directory); }
};

Error io_error(const std::string& path, int number) {
  return {Errc::io, path + ": " + std::generic_category().message(number)};
}

std::string_view what_it_is(mode_t mode) noexcept {
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

// The temporary names of the command's output files.
bool is_being_written(std::string_view name) noexcept {
  return name.starts_with(".lubb-") && name.ends_with(".tmp");
}

std::string_view name_at(const std::string& names, std::uint32_t begin) noexcept {
  return std::string_view(names.c_str() + begin);
}

}  // namespace

DirectoryWalk::DirectoryWalk(std::string root, const std::string& left_out) : root_(std::move(root)) {
  while (root_.size() > 1 && root_.ends_with('/')) root_.pop_back();
  struct stat status {};
  if (!left_out.empty() && stat(left_out.c_str(), &status) == 0) left_out_ = {status.st_dev, status.st_ino};
}

Item DirectoryWalk::item(ItemKind kind, const std::string& path) const {
  Item item;
  item.kind = kind;
  item.id = path;
  item.path = path;
  item.name = path.size() > root_.size() ? path.substr(root_.size() + (root_ == "/" ? 0 : 1)) : path;
  item.in_directory = true;
  return item;
}

std::optional<Item> DirectoryWalk::next() {
  if (!started_) {
    started_ = true;
    struct stat status {};
    const int code = stat(root_.c_str(), &status);
    std::optional<Item> failure = code == 0 ? enter(root_, {status.st_dev, status.st_ino})
                                            : std::optional(item(ItemKind::failed, root_));
    if (failure) {
      if (code != 0) failure->error = io_error(root_, errno);
      return failure;
    }
  }
  while (!levels_.empty()) {
    Level& level = levels_.back();
    if (level.next == level.begins.size()) {
      levels_.pop_back();
      continue;
    }
    path_.resize(level.path_size);
    if (!path_.ends_with('/')) path_ += '/';
    path_ += name_at(level.names, level.begins[level.next++]);
    const std::string path = path_;
    if (std::optional<Item> found = visit(path)) return found;
  }
  return std::nullopt;
}

std::optional<Item> DirectoryWalk::enter(const std::string& path, const Identity& identity) {
  Level level{.path_size = path.size(), .identity = identity, .names = {}, .begins = {}};
  const std::unique_ptr<DIR, DirectoryCloser> directory(opendir(path.c_str()));
  if (directory == nullptr) {
    Item failure = item(ItemKind::failed, path);
    failure.error = io_error(path, errno);
    return failure;
  }
  while (const dirent* entry = readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == ".." || is_being_written(name)) continue;
    level.begins.push_back(static_cast<std::uint32_t>(level.names.size()));
    level.names.append(name).push_back('\0');
  }
  std::sort(level.begins.begin(), level.begins.end(), [&](std::uint32_t a, std::uint32_t b) {
    return name_at(level.names, a) < name_at(level.names, b);
  });
  path_ = path;
  levels_.push_back(std::move(level));
  return std::nullopt;
}

std::optional<Item> DirectoryWalk::visit(const std::string& path) {
  struct stat link {};
  struct stat target {};
  if (lstat(path.c_str(), &link) != 0 || stat(path.c_str(), &target) != 0) {
    Item failure = item(ItemKind::failed, path);
    failure.error = S_ISLNK(link.st_mode) && errno == ENOENT
                        ? Error{Errc::io, path + ": a link to a file that does not exist"}
                        : io_error(path, errno);
    return failure;
  }
  const Identity identity{target.st_dev, target.st_ino};
  if (S_ISDIR(target.st_mode)) {
    return visit_directory(path, identity, S_ISLNK(link.st_mode));
  }
  if (S_ISREG(target.st_mode)) return item(ItemKind::file, path);
  Item other = item(ItemKind::skipped, path);
  other.error = Error{Errc::unsupported_type, path + ": " + std::string(what_it_is(target.st_mode))};
  return other;
}

std::optional<Item> DirectoryWalk::visit_directory(const std::string& path, const Identity& identity,
                                                   bool by_link) {
  if (left_out_ == identity) {
    Item output = item(ItemKind::skipped, path);
    output.error = Error{Errc::unsupported_type, path + ": the folder that output is written to"};
    return output;
  }
  const bool inside_itself = std::any_of(levels_.begin(), levels_.end(),
                                         [&](const Level& level) { return level.identity == identity; });
  if (!inside_itself && (!by_link || followed_.insert(identity).second)) return enter(path, identity);
  Item found = item(ItemKind::skipped, path);
  found.error = Error{Errc::unsupported_type,
                      path + (inside_itself ? ": the folder lies inside itself, by a link"
                                            : ": a link to a folder that another link has led to already")};
  return found;
}

}  // namespace lubb::input
