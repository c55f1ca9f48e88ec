// lubb_phrase_matches: where entries of the phrase lists stand on pages, and what they do there.
//
//   lubb_phrase_matches PAGE...        blocks of each page that an entry matches; share bars once a label
//   lubb_phrase_matches --lines FILE   the same of each line of a text file, behind a tab if it has one
//   lubb_phrase_matches --entries      every entry
//
// Standard output, a line a page (or file):
//   {"path": ..., "matches": [{"kind": ..., "entry": ..., "decides": "phrase", "kept": false, "text": ...}]}
// "decides": why the block was dropped if it was by an entry: its own ("phrase") or that of the heading above
// ("related_list", with that heading's kind and entry); else "".
#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "extract/phrase_table.h"
#include "json_string.h"
#include "lubb/lubb.hpp"
#include "support/phrase_proofs.h"

namespace {

using namespace lubb::extraction;
using lubb::test::append_json;

struct Found {
  std::string_view kind = {}, entry = {}, decides = {};
  bool kept = false;
  double score = 0;
  std::string_view text = {};
};

void append_found(const Found& found, std::string& row) {
  if (row.back() != '[') row += ',';
  const std::array<std::pair<std::string_view, std::string_view>, 4> strings = {
      {{"kind", found.kind}, {"entry", found.entry}, {"decides", found.decides}, {"text", found.text}}};
  row += '{';
  for (const auto& [key, value] : strings) {
    append_json(key, row);
    row += ':';
    append_json(value, row);
    row += ',';
  }
  row += "\"score\":" + std::to_string(found.score);
  row += found.kept ? ",\"kept\":true}" : ",\"kept\":false}";
}

std::string head_of(const std::string& path) {
  std::string row = "{\"path\":";
  append_json(path, row);
  return row += ",\"matches\":[";
}

// "phrase (kind): entry" and "list under the heading (kind): entry" -> the parts; what explain says.
bool read_reason(std::string_view reason, Found& found) {
  constexpr std::string_view own = "phrase (", list = "list under the heading (";
  const bool is_own = reason.starts_with(own);
  if (!is_own && !reason.starts_with(list)) return false;
  reason.remove_prefix(is_own ? own.size() : list.size());
  const std::size_t end = reason.find("): ");
  if (end == std::string_view::npos) return false;
  found.decides = is_own ? "phrase" : "related_list";
  found.kind = reason.substr(0, end);
  found.entry = reason.substr(end + 3);
  return true;
}

// The entries that `text` proves, but for the one that `found` names already.
void append_proofs(std::string_view text, const Found& found, std::string& row) {
  const auto append = [&](PhraseKind kind, std::string_view entry) {
    if (name(kind) == found.kind && entry == found.entry) return;
    append_found({.kind = name(kind), .entry = entry, .kept = found.kept, .score = found.score, .text = text},
                 row);
  };
  lubb::test::for_each_proof(built_in_phrases(), text, append);
}

std::string row_of_page(lubb::Extractor& extractor, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  lubb::Options options;
  options.limits.milliseconds = 0;
  lubb::Trace trace;
  if (const auto article = extractor.extract(std::as_bytes(std::span(bytes)), options, &trace); !article) {
    std::cerr << path << ": " << article.error().message << '\n';
  }
  std::string row = head_of(path);
  for (const lubb::BlockTrace& block : trace.blocks) {
    Found found{.kept = block.kept, .score = block.score, .text = block.text};
    if (read_reason(block.reason, found)) append_found(found, row);
    append_proofs(block.text, found, row);
  }
  return row += "]}\n";
}

std::string row_of_lines(const std::string& path) {
  std::ifstream in(path);
  std::string row = head_of(path);
  for (std::string line; std::getline(in, line);) {
    const std::string_view text = std::string_view(line).substr(line.find('\t') + 1);
    append_proofs(text, {}, row);
  }
  return row += "]}\n";
}

std::string row_of_entries() {
  const PhraseTable& table = built_in_phrases();
  std::string row = head_of("");
  for (const PhraseEntry& entry : table.entries) {
    append_found(
        {.kind = name(entry.section.kind), .entry = table.text.substr(entry.text_begin, entry.text_size)},
        row);
  }
  return row += "]}\n";
}

}  // namespace

int main(int argc, char** argv) {
  lubb::Extractor extractor;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    std::string row;
    if (argument == "--entries")
      row = row_of_entries();
    else if (argument == "--lines" && i + 1 < argc)
      row = row_of_lines(argv[++i]);
    else
      row = row_of_page(extractor, argument);
    std::fputs(row.c_str(), stdout);
  }
  return 0;
}
