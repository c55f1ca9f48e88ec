#include "crawl/warc_writer.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include "http/body_decoder.h"
#include "input/warc_items.h"

using namespace lubb;
using namespace lubb::crawling;

namespace {

const std::string page = "<p>A page of some length, with نص عربي in it.</p>";

std::string file_of_two() {
  const SavedResponse first{.record_id = "<urn:uuid:1>",
                            .url = "http://example.org/\r\nX: y",
                            .fetched_at = "2026-01-02T03:04:05Z",
                            .http_headers =
                                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                                "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n",
                            .body = page};
  const SavedResponse second{.record_id = "<urn:uuid:2>",
                             .url = "http://example.org/2",
                             .fetched_at = "2026-01-02T03:04:06Z",
                             .http_headers = "HTTP/1.1 404 Not Found",
                             .body = ""};
  return warc_info("<urn:uuid:0>", "2026-01-02T03:04:00Z", "pages.warc.gz", "lubb/0.1") +
         warc_response(first) + warc_response(second);
}

std::string unpacked(const std::string& member) {
  http::BodyDecoder decoder("gzip", 1 << 20);
  REQUIRE((decoder.write(member) && decoder.finish()));
  return decoder.body();
}

input::WarcItems reader(const std::string& bytes) {
  auto stream = input::unpacked(input::with_prefix(bytes, nullptr), {"f"}, input::Damage::resumes);
  REQUIRE(stream.has_value());
  return {std::move(*stream), "f", 1 << 20};
}

}  // namespace

TEST_CASE("what is written is read again") {
  const std::string file = file_of_two();
  auto items = reader(file);
  auto item = items.next();
  REQUIRE(item.has_value());
  input::unpack_response(*item, 1 << 20);
  CHECK_FALSE(item->error.has_value());
  CHECK(item->id == "<urn:uuid:1>");
  CHECK(item->url == "http://example.org/  X: y");
  CHECK(item->fetched_at == "2026-01-02T03:04:05Z");
  CHECK(item->http_status == 200);
  CHECK(item->content_type == "text/html; charset=utf-8");
  CHECK(item->bytes == page);
  CHECK_FALSE(item->is_cut);
  item = items.next();
  REQUIRE(item.has_value());
  input::unpack_response(*item, 1 << 20);
  CHECK(item->http_status == 404);
  CHECK_FALSE(items.next().has_value());
  // For a look at it with other readers.
  if (const char* path = std::getenv("LUBB_KEEP_WARC")) std::ofstream(path, std::ios::binary) << file;
}

TEST_CASE("a record that was cut off by a crash costs no other") {
  const std::string whole = file_of_two();
  auto items = reader(whole.substr(0, whole.size() - 100));
  CHECK_FALSE(items.next()->error.has_value());
  CHECK(items.next()->error.has_value());
  CHECK_FALSE(items.next().has_value());
}

TEST_CASE("ids are random UUIDs of version 4") {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const std::string id = new_record_id();
    CHECK(id.size() == 47);
    CHECK(id[24] == '4');
    ids.insert(id);
  }
  CHECK(ids.size() == 100);
}

TEST_CASE("an exchange over HTTP/2 is written down as lines of HTTP/1.1") {
  const std::string answer = unpacked(warc_response({.record_id = "<urn:x>",
                                                     .url = "https://h/",
                                                     .fetched_at = "2026-01-01T00:00:00Z",
                                                     .http_headers = "HTTP/2 200 \r\nx: HTTP/2\r\n\r\n",
                                                     .body = "b"}));
  CHECK(answer.find("\r\n\r\nHTTP/1.1 200 \r\nx: HTTP/2\r\n") != std::string::npos);
  const std::string asked = unpacked(warc_request({.record_id = "<urn:y>",
                                                   .concurrent_to = "<urn:x>",
                                                   .url = "https://h/",
                                                   .sent_at = "2026-01-01T00:00:00Z",
                                                   .http_head = "GET / HTTP/2\r\nHost: h\r\n\r\n"}));
  CHECK(asked.find("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n") != std::string::npos);
}
