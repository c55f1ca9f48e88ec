#include "cli/site_memories.h"

#include <functional>
#include <utility>

#include "base/text.h"
#include "base/url.h"

namespace lubb::cli {
namespace {

// The blocks are hashes themselves.
std::uint64_t hash_of(const std::vector<std::uint64_t>& blocks) noexcept {
  constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15;  // the golden ratio's digits
  std::uint64_t hash = blocks.size();
  for (const std::uint64_t block : blocks) hash = (hash ^ block ^ hash >> 29) * odd;
  return hash;
}

}  // namespace

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? "./" : std::string(path.substr(0, slash + 1));
}

std::string site_of(const input::Item& item, const std::string& named_input, std::string_view address) {
  if (url::is_http(address)) return text::ascii_lower(url::host_without_www(address));
  if (item.kind == input::ItemKind::file && !item.in_directory) return folder_of(item.path);
  return named_input.ends_with('/') ? named_input : named_input + "/";
}

void SiteMemories::add(SeenPage page) {
  Sample& sample = samples_[page.site];
  sample.try_emplace(hash_of(page.blocks), std::move(page.blocks));
  if (sample.size() > most_remembered_pages) sample.erase(std::prev(sample.end()));
  if (page.id.empty()) return;
  // Two items with one id: whichever comes first, they have one site.
  const auto [at, is_new] = sites_by_id_.try_emplace(std::hash<std::string>()(page.id), page.site);
  if (!is_new && page.site < at->second) at->second = std::move(page.site);
}

void SiteMemories::settle() {
  for (auto& [site, sample] : samples_) {
    std::vector<SiteMemory::Page> pages;
    pages.reserve(sample.size());
    for (auto& [hash, blocks] : sample) pages.push_back({std::move(blocks)});
    memories_.emplace(site, SiteMemory(std::move(pages)));
  }
  samples_.clear();
}

const SiteMemory* SiteMemories::find(const input::Item& item, const std::string& named_input,
                                     std::string_view address) const {
  if (!url::is_http(address)) {
    const auto told = sites_by_id_.find(std::hash<std::string>()(item.id));
    if (told != sites_by_id_.end()) return find(told->second);
  }
  return find(site_of(item, named_input, address));
}

const SiteMemory* SiteMemories::find(const std::string& site) const {
  const auto found = memories_.find(site);
  return found == memories_.end() ? nullptr : &found->second;
}

}  // namespace lubb::cli
