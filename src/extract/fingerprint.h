// A hash of each text block, by which the same text is known again on another page of its site.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/segment.h"

namespace lubb::extraction {

// Shorter texts stand on many pages by chance ("yes", "12 kg"), and dropping them gains little. In code
// points after folding. By judgement.
inline constexpr std::size_t fewest_fingerprint_characters = 8;
inline constexpr std::uint64_t no_fingerprint = 0;

// By the text folded for matching; figures count, for in tables and lists they are the content.
// no_fingerprint for short texts. The same on every machine, today and with later versions: it is stored.
[[nodiscard]] std::uint64_t fingerprint(std::string_view text);

// One a block.
void fingerprint_blocks(const Segments& segments, std::vector<std::uint64_t>& fingerprints);

// Those that there are, sorted, each once: as a SiteMemory takes them.
[[nodiscard]] std::vector<std::uint64_t> distinct_fingerprints(const Segments& segments);

}  // namespace lubb::extraction
