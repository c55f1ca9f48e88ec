#include "http/response_headers.h"

#include <doctest/doctest.h>

using namespace lubb::http;

TEST_CASE("the last status line starts the headers over") {
  ResponseHeaders headers;
  for (const char* line : {"HTTP/1.1 103 Early Hints\r\n", "Location: /no\r\n", "\r\n", "HTTP/1.1 200 OK\r\n",
                           "content-TYPE:  text/html; charset=utf-8 \r\n", "Content-Length: 12\r\n"}) {
    headers.add_line(line);
  }
  CHECK(headers.status == 200);
  CHECK(headers.location.empty());
  CHECK(headers.content_type == "text/html; charset=utf-8");
  CHECK(headers.content_length == 12ULL);
  CHECK_FALSE(headers.complete);
  headers.add_line("\r\n");
  CHECK(headers.complete);
}

TEST_CASE("header lines that make no sense are passed over") {
  ResponseHeaders headers;
  for (const char* line : {"HTTP/2 200\r\n", "no colon here\r\n", ":\r\n", "Content-Length: -1\r\n"})
    headers.add_line(line);
  CHECK(headers.status == 200);
  CHECK_FALSE(headers.content_length.has_value());
  headers.add_line("Content-Length: 99999999999999999999999\r\n");
  CHECK(headers.content_length == ~0ULL);
}

TEST_CASE("content encodings of several headers are one list") {
  ResponseHeaders headers;
  headers.add_line("Content-Encoding: deflate\r\n");
  headers.add_line("Content-Encoding: gzip\r\n");
  CHECK(headers.content_encoding == "deflate,gzip");
}
