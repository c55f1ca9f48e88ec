#include <doctest/doctest.h>
#include <simdjson.h>

#include <random>
#include <string>
#include <string_view>

#include "unit/writers/samples.h"
#include "writers/escape.h"

namespace lubb::writers {
namespace {

using namespace std::string_view_literals;

std::string cleaned(std::string_view s) {
  std::string out;
  append_clean(s, out);
  return out;
}

TEST_CASE("clean text stays byte for byte") {
  const std::string_view text = "نص مع\u200Cواصلات \u200F\u202B\U0001F600\tx\ny\uFEFF\u2028";
  CHECK(is_clean(text));
  CHECK(cleaned(text) == text);
}

TEST_CASE("controls go and words they parted stay apart") {
  CHECK(cleaned("a\rb\r\nc\fd\ve\u0085f") == "a\nb\nc d e f");
  CHECK(cleaned("a\0\x1B[31mb\x7F\u0080\u009F"sv) == "a[31mb");
}

TEST_CASE("invalid sequences and noncharacters become replacement characters") {
  CHECK(cleaned("a\uFFFE\uFDEF\U0010FFFFb") == "a\uFFFD\uFFFD\uFFFDb");
  CHECK(cleaned("\uFDCF\uFDF0\uFFFD") == "\uFDCF\uFDF0\uFFFD");
  CHECK(cleaned("\xD8") == "\uFFFD");
}

TEST_CASE("random bytes come out clean in every format") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (int i = 0; i < 200; ++i) bytes.push_back(static_cast<char>(random() % 256));
    CHECK(is_clean(cleaned(bytes)));
    Tree tree;
    tree.paragraph(bytes).node(ContentKind::code_block, bytes, 0, bytes).open(ContentKind::paragraph);
    tree.link(bytes, "http://" + bytes).leaf(ContentKind::image, bytes, "https://" + bytes).close();
    tree.article.metadata.title = bytes;
    for (const Format format :
         {Format::text, Format::markdown, Format::html, Format::json, Format::jsonl, Format::tei}) {
      CHECK(is_clean(tree.as(format, true)));
    }
  }
}

TEST_CASE("writing cuts at no place of a text") {
  const std::string text = "كلمة\u200C *x* <b> \"q\" \\ \U0001F600 `c` | &amp;";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const Tree tree = Tree().paragraph(std::string_view(text).substr(0, size));
    for (const Format format : {Format::text, Format::markdown, Format::html, Format::jsonl, Format::tei}) {
      CHECK(is_clean(tree.as(format)));
    }
  }
}

TEST_CASE("only http, https and mailto are link targets") {
  CHECK(is_link_target("HTTPS://a.example"));
  CHECK(is_link_target("mailto:a@b.example"));
  CHECK_FALSE(is_link_target("mailto:"));
  CHECK_FALSE(is_link_target("javascript:alert(1)"));
  CHECK_FALSE(is_image_source("mailto:a@b.example"));
}

TEST_CASE("addresses keep their escapes and lose what could end them") {
  const auto encoded = [](std::string_view url) {
    std::string out;
    append_url(url, out);
    return out;
  };
  CHECK(encoded("https://a.example/%D8%A7?q=%zz 1") == "https://a.example/%D8%A7?q=%25zz%201");
  CHECK(encoded("http://[::1]/[x]#a#b") == "http://[::1]/%5Bx%5D#a%23b");
  CHECK(encoded("https://a.example/مقال") == "https://a.example/مقال");
  CHECK(encoded("https://a.example/%") == "https://a.example/%25");
}

TEST_CASE("language tags and names of programming languages keep to their form") {
  CHECK(language_tag("ar") == "ar");
  CHECK(language_tag("zh-Hans-CN") == "zh-Hans-CN");
  CHECK(language_tag("ar\" onload=\"x").empty());
  CHECK(language_tag("a--b").empty());
  CHECK(code_language("c++") == "c++");
  CHECK(code_language("js\" x").compare("js") == 0);
}

}  // namespace
}  // namespace lubb::writers
