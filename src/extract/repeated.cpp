#include "extract/repeated.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

namespace lubb::extraction {
namespace {

// A long sentence is never dropped for standing a second time (refrains, quotes) unless it is this long.
constexpr std::uint32_t repeated_words = 12;
// Fewer words stand in another sentence by chance.
constexpr std::uint32_t fewest_pulled_words = 6;
// Text read in search of pulled quotations, some tens of milliseconds' worth. Real pages stay a hundred times
// below.
constexpr std::size_t most_pulled_bytes = std::size_t{64} << 20;

// Where `wanted` stands in `text` at `from` or behind; npos where it does not. Linear, which find() is not.
std::size_t find_text(std::string_view text, std::string_view wanted, std::size_t from) noexcept {
  if (from >= text.size()) return std::string_view::npos;
  const void* const found = memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

void drop_repeated(const Page& page, std::vector<BlockId>& seen, std::vector<Decision>& decisions) {
  const auto is_judged = [&](BlockId id) {
    return decisions[id].kept && page.segments.blocks[id].counts.words >= repeated_words;
  };
  std::size_t judged = 0;
  for (BlockId id = 0; id < decisions.size(); ++id) judged += is_judged(id) ? 1 : 0;
  seen.assign(std::bit_ceil(judged * 2 + 1), no_id);
  for (const bool hidden : {false, true}) {
    for (BlockId id = 0; id < decisions.size(); ++id) {
      const Block& block = page.segments.blocks[id];
      if (!is_judged(id) || ((block.flags & context::hidden) != 0) != hidden) continue;
      const std::string_view text = page.segments.block_text(block);
      std::size_t slot = std::hash<std::string_view>()(text) & (seen.size() - 1);
      while (seen[slot] != no_id && page.segments.block_text(page.segments.blocks[seen[slot]]) != text)
        slot = (slot + 1) & (seen.size() - 1);
      if (seen[slot] != no_id)
        drop(decisions[id], Reason::repeated);
      else
        seen[slot] = id;
    }
  }
}

void drop_pulled_quotes(const Page& page, std::vector<Decision>& decisions) {
  const std::string_view all = page.segments.text;
  std::size_t read = 0;
  for (BlockId id = 0; id < decisions.size(); ++id) {
    const Block& block = page.segments.blocks[id];
    const bool pulled = (block.flags & (context::aside | context::quote | context::figure)) != 0;
    if (!decisions[id].kept || !pulled || block.counts.words < fewest_pulled_words) continue;
    const std::string_view text = page.segments.block_text(block);
    for (std::size_t at = 0; read < most_pulled_bytes; ++at) {
      const std::size_t from = at;
      at = find_text(all, text, from);
      read += std::min(at, all.size()) - from + text.size();
      if (at == std::string_view::npos) break;
      const auto holder =
          std::upper_bound(page.segments.blocks.begin(), page.segments.blocks.end(), at,
                           [](std::size_t place, const Block& b) { return place < b.text_begin; });
      const auto other = static_cast<BlockId>(holder - page.segments.blocks.begin() - 1);
      if (other == id || !decisions[other].kept) continue;
      if (page.segments.blocks[other].counts.words > block.counts.words) {
        drop(decisions[id], Reason::repeated);
        break;
      }
    }
  }
}

}  // namespace lubb::extraction
