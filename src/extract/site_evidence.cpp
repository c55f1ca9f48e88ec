#include "extract/site_evidence.h"

#include <algorithm>

#include "extract/fingerprint.h"

namespace lubb::extraction {
namespace {

double evidence_of(const Block& block, double pages_with, double pages) noexcept {
  // Subheads that stories share ("Background") are theirs all the same; a list's heading goes with its list.
  if ((block.flags & context::heading) != 0) return 0;
  const bool linked = block.link_words * 2 > block.counts.words && pages_with >= fewest_linked_pages;
  const SuspectShare from = linked ? linked_share : text_share;
  // The page at hand is mostly among those of the memory, and proves nothing against itself.
  const double share = (pages_with - 1) / pages;
  return -site_weight * std::clamp((share - from.innocent) / (from.guilty - from.innocent), 0.0, 1.0);
}

}  // namespace

double site_share(double article) noexcept {
  return std::clamp((article - site_articles_from) / (site_articles_fully - site_articles_from), 0.0, 1.0);
}

bool weigh_site(const SiteMemory* memory, const Segments& segments, SiteEvidence& evidence) {
  if (memory == nullptr || memory->pages() < fewest_site_pages) return false;
  fingerprint_blocks(segments, evidence.fingerprints);
  evidence.pages = memory->pages();
  evidence.pages_with.resize(segments.blocks.size());
  evidence.log_odds.resize(segments.blocks.size());
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    const std::uint64_t block = evidence.fingerprints[id];
    evidence.pages_with[id] = block == no_fingerprint ? 0 : memory->pages_with(block);
    evidence.log_odds[id] = evidence_of(segments.blocks[id], evidence.pages_with[id], evidence.pages);
  }
  return true;
}

}  // namespace lubb::extraction
