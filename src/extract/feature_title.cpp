// Title: how far a block is from the headline, and what it shares with <title>.
#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <string_view>

#include "base/eight_bytes.h"
#include "base/sixteen_bytes.h"
#include "base/text.h"
#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

constexpr float no_title_steps = 99;         // levels; for pages without a headline
constexpr float most_before_title = -99;     // blocks
constexpr float most_after_title = 999;      // blocks; also for pages without a headline
constexpr std::uint32_t overlap_words = 60;  // longer blocks are no headlines

// 0 for bytes that end a word, else the byte with ASCII letters in lower case.
constexpr std::array<std::uint8_t, 256> make_word_bytes() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    const bool word = c >= 128 || text::is_ascii_alpha(byte) || text::is_ascii_digit(byte);
    table[c] = word ? static_cast<std::uint8_t>(text::ascii_lower(byte)) : std::uint8_t{0};
  }
  return table;
}
constexpr std::array<std::uint8_t, 256> word_bytes = make_word_bytes();

// A word is a run of ASCII letters and digits and of bytes above 127.
std::uint8_t word_byte(char c) noexcept { return word_bytes[static_cast<unsigned char>(c)]; }

// A bit for each of 64 bytes, or fewer at the end of the text, that are of words.
std::uint64_t find_word_bytes(std::string_view text) noexcept {
  std::uint64_t found = 0;
  std::size_t i = 0;
#ifdef __SSE2__
  namespace sixteen = text::sixteen_bytes;
  for (; i + sixteen::width <= text.size(); i += sixteen::width) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    const __m128i letters = sixteen::between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
    const __m128i letters_digits = _mm_or_si128(letters, sixteen::between(bytes, '0', '9'));
    found |= std::uint64_t{sixteen::bits(_mm_or_si128(letters_digits, bytes))} << i;  // high bits: over 127
  }
#endif
  for (; i < text.size(); ++i) found |= std::uint64_t{word_byte(text[i]) != 0} << i;
  return found;
}

// Where words begin in a text.
class WordBeginnings {
 public:
  WordBeginnings(const std::string& text, PageMemory& memory) : text_(text), beginnings_(memory) {
    beginnings_.reserve(text.size() / at_once + 1);
    std::uint64_t carried = 0;  // the last byte before was of a word
    for (std::size_t i = 0; i < text.size(); i += at_once) {
      const std::uint64_t bytes = find_word_bytes(std::string_view(text).substr(i, at_once));
      beginnings_.push_back(bytes & ~(bytes << 1 | carried));
      carried = bytes >> (at_once - 1);
    }
  }

  // Calls take(pointer) for each word that begins in text[begin, end).
  template <class Take>
  void for_each(std::size_t begin, std::size_t end, Take&& take) const {
    const char* const text = text_.data();
    for (std::size_t i = begin / at_once; i * at_once < end; ++i) {
      std::uint64_t bits = beginnings_[i];
      if (i == begin / at_once) bits &= ~std::uint64_t{0} << begin % at_once;
      if (i == end / at_once) bits &= (std::uint64_t{1} << end % at_once) - 1;
      const char* const at = text + i * at_once;
      for (; bits != 0; bits &= bits - 1) take(at + std::countr_zero(bits));
    }
  }

 private:
  static constexpr std::size_t at_once = 64;
  const std::string& text_;
  PageVector<std::uint64_t> beginnings_;
};

// The words of <title>.
class TitleWords {
 public:
  TitleWords(const std::string& title, PageMemory& memory) : words_(memory) {
    words_.emplace_back();  // none
    WordBeginnings(title, memory).for_each(0, title.size(), [&](const char* at) {
      const char* const end = title.data() + title.size();
      if (!has(at, end)) add(at, end);
    });
  }

  [[nodiscard]] bool empty() const noexcept { return words_.size() == 1; }
  // `end`: of the text, where one more byte can be read that is of no word.
  [[nodiscard]] bool has(const char* at, const char* end) const noexcept {
    std::uint16_t i = first_[beginning(at[0], at[1])];
    if (i == 0) return false;  // most words
    const std::uint64_t start = load_small(at, end);
    while (i != 0 && !is(words_[i], start, at)) i = words_[i].next;
    return i != 0;
  }

 private:
  struct Word {
    std::uint64_t start = 0, mask = 0;  // the first eight bytes in small letters, and which of them there are
    const char* at = nullptr;
    std::uint16_t size = 0;
    std::uint16_t next = 0;  // with the same beginning; 0 = none
  };

  static std::uint64_t load_small(const char* at, const char* end) noexcept {
    const std::uint64_t bytes = text::eight_bytes::load(at, static_cast<std::size_t>(end - at));
    return bytes | text::eight_bytes::capitals(bytes) >> 2;
  }

