// lubb_lines: what the scorer of scraped text sees of each file, for training.
//
//   lubb_lines [--matrix FILE] TEXT_FILE...
//
// Standard output: a first line {"feature_names":[...]}, then a line a file, in the order given:
//   {"path": ..., "lines": [{"text": ..., "words": n}]}
// --matrix  writes the features of all lines, file by file, as rows of 32-bit floats
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "json_string.h"
#include "lubb/options.hpp"
#include "scrape/line_features.h"
#include "scrape/lines.h"

namespace {

using namespace lubb;
using lubb::test::append_json;
using namespace lubb::scrape;

std::string dump(const std::string& path, std::FILE* matrix) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  Lines lines;
  split_lines(bytes, Limits{}.blocks, lines);
  LineFeatures features;
  LineFacts facts;
  compute_line_features(lines, features, facts);
  if (matrix != nullptr)
    std::fwrite(features.values().data(), sizeof(float), features.values().size(), matrix);
  std::string out = "{\"path\":";
  append_json(path, out);
  out += ",\"lines\":[";
  for (LineId id = 0; id < lines.lines.size(); ++id) {
    if (id > 0) out += ',';
    out += "{\"text\":";
    append_json(lines.line_text(id), out);
    out += ",\"words\":" + std::to_string(lines.lines[id].counts.words) + '}';
  }
  return out += "]}\n";
}

}  // namespace

int main(int argc, char** argv) {
  std::FILE* matrix = nullptr;
  std::vector<std::string> inputs;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--matrix" && i + 1 < argc) {
      matrix = std::fopen(argv[++i], "wb");
      if (matrix == nullptr) return std::cerr << argv[i] << ": " << std::strerror(errno) << '\n', 2;
    } else {
      inputs.push_back(argument);
    }
  }
  if (inputs.empty()) return std::cerr << "usage: lubb_lines [--matrix FILE] TEXT_FILE...\n", 2;
  std::string names = "{\"feature_names\":[";
  for (std::size_t f = 0; f < line_feature_count; ++f) {
    if (f > 0) names += ',';
    append_json(name(static_cast<LineFeature>(f)), names);
  }
  std::cout << names << "]}\n";
  for (const std::string& path : inputs) std::cout << dump(path, matrix);
  if (matrix != nullptr && std::fclose(matrix) != 0)
    return std::cerr << "the matrix could not be written\n", 1;
}
