#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "unit/writers/samples.h"

namespace lubb::writers {
namespace {

using enum ContentKind;

bool is_installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

// A file that goes away with this object.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content)
      : path_(std::filesystem::temp_directory_path() / ("lubb_tei_" + std::to_string(getpid()) + ".xml")) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

TEST_CASE("documents of any shape are valid TEI P5") {
  constexpr unsigned kDocuments = 300;
  std::string corpus(document_begin(Format::tei));
  for (unsigned seed = 0; seed < kDocuments; ++seed) {
    std::mt19937 random(seed);
    Tree tree = seed % 2 == 0 ? article_tree(random) : wild_tree(random, 60);
    if (seed % 5 != 0) tree.article.metadata = nasty_metadata(random);
    if (seed > 0) corpus.append(document_separator(Format::tei));
    write(tree.article, Format::tei, {}, corpus);
  }
  corpus.append(Tree().as(Format::tei)).append(document_end(Format::tei));
  const TemporaryFile file(corpus);
  const std::string schema = std::string(LUBB_FIXTURES) + "/writers/tei_all.rng";
  if (is_installed("jing")) {
    CHECK(std::system(("jing '" + schema + "' '" + file.path() + "' 2>/dev/null").c_str()) == 0);
  } else if (is_installed("xmllint")) {
    MESSAGE("jing is not installed: checked for well-formedness only");
    CHECK(std::system(("xmllint --noout '" + file.path() + "'").c_str()) == 0);
  } else {
    MESSAGE("neither jing nor xmllint is installed: not validated");
  }
}

TEST_CASE("headings open divisions nested by their level") {
  Tree tree;
  tree.paragraph("lead").node(heading, "A", 2).paragraph("a").node(heading, "B", 3).paragraph("b");
  tree.node(heading, "C", 2);
  CHECK(tree.as(Format::tei)
            .find("<body>\n"
                  "<div>\n<p>lead</p>\n</div>\n"
                  "<div>\n<head>A</head>\n<p>a</p>\n"
                  "<div>\n<head>B</head>\n<p>b</p>\n</div>\n</div>\n"
                  "<div>\n<head>C</head>\n</div>\n"
                  "</body>") != std::string::npos);
}

TEST_CASE("the header holds what is known of the page") {
  Tree tree;
  Metadata& metadata = tree.article.metadata;
  metadata.title = "عنوان & <آخر>";
  metadata.authors = {"كاتب أول"};
  metadata.date = "2024-05-01T10:30+03:00";
  metadata.language = "ar";
  metadata.tags = {"اقتصاد"};
  metadata.canonical_url = "https://a.example/?a=1&b=2";
  const std::string document = tree.paragraph("نص").as(Format::tei);
  const auto holds = [&](const char* part) { return document.find(part) != std::string::npos; };
  CHECK(document.starts_with("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n"));
  CHECK(holds("<title>عنوان &amp; &lt;آخر&gt;</title><author>كاتب أول</author>"));
  CHECK(holds("<date type=\"published\" when=\"2024-05-01\">2024-05-01T10:30+03:00</date>"));
  CHECK(holds("<language ident=\"ar\"/>"));
  CHECK(holds("<keywords><term>اقتصاد</term></keywords>"));
  CHECK(holds("<ref target=\"https://a.example/?a=1&amp;b=2\">"));
  CHECK(holds("<text xml:lang=\"ar\">"));
}

TEST_CASE("a date that no calendar has is text only") {
  Tree tree;
  tree.article.metadata.date = "2023-02-29";
  CHECK(tree.as(Format::tei).find("<date type=\"published\">2023-02-29</date>") != std::string::npos);
}

}  // namespace
}  // namespace lubb::writers
