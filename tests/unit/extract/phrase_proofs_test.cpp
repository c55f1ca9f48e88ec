// The lines of fixtures/phrases and what they prove of the phrase lists.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "extract/phrase_table.h"
#include "extract/phrases.h"
#include "extract/phrases/compiler.h"
#include "support/phrase_proofs.h"

namespace {

using namespace lubb::extraction;
using lubb::test::for_each_proof;

using Entry = std::pair<std::string, std::string>;  // kind, phrase
using Entries = std::set<Entry>;

constexpr const char* folder = LUBB_FIXTURES "/phrases";

// The lines "left TAB right" of a file, comments left out.
std::vector<Entry> read_pairs(const std::filesystem::path& path) {
  std::vector<Entry> pairs;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (!line.starts_with("#") && tab != std::string::npos)
      pairs.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  return pairs;
}

// Calls visit(file name, kind, text) for each line that sites print and each line of prose.
template <class Visit>
void for_each_fixture_line(Visit visit) {
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".txt") continue;
    for (const auto& [kind, text] : read_pairs(file.path())) visit(file.path().stem().string(), kind, text);
  }
}

Entries entries_of_lists() {
  Entries entries;
  const PhraseTable& table = built_in_phrases();
  for (const PhraseEntry& entry : table.entries)
    entries.emplace(name(entry.section.kind), table.text.substr(entry.text_begin, entry.text_size));
  return entries;
}

// seen_on_sites.tsv: kind, phrase, number of sites.
Entries entries_on_sites() {
  Entries entries;
  for (auto& [kind, rest] : read_pairs(LUBB_FIXTURES "/phrases/seen_on_sites.tsv"))
    entries.emplace(kind, rest.substr(0, rest.find('\t')));
  return entries;
}

// Fails for each of `entries` that is not among `others`.
void check_among(const Entries& entries, const Entries& others, const std::string& fault) {
  std::vector<Entry> left;
  std::set_difference(entries.begin(), entries.end(), others.begin(), others.end(), std::back_inserter(left));
  for (const Entry& entry : left) {
    CAPTURE(entry.first);
    CAPTURE(entry.second);
    CHECK_MESSAGE(false, fault);
  }
}

TEST_CASE("the lines that sites print around articles are known, prose that holds the same words is not") {
  std::size_t lines = 0, prose = 0;
  for_each_fixture_line([&](const std::string& file, const std::string& kind, const std::string& text) {
    ++(kind == "none" ? prose : lines);
    INFO(std::string(file + ": " + text));
    CHECK(std::string(name(match_phrase(text).kind)) == kind);
  });
  CHECK(lines > 4000);
  CHECK(prose > 400);
}

TEST_CASE("each entry of the lists stands on a page of the sets or in a line of the fixtures") {
  Entries proven = entries_on_sites();
  for_each_fixture_line([&](const std::string&, const std::string&, const std::string& text) {
    for_each_proof(built_in_phrases(), text,
                   [&](PhraseKind kind, std::string_view phrase) { proven.emplace(name(kind), phrase); });
  });
  check_among(entries_of_lists(), proven, "neither seen on a site nor in a line of fixtures/phrases");
}

TEST_CASE("what was seen on sites is an entry of the lists") {
  const Entries seen = entries_on_sites();
  CHECK(seen.size() > 2000);
  check_among(seen, entries_of_lists(), "no longer in the lists: scripts/bench DATA --phrases --record");
}

TEST_CASE("a share bar proves its labels, another text the entry that names it") {
  PhraseCompiler compiler;
  compiler.add_list("x",
                    "[share whole]\nbirdsite\n[share label]\nby letter\n[interface whole]\nprint\n[login "
                    "prefix]\nknock at\n");
  const PhraseTable table = compiler.table();
  const auto proofs = [&](std::string_view text) {
    std::vector<std::string> phrases;
    for_each_proof(table, text, [&](PhraseKind, std::string_view phrase) { phrases.emplace_back(phrase); });
    return phrases;
  };
  CHECK(proofs("By letter | Birdsite | Print") ==
        std::vector<std::string>{"by letter", "by letter", "birdsite", "print"});
  CHECK(proofs("Birdsite") == std::vector<std::string>{"birdsite"});
  CHECK(proofs("Knock at the door") == std::vector<std::string>{"knock at"});
  CHECK(proofs("By letter").empty());
}

}  // namespace
