#include "extract/phrases/compiler.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

#include "base/text.h"

namespace lubb::extraction {
namespace {

void set(PhraseTable::FirstWords& firsts, std::uint64_t hash) noexcept {
  hash %= PhraseTable::first_words;
  firsts[hash / 64] |= std::uint64_t{1} << hash % 64;
}

// "kind mode words" -> its parts, empty where they are missing.
std::array<std::string_view, 3> split(std::string_view line) noexcept {
  std::array<std::string_view, 3> parts;
  for (std::string_view& part : parts) {
    const std::size_t end = std::min(line.find(' '), line.size());
    part = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return parts;
}

}  // namespace

void PhraseCompiler::add_list(std::string_view language, std::string_view list) {
  PhraseSection section;
  std::size_t number = 0;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    const std::string_view line = text::trim(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const bool good = line.front() == '[' ? read_section(line, section) : add_phrase(line, section);
    if (good) continue;
    malformed_.push_back(std::string(language) + ':' + std::to_string(number) + ": " + std::string(line));
  }
}

bool PhraseCompiler::read_section(std::string_view line, PhraseSection& section) {
  section = {};
  if (line.size() < 2 || line.back() != ']') return false;
  const auto parts = split(line.substr(1, line.size() - 2));
  PhraseKind kind = PhraseKind::none;
  for (auto i = std::uint8_t{1}; i < static_cast<std::uint8_t>(PhraseKind::count_); ++i) {
    if (name(static_cast<PhraseKind>(i)) == parts[0]) kind = static_cast<PhraseKind>(i);
  }
  constexpr std::array<std::string_view, 5> modes = {"whole", "prefix", "suffix", "anywhere", "label"};
  const auto mode = std::find(modes.begin(), modes.end(), parts[1]);
  std::uint32_t most_words = most_phrase_words;
  if (!parts[2].empty()) {
    const char* end = parts[2].data() + parts[2].size();
    const auto [last, fault] = std::from_chars(parts[2].data(), end, most_words);
    if (last != end || fault != std::errc()) return false;
  }
  if (kind == PhraseKind::none || mode == modes.end() || most_words > most_phrase_words) return false;
  section = {.kind = kind,
             .mode = static_cast<PhraseMode>(mode - modes.begin()),
             .most_words = static_cast<std::uint8_t>(most_words)};
  return true;
}

bool PhraseCompiler::add_phrase(std::string_view phrase, const PhraseSection& section) {
  const PhraseWords words(phrase, most_phrase_words);
  if (section.kind == PhraseKind::none || words.list().empty()) return false;
  std::uint32_t node = 0;
  for (const PhraseWords::Word& word : words.list()) {
    const auto [next, is_new] =
        nodes_.try_emplace(mix_phrase_hash(word.hash, node), static_cast<std::uint32_t>(first_entry_.size()));
    if (is_new) first_entry_.push_back(0);
    node = next->second;
  }
  const std::uint64_t first = words.list().front().hash;
  set(firsts_, first);
  if (section.mode == PhraseMode::anywhere || section.mode == PhraseMode::suffix) set(inner_firsts_, first);
  const bool needs_colon = words.list().back().colon_after;
  for (std::uint32_t i = first_entry_[node]; i != 0; i = entries_[i - 1].next) {
    const PhraseEntry& other = entries_[i - 1];
    if (other.section.mode == section.mode && other.needs_colon == needs_colon) return false;
  }
  entries_.push_back({.section = section,
                      .needs_colon = needs_colon,
                      .next = first_entry_[node],
                      .text_begin = static_cast<std::uint32_t>(text_.size()),
                      .text_size = static_cast<std::uint16_t>(phrase.size())});
  text_.append(phrase);
  first_entry_[node] = static_cast<std::uint32_t>(entries_.size());
  return true;
}

void PhraseCompiler::fill_edges() {
  edges_.assign(std::bit_ceil(2 * nodes_.size() + 2), {});
  const std::size_t mask = edges_.size() - 1;
  // In the order of the nodes, so that the same lists give the same table.
  std::vector<std::uint64_t> hashes(first_entry_.size());
  for (const auto& [hash, node] : nodes_) hashes[node] = hash;
  for (std::uint32_t node = 1; node < hashes.size(); ++node) {
    std::size_t i = hashes[node] & mask;
    while (edges_[i].node != 0) i = (i + 1) & mask;
    edges_[i] = {.high_bits = static_cast<std::uint32_t>(hashes[node] >> 32), .node = node};
  }
}

PhraseTable PhraseCompiler::table() {
  fill_edges();
  PhraseTable table;
  table.firsts = &firsts_;
  table.inner_firsts = &inner_firsts_;
  table.edges = edges_;
  table.first_entry = first_entry_;
  table.entries = entries_;
  table.text = text_;
  return table;
}

}  // namespace lubb::extraction
