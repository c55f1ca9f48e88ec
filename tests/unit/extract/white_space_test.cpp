#include "extract/white_space.h"

#include <doctest/doctest.h>

#include <string>

#include "base/text.h"

using lubb::extraction::append_squeezed;

namespace {

std::string squeezed(std::string_view raw, bool& pending_space) {
  std::string out = "before";
  append_squeezed(raw, out.size(), pending_space, out);
  return out.substr(6);
}

std::string squeezed(std::string_view raw) {
  bool pending_space = false;
  return squeezed(raw, pending_space);
}

}  // namespace

TEST_CASE("runs of white space become one space wherever they stand") {
  // Every place of a run among the eight bytes that are copied at a time, and every length of the rest.
  for (std::size_t first = 0; first < 20; ++first) {
    for (std::size_t second = 0; second < 20; ++second) {
      for (const std::string_view space : {" ", "  ", "\n", " \t ", "\xC2\xA0", "\xE3\x80\x80 "}) {
        const std::string one(first, 'a'), two(second, 'b');
        const std::string text = one + std::string(space) + two;
        CHECK(squeezed(text) == lubb::text::squeeze(text));
      }
    }
  }
}

TEST_CASE("a space at the end is owed, not written") {
  bool pending_space = false;
  CHECK(squeezed("twelve words ", pending_space) == "twelve words");
  CHECK(pending_space);
  std::string out = "so";
  append_squeezed("far", 0, pending_space, out);
  CHECK(out == "so far");
  CHECK_FALSE(pending_space);
}

TEST_CASE("nothing is owed at the start of a line") {
  bool pending_space = true;
  std::string out = "line\n";
  append_squeezed(" next", 0, pending_space, out);
  CHECK(out == "line\nnext");
}

TEST_CASE("control characters and the byte order mark go, letters of any script stay") {
  CHECK(squeezed("a\x01"
                 "b\x7F"
                 "c\xEF\xBB\xBF"
                 "d\xC2\x85") == "abcd");
  CHECK(squeezed("\xD8\xA3\xD8\xB9\xD9\x84\xD9\x86 \xC3\xA9t\xC3\xA9") ==
        "\xD8\xA3\xD8\xB9\xD9\x84\xD9\x86 \xC3\xA9t\xC3\xA9");
}
