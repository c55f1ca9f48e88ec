#include "metadata/findings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "dom/document.h"
#include "metadata/byte_vector.h"

namespace lubb::metadata {
namespace {

// White space and references may make the raw value longer than the cleaned one; beyond this factor the rest
// is not looked at.
constexpr std::size_t raw_bytes_per_clean_byte = 8;

constexpr std::array<std::string_view, 12> block_tags = {"p",  "div", "br", "li", "ul", "ol",
                                                         "h1", "h2",  "h3", "h4", "tr", "blockquote"};

// Tags that editors leave in one-line values. Others stay: a headline may speak of "<picture>".
constexpr std::array<std::string_view, 18> formatting_tags = {
    "a",   "b",   "i",    "u",    "q",    "p",    "em",    "br",     "sup",
    "sub", "wbr", "cite", "font", "mark", "span", "small", "strong", "img"};

bool opens_tag(std::string_view s, std::size_t i) noexcept {
  if (i + 1 >= s.size()) return false;
  const char c = s[i + 1];
  return text::is_ascii_alpha(c) || c == '/' || c == '!';
}

std::string_view tag_name(std::string_view tag) noexcept {
  std::size_t begin = 1;
  if (begin < tag.size() && tag[begin] == '/') ++begin;
  std::size_t end = begin;
  while (end < tag.size() && (text::is_ascii_alpha(tag[end]) || text::is_ascii_digit(tag[end]))) ++end;
  return tag.substr(begin, end - begin);
}

template <std::size_t n>
bool is_one_of(std::string_view tag, const std::array<std::string_view, n>& names) noexcept {
  const std::string_view name = tag_name(tag);
  return std::ranges::any_of(
      names, [name](std::string_view known) { return text::equals_ignoring_ascii_case(name, known); });
}

enum class Shape : bool { line, paragraphs };

// Copies `s` without tags. For paragraphs every tag goes, block tags leave a line end, and line ends of the
// source are mere white space; for a line only formatting tags go.
std::string strip_tags(std::string_view s, Shape shape) {
  std::string out;
  out.reserve(s.size());
  std::size_t i = 0;
  bool closable = true;  // once no '>' is ahead, no later '<' can open a tag: keeps this linear
  while (i < s.size()) {
    if (s[i] == '<' && closable && opens_tag(s, i)) {
      const std::size_t close = s.find('>', i);
      if (close != std::string_view::npos) {
        const std::string_view tag = s.substr(i, close - i);
        if (shape == Shape::paragraphs || is_one_of(tag, formatting_tags)) {
          if (is_one_of(tag, block_tags)) out += shape == Shape::paragraphs ? '\n' : ' ';
          i = close + 1;
          continue;
        }
      } else {
        closable = false;
      }
    }
    out += shape == Shape::paragraphs && s[i] == '\n' ? ' ' : s[i];
    ++i;
  }
  return out;
}

bool has_reference(std::string_view s) noexcept {
  const std::size_t ampersand = s.find('&');
  return ampersand != std::string_view::npos && s.find(';', ampersand) != std::string_view::npos;
}

bool is_plain(std::string_view value) noexcept {
  return value.find('<') == std::string_view::npos && !has_reference(value);
}

// Tags and references may each hide the other ("&lt;p&gt;"): decode first, then strip.
void make_plain(std::string& text, Shape shape) {
  if (has_reference(text)) {
    std::string decoded;
    dom::append_decoded(text, false, decoded);
    text.swap(decoded);
  }
  if (text.find('<') != std::string::npos) text = strip_tags(text, shape);
}

// Whether a byte is beyond ASCII, or of those below.
bool any_special(ByteVector bytes, ByteVector next) noexcept {
  using SignedBytes = std::int8_t __attribute__((vector_size(16)));
  const auto not_printed = reinterpret_cast<ByteVector>(reinterpret_cast<SignedBytes>(bytes) < ' ');
  const ByteVector space = equal_to(bytes, ' ');
  return any(not_printed | equal_to(bytes, 0x7F) | equal_to(bytes, '&') | equal_to(bytes, '<') |
             (space & equal_to(next, ' ')));
}

// Whether is_clean() stops at one of the bytes, or at a space that another one follows.
bool any_changes(ByteVector bytes, ByteVector next) noexcept {
  if (!any_special(bytes, next)) return false;  // most texts
  const ByteVector space = equal_to(bytes, ' ');
  const ByteVector control = equal_to(bytes & 0xE0, 0) | equal_to(bytes, 0x7F);
  const ByteVector markup = equal_to(bytes, '&') | equal_to(bytes, '<');
  const ByteVector wide_space = equal_to(bytes, 0xC2) | equal_to(bytes, 0xE3) | equal_to(bytes, 0xEF) |
                                equal_to(bytes, 0xE1) | equal_to(bytes, 0xE2);
  return any(control | markup | wide_space | (space & equal_to(next, ' ')));
}

// is_clean() without a look at any character beyond ASCII: most clean texts.
bool is_plainly_clean(std::string_view text) noexcept {
  constexpr std::array<bool, 256> may_change = [] {
    std::array<bool, 256> bytes{};
    for (int c = 0; c < ' '; ++c) bytes[static_cast<std::size_t>(c)] = true;
    for (const char c : {'&', '<', '\x7F', '\xC2', '\xE1', '\xE2', '\xE3', '\xEF'}) {
      bytes[static_cast<unsigned char>(c)] = true;
    }
    return bytes;
  }();
  const auto changes_alone = [&](char c) { return may_change[static_cast<unsigned char>(c)]; };
  if (text.empty()) return true;
  if (text.front() == ' ' || text.back() == ' ' || changes_alone(text.back())) return false;
  constexpr std::size_t step = sizeof(ByteVector);
  const char* const at = text.data();
  const std::size_t pairs = text.size() - 1;  // of neighbours; steps at the end look at some again
  if (pairs >= step) {
    for (std::size_t i = 0; i < pairs; i += step) {
      const std::size_t begin = std::min(i, pairs - step);
      if (any_changes(load_bytes(at + begin), load_bytes(at + begin + 1))) return false;
    }
    return true;
  }
  if (pairs >= step / 2) {
    const std::size_t last = pairs - step / 2;
    return !any_changes(load_halves(at, at + last), load_halves(at + 1, at + last + 1));
  }
  for (std::size_t i = 0; i < pairs; ++i) {
    if (changes_alone(text[i]) || (text[i] == ' ' && text[i + 1] == ' ')) return false;
  }
  return true;
}

}  // namespace

void Findings::clear() noexcept {
  std::array<std::vector<std::string_view>, 3> lists = {std::move(authors), std::move(outlets),
                                                        std::move(tags)};
  *this = Findings();
  for (auto& list : lists) list.clear();
  authors = std::move(lists[0]);
  outlets = std::move(lists[1]);
  tags = std::move(lists[2]);
}

std::string_view cut_utf8(std::string_view s, std::size_t max_bytes) noexcept {
  if (s.size() <= max_bytes) return s;
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(s[end]) & 0xC0u) == 0x80u) --end;
  return s.substr(0, end);
}

