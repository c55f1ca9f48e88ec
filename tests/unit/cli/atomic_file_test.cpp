#include "cli/atomic_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "unit/input/temporary_folder.h"

using namespace lubb::cli;
using lubb::test::TemporaryFolder;

namespace {
std::size_t entries(const TemporaryFolder& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++count;
  return count;
}
}  // namespace

TEST_CASE("a file appears under its name when it is complete and not before") {
  const TemporaryFolder folder;
  folder.write("out", "old");
  {
    AtomicFile file(folder.path("out"));
    CHECK(file.write("new"));
    CHECK(file.flush());
    CHECK(folder.read("out") == "old");
    CHECK(file.commit());
  }
  CHECK(folder.read("out") == "new");
  CHECK(entries(folder) == 1);
}

TEST_CASE("a file that is not committed leaves nothing behind") {
  const TemporaryFolder folder;
  { CHECK(AtomicFile(folder.path("out")).write("lost")); }
  CHECK(entries(folder) == 0);
}

TEST_CASE("a partial result stands beside the old file") {
  const TemporaryFolder folder;
  folder.write("out", "old");
  AtomicFile file(folder.path("out"));
  CHECK(file.write("part"));
  CHECK(file.keep_partial());
  CHECK(folder.read("out") == "old");
  CHECK(folder.read("out.partial") == "part");
}

TEST_CASE("rights of the old file and links to it stay") {
  const TemporaryFolder folder;
  folder.write("out", "old");
  REQUIRE(chmod(folder.path("out").c_str(), 0640) == 0);
  REQUIRE(symlink("out", folder.path("link").c_str()) == 0);
  AtomicFile file(folder.path("link"));
  CHECK(file.write("new"));
  CHECK(file.commit());
  CHECK(folder.read("out") == "new");
  CHECK(std::filesystem::is_symlink(folder.path("link")));
  struct stat status {};
  REQUIRE(stat(folder.path("out").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0640);
}

TEST_CASE("devices are written to and stay devices") {
  AtomicFile null("/dev/null");
  CHECK(null.write("x"));
  CHECK(null.commit());
  CHECK(std::filesystem::is_character_file("/dev/null"));
  AtomicFile full("/dev/full");
  full.write("x");
  CHECK_FALSE(full.commit());
  CHECK(full.state() == WriteState::failed);
  CHECK(full.error().find("/dev/full") != std::string::npos);
}

TEST_CASE("a folder that is not there is an error that names the file") {
  AtomicFile file("/nonexistent/folder/out");
  CHECK_FALSE(file.write("x"));
  CHECK(file.error().find("/nonexistent/folder/out") != std::string::npos);
}

TEST_CASE("a reader that has gone is no failure") {
  signal(SIGPIPE, SIG_IGN);
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  close(ends[0]);
  ByteSink sink(ends[1]);
  sink.write("x");
  CHECK(sink.flush() == WriteState::closed);
  close(ends[1]);
}

TEST_CASE("bytes come out whole and in order whatever the sizes of the pieces") {
  const TemporaryFolder folder;
  std::string all;
  AtomicFile file(folder.path("out"));
  for (std::size_t size : {1u, 70'000u, 65'536u, 3u, 200'000u, 65'535u, 2u}) {
    const std::string piece(size, static_cast<char>('a' + all.size() % 26));
    all += piece;
    CHECK(file.write(piece));
  }
  CHECK(file.commit());
  CHECK(folder.read("out") == all);
}
