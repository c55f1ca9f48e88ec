// The list of addresses that a crawl begins with.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lubb/result.hpp"

namespace lubb::crawling {

struct Seed {
  std::string url;                                 // in its normal spelling
  std::uint32_t max_pages = 0;                     // found through it, at most; 0: no bound of its own
  std::optional<std::chrono::milliseconds> delay;  // between two requests to its host
  bool follow = false;  // a section page: the links to its own site are followed, one level
};

// One seed a line: an address, then settings "max-pages=N", "delay=SECONDS" and "follow=1" in any order.
// Blank lines and those that begin with # don't count; of two lines with one address the first one does.
// `name` is the file's, for messages. Errors are invalid_argument and name file and line.
[[nodiscard]] Result<std::vector<Seed>> parse_seeds(std::string_view text, const std::string& name);

}  // namespace lubb::crawling