bool is_clean(std::string_view text) noexcept {
  const auto lacks = [text](char c) { return text.find(c) == std::string_view::npos; };
  return is_plainly_clean(text) || (lacks('&') && lacks('<') && text::is_squeezed(text));
}

std::string_view clean_line(std::string_view value, std::size_t max_bytes, TextMemory& texts) {
  const std::string_view trimmed = text::trim(value);
  if (trimmed.size() <= max_bytes && is_clean(trimmed)) return trimmed;
  std::string& line = texts.scratch();
  line.assign(cut_utf8(value, max_bytes * raw_bytes_per_clean_byte));
  make_plain(line, Shape::line);
  text::squeeze_in_place(line);
  if (line.size() > max_bytes) {
    line.resize(cut_utf8(line, max_bytes).size());
    line.resize(text::trim(line).size());  // squeezed: no space in front
  }
  return texts.keep(line);
}

std::string_view keep_line(std::string_view value, std::size_t max_bytes, TextMemory& texts) {
  const std::string_view trimmed = text::trim(value);
  const bool clean = trimmed.size() <= max_bytes && is_clean(trimmed);
  return clean ? texts.keep(trimmed) : clean_line(value, max_bytes, texts);
}

std::string_view clean_attribute(std::string_view raw, std::size_t max_bytes, TextMemory& texts) {
  if (raw.find('&') == std::string_view::npos) return clean_line(raw, max_bytes, texts);
  std::string& decoded = texts.scratch();
  decoded.clear();
  dom::append_decoded(cut_utf8(raw, max_bytes * raw_bytes_per_clean_byte), true, decoded);
  return keep_line(decoded, max_bytes, texts);
}

