#include "input/json_lines.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/input/temporary_folder.h"

using namespace lubb;
using namespace lubb::input;
using lubb::test::TemporaryFolder;

namespace {

std::vector<Item> read_rows(const std::string& text, std::size_t max_page_bytes = 1 << 20) {
  const TemporaryFolder folder;
  auto file = open_file(folder.write("rows", text), false, nullptr);
  REQUIRE(file);
  JsonLines rows(std::move(*file), "rows.jsonl", max_page_bytes);
  std::vector<Item> items;
  while (auto item = rows.next()) items.push_back(std::move(*item));
  return items;
}

}  // namespace

TEST_CASE("a row gives its page, id and address, and passes other members through in order") {
  const auto items = read_rows(
      R"({"id":"a","url":"http://x/","html":"<p>\u0627 \"q\"","n":1.5,"o":{"k":[1,null]},"s":"\u0001"})"
      "\n");
  REQUIRE(items.size() == 1);
  const Item& item = items.front();
  CHECK(item.kind == ItemKind::page);
  CHECK(item.id == "a");
  CHECK(item.url == "http://x/");
  CHECK(item.bytes == "<p>ا \"q\"");
  REQUIRE(item.extra.size() == 3);
  CHECK(item.extra[0] == std::pair<std::string, std::string>("n", "1.5"));
  CHECK(item.extra[1] == std::pair<std::string, std::string>("o", R"({"k":[1,null]})"));
  CHECK(item.extra[2].first == "s");
}

TEST_CASE("what a row knows of its fetch is kept") {
  const auto items = read_rows(
      R"({"html":"x","http_status":200,"fetched_at":"2024-01-01T00:00:00Z","final_url":"http://y/"})");
  REQUIRE(items.size() == 1);
  CHECK(items.front().http_status == 200);
  CHECK(items.front().fetched_at == "2024-01-01T00:00:00Z");
  CHECK(items.front().final_url == "http://y/");
}

TEST_CASE("a row's page is UTF-8 whatever charset the row names, and says so") {
  const auto items =
      read_rows(R"({"html":"x","charset":"windows-1256","content_type":"text/html; charset=koi8-r"})");
  CHECK(items.front().content_type == "text/html; charset=utf-8");
  CHECK(items.front().extra.size() == 2);
}

TEST_CASE("rows without id are named after their address or their line, numbers are ids too") {
  const auto items =
      read_rows("{\"html\":\"x\"}\n\n{\"html\":\"x\",\"url\":\"http://x/\"}\r\n{\"id\":7,\"html\":\"x\"}");
  REQUIRE(items.size() == 3);
  CHECK(items[0].id == "rows.jsonl:1");
  CHECK(items[1].id == "http://x/");
  CHECK(items[2].id == "7");
}

TEST_CASE("a line that is no row is one failed item that tells line and byte, and the others go on") {
  const auto items = read_rows(
      "{\"html\":\"one\"}\nnot json\n{\"id\":\"c\"}\n{\"html\":\"x\"\n[1]\n\"s\"\n{\"html\":\"six\"}\n");
  REQUIRE(items.size() == 7);
  CHECK(items[0].bytes == "one");
  for (int i = 1; i < 6; ++i) {
    CAPTURE(i);
    CHECK(items[static_cast<std::size_t>(i)].kind == ItemKind::failed);
    CHECK(items[static_cast<std::size_t>(i)].error->code == Errc::invalid_argument);
  }
  CHECK(items[1].error->message.find("rows.jsonl:2 (byte 15)") != std::string::npos);
  CHECK(items[1].id == "rows.jsonl:2");
  CHECK(items[2].id == "c");
  CHECK(items[6].bytes == "six");
}

TEST_CASE("rows with bytes that are no UTF-8, NUL or endless nesting are failed items") {
  std::string deep = "{\"html\":\"x\",\"a\":";
  deep += std::string(100'000, '[');
  const auto items = read_rows("{\"html\":\"\xFF\"}\n" + std::string("{\"html\":\"a\0b\"}\n", 15) + deep);
  REQUIRE(items.size() == 3);
  for (const Item& item : items) CHECK(item.kind == ItemKind::failed);
}

TEST_CASE("a member that comes twice is passed through once, the last one") {
  const auto items = read_rows(R"({"html":"x","k":1,"k":2})");
  REQUIRE(items.front().extra.size() == 1);
  CHECK(items.front().extra.front().second == "2");
}

TEST_CASE("a line longer than any page could need is a failed item") {
  const auto items = read_rows("{\"html\":\"" + std::string(17 << 20, 'x') + "\"}\n{\"html\":\"y\"}\n", 1000);
  REQUIRE(items.size() == 2);
  CHECK(items[0].error->code == Errc::too_large);
  CHECK(items[1].bytes == "y");
}
