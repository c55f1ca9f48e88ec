#include "input/content_type.h"

#include <doctest/doctest.h>

#include <string>

using namespace lubb::input;
using namespace std::string_view_literals;

TEST_CASE("pages are HTML however they begin") {
  for (const std::string_view page :
       {"<!DOCTYPE html><html>"sv, "<html>"sv, "<HTML lang=ar>"sv, "\n\n  <p>text"sv,
        "text first <p>then a tag"sv, "<!-- saved from --><div>x</div>"sv, "\xEF\xBB\xBF<!doctype html>"sv,
        "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\"><html>"sv,
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">"sv,
        "<custom-page>text</custom-page>"sv, "<svg></svg><p>after a picture"sv, "\0\0<html><body>"sv, "<a>"sv,
        "<!--only a comment-->"sv, "<?php echo 1 ?><html>"sv}) {
    CAPTURE(page);
    CHECK(sniff(page).kind == ContentClass::html);
  }
}

TEST_CASE("pages in UTF-16 are HTML with and without a byte order mark, in other scripts too") {
  const std::string little("\xFF\xFE<\0p\0>\0'\6", 10);
  const std::string big("\xFE\xFF\0<\0p\0>\6'", 10);
  for (const std::string& page : {little, big, little.substr(2), big.substr(2)}) {
    CHECK(sniff(page).kind == ContentClass::html);
  }
}

TEST_CASE("so are pages in UTF-32 that say so") {
  CHECK(sniff("\xFF\xFE\0\0<\0\0\0p\0\0\0>\0\0\0'\6\0\0"sv).kind == ContentClass::html);
  CHECK(sniff("\0\0\xFE\xFF\0\0\0<\0\0\0p\0\0\0>\0\0\6'"sv).kind == ContentClass::html);
}

TEST_CASE("a page behind much white space is a page") {
  for (const char blank : {' ', '\n', '\0'}) {
    CHECK(sniff(std::string(100'000, blank) + "<p>a").kind == ContentClass::html);
  }
}

TEST_CASE("a page behind a long declaration is a page") {
  for (const char* begin : {"<!--", "<!doctype ", "<?xml version='1.0' encoding='"}) {
    CHECK(sniff(begin + std::string(100'000, 'x')).kind == ContentClass::html);
  }
}

TEST_CASE("binary files are known by their first bytes whatever tags they hold") {
  const std::string tar = std::string(257, '\0') + "ustar\0";
  for (const std::string& file :
       {std::string("%PDF-1.7 <html>"), std::string("\x7F") + "ELF<p>", std::string("PK\x03\x04<html>"),
        std::string("\x89PNG\r\n\x1a\n"), std::string("GIF89a<html>"), std::string("\xFF\xD8\xFF\xE0"),
        std::string("RIFF\1\2\3\4WEBPVP8 "),
        std::string("\0\0\0\x18"
                    "ftypmp42",
                    12),
        std::string("\x1F\x8B\x08"), std::string("\x28\xB5\x2F\xFD"), std::string("SQLite format 3\0", 16),
        tar, std::string(5000, '\0'), std::string("\1\2\3\4\5\6\7\x08")}) {
    CHECK(sniff(file).kind == ContentClass::binary);
    CHECK_FALSE(sniff(file).description.empty());
  }
}

TEST_CASE("feeds, XML, JSON and WARC are told apart") {
  CHECK(sniff("<?xml version='1.0'?><rss version='2.0'>").kind == ContentClass::feed);
  CHECK(sniff("<rss>").kind == ContentClass::feed);
  CHECK(sniff("<?xml version='1.0'?><!-- x --><feed xmlns='a'>").kind == ContentClass::feed);
  CHECK(sniff("<urlset xmlns='x'>").kind == ContentClass::feed);
  CHECK(sniff("<?xml version='1.0'?><note><to>x</to></note>").kind == ContentClass::xml);
  CHECK(sniff("<?xml version='1.0'?><svg xmlns='x'><g/></svg>").description == "an SVG image");
  CHECK(sniff(" {\"html\": \"<p>\"}").kind == ContentClass::json);
  CHECK(sniff("[{\"a\":1}]").kind == ContentClass::json);
  CHECK(sniff("WARC/1.0\r\n").kind == ContentClass::warc);
}

TEST_CASE("text without tags is text, and so is program text that holds some") {
  for (const std::string_view text :
       {"Just words."sv, "a < b and b > c"sv, "خبر بلا وسوم"sv, "[1] a note, not JSON"sv,
        "#include <vector>\nstd::string s = \"<p>\";"sv, "/* style */ a::before { content: '<b>' }"sv,
        "(function(){ x.innerHTML = '<div>'; })()"sv, "5 <6"sv}) {
    CAPTURE(text);
    CHECK(sniff(text).kind == ContentClass::text);
  }
}

TEST_CASE("nothing and white space are empty") {
  for (const std::string_view text : {""sv, " \n\t "sv, "\xEF\xBB\xBF"sv, "\xFF\xFE"sv}) {
    CHECK(sniff(text).kind == ContentClass::empty);
  }
}

TEST_CASE("looking at a file takes no longer where it is all angle brackets") {
  CHECK(sniff(std::string(10 << 20, '<')).kind == ContentClass::text);
  std::string comments = "<?xml?>";
  for (int i = 0; i < 100'000; ++i) comments += "<!---->";
  CHECK(sniff(comments).kind == ContentClass::html);
}
