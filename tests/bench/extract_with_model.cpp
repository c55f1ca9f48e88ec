// lubb_with_model: what the whole command makes of pages with another model than the built-in one; a trainer
// cross-validates with it.
//
//   lubb_with_model MODEL [--precision|--recall] PAGE...
//
// Standard output: a line a page, {"path":...,"page_type":...,"text":...}.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <string>

#include "json_string.h"
#include "loaded_model.h"
#include "lubb/lubb.hpp"

namespace {

using lubb::test::append_json;

std::string row_of(lubb::Extractor& extractor, const std::string& path, const lubb::Options& options) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const auto article = extractor.extract(std::as_bytes(std::span(bytes)), options);
  if (!article) std::cerr << path << ": " << article.error().message << '\n';
  std::string row = "{\"path\":";
  append_json(path, row);
  row += ",\"page_type\":";
  append_json(article ? name(article->page_type) : "", row);
  row += ",\"text\":";
  append_json(article ? lubb::body_text(*article) : "", row);
  return row += "}\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || !lubb::test::load_model(argv[1])) return 2;
  lubb::Options options;
  options.limits.milliseconds = 0;
  lubb::Extractor extractor;
  for (int i = 2; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--precision")
      options.focus = lubb::Focus::precision;
    else if (argument == "--recall")
      options.focus = lubb::Focus::recall;
    else
      std::fputs(row_of(extractor, argument, options).c_str(), stdout);
  }
  return 0;
}
