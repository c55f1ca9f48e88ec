#include "cli/file_name.h"

#include <doctest/doctest.h>

#include <string>

using namespace lubb;
using namespace lubb::cli;

TEST_CASE("names of files come from names of inputs") {
  CHECK(file_stem("a.html") == "a");
  CHECK(file_stem("2024/05/story.htm.gz") == "2024-05-story");
  CHECK(file_stem("-") == "stdin");
  CHECK(file_stem("خبر عاجل.html") == "خبر-عاجل");
  CHECK(file_stem("no-ending") == "no-ending");
  CHECK(file_stem("v1.2.html") == "v1.2");
}

TEST_CASE("addresses become names that tell host, path and query") {
  CHECK(file_stem("https://example.org/news/story.html?id=7&x=y#part") == "example.org-news-story-id-7-x-y");
  CHECK(file_stem("http://example.org/") == "example.org");
}

TEST_CASE("no name leaves its folder, hides itself or steers a terminal") {
  CHECK(file_stem("../../etc/passwd") == "etc-passwd");
  CHECK(file_stem("..") == "page");
  CHECK(file_stem("/") == "page");
  CHECK(file_stem("") == "page");
  CHECK(file_stem(".hidden.html") == "hidden");
  CHECK(file_stem("a\x1b[31m\nb") == "a-31m-b");
  CHECK(file_stem(std::string("a\0b", 3)) == "a-b");
  CHECK(file_stem("\xff\xfe") == "page");
  CHECK(file_stem("http://x/%2e%2e/a\\..\\b").find('/') == std::string::npos);
}

TEST_CASE("long names are cut between characters") {
  std::string name;
  for (int i = 0; i < 150; ++i) name += "ع";
  const std::string stem = file_stem(name);
  CHECK(stem.size() == max_name_bytes);
  CHECK(file_stem("x" + name).size() == max_name_bytes - 1);
  OutputNames names;
  const std::string first = names.assign(name, Format::markdown);
  const std::string second = names.assign(name, Format::markdown);
  CHECK(first != second);
  CHECK(second.size() <= max_name_bytes + 3);
  CHECK(second.ends_with("-2.md"));
}

TEST_CASE("no two inputs get one name, whatever they are called") {
  OutputNames names;
  CHECK(names.assign("a.html", Format::text) == "a.txt");
  CHECK(names.assign("a-2.html", Format::text) == "a-2.txt");
  CHECK(names.assign("a.htm", Format::text) == "a-3.txt");
  CHECK(names.assign("b/a", Format::text) == "b-a.txt");
  CHECK(names.assign("a", Format::text) == "a-4.txt");
}

TEST_CASE("each format has its ending") {
  CHECK(file_ending(Format::markdown) == ".md");
  CHECK(file_ending(Format::jsonl) == ".jsonl");
  CHECK(file_ending(Format::tei) == ".xml");
}
