// lubb_features: what the scorer sees of each page, for training.
//
//   lubb_features [--tokens] [--token-weights FILE] [--matrix FILE] PAGE_OR_DIRECTORY...
//
// Standard output: a first line {"feature_names":[...],"feature_groups":[...]}, then a line a page, in the
// order of the sorted paths:
//   {"id": file name without .html, "path": ..., "blocks": [{"text": ..., "words": n, "tokens": [...]}],
//    "page_tokens": [...]}
// --tokens         adds each block's set of tokens, tagged by distance: "n:post", "m:<div", "f:main", and the
//                  page's
// --token-weights  uses the token weights of FILE in place of the built-in ones; lines
//                  "token TAB near TAB middle TAB far", first line "bias TAB value"
// --matrix         writes the features of all blocks, page by page, as rows of 32-bit floats
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "dom/parse.h"
#include "encoding/encoding.h"
#include "extract/features.h"
#include "extract/segment.h"
#include "json_string.h"

namespace {

using namespace lubb;
using lubb::test::append_json;
using namespace lubb::extraction;

struct OwnTokens {
  std::vector<TokenSlot> slots;
  std::vector<TokenWeights> weights;
  TokenTable table;
};

bool load_tokens(const std::string& path, OwnTokens& own) {
  std::ifstream in(path);
  std::string token;
  float bias = 0;
  if (!(in >> token >> bias) || token != "bias") return false;
  std::vector<std::uint32_t> hashes;
  for (TokenWeights w; in >> token >> w.near >> w.middle >> w.far;) {
    hashes.push_back(token_hash(token));
    own.weights.push_back(w);
  }
  std::size_t size = 16;
  while (size < hashes.size() * 2) size *= 2;
  own.slots.resize(size);
  for (std::size_t id = 0; id < hashes.size(); ++id) {
    std::size_t at = hashes[id] & (size - 1);
    while (own.slots[at].id != 0xFFFF) at = (at + 1) & (size - 1);
    own.slots[at] = {hashes[id], static_cast<std::uint16_t>(id)};
  }
  own.table = {own.slots, own.weights, {}, bias, {}};
  return true;
}

class Collector : public TokenListener {
 public:
  std::vector<std::vector<std::string>> tokens;
  void token(ElementId element, std::string_view word) override {
    if (tokens.size() <= element) tokens.resize(element + 1);
    tokens[element].emplace_back(word);
  }
};

void append_tokens(const Segments& segments, const Block& block, const Collector& collector,
                   std::string& out) {
  std::set<std::string> set;
  int steps = 0;
  for (ElementId id = block.element; id != no_id && segments.elements[id].parent != no_id;
       id = segments.elements[id].parent, ++steps) {
    const char* zone = steps < 2 ? "n:" : steps < 4 ? "m:" : "f:";
    if (id >= collector.tokens.size()) continue;
    for (const std::string& token : collector.tokens[id]) set.insert(zone + token);
  }
  out += ",\"tokens\":[";
  for (const std::string& token : set) {
    if (out.back() != '[') out += ',';
    append_json(token, out);
  }
  out += ']';
}

// All tokens of the page, <body>'s own included.
void append_page_tokens(const Collector& collector, std::string& out) {
  std::set<std::string> set;
  for (const auto& tokens : collector.tokens) set.insert(tokens.begin(), tokens.end());
  out += ",\"page_tokens\":[";
  for (const std::string& token : set) {
    if (out.back() != '[') out += ',';
    append_json(token, out);
  }
  out += ']';
}

std::vector<std::string> pages_of(const std::vector<std::string>& arguments) {
  std::vector<std::string> pages;
  for (const std::string& argument : arguments) {
    if (!std::filesystem::is_directory(argument))
      pages.push_back(argument);
    else
      for (const auto& entry : std::filesystem::directory_iterator(argument)) pages.push_back(entry.path());
  }
  std::sort(pages.begin(), pages.end());
  return pages;
}

struct Dump {
  const TokenTable* tokens = nullptr;
  bool with_tokens = false;
  std::FILE* matrix = nullptr;
  dom::ParseScratch scratch;
  dom::Document document;
  Segments segments;
  FeatureMatrix features;

  void page(const std::string& path, std::string& out) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    std::string storage;
    const auto decoded = encoding::decode(std::as_bytes(std::span(bytes)), {}, storage);
    Limits limits;
    limits.milliseconds = 0;
    if (auto parsed = dom::parse(decoded.text, limits, dom::no_deadline, scratch, document); !parsed) {
      std::cerr << path << ": " << parsed.error().message << '\n';
    }
    Collector collector;
    segment(document, limits, *tokens, segments, with_tokens ? &collector : nullptr);
    compute_features(document, segments, *tokens, features);
    if (matrix != nullptr)
      for (BlockId id = 0; id < segments.blocks.size(); ++id) {
        std::fwrite(features.row(id).data(), sizeof(float), feature_count, matrix);
      }
    out += "{\"id\":";
    append_json(std::filesystem::path(path).stem().string(), out);
    out += ",\"path\":";
    append_json(path, out);
    out += ",\"blocks\":[";
    for (const Block& block : segments.blocks) {
      if (out.back() != '[') out += ',';
      out += "{\"text\":";
      append_json(segments.block_text(block), out);
      out += ",\"words\":" + std::to_string(block.counts.words);
      if (with_tokens) append_tokens(segments, block, collector, out);
      out += '}';
    }
    out += ']';
    if (with_tokens) append_page_tokens(collector, out);
    out += "}\n";
  }
};

}  // namespace

int main(int argc, char** argv) {
  Dump dump;
  OwnTokens own;
  dump.tokens = &built_in_tokens();
  std::vector<std::string> inputs;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--tokens") {
      dump.with_tokens = true;
    } else if (argument == "--token-weights" && i + 1 < argc) {
      if (!load_tokens(argv[++i], own)) return std::cerr << argv[i] << ": no token weights\n", 2;
      dump.tokens = &own.table;
    } else if (argument == "--matrix" && i + 1 < argc) {
      dump.matrix = std::fopen(argv[++i], "wb");
      if (dump.matrix == nullptr) return std::cerr << argv[i] << ": " << std::strerror(errno) << '\n', 2;
    } else {
      inputs.push_back(argument);
    }
  }
  std::string out = "{\"feature_names\":[";
  for (const FeatureInfo& info : feature_infos()) {
    if (out.back() != '[') out += ',';
    append_json(info.name, out);
  }
  out += "],\"feature_groups\":[";
  for (const FeatureInfo& info : feature_infos()) {
    if (out.back() != '[') out += ',';
    append_json(name(info.group), out);
  }
  out += "]}\n";
  if (inputs.empty()) std::fputs(out.c_str(), stdout);
  for (const std::string& path : pages_of(inputs)) {
    dump.page(path, out);
    std::fwrite(out.data(), 1, out.size(), stdout);
    out.clear();
  }
  if (dump.matrix != nullptr) std::fclose(dump.matrix);
  return 0;
}
