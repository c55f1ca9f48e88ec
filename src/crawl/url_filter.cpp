#include "crawl/url_filter.h"

#include <unicode/uregex.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/text.h"
#include "fetch/page_address.h"

namespace lubb::crawling {
namespace {

constexpr std::int32_t most_steps = 1'000;          // of one match, in ICU's unit, about a millisecond
constexpr std::int32_t most_stack = 4 * (1 << 20);  // bytes that a match may use for going back

std::string_view without_scheme(std::string_view url) noexcept {
  const std::size_t at = url.find("://");
  return at == std::string_view::npos ? url : url.substr(at + 3);
}

std::u16string utf16(std::string_view utf8) {
  std::u16string result;
  for (std::size_t i = 0; i < utf8.size();) {
    const char32_t c = text::next_code_point(utf8, i);
    if (c >= 0x10000) {
      result += static_cast<char16_t>(0xD7C0 + (c >> 10));
      result += static_cast<char16_t>(0xDC00 | (c & 0x3FF));
    } else {
      result += static_cast<char16_t>(c);
    }
  }
  return result;
}

}  // namespace

struct UrlFilter::Pattern {
  explicit Pattern(const std::u16string& source) {
    handle = uregex_open(source.data(), static_cast<std::int32_t>(source.size()), 0, nullptr, &error);
    if (U_FAILURE(error)) return;
    uregex_setTimeLimit(handle, most_steps, &error);
    uregex_setStackLimit(handle, most_stack, &error);
  }
  ~Pattern() { uregex_close(handle); }
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  [[nodiscard]] bool found_in(const std::u16string& text) const {
    UErrorCode code = U_ZERO_ERROR;
    uregex_setText(handle, text.data(), static_cast<std::int32_t>(text.size()), &code);
    return uregex_find(handle, 0, &code) != 0 && U_SUCCESS(code);
  }

  URegularExpression* handle = nullptr;
  UErrorCode error = U_ZERO_ERROR;
};

UrlFilter::UrlFilter() = default;
UrlFilter::~UrlFilter() = default;
UrlFilter::UrlFilter(UrlFilter&&) noexcept = default;
UrlFilter& UrlFilter::operator=(UrlFilter&&) noexcept = default;

Result<UrlFilter> UrlFilter::make(const std::vector<std::string>& patterns, std::string_view blacklist,
                                  const std::string& name) {
  UrlFilter filter;
  for (const std::string& source : patterns) {
    auto pattern = std::make_unique<Pattern>(utf16(source));
    if (U_FAILURE(pattern->error))
      return Error{Errc::invalid_argument, "'" + source + "' is no regular expression that can be read"};
    filter.patterns_.push_back(std::move(pattern));
  }
  for (int number = 1; !blacklist.empty(); ++number) {
    const std::string_view line = text::trim(blacklist.substr(0, blacklist.find('\n')));
    blacklist.remove_prefix(std::min(blacklist.find('\n'), blacklist.size() - 1) + 1);
    if (line.empty() || line.starts_with('#')) continue;
    const bool has_scheme = line.find("://") != std::string_view::npos;
    const Result<std::string> url = http::normal_address((has_scheme ? "" : "http://") + std::string(line));
    if (!url) {
      return Error{Errc::invalid_argument, name + ":" + std::to_string(number) + ": " + url.error().message};
    }
    filter.prefixes_.emplace(without_scheme(*url));
  }
  // With those gone that a shorter one covers, the one in front of an address in order is the only candidate.
  for (auto at = filter.prefixes_.begin(); at != filter.prefixes_.end(); ++at) {
    auto next = std::next(at);
    while (next != filter.prefixes_.end() && next->starts_with(*at)) next = filter.prefixes_.erase(next);
  }
  return filter;
}

bool UrlFilter::is_listed(std::string_view url) const {
  const std::string_view address = without_scheme(url);
  const auto behind = prefixes_.upper_bound(address);
  return behind != prefixes_.begin() && address.starts_with(*std::prev(behind));
}

bool UrlFilter::matches(std::string_view url) const {
  if (patterns_.empty()) return true;
  const std::u16string as_sent = utf16(url);
  const std::u16string as_read = utf16(http::unescaped(url));
  return std::any_of(patterns_.begin(), patterns_.end(), [&](const auto& pattern) {
    return pattern->found_in(as_sent) || pattern->found_in(as_read);
  });
}

}  // namespace lubb::crawling
