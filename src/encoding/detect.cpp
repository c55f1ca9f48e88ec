#include "encoding/detect.h"

#include <algorithm>

#include "base/text.h"
#include "encoding/scoring.h"

namespace lubb::encoding {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{64} << 10;
constexpr std::size_t kFallbackContext =
    64;  // bytes before the first byte over 0x7F in a sample of raw markup

constexpr std::size_t npos = std::string_view::npos;

// Points that another encoding must be ahead of windows-1252: two stray letters are no evidence.
constexpr double kLead = 4;

bool is_high(char c) noexcept { return (static_cast<unsigned char>(c) & 0x80) != 0; }

std::size_t high_bytes(std::string_view s) noexcept {
  return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), is_high));
}

std::size_t find_ignoring_case(std::string_view s, std::string_view lower_case, std::size_t from) noexcept {
  for (;; ++from) {
    from = s.find(lower_case[0], from);
    if (from == npos) return npos;
    if (text::equals_ignoring_ascii_case(s.substr(from, lower_case.size()), lower_case)) return from;
  }
}

// Passes over markup. What has no end (a comment, a script) is passed over as a plain tag, so that no text is
// lost to it, and its end is searched only once.
class MarkupSkipper {
 public:
  explicit MarkupSkipper(std::string_view page) noexcept : page_(page) {}

  // One past the markup that begins at page[i], a "<": its ">", or that of a script's or style's end tag.
  std::size_t end(std::size_t i) noexcept {
    const std::string_view rest = page_.substr(i);
    if (rest.starts_with("<!--")) {
      i = past("-->", i + 2, comments_end_);
    } else if (text::equals_ignoring_ascii_case(rest.substr(0, 7), "<script")) {
      i = past("</script", i, scripts_end_);
    } else if (text::equals_ignoring_ascii_case(rest.substr(0, 6), "<style")) {
      i = past("</style", i, styles_end_);
    }
    const std::size_t close = page_.find('>', i);
    return close == npos ? page_.size() : close + 1;
  }

 private:
  std::size_t past(std::string_view mark, std::size_t from, bool& known_to_end) noexcept {
    if (!known_to_end) return from;
    const std::size_t found = find_ignoring_case(page_, mark, from);
    known_to_end = found != npos;
    return known_to_end ? found : from;
  }

  std::string_view page_;
  bool comments_end_ = true, scripts_end_ = true, styles_end_ = true;
};

Guess per_byte(std::string_view charset, double points, std::string_view sample) noexcept {
  return {charset, points / static_cast<double>(std::max<std::size_t>(1, high_bytes(sample)))};
}

}  // namespace

std::string text_sample(std::string_view page) {
  std::string sample;
  MarkupSkipper markup(page);
  for (std::size_t i = 0; i < page.size() && sample.size() < kSampleBytes;) {
    if (page[i] == '<') {
      i = markup.end(i);
      continue;
    }
    const std::string_view run = page.substr(i, std::min(page.find('<', i), page.size()) - i);
    i += run.size();
    if (std::none_of(run.begin(), run.end(), is_high)) continue;
    sample += run.substr(0, kSampleBytes - sample.size());
    sample += '\n';
  }
  if (!sample.empty()) return sample;
  const auto first = static_cast<std::size_t>(std::find_if(page.begin(), page.end(), is_high) - page.begin());
  if (first == page.size()) return {};
  return std::string(page.substr(first - std::min(first, kFallbackContext), kSampleBytes));
}

Guess judge(std::string_view charset, std::string_view sample) {
  for (const MultiByteProfile& profile : multi_byte_profiles()) {
    const bool same = profile.charset == charset || (profile.charset == "gb18030" && charset == "gbk");
    if (same) return per_byte(charset, multi_byte_score(profile, sample), sample);
  }
  for (const SingleByteProfile& profile : single_byte_profiles()) {
    if (profile.charset == charset) return per_byte(charset, single_byte_score(charset, sample), sample);
  }
  return {charset, kUnknownCharset};
}

Guess detect(std::string_view sample) {
  std::string_view best = "windows-1252";
  double best_points = single_byte_score(best, sample) + kLead;
  const auto consider = [&](std::string_view charset, double points) {
    if (points <= best_points) return;
    best = charset;
    best_points = points;
  };
  std::string_view previous = best;
  for (const SingleByteProfile& profile : single_byte_profiles()) {
    if (profile.charset != previous) {
      consider(profile.charset, single_byte_score(profile.charset, sample, best_points));
    }
    previous = profile.charset;
  }
  for (const MultiByteProfile& profile : multi_byte_profiles()) {
    consider(profile.charset, multi_byte_score(profile, sample));
  }
  if (best == "windows-1252") best_points -= kLead;
  return per_byte(best, best_points, sample);
}

std::string_view detect_utf16(std::string_view page) noexcept {
  constexpr std::size_t kLookedAt = 4096;  // bytes
  const std::string_view head = page.substr(0, kLookedAt);
  if (head.find('\0') == npos) return {};
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  // Markup is ASCII, so a quarter of the bytes is NUL even where the text is not; on the other side NULs are
  // an accident.
  const std::size_t many = std::max<std::size_t>(2, head.size() / 8);
  if (odd >= many && even * 16 < odd) return "utf-16le";
  if (even >= many && odd * 16 < even) return "utf-16be";
  return {};
}

bool has_iso_2022_jp_escapes(std::string_view page) noexcept {
  for (std::size_t i = page.find('\x1B'); i != npos; i = page.find('\x1B', i + 1)) {
    const std::string_view escape = page.substr(i + 1, 2);
    if (escape == "$B" || escape == "$@" || escape == "(J") return true;
  }
  return false;
}

}  // namespace lubb::encoding
