#include "writers/markdown_escape.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "writers/escape.h"

namespace lubb::writers {
namespace {

// A list marker has at most nine digits (CommonMark, 5.2).
constexpr std::size_t kMaxMarkerDigits = 9;

bool is_alphanumeric(char c) noexcept { return text::is_ascii_alpha(c) || text::is_ascii_digit(c); }

bool is_markdown_space(char32_t c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

struct Range {
  char32_t first, last;
};

// Letters, digits and marks of the scripts most pages are written in.
constexpr Range kWords[] = {{'0', '9'},       {'A', 'Z'},       {'a', 'z'},        {0xC0, 0xD6},
                            {0xD8, 0xF6},     {0xF8, 0x24F},    {0x370, 0x373},    {0x388, 0x3FF},
                            {0x400, 0x481},   {0x48A, 0x52F},   {0x5D0, 0x5EA},    {0x620, 0x669},
                            {0x66E, 0x6D3},   {0x6EE, 0x6FC},   {0x750, 0x77F},    {0x8A0, 0x8C7},
                            {0x904, 0x939},   {0xE01, 0xE2E},   {0x1E00, 0x1EFF},  {0x3041, 0x3096},
                            {0x30A1, 0x30FA}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},  {0xAC00, 0xD7A3},
                            {0xFB50, 0xFBB1}, {0xFE80, 0xFEFC}, {0x20000, 0x2A6DF}};

// Of Unicode's punctuation (categories P*) what is common in running text: quotation marks, dashes, the
// marks of Arabic and of Chinese and Japanese.
constexpr Range kPunctuation[] = {{'!', '/'},       {':', '@'},       {'[', '`'},       {'{', '~'},
                                  {0xA1, 0xA1},     {0xAB, 0xAB},     {0xB7, 0xB7},     {0xBB, 0xBB},
                                  {0xBF, 0xBF},     {0x60C, 0x60D},   {0x61B, 0x61B},   {0x61E, 0x61F},
                                  {0x66A, 0x66D},   {0x6D4, 0x6D4},   {0x2010, 0x2027}, {0x2030, 0x2043},
                                  {0x3001, 0x3003}, {0x3008, 0x3011}, {0xFD3E, 0xFD3F}, {0xFF01, 0xFF03},
                                  {0xFF08, 0xFF09}, {0xFF0C, 0xFF0F}, {0xFF1A, 0xFF1B}, {0xFF1F, 0xFF1F}};

template <std::size_t size>
bool is_in(const Range (&ranges)[size], char32_t c) noexcept {
  const Range* after = std::upper_bound(std::begin(ranges), std::end(ranges), c,
                                        [](char32_t value, const Range& r) { return value < r.first; });
  return after != std::begin(ranges) && c <= std::prev(after)->last;
}

Flank flank_of(char32_t c) noexcept {
  if (is_markdown_space(c)) return Flank::space;
  if (is_in(kWords, c)) return Flank::word;
  return is_in(kPunctuation, c) ? Flank::punctuation : Flank::unsure;
}

// Start of the last code point of a non-empty string.
std::size_t last_start(std::string_view s) noexcept {
  std::size_t i = s.size() - 1;
  while (i > 0 && (static_cast<unsigned char>(s[i]) & 0xC0) == 0x80) --i;
  return i;
}

// One character of a text with what stands around it.
struct Place {
  std::string_view text;
  std::size_t at;
  std::string_view line;  // of the output, as far as it is written

  [[nodiscard]] bool at_line_start() const noexcept { return line.empty(); }
  [[nodiscard]] bool is_last() const noexcept { return at + 1 == text.size(); }
  // What follows a run's end isn't known here: it may be anything.
  [[nodiscard]] bool may_be_followed_by(std::string_view bytes) const noexcept {
    return is_last() || bytes.find(text[at + 1]) != std::string_view::npos;
  }
};

bool ends_list_number(const Place& place) noexcept {
  return !place.line.empty() && place.line.size() <= kMaxMarkerDigits &&
         std::all_of(place.line.begin(), place.line.end(), text::is_ascii_digit) &&
         place.may_be_followed_by(" ");
}

bool needs_backslash(const Place& place, bool in_heading) noexcept {
  const std::string_view s = place.text;
  const std::size_t i = place.at;
  switch (s[i]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '~':
    case '|': return true;
    case '_': return i == 0 || place.is_last() || !is_alphanumeric(s[i - 1]) || !is_alphanumeric(s[i + 1]);
    case '&': return place.is_last() || s[i + 1] == '#' || text::is_ascii_alpha(s[i + 1]);
    case '!': return place.may_be_followed_by("[");
    case '#': return in_heading || (place.at_line_start() && place.may_be_followed_by("# "));
    case '>':
    case '=': return place.at_line_start();
    case '-': return place.at_line_start() && place.may_be_followed_by(" -:");
    case '+': return place.at_line_start() && place.may_be_followed_by(" ");
    case ':': return place.at_line_start() && place.may_be_followed_by("-");
    case '.':
    case ')': return ends_list_number(place);
    default: return false;
  }
}

}  // namespace

void append_markdown_text(std::string_view text, std::size_t line_start, bool in_heading, std::string& out) {
  constexpr ByteSet kCandidates("\\`*[]<~|_&!#>=-+:.)");
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t next = kCandidates.find_in(text, i);
    out.append(text.substr(i, next - i));
    if (next == text.size()) return;
    const Place place{text, next, std::string_view(out).substr(line_start)};
    if (needs_backslash(place, in_heading)) out.push_back('\\');
    out.push_back(text[next]);
    i = next + 1;
  }
}

std::size_t longest_backtick_run(std::string_view s) noexcept {
  std::size_t longest = 0, run = 0;
  for (const char c : s) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

void append_markdown_code(std::string_view code, bool escape_pipes, std::string& out) {
  if (code.empty()) return;
  const std::size_t fence = longest_backtick_run(code) + 1;
  const bool all_spaces = code.find_first_not_of(' ') == std::string_view::npos;
  // A parser takes one space off both ends, unless there is nothing but spaces.
  const bool padded =
      code.front() == '`' || code.back() == '`' || (!all_spaces && code.front() == ' ' && code.back() == ' ');
  out.append(fence, '`').append(padded ? " " : "");
  for (const char c : code) {
    if (c == '|' && escape_pipes) out.push_back('\\');
    out.push_back(c);
  }
  out.append(padded ? " " : "").append(fence, '`');
}

Flank first_flank(std::string_view s) noexcept {
  std::size_t i = 0;
  return s.empty() ? Flank::space : flank_of(text::next_code_point(s, i));
}

Flank last_flank(std::string_view s) noexcept {
  return s.empty() ? Flank::space : first_flank(s.substr(last_start(s)));
}

std::size_t leading_space(std::string_view s) noexcept {
  std::size_t i = 0;
  while (i < s.size()) {
    std::size_t next = i;
    if (!is_markdown_space(text::next_code_point(s, next))) break;
    i = next;
  }
  return i;
}

std::size_t trailing_space(std::string_view s) noexcept {
  std::size_t size = s.size();
  while (size > 0 && last_flank(s.substr(0, size)) == Flank::space) size = last_start(s.substr(0, size));
  return s.size() - size;
}

}  // namespace lubb::writers
