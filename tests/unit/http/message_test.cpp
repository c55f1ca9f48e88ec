#include "http/message.h"

#include <doctest/doctest.h>

using namespace lubb;
using namespace lubb::http;

namespace {

// The body of a response with these headers, its cut marked by "|cut", or the error's kind in angle brackets.
std::string body_of(const std::string& headers, const std::string& body, bool may_be_cut = false,
                    std::size_t max_bytes = 100) {
  const std::string bytes = "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body;
  const DecodedBody decoded = decode_body(split_message(bytes), max_bytes, may_be_cut);
  if (decoded.error) return "<" + std::string(name(decoded.error->code)) + ">";
  return decoded.bytes + (decoded.is_cut ? "|cut" : "");
}

const std::string chunked = "Transfer-Encoding: Chunked\r\n";

}  // namespace

TEST_CASE("a response is status, headers and body, whatever its line ends") {
  for (const char* bytes :
       {"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nbody",
        "HTTP/1.0 404\nContent-Type: text/html\n\nbody",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\nbody"}) {
    const Message message = split_message(bytes);
    CHECK(message.headers.status == 404);
    CHECK(message.headers.content_type == "text/html");
    CHECK(message.body == "body");
  }
}

TEST_CASE("bytes without a status line are the body, and headers without an end have none") {
  CHECK(split_message("<p>page").headers.status == 0);
  CHECK(split_message("<p>page").body == "<p>page");
  CHECK(split_message("").body.empty());
  CHECK(split_message("HTTP/1.1 200 OK\r\nContent-Type: text/html").headers.status == 200);
  CHECK(split_message("HTTP/1.1 200 OK").body.empty());
}

TEST_CASE("chunks are joined") {
  CHECK(body_of(chunked, "3\r\nabc\r\n4;name=value\r\ndefg\r\n0\r\nTrailer: x\r\n\r\n") == "abcdefg");
  CHECK(body_of(chunked, "3\nabc\n0\n\n") == "abc");
  CHECK(body_of(chunked, "0\r\n\r\n") == "");
}

TEST_CASE("chunks that stop early are a cut and those that make no sense are an error") {
  CHECK(body_of(chunked, "3\r\nabc\r\n4\r\nde") == "abcde|cut");
  CHECK(body_of(chunked, "3\r\nabc\r\n") == "abc|cut");
  CHECK(body_of(chunked, "ffffffffffffffff\r\nabc") == "abc|cut");
  CHECK(body_of(chunked, "3\r\nabcdef\r\n0\r\n\r\n") == "<network>");
  CHECK(body_of(chunked, "3\r\nabc\r\nzz\r\n") == "<network>");
}

TEST_CASE("a body that the archive has decoded already is taken as it is") {
  CHECK(body_of(chunked, "<p>page</p>") == "<p>page</p>");
  CHECK(body_of("Content-Encoding: gzip\r\n", "<p>page</p>") == "<p>page</p>");
  CHECK(body_of("Content-Encoding: br\r\n", "<p>page</p>") == "<p>page</p>");
  CHECK(body_of("Content-Encoding: br\r\n", "no page and no Brotli") == "<network>");
}

TEST_CASE("fewer bytes than announced are a cut, and more are not") {
  CHECK(body_of("Content-Length: 9\r\n", "page") == "page|cut");
  CHECK(body_of("Content-Length: 2\r\n", "page") == "page");
  CHECK(body_of("Content-Length: 9\r\n", "") == "");
}

TEST_CASE("of a long body one byte more than the limit is given") {
  CHECK(body_of("", "0123456789", false, 4) == "01234");
}
