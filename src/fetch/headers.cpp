#include "fetch/headers.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <random>

#include "base/text.h"
#include "fetch/curl_library.h"
#include "http/response_headers.h"

namespace lubb::http {
namespace {

constexpr std::chrono::seconds longest_wait = std::chrono::hours(24);
constexpr std::chrono::milliseconds first_pause{500};  // before the first new try
constexpr int most_doublings = 8;                      // 128 s
constexpr double most_jitter = 0.5;                    // of the pause, on top

bool is_token_char(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

}  // namespace

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm fields{};
  gmtime_r(&now, &fields);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &fields)};
}

std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                           std::chrono::seconds unix_now) {
  value = text::trim(value);
  std::chrono::seconds wait{0};
  if (const auto number = parse_number(value)) {
    const auto most = static_cast<unsigned long long>(longest_wait.count());
    wait = std::chrono::seconds(static_cast<long long>(std::min(*number, most)));
  } else {
    if (curl().failure) return std::nullopt;
    const time_t date = curl().getdate(std::string(value).c_str(), nullptr);
    if (date < 0) return std::nullopt;
    wait = std::max(std::chrono::seconds(0), std::chrono::seconds(date) - unix_now);
  }
  return std::min(wait, longest_wait);
}

std::chrono::milliseconds pause_before_try(int tries, std::string_view retry_after) {
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch());
  if (const auto wanted = parse_retry_after(retry_after, now)) return *wanted;
  thread_local std::minstd_rand random{std::random_device{}()};
  const double factor = 1 + std::uniform_real_distribution<double>(0, most_jitter)(random);
  const auto pause = first_pause * (1 << std::min(tries, most_doublings));
  return std::chrono::milliseconds(static_cast<long long>(static_cast<double>(pause.count()) * factor));
}

bool is_valid_header(std::string_view header) noexcept {
  const std::size_t colon = header.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view name = header.substr(0, colon);
  constexpr std::string_view line_ends("\r\n\0", 3);
  return std::all_of(name.begin(), name.end(), is_token_char) &&
         header.find_first_of(line_ends) == std::string_view::npos;
}

}  // namespace lubb::http