  static bool is(const Word& word, std::uint64_t start, const char* at) noexcept {
    if (((start ^ word.start) & word.mask) != 0) return false;
    std::size_t i = std::min(sizeof start, std::size_t{word.size});
    while (i < word.size && word_byte(at[i]) == word_byte(word.at[i])) ++i;
    return i == word.size && word_byte(at[i]) == 0;
  }

  // A number of the first two bytes, the same in capitals.
  static std::size_t beginning(char first, char second) noexcept {
    const auto small = [](char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c) | 0x20); };
    return (small(first) * 37 ^ small(second)) % beginnings;
  }

  void add(const char* at, const char* end) {
    Word word{.start = load_small(at, end), .at = at};
    while (word_byte(at[word.size]) != 0) ++word.size;
    word.mask = word.size >= sizeof word.start ? ~std::uint64_t{0} : (std::uint64_t{1} << 8 * word.size) - 1;
    add(word, beginning(at[0], at[1]));
    if (word.size > 1) return;
    for (unsigned c = 0; c < 256; ++c) add(word, beginning(at[0], static_cast<char>(c)));  // whatever follows
  }

  void add(Word word, std::size_t beginning) {
    word.next = first_[beginning];
    first_[beginning] = static_cast<std::uint16_t>(words_.size());
    words_.push_back(word);
  }

  static constexpr std::size_t beginnings = 1024;
  std::array<std::uint16_t, beginnings> first_{};  // in words_
  PageVector<Word> words_;
};

const std::string& read_title(const dom::Document& document, std::string& memory) {
  constexpr std::size_t longest_title = 1000;  // bytes
  const SourceRange range = document.title();
  const std::size_t size = std::min<std::size_t>(range.end - range.begin, longest_title);
  memory.clear();
  dom::append_decoded(document.source().substr(range.begin, size), false, memory);
  return memory;
}

void set_overlaps(const Segments& segments, const TitleWords& title, FeatureMatrix& features) {
  if (title.empty()) return features.fill(Feature::title_overlap, 0);
  const WordBeginnings beginnings(segments.text, features.memory());
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    const Block& block = segments.blocks[id];
    unsigned words = 0, shared = 0;
    if (block.counts.words <= overlap_words) {
      const std::size_t begin = block.text_begin, end = begin + block.text_size;
      beginnings.for_each(begin, end,
                          [&, text_end = segments.text.data() + segments.text.size()](const char* word) {
                            ++words;
                            if (title.has(word, text_end)) ++shared;
                          });
    }
    features.set(id, Feature::title_overlap,
                 words == 0 ? 0.0F : static_cast<float>(shared) / static_cast<float>(words));
  }
}

// The heading that shows the title: the one with the best overlap, h1 before others; no_id if none.
BlockId find_title_block(const Segments& segments, const FeatureMatrix& features) {
  BlockId best = no_id;
  float best_score = 0;
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    const float level = features.at(id, Feature::heading_level);
    if (level == 0) continue;
    const auto words = static_cast<float>(std::min<std::uint32_t>(segments.blocks[id].counts.words, 8));
    const float score = features.at(id, Feature::title_overlap) * words + (level == 1 ? 1.0F : 0.0F);
    if (score > best_score) {
      best_score = score;
      best = id;
    }
  }
  return best;
}

// How far block and headline stand apart, in the tree and in blocks.
void set_distances(const Segments& segments, BlockId heading, FeatureMatrix& features) {
  const auto blocks = static_cast<BlockId>(segments.blocks.size());
  if (heading == no_id)
    return features.fill(0, blocks, Feature::steps_to_title,
                         {no_title_steps, no_title_steps, most_after_title});
  const ElementId title = segments.blocks[heading].container;
  SharedDepth with_title(segments, title, features.memory());
  for (BlockId id = 0; id < blocks; ++id) {
    const ElementId container = segments.blocks[id].container;
    const int shared = with_title.of(container);
    const float distance = static_cast<float>(id) - static_cast<float>(heading);
    features.set(id, Feature::steps_to_title,
                 {static_cast<float>(segments.elements[container].depth - shared),
                  static_cast<float>(segments.elements[title].depth - shared),
                  std::clamp(distance, most_before_title, most_after_title)});
  }
}

}  // namespace

void compute_title_features(const dom::Document& document, const Segments& segments,
                            FeatureMatrix& features) {
  set_overlaps(segments, TitleWords(read_title(document, features.text_memory()), features.memory()),
               features);
  set_distances(segments, find_title_block(segments, features), features);
}

}  // namespace lubb::extraction
