#include "fetch/headers.h"

#include <doctest/doctest.h>

using namespace lubb::http;
using std::chrono::milliseconds;
using std::chrono::seconds;

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

TEST_CASE("Retry-After is read as seconds or as a date and never as more than a day") {
  const seconds now(1'700'000'000);  // Tue, 14 Nov 2023 22:13:20 GMT
  CHECK(parse_retry_after("2", now) == milliseconds(2000));
  CHECK(parse_retry_after("999999999999", now) == milliseconds(86'400'000));
  CHECK(parse_retry_after("99999999999999999999999999", now) == milliseconds(86'400'000));
  CHECK(parse_retry_after("Tue, 14 Nov 2023 22:13:30 GMT", now) == milliseconds(10'000));
  CHECK(parse_retry_after("Tue, 14 Nov 2023 22:00:00 GMT", now) == milliseconds(0));
  CHECK_FALSE(parse_retry_after("soon", now).has_value());
  CHECK_FALSE(parse_retry_after("", now).has_value());
}

TEST_CASE("headers that would smuggle a second line are not valid") {
  CHECK(is_valid_header("Accept-Language: ar"));
  CHECK(is_valid_header("X:"));
  for (const char* bad : {"", ":", "no colon", "A b: c", "A: b\r\nC: d", "A: b\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_valid_header(bad));
  }
}
