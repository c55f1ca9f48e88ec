#include "extract/token_reader.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/sixteen_bytes.h"
#include "extract/segment.h"

namespace lubb::extraction {
namespace {

struct TokenFlags {
  std::string_view token;
  std::uint32_t flags;
  std::uint32_t hash = token_hash(token);
};
constexpr std::array token_flags{
    TokenFlags{"comment", context::comment},     TokenFlags{"comments", context::comment},
    TokenFlags{"commentlist", context::comment}, TokenFlags{"disqus", context::comment},
    TokenFlags{"accordion", context::panel},     TokenFlags{"collapse", context::panel},
    TokenFlags{"collapsible", context::panel},   TokenFlags{"tabpanel", context::panel},
    TokenFlags{"pane", context::panel},          TokenFlags{"expandable", context::panel},
};

// Which hashes occur in token_flags, by their lowest bits, one bit each.
constexpr std::uint64_t hash_bit(std::uint32_t hash) noexcept { return std::uint64_t{1} << (hash & 63); }
constexpr std::uint64_t token_flags_hashes = [] {
  std::uint64_t hashes = 0;
  for (const TokenFlags& entry : token_flags) hashes |= hash_bit(entry.hash);
  return hashes;
}();

std::uint32_t flags_of_token(std::string_view token, std::uint32_t hash) noexcept {
  if ((token_flags_hashes & hash_bit(hash)) == 0) return 0;
  for (const TokenFlags& entry : token_flags) {
    if (entry.hash == hash && entry.token == token) return entry.flags;
  }
  return 0;
}

#ifdef __SSE2__
namespace sixteen = text::sixteen_bytes;

constexpr std::size_t window = 63;  // bytes that are read at once, with a bit for the place behind them
// From the beginning of a window on: the vectors that hold it, and the one that holds its last letter's word.
constexpr std::size_t readable = (window + 1) + sixteen::width;

// Where the tokens of a window begin and end, one bit each.
struct Runs {
  std::uint64_t begins, ends;
};

Runs find_runs(const char* at, std::size_t size) noexcept {
  std::uint64_t capitals = 0, letters = 0;
  for (std::size_t i = 0; i < size; i += sixteen::width) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + i));
    const __m128i letter = sixteen::between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
    const __m128i capital = _mm_and_si128(letter, _mm_cmplt_epi8(bytes, _mm_set1_epi8('a')));
    letters |= std::uint64_t{sixteen::bits(letter)} << i;
    capitals |= std::uint64_t{sixteen::bits(capital)} << i;
  }
  letters &= (std::uint64_t{1} << size) - 1;
  const std::uint64_t turns = capitals & letters & (letters & ~capitals) << 1;
  return {(letters & ~(letters << 1)) | turns, (~letters & letters << 1) | turns};
}
#endif

}  // namespace

void TokenReader::use(const TokenTable& tokens, std::string_view source) noexcept {
#ifdef __SSE2__
  if (tokens_.slots.data() != tokens.slots.data()) entries_.fill({});
#endif
  tokens_ = tokens;
  source_end_ = source.data() + source.size();
}

void TokenReader::add(std::string_view token, std::uint32_t hash, KnownTokens& found) const noexcept {
  found.flags |= flags_of_token(token, hash);
  add_tag(hash, found);
}

void TokenReader::add_tag(std::uint32_t hash, KnownTokens& found) const noexcept {
  found.ids[found.count] = tokens_.find(hash);
  found.count += found.ids[found.count] != no_token ? 1 : 0;
}

void TokenReader::read_by_hashes(std::string_view value, std::uint32_t limit,
                                 KnownTokens& found) const noexcept {
  found.read += for_each_token(value, limit,
                               [&](std::string_view token, std::uint32_t hash) { add(token, hash, found); });
}

#ifdef __SSE2__
void TokenReader::read(std::string_view value, KnownTokens& found) noexcept {
  std::array<char, readable> padded;
  while (!value.empty() && found.read < KnownTokens::most) {
    const std::size_t size = std::min(value.size(), window);
    const char* at = value.data();
    if (static_cast<std::size_t>(source_end_ - at) < readable) {
      padded.fill(0);
      std::memcpy(padded.data(), at, size);
      at = padded.data();
    }
    const std::size_t taken = read_window(at, size, size == value.size(), found);
    if (taken == 0) return read_by_hashes(value, KnownTokens::most - found.read, found);
    value.remove_prefix(taken);
  }
}

// Returns how many bytes are done; 0 where one token fills the window and goes on.
std::size_t TokenReader::read_window(const char* at, std::size_t size, bool is_last,
                                     KnownTokens& found) noexcept {
  auto [begins, ends] = find_runs(at, size);
  if (!is_last && (ends >> size & 1) != 0) {  // the last token may go on behind the window
    size = static_cast<std::size_t>(std::bit_width(begins)) - 1;
    begins &= ~(std::uint64_t{1} << size);
  }
  std::uint32_t count = found.count, flags = found.flags, read = found.read;
  for (; begins != 0 && read < KnownTokens::most; begins &= begins - 1, ends &= ends - 1) {
    const auto begin = static_cast<std::size_t>(std::countr_zero(begins));
    const auto letters = static_cast<std::size_t>(std::countr_zero(ends)) - begin;
    if (letters == 1) continue;
    ++read;
    if (letters > sixteen::width) {
      found.ids[count] = find_long({at + begin, letters});
    } else {
      const Entry& entry = find(at + begin, letters);
      flags |= entry.flags;
      found.ids[count] = entry.id;
    }
    count += found.ids[count] != no_token ? 1 : 0;
  }
  found.count = count;
  found.flags = flags;
  found.read = read;
  return size;
}

// Of a word that no flags hang on.
std::uint16_t TokenReader::find_long(std::string_view word) const noexcept {
  std::uint16_t id = no_token;
  for_each_token(word, 1, [&](std::string_view, std::uint32_t hash) { id = tokens_.find(hash); });
  return id;
}

const TokenReader::Entry& TokenReader::find(const char* at, std::size_t letters) noexcept {
  const __m128i small =
      _mm_or_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)), _mm_set1_epi8(0x20));
  const __m128i word = _mm_and_si128(small, sixteen::first(letters));
  const auto low = static_cast<std::uint64_t>(_mm_cvtsi128_si64(word));
  const auto high = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(word, word)));
  Entry& entry = entries_[(low * 0x9E3779B97F4A7C15ull + high * 0xC2B2AE3D27D4EB4Full) >> (64 - slot_bits)];
  if (entry.low != low || entry.high != high) fill(entry, low, high, letters);
  return entry;
}

void TokenReader::fill(Entry& entry, std::uint64_t low, std::uint64_t high,
                       std::size_t letters) const noexcept {
  std::array<char, sixteen::width> word;
  std::memcpy(word.data(), &low, sizeof low);
  std::memcpy(word.data() + sizeof low, &high, sizeof high);
  const std::string_view token(word.data(), letters);
  const std::uint32_t hash = token_hash(token);
  entry = {low, high, flags_of_token(token, hash), tokens_.find(hash)};
}
#else
void TokenReader::read(std::string_view value, KnownTokens& found) noexcept {
  read_by_hashes(value, KnownTokens::most - found.read, found);
}
#endif

}  // namespace lubb::extraction
