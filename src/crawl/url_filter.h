// Which of the addresses that a crawl finds are wanted.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lubb/result.hpp"

namespace lubb::crawling {

class UrlFilter {
 public:
  // `patterns` are regular expressions, of which one must be found somewhere in the address, as it is sent or
  // with its escapes undone; none: any address will do. `blacklist` is the text of a list of addresses, one a
  // line, with or without scheme: what begins like one of them is not wanted. Blank lines and those that
  // begin with # don't count. Errors are invalid_argument; `name` is the list's, for messages.
  [[nodiscard]] static Result<UrlFilter> make(const std::vector<std::string>& patterns,
                                              std::string_view blacklist, const std::string& name);

  UrlFilter();
  ~UrlFilter();
  UrlFilter(UrlFilter&&) noexcept;
  UrlFilter& operator=(UrlFilter&&) noexcept;

  // `url` in its normal spelling. For one thread.
  [[nodiscard]] bool is_listed(std::string_view url) const;  // in the blacklist
  [[nodiscard]] bool matches(std::string_view url) const;    // the patterns

 private:
  struct Pattern;

  std::vector<std::unique_ptr<Pattern>> patterns_;
  std::set<std::string, std::less<>> prefixes_;  // without scheme; none begins with another one
};

}  // namespace lubb::crawling
