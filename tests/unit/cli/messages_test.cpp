#include "cli/messages.h"

#include <doctest/doctest.h>

#include <string>

using namespace lubb::cli;

TEST_CASE("what could steer a terminal becomes visible text") {
  CHECK(printable("a\x1b[31mb\a\r\n\x7f") == "a\\x1b[31mb\\x07\\x0d\\x0a\\x7f");
  CHECK(printable("\xc2\x9b"
                  "1m") == "\\x9b1m");              // CSI as one character
  CHECK(printable("\xe2\x80\xae") == "\\u{202e}");  // right-to-left override
  CHECK(printable("\xff\xfe"
                  "x") == "\\xff\\xfex");
  CHECK(printable("مقال ‌ ZWNJ") == "مقال ‌ ZWNJ");
}

TEST_CASE("messages are one line as text and one object as JSON") {
  CHECK(message_line(Level::error, "io", "x\ny: gone", false) == "lubb: error: x\\x0ay: gone\n");
  CHECK(message_line(Level::info, "", "fine", false) == "lubb: fine\n");
  CHECK(message_line(Level::warning, "io", "a \"b\"\n\\", true) ==
        "{\"level\":\"warning\",\"kind\":\"io\",\"message\":\"a \\\"b\\\"\\u000a\\\\\"}\n");
}

TEST_CASE("JSON strings are valid whatever bytes they are made of") {
  CHECK(json_string("\xff") == "\"\xef\xbf\xbd\"");
  CHECK(json_string(std::string("\0\x1f\x7f", 3)) == "\"\\u0000\\u001f\\u007f\"");
}