void set_once(std::optional<std::string_view>& field, std::string_view value, std::size_t max_bytes,
              TextMemory& texts) {
  if (field) return;
  const std::string_view line = clean_line(value, max_bytes, texts);
  if (!line.empty()) field = line;
}

void add_line(std::vector<std::string_view>& list, std::string_view line, std::size_t max_count) {
  if (list.size() >= max_count || line.empty() || std::ranges::find(list, line) != list.end()) return;
  list.push_back(line);
}

void add_once(std::vector<std::string_view>& list, std::string_view value, std::size_t max_bytes,
              std::size_t max_count, TextMemory& texts) {
  if (list.size() < max_count) add_line(list, clean_line(value, max_bytes, texts), max_count);
}

void add_tags(std::vector<std::string_view>& tags, std::string_view list, TextMemory& texts) {
  static constexpr std::array<std::string_view, 6> separators = {",", ";", "|", "\n", "\u060C", "\u061B"};
  std::string_view rest = cut_utf8(list, max_tags * max_tag_bytes);
  if (!is_plain(rest)) {
    std::string& plain = texts.scratch();
    plain.assign(rest);
    make_plain(plain, Shape::line);
    rest = texts.keep(plain);
  }
  std::size_t begin = 0;
  std::size_t i = 0;
  constexpr std::array<bool, 256> begins_separator = [&] {
    std::array<bool, 256> bytes{};
    for (const std::string_view separator : separators) {
      bytes[static_cast<unsigned char>(separator.front())] = true;
    }
    return bytes;
  }();
  while (i < rest.size() && tags.size() < max_tags) {
    if (!begins_separator[static_cast<unsigned char>(rest[i])]) {
      ++i;
      continue;
    }
    const auto separator = std::ranges::find_if(
        separators, [&](std::string_view candidate) { return rest.substr(i).starts_with(candidate); });
    if (separator == separators.end()) {
      ++i;
      continue;
    }
    add_once(tags, rest.substr(begin, i - begin), max_tag_bytes, max_tags, texts);
    i += separator->size();
    begin = i;
  }
  if (begin < rest.size()) add_once(tags, rest.substr(begin), max_tag_bytes, max_tags, texts);
}

std::string_view first_section(std::string_view sections) noexcept {
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (sections.substr(i).starts_with("\u060C")) return sections.substr(0, i);
    if (sections[i] == ',' && i + 1 < sections.size() && !text::is_html_space(sections[i + 1])) {
      return sections.substr(0, i);
    }
  }
  return sections;
}

void html_to_lines(std::string_view value, std::string& lines) {
  std::string plain, line;
  if (!is_plain(value)) {
    plain = value;
    make_plain(plain, Shape::paragraphs);
    value = plain;
  }
  lines.clear();
  lines.reserve(value.size());
  std::size_t begin = 0;
  while (begin < value.size()) {
    const std::size_t end = std::min(value.find('\n', begin), value.size());
    std::string_view clean = text::trim(value.substr(begin, end - begin));
    if (!is_clean(clean)) {
      line = clean;
      text::squeeze_in_place(line);
      clean = line;
    }
    if (!clean.empty()) {
      if (!lines.empty()) lines += '\n';
      lines += clean;
    }
    begin = end + 1;
  }
}

}  // namespace lubb::metadata
