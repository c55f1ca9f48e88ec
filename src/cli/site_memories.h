// The memories of all sites that the inputs of a run hold, made by a first look at them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "input/item.h"
#include "lubb/site_memory.hpp"

namespace lubb::cli {

// So many pages of a site are remembered: enough to know a share of pages to within 3 %. Which ones follows
// from their content, not from their order.
inline constexpr std::size_t most_remembered_pages = 256;

// The site of a page: the host of its address without "www.", or where that is not known the input it comes
// from: the folder of a file that was named, or the folder or file that was.
[[nodiscard]] std::string site_of(const input::Item& item, const std::string& named_input,
                                  std::string_view address);

// "dir/" of "dir/a.html", "./" of "a.html".
[[nodiscard]] std::string folder_of(std::string_view path);

// What the first look has found of a page.
struct SeenPage {
  std::string site;
  std::string id;  // of its item, where only the page itself tells the site
  std::vector<std::uint64_t> blocks;
};

class SiteMemories {
 public:
  void add(SeenPage page);
  void settle();  // after the last page

  // Of the site of an item whose address, as far as it is known without looking at the page, is this; null:
  // nothing is known. After settle(); by any number of threads.
  [[nodiscard]] const SiteMemory* find(const input::Item& item, const std::string& named_input,
                                       std::string_view address) const;
  [[nodiscard]] const SiteMemory* find(const std::string& site) const;

 private:
  using Sample = std::map<std::uint64_t, std::vector<std::uint64_t>>;  // pages by a hash of their blocks

  std::unordered_map<std::string, Sample> samples_;
  std::unordered_map<std::string, SiteMemory> memories_;
  std::unordered_map<std::size_t, std::string> sites_by_id_;  // by the hash of the id
};

}  // namespace lubb::cli
