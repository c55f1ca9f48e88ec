#include "input/source.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "unit/input/temporary_folder.h"

using namespace lubb;
using namespace lubb::input;
using lubb::test::TemporaryFolder;

namespace {

std::vector<Item> items_of(std::vector<std::string> inputs, InputFormat format = InputFormat::automatic) {
  Source source(std::move(inputs), {.format = format, .max_page_bytes = 1 << 20, .stop = nullptr});
  static_cast<void>(source.several());
  std::vector<Item> items;
  while (auto item = source.next()) items.push_back(std::move(*item));
  return items;
}

bool is_several(const std::string& input, InputFormat format = InputFormat::automatic) {
  return Source({input}, {.format = format, .max_page_bytes = 1 << 20, .stop = nullptr}).several();
}

}  // namespace

TEST_CASE("files, folders, rows and addresses come in the order of the inputs") {
  const TemporaryFolder folder;
  folder.write("pages/b.html", "x");
  folder.write("pages/a.html", "x");
  const std::string rows =
      folder.write("rows.jsonl", "{\"id\":\"r1\",\"html\":\"\"}\n{\"id\":\"r2\",\"html\":\"\"}\n");
  const std::string file = folder.write("file.html", "x");
  const auto items = items_of({rows, "http://example.org/", folder.path("pages"), file});
  REQUIRE(items.size() == 6);
  CHECK(items[0].id == "r1");
  CHECK(items[1].id == "r2");
  CHECK(items[2].kind == ItemKind::address);
  CHECK(items[3].id == folder.path("pages/a.html"));
  CHECK(items[4].id == folder.path("pages/b.html"));
  CHECK(items[5].name == "file.html");
}

TEST_CASE("whether several items may come is known before the first one") {
  const TemporaryFolder folder;
  const std::string page = folder.write("page.html", "x");
  CHECK_FALSE(is_several(page));
  CHECK_FALSE(is_several("http://example.org/"));
  CHECK(is_several(folder.path()));
  CHECK(is_several(folder.write("rows.jsonl", "")));
  CHECK(is_several(page, InputFormat::urls));
  CHECK(is_several(page, InputFormat::jsonl));
  CHECK_FALSE(is_several(page, InputFormat::html));
}

TEST_CASE("files and folders are at hand; what another program or the network gives is not") {
  const TemporaryFolder folder;
  const std::string page = folder.write("page.html", "x");
  const std::string pipe = folder.path("pipe");
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const auto at_hand = [](std::vector<std::string> inputs, InputFormat format = InputFormat::automatic) {
    return Source(std::move(inputs), {.format = format, .max_page_bytes = 1 << 20, .stop = nullptr})
        .is_at_hand();
  };
  CHECK(at_hand({page, folder.path(), folder.path("missing")}));
  CHECK_FALSE(at_hand({page, pipe}));
  CHECK_FALSE(at_hand({"-"}));
  CHECK_FALSE(at_hand({page, "https://example.org/"}));
  CHECK_FALSE(at_hand({page}, InputFormat::urls));
}

TEST_CASE("a single input is handed out once although it was looked at before") {
  const TemporaryFolder folder;
  CHECK(items_of({folder.write("page.html", "x")}).size() == 1);
  CHECK(items_of({folder.path("missing.jsonl")}).size() == 1);
}

TEST_CASE("addresses of other schemes are refused and never taken for files") {
  for (const char* input : {"file:///etc/passwd", "ftp://example.org/", "FILE:///etc/passwd"}) {
    const auto items = items_of({input});
    REQUIRE(items.size() == 1);
    CHECK(items.front().kind == ItemKind::failed);
    CHECK(items.front().error->code == Errc::denied_by_policy);
  }
}

TEST_CASE("a list of addresses may have blank lines and remarks; other lines are failed items") {
  const TemporaryFolder folder;
  const std::string list = folder.write(
      "list", "# remark\n\n https://example.org/a \r\nexample.org\nfile:///etc/passwd\nHTTP://x/");
  const auto items = items_of({list}, InputFormat::urls);
  REQUIRE(items.size() == 4);
  CHECK(items[0].url == "https://example.org/a");
  CHECK(items[1].error->code == Errc::invalid_argument);
  CHECK(items[2].error->code == Errc::denied_by_policy);
  CHECK(items[3].kind == ItemKind::address);
}

TEST_CASE("a page is read with one byte more than the limit, which shows that it is longer") {
  const TemporaryFolder folder;
  const auto items = items_of({folder.write("page.html", "0123456789")});
  PageBuffer page;
  CHECK_FALSE(read_page(items.front(), 4, nullptr, page));
  CHECK(page.view() == "01234");
  CHECK_FALSE(read_page(items.front(), 10, nullptr, page));
  CHECK(page.view() == "0123456789");
}
