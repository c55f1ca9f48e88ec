#include "input/warc_header.h"

#include <doctest/doctest.h>

using namespace lubb::input;

TEST_CASE("fields are read whatever their case, order and line ends") {
  const WarcHeader header = parse_warc_header(
      "WARC/1.0\nwarc-TYPE: Response\nX-Other: no\r\nno colon\r\nWARC-Target-URI:\r\n  "
      "<http://example.org/a>\r\n"
      "WARC-Record-ID: <urn:x>\r\nContent-Length:  12 \r\nWARC-Date: 2026-01-01T00:00:00Z\r\n\r\n");
  CHECK(header.type == "response");
  CHECK(header.target == "http://example.org/a");
  CHECK(header.id == "<urn:x>");
  CHECK(header.length == 12ULL);
  CHECK(header.date == "2026-01-01T00:00:00Z");
  CHECK_FALSE(header.truncated);
}

TEST_CASE("a length that is no number of bytes is none") {
  for (const char* length : {"", "-5", "1e3", "99999999999999999999", "12 13", "0x10"}) {
    CAPTURE(length);
    CHECK_FALSE(
        parse_warc_header("WARC/1.1\r\nContent-Length: " + std::string(length) + "\r\n").length.has_value());
  }
}

TEST_CASE("a version line is known by its line end") {
  CHECK(find_version_line("WARC/1.0\r\n") == 0);
  CHECK(find_version_line("xWARC/0.17\n") == 1);
  CHECK(find_version_line("WARC/1.0 WARC/1 WARC/a.b\r\nWARC/1.1\n") == 26);
  CHECK(find_version_line("WARC/1.0") == std::string_view::npos);
  CHECK(find_version_line("") == std::string_view::npos);
}
