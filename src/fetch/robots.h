// robots.txt by RFC 9309: what a site asks robots to leave alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lubb::http {

// What is read of a file; RFC 9309 asks for this much at least.
inline constexpr std::size_t max_robots_bytes = 500 << 10;

// What an answer to the request for /robots.txt means.
enum class RobotsAccess : std::uint8_t {
  rules,       // the body is to be read
  everything,  // there are no rules (4xx)
  nothing,     // unreachable (5xx, too many requests, no answer): stay out for now
};
[[nodiscard]] RobotsAccess robots_access(int http_status) noexcept;

class Robots {
 public:
  // Without rules: everything is allowed.
  Robots() = default;

  // Reads at most max_robots_bytes. `product_token` is the name the rules may call us by ("lubb"); it is
  // compared without regard to case. Never fails: lines that cannot be read are passed over.
  [[nodiscard]] static Robots parse(std::string_view text, std::string_view product_token);

  // Whether the address may be fetched; only its path and query count. The longest rule that matches
  // decides, and Allow where two are equally long.
  [[nodiscard]] bool allows(std::string_view url) const;

  // Between two requests, as our group asks; never more than a day.
  [[nodiscard]] std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }

  // The http(s) addresses of sitemaps, in the order of the file.
  [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    std::string pattern;  // normalised like the path it is compared with
    bool allow = false;
  };
  friend class RobotsParser;

  std::vector<Rule> rules_;
  std::optional<std::chrono::milliseconds> crawl_delay_;
  std::vector<std::string> sitemaps_;
};

}  // namespace lubb::http
