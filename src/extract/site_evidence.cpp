#include "extract/site_evidence.h"

#include <algorithm>

#include "extract/fingerprint.h"

namespace lubb::extraction {
namespace {

// The page at hand is mostly among those of the memory, and proves nothing against itself.
double evidence_of(double pages_with, double pages) noexcept {
  const double share = (pages_with - 1) / pages;
  return -site_weight * std::clamp((share - innocent_share) / (guilty_share - innocent_share), 0.0, 1.0);
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
    // Subheads that stories share ("Background") are theirs all the same; a list's heading goes with its
    // list.
    const bool heading = (segments.blocks[id].flags & context::heading) != 0;
    evidence.log_odds[id] = heading ? 0 : evidence_of(evidence.pages_with[id], evidence.pages);
  }
  return true;
}

}  // namespace lubb::extraction
