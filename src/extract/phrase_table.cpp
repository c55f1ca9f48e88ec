#include "extract/phrase_table.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace lubb::extraction {
namespace {

// Longest block a phrase can match, in words: promotions and consent notices run to about 50 (rounded up);
// what is longer is prose that happens to hold the phrase.
constexpr std::size_t kMostWords = most_phrase_words;
// A character of a script written without spaces is a word here and counts as 5/8 of one, the same 1.6
// characters a word as text::count_words.
constexpr std::size_t kWordWeight = 8, kCharacterWeight = 5;
// Bytes beyond which a block need not be folded to know that it is too long: 60 words of 40 bytes.
constexpr std::size_t kMostBytes = kMostWords * 40;

constexpr char32_t kCombiningDotAbove = 0x0307;  // what lower-casing leaves of the Turkish capital İ

bool is_letter(char32_t c) noexcept {
  if (c < 0x80) return text::is_ascii_alpha(static_cast<char>(c));
  const auto point = static_cast<UChar32>(c);
  return u_isalpha(point) || (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
}

// Han and kana: each character is taken as a word, as finding the real words would need a dictionary.
bool is_unspaced(char32_t c) noexcept {
  return (c >= 0x3005 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

// "كتب / ..." and "Source | ..." are as common as the colon.
bool is_colon(char32_t c) noexcept {
  return c == U':' || c == U'/' || c == U'|' || c == 0xFF1A || c == 0xFE55 || c == 0x05C3;
}

// Greek written in capitals has neither accents nor a final sigma of its own.
char32_t fold_greek(char32_t c) noexcept {
  switch (c) {
    case U'ά': return U'α';
    case U'έ': return U'ε';
    case U'ή': return U'η';
    case U'ί':
    case U'ϊ':
    case U'ΐ': return U'ι';
    case U'ό': return U'ο';
    case U'ύ':
    case U'ϋ':
    case U'ΰ': return U'υ';
    case U'ώ': return U'ω';
    case U'ς': return U'σ';
    default: return c;
  }
}

// FNV-1a, taking a letter or a word at a time.
constexpr std::uint64_t kEmptyHash = 0xCBF29CE484222325U, kHashFactor = 0x100000001B3U;
constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) noexcept {
  hash = (hash ^ value) * kHashFactor;
  return hash ^ hash >> 32;
}

}  // namespace

// The words of a text, in order: runs of letters and marks of its folded form. A word is known by a hash of
// its letters: 64 bits are enough for ten thousand phrases, and a page that forges one gains a wrong label on
// a block of its own.
struct PhraseTable::Words {
  struct Word {
    std::uint64_t hash = kEmptyHash;
    bool colon_after = false;
  };

  // Stops where the text is seen to be too long for a phrase.
  explicit Words(std::string_view raw) {
    const std::string folded = text::fold_for_matching(raw);
    bool open = false;  // the last word can still grow
    for (std::size_t i = 0; i < folded.size() && !too_long();) {
      const auto byte = static_cast<unsigned char>(folded[i]);
      const char32_t c = byte < 0x80 ? (++i, byte) : fold_greek(text::next_code_point(folded, i));
      if (c == kCombiningDotAbove) continue;
      if (is_letter(c)) {
        const bool alone = is_unspaced(c);
        add_letter(c, !open || alone, alone ? kCharacterWeight : kWordWeight);
        open = !alone;
      } else {
        open = false;
        if (!list.empty() && is_colon(c)) list.back().colon_after = true;
      }
    }
  }
  [[nodiscard]] bool too_long() const noexcept { return weight > kMostWords * kWordWeight; }

  std::vector<Word> list;
  std::size_t weight = 0;  // in eighths of a word

 private:
  void add_letter(char32_t c, bool starts_word, std::size_t word_weight) {
    if (starts_word) {
      list.push_back({});
      weight += word_weight;
    }
    list.back().hash = mix(list.back().hash, c);
  }
};

PhraseTable::PhraseTable(std::span<const PhraseList> lists) {
  std::size_t bytes = 0;
  for (const PhraseList& list : lists) bytes += list.text.size();
  constexpr std::size_t kBytesOfPhrase = 16;  // a low average: room enough, so that nothing is moved later
  edges_.reserve(bytes / kBytesOfPhrase * 2);
  entries_.reserve(bytes / kBytesOfPhrase);
  for (const PhraseList& list : lists) add_list(list);
}

void PhraseTable::add_list(const PhraseList& list) {
  Section section;
  std::size_t number = 0;
  for (std::string_view rest = list.text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = text::trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const bool good = line.front() == '[' ? read_section(line, section) : add_phrase(line, section);
    if (good) continue;
    malformed_.push_back(std::string(list.language) + ':' + std::to_string(number) + ": " +
                         std::string(line));
  }
}

bool PhraseTable::read_section(std::string_view line, Section& section) {
  section = {};
  if (line.size() < 2 || line.back() != ']') return false;
  line = line.substr(1, line.size() - 2);
  std::array<std::string_view, 3> parts;
  for (std::string_view& part : parts) {
    const std::size_t end = std::min(line.find(' '), line.size());
    part = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  PhraseKind kind = PhraseKind::none;
  for (auto i = std::uint8_t{1}; i < static_cast<std::uint8_t>(PhraseKind::count_); ++i) {
    if (name(static_cast<PhraseKind>(i)) == parts[0]) kind = static_cast<PhraseKind>(i);
  }
  constexpr std::array<std::string_view, 4> kModes = {"whole", "prefix", "suffix", "anywhere"};
  const auto mode = std::find(kModes.begin(), kModes.end(), parts[1]);
  std::uint16_t most_words = kMostWords;
  if (!parts[2].empty()) {
    const char* end = parts[2].data() + parts[2].size();
    if (std::from_chars(parts[2].data(), end, most_words).ptr != end) return false;
  }
  if (kind == PhraseKind::none || mode == kModes.end() || most_words > kMostWords) return false;
  section = {.kind = kind, .mode = static_cast<Mode>(mode - kModes.begin()), .most_words = most_words};
  return true;
}

bool PhraseTable::add_phrase(std::string_view phrase, const Section& section) {
  const Words words(phrase);
  if (section.kind == PhraseKind::none || words.list.empty()) return false;
  std::uint32_t node = 0;
  for (const Words::Word& word : words.list) {
    const auto [next, is_new] =
        edges_.try_emplace(mix(word.hash, node), static_cast<std::uint32_t>(first_entry_.size()));
    if (is_new) first_entry_.push_back(0);
    node = next->second;
  }
  const std::uint64_t first = words.list.front().hash % kFirstWords;
  first_words_.set(first);
  if (section.mode == Mode::anywhere || section.mode == Mode::suffix) inner_first_words_.set(first);
  const bool needs_colon = words.list.back().colon_after;
  for (std::uint32_t i = first_entry_[node]; i != 0; i = entries_[i - 1].next) {
    const Entry& other = entries_[i - 1];
    // The same phrase in another language's list: the first one stands.
    if (other.section.mode == section.mode && other.needs_colon == needs_colon) return true;
  }
  entries_.push_back(
      {.section = section, .needs_colon = needs_colon, .next = first_entry_[node], .phrase = phrase});
  first_entry_[node] = static_cast<std::uint32_t>(entries_.size());
  return true;
}

std::uint32_t PhraseTable::step(std::uint32_t node, std::uint64_t word) const noexcept {
  const auto edge = edges_.find(mix(word, node));
  return edge == edges_.end() ? 0 : edge->second;
}

bool PhraseTable::applies(const Entry& entry, const Words& words, std::size_t begin, std::size_t end) {
  const std::size_t size = words.list.size();
  if (words.weight > entry.section.most_words * kWordWeight) return false;
  if (entry.needs_colon && end < size && !words.list[end - 1].colon_after) return false;
  switch (entry.section.mode) {
    case Mode::whole: return begin == 0 && end == size;
    case Mode::prefix: return begin == 0;
    case Mode::suffix: return end == size;
    case Mode::anywhere: return true;
  }
  return false;
}

void PhraseTable::match_from(const Words& words, std::size_t begin, PhraseMatch& best,
                             std::size_t& best_rank) const {
  std::uint32_t node = 0;
  for (std::size_t end = begin; end < words.list.size();) {
    node = step(node, words.list[end].hash);
    if (node == 0) return;
    ++end;
    for (std::uint32_t i = first_entry_[node]; i != 0; i = entries_[i - 1].next) {
      const Entry& entry = entries_[i - 1];
      if (!applies(entry, words, begin, end)) continue;
      const bool whole = begin == 0 && end == words.list.size();
      // A phrase that is the whole block says most, then one that begins it; then the longer one. A list
      // that asks for the whole block knows better what it means than one that asks for less.
      const std::size_t place = whole ? (entry.section.mode == Mode::whole ? 3U : 2U) : begin == 0 ? 1U : 0U;
      const std::size_t rank = 1 + place * (kMostBytes + 1) + (end - begin);
      if (rank <= best_rank) continue;
      best_rank = rank;
      best = {.kind = entry.section.kind, .whole = whole, .phrase = entry.phrase};
    }
  }
}

PhraseMatch PhraseTable::match(std::string_view block_text) const {
  if (block_text.size() > kMostBytes) return {};
  const Words words(block_text);
  if (words.too_long()) return {};
  PhraseMatch best;
  std::size_t best_rank = 0;
  for (std::size_t begin = 0; begin < words.list.size(); ++begin) {
    const auto& firsts = begin == 0 ? first_words_ : inner_first_words_;
    if (firsts[words.list[begin].hash % kFirstWords]) match_from(words, begin, best, best_rank);
  }
  return best;
}

}  // namespace lubb::extraction
