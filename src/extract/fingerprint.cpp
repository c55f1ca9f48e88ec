#include "extract/fingerprint.h"

#include <xxhash.h>

#include <algorithm>
#include <string>

#include "base/text.h"

namespace lubb::extraction {
namespace {

std::size_t count_code_points(std::string_view text) noexcept {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::uint64_t fingerprint_of(std::string_view text, std::string& folded) {
  text::fold_for_matching(text, folded);
  if (count_code_points(folded) < fewest_fingerprint_characters) return no_fingerprint;
  return std::max<std::uint64_t>(XXH3_64bits(folded.data(), folded.size()), no_fingerprint + 1);
}

}  // namespace

std::uint64_t fingerprint(std::string_view text) {
  std::string folded;
  return fingerprint_of(text, folded);
}

void fingerprint_blocks(const Segments& segments, std::vector<std::uint64_t>& fingerprints) {
  fingerprints.clear();
  fingerprints.reserve(segments.blocks.size());
  std::string folded;
  for (const Block& block : segments.blocks)
    fingerprints.push_back(fingerprint_of(segments.block_text(block), folded));
}

std::vector<std::uint64_t> distinct_fingerprints(const Segments& segments) {
  std::vector<std::uint64_t> fingerprints;
  fingerprint_blocks(segments, fingerprints);
  std::sort(fingerprints.begin(), fingerprints.end());
  fingerprints.erase(std::unique(fingerprints.begin(), fingerprints.end()), fingerprints.end());
  if (!fingerprints.empty() && fingerprints.front() == no_fingerprint)
    fingerprints.erase(fingerprints.begin());
  return fingerprints;
}

}  // namespace lubb::extraction
