#include "crawl/seeds.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "fetch/page_address.h"
#include "fetch/target.h"

namespace lubb::crawling {
namespace {

constexpr std::string_view space = " \t\r";
constexpr double longest_delay_seconds = 86'400;

// Takes the next word from the front; empty at the end.
std::string_view take_word(std::string_view& line) noexcept {
  line.remove_prefix(std::min(line.find_first_not_of(space), line.size()));
  const std::size_t size = std::min(line.find_first_of(space), line.size());
  const std::string_view word = line.substr(0, size);
  line.remove_prefix(size);
  return word;
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
  return value;
}

// The reason why a setting cannot be read; nullopt where it can.
std::optional<std::string> take_setting(std::string_view word, Seed& seed) {
  const std::size_t equals = std::min(word.find('='), word.size());
  const std::string_view name = word.substr(0, equals);
  const std::string_view value = word.substr(std::min(equals + 1, word.size()));
  if (name == "max-pages") {
    const auto pages = number<std::uint32_t>(value);
    if (!pages || *pages == 0) return "max-pages must be a number of pages";
    seed.max_pages = *pages;
  } else if (name == "delay") {
    const auto seconds = number<double>(value);
    if (!seconds || !(*seconds >= 0 && *seconds <= longest_delay_seconds))
      return "delay must be a number of seconds up to a day";
    seed.delay = std::chrono::milliseconds(static_cast<long long>(*seconds * 1000));
  } else if (name == "follow") {
    if (value != "1" && value != "0") return "follow must be 1 or 0";
    seed.follow = value == "1";
  } else {
    return "'" + std::string(word) + "' is no setting of a seed (max-pages=, delay=, follow=)";
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<Seed>> parse_seeds(std::string_view text, const std::string& name) {
  std::vector<Seed> seeds;
  std::unordered_set<std::string> seen;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int line_number = 1; !text.empty(); ++line_number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string place = name + ":" + std::to_string(line_number) + ": ";
    const std::string address(take_word(line));
    if (address.empty() || address.starts_with('#')) continue;
    Seed seed;
    Result<std::string> url = http::normal_address(address);
    if (!url)
      return Error{Errc::invalid_argument, place + http::printable_url(address) + ": " + url.error().message};
    seed.url = std::move(*url);
    for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
      if (auto fault = take_setting(word, seed)) return Error{Errc::invalid_argument, place + *fault};
    }
    if (seen.insert(seed.url).second) seeds.push_back(std::move(seed));
  }
  return seeds;
}

}  // namespace lubb::crawling
