#include "fetch/robots.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "base/url.h"

namespace lubb::http {
namespace {

constexpr std::size_t max_sitemaps = 1000;  // of one file
constexpr double longest_delay_seconds = 86'400;
constexpr std::string_view hex_digits = "0123456789ABCDEF";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_unreserved(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

void append_escape(unsigned char byte, std::string& out) {
  out += '%';
  out += hex_digits[byte >> 4];
  out += hex_digits[byte & 15];
}

// One spelling for paths and patterns: escapes in upper case, those of unreserved characters undone, all
// that is not ASCII escaped.
std::string normalised(std::string_view path) {
  std::string result;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const int high = path[i] == '%' && i + 2 < path.size() ? hex_value(path[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(path[i + 2]) : -1;
    if (low >= 0) {
      const char c = static_cast<char>(high * 16 + low);
      i += 2;
      if (is_unreserved(c)) {
        result += c;
      } else {
        append_escape(static_cast<unsigned char>(c), result);
      }
    } else if (static_cast<unsigned char>(path[i]) >= 0x80) {
      append_escape(static_cast<unsigned char>(path[i]), result);
    } else {
      result += path[i];
    }
  }
  return result;
}

// '*' stands for any bytes, '$' at the end for the end of the path. Each part is looked for once, from the
// left: linear in practice, and never exponential.
bool matches(std::string_view pattern, std::string_view path) noexcept {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  bool first = true;
  for (;;) {
    const std::size_t star = pattern.find('*');
    const std::string_view part = pattern.substr(0, star);
    const bool last = star == std::string_view::npos;
    if (last && anchored) return first ? path == part : path.ends_with(part);
    const std::size_t at = first ? (path.starts_with(part) ? 0 : std::string_view::npos) : path.find(part);
    if (at == std::string_view::npos) return false;
    if (last) return true;
    path.remove_prefix(at + part.size());
    pattern.remove_prefix(star + 1);
    first = false;
  }
}

std::string_view path_and_query(std::string_view url) noexcept {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    const std::size_t begin = url.find_first_of("/?#", scheme + 3);
    url = begin == std::string_view::npos ? std::string_view("/") : url.substr(begin);
  }
  return url.substr(0, url.find('#'));
}

std::optional<std::chrono::milliseconds> parse_delay(std::string_view value) noexcept {
  double seconds = 0;
  const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  const bool whole = error == std::errc{} && rest == value.data() + value.size();
  if (!whole || !std::isfinite(seconds) || seconds < 0) return std::nullopt;
  return std::chrono::milliseconds(static_cast<long long>(std::min(seconds, longest_delay_seconds) * 1000));
}

// The product token in front of a version and comments: "lubb/1.0" -> "lubb".
std::string product_of(std::string_view agent) {
  const auto* end = std::find_if(agent.begin(), agent.end(), [](char c) {
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-');
  });
  return text::ascii_lower(agent.substr(0, static_cast<std::size_t>(end - agent.begin())));
}

}  // namespace

// Collects the group that names us and the one for all, side by side.
class RobotsParser {
 public:
  explicit RobotsParser(std::string_view product_token) : token_(text::ascii_lower(product_token)) {}

  void line(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return;
    text = text::trim(text.substr(0, text.find('#')));
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return;
    field(text::ascii_lower(text::trim(text.substr(0, colon))), text::trim(text.substr(colon + 1)));
  }

  Robots result() && {
    Robots& chosen = named_us_ ? ours_ : everybodys_;
    chosen.sitemaps_ = std::move(sitemaps_);
    return std::move(chosen);
  }

 private:
  void field(const std::string& name, std::string_view value) {
    if (name == "user-agent") return user_agent(value);
    if (name == "sitemap" && url::is_http(value) && sitemaps_.size() < max_sitemaps)
      sitemaps_.emplace_back(value);
    const bool rule = name == "allow" || name == "disallow";
    if (!rule && name != "crawl-delay") return;
    in_agents_ = false;
    for (Robots* group : {in_ours_ ? &ours_ : nullptr, in_everybodys_ ? &everybodys_ : nullptr}) {
      if (group == nullptr) continue;
      if (rule && !value.empty()) group->rules_.push_back({normalised(value), name == "allow"});
      if (!rule && !group->crawl_delay_) group->crawl_delay_ = parse_delay(value);
    }
  }

  // Lines of names that follow each other begin one group together.
  void user_agent(std::string_view value) {
    if (!std::exchange(in_agents_, true)) in_ours_ = in_everybodys_ = false;
    if (value == "*") in_everybodys_ = true;
    if (product_of(value) != token_) return;
    in_ours_ = named_us_ = true;
  }

  std::string token_;
  Robots ours_, everybodys_;
  std::vector<std::string> sitemaps_;
  bool in_agents_ = false;
  bool in_ours_ = false, in_everybodys_ = false;
  bool named_us_ = false;
};

RobotsAccess robots_access(int http_status) noexcept {
  if (http_status >= 200 && http_status < 300) return RobotsAccess::rules;
  const bool wait = http_status == 429 || http_status < 400 || http_status >= 500;
  return wait ? RobotsAccess::nothing : RobotsAccess::everything;
}

Robots Robots::parse(std::string_view text, std::string_view product_token) {
  text = text.substr(0, max_robots_bytes);
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  RobotsParser parser(product_token);
  while (!text.empty()) {
    const std::size_t size = std::min(text.find_first_of("\r\n"), text.size());
    parser.line(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return std::move(parser).result();
}

bool Robots::allows(std::string_view url) const {
  const std::string path = normalised(path_and_query(url));
  if (path == "/robots.txt") return true;
  std::size_t longest = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    const std::size_t size = rule.pattern.size();
    if (size < longest || (size == longest && !rule.allow)) continue;
    if (!matches(rule.pattern, path)) continue;
    longest = size;
    allowed = rule.allow;
  }
  return allowed;
}

}  // namespace lubb::http
