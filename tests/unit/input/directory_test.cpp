#include "input/directory.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "unit/input/temporary_folder.h"

using namespace lubb::input;
using lubb::test::TemporaryFolder;

namespace {

// "kind name" of each item.
std::vector<std::string> walk(const std::string& root) {
  DirectoryWalk directory(root);
  std::vector<std::string> found;
  while (const auto item = directory.next()) {
    const char* kind = item->kind == ItemKind::file     ? "file"
                       : item->kind == ItemKind::failed ? "failed"
                                                        : "skipped";
    CHECK(item->in_directory);
    CHECK(item->error.has_value() == (item->kind != ItemKind::file));
    found.push_back(std::string(kind) + " " + item->name);
  }
  return found;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("files come in the order of the bytes of their names, folders in their place") {
  const TemporaryFolder folder;
  for (const char* name : {"b.html", "a/z.html", "a/b/c.html", "B.html", "é.html", "a.html"})
    folder.write(name, "x");
  CHECK(walk(folder.path()) == Names{"file B.html", "file a/b/c.html", "file a/z.html", "file a.html",
                                     "file b.html", "file é.html"});
}

TEST_CASE("ids are the given path and what lies below it, without doubled slashes") {
  const TemporaryFolder folder;
  folder.write("sub/a.html", "x");
  DirectoryWalk directory(folder.path() + "//");
  const auto item = directory.next();
  REQUIRE(item.has_value());
  CHECK(item->id == folder.path("sub/a.html"));
}

TEST_CASE("dangling links are failed, pipes are skipped and not opened") {
  const TemporaryFolder folder;
  folder.write("good.html", "x");
  REQUIRE(symlink("nowhere", folder.path("dangling").c_str()) == 0);
  REQUIRE(mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  REQUIRE(symlink("self", folder.path("self").c_str()) == 0);
  REQUIRE(symlink("good.html", folder.path("link.html").c_str()) == 0);
  CHECK(walk(folder.path()) ==
        Names{"failed dangling", "file good.html", "file link.html", "skipped pipe", "failed self"});
}

TEST_CASE("links that lead back up end, and a folder is followed by one link only") {
  const TemporaryFolder folder;
  const TemporaryFolder elsewhere;
  elsewhere.write("page.html", "x");
  folder.write("sub/a.html", "x");
  REQUIRE(symlink("..", folder.path("sub/up").c_str()) == 0);
  REQUIRE(symlink(elsewhere.path().c_str(), folder.path("one").c_str()) == 0);
  REQUIRE(symlink(elsewhere.path().c_str(), folder.path("two").c_str()) == 0);
  CHECK(walk(folder.path()) ==
        Names{"file one/page.html", "file sub/a.html", "skipped sub/up", "skipped two"});
}

TEST_CASE("names that are no UTF-8 are names") {
  const TemporaryFolder folder;
  folder.write("\xFF\xFE.html", "x");
  CHECK(walk(folder.path()) == Names{"file \xFF\xFE.html"});
}

TEST_CASE("a folder that is not there is one failed item and an empty one gives none") {
  const TemporaryFolder folder;
  CHECK(walk(folder.path()).empty());
  CHECK(walk(folder.path("missing")).size() == 1);
}

TEST_CASE("what is being written gives no item and the folder of output is not entered") {
  const TemporaryFolder folder;
  folder.write("a.html", "x");
  folder.write(".lubb-1-0.tmp", "x");
  folder.write("out/a.md", "x");
  DirectoryWalk directory(folder.path(), folder.path("out"));
  CHECK(directory.next()->name == "a.html");
  CHECK(directory.next()->kind == ItemKind::skipped);
  CHECK_FALSE(directory.next().has_value());
}

TEST_CASE("a deep tree is walked without recursion") {
  const TemporaryFolder folder;
  std::string path;
  for (int i = 0; i < 1000; ++i) path += "d/";
  folder.write(path + "deep.html", "x");
  CHECK(walk(folder.path()) == Names{"file " + path + "deep.html"});
}
