#include "dom/markup.h"

#include <array>
#include <cstring>

#include "dom/byte_search.h"

namespace lubb::dom {

namespace {

std::size_t distance(const char* from, const char* end) noexcept {
  return static_cast<std::size_t>(end - from);
}

const char* find(const char* from, const char* end, char wanted) noexcept {
  return static_cast<const char*>(std::memchr(from, wanted, distance(from, end)));
}

// Characters at which the state of a tag may change: white space, '/', '>', '='.
enum : std::uint8_t { ends_unquoted = 1, ends_name = 2, white_space = 4 };
constexpr std::array<std::uint8_t, 256> character_class = [] {
  std::array<std::uint8_t, 256> table{};
  for (const char c : {' ', '\n', '\t', '\r', '\f', '>'}) {
    table[static_cast<unsigned char>(c)] = ends_unquoted | ends_name;
  }
  for (const char c : {' ', '\n', '\t', '\r', '\f'}) table[static_cast<unsigned char>(c)] |= white_space;
  for (const char c : {'/', '='}) table[static_cast<unsigned char>(c)] = ends_name;
  return table;
}();

bool is_class(char c, std::uint8_t wanted) noexcept {
  return (character_class[static_cast<unsigned char>(c)] & wanted) != 0;
}

const char* skip_spaces(const char* at, const char* end) noexcept {
  while (at != end && is_class(*at, white_space)) ++at;
  return at;
}

// The value after '='; nullptr if the source ends in it.
const char* skip_value(const char* at, const char* end) noexcept {
  at = skip_spaces(at, end);
  if (at == end) return nullptr;
  if (*at == '"' || *at == '\'') {
    const char* const close = find_byte(at + 1, end, *at);
    return close == end ? nullptr : close + 1;
  }
  while (at != end && !is_class(*at, ends_unquoted)) ++at;
  return at;
}

}  // namespace

const char* find_markup(const char* from, const char* end) noexcept {
  for (;;) {
    const char* const at = find_byte(from, end, '<');
    if (distance(at, end) < 2) return end;
    const char next = at[1];
    if (is_letter(next) || next == '!' || next == '?') return at;
    if (next == '/' && distance(at, end) > 2) return at;
    from = at + 1;
  }
}

TagEnd find_tag_end_past_attributes(const char* at, const char* end) noexcept {
  while (at != end) {
    if (is_class(*at, white_space)) {
      ++at;
      continue;
    }
    if (*at == '>') return {at + 1, false};
    if (*at == '/') {
      ++at;
      if (at != end && *at == '>') return {at + 1, true};
      continue;
    }
    ++at;  // an attribute's name; its first character may be '='
    while (at != end && !is_class(*at, ends_name)) ++at;
    at = skip_spaces(at, end);
    if (at == end) break;
    if (*at != '=') continue;
    at = skip_value(at + 1, end);
    if (at == nullptr) break;
  }
  return {};
}

const char* find_comment_end(const char* from, const char* end) noexcept {
  if (distance(from, end) >= 1 && from[0] == '>') return from + 1;
  if (distance(from, end) >= 2 && from[0] == '-' && from[1] == '>') return from + 2;
  const char* search = from;
  while (const char* const at = find(search, end, '>')) {
    const std::size_t before = distance(from, at);
    if (before >= 2 && at[-1] == '-' && at[-2] == '-') return at + 1;
    if (before >= 3 && at[-1] == '!' && at[-2] == '-' && at[-3] == '-') return at + 1;
    search = at + 1;
  }
  return end;
}

const char* find_bogus_comment_end(const char* from, const char* end) noexcept {
  const char* const at = find(from, end, '>');
  return at == nullptr ? end : at + 1;
}

const char* find_text(const char* from, const char* end, std::string_view text) noexcept {
  return static_cast<const char*>(memmem(from, distance(from, end), text.data(), text.size()));
}

bool starts_with_ignoring_case(const char* at, const char* end, std::string_view lower_case) noexcept {
  if (distance(at, end) < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i) {
    if (to_lower(at[i]) != lower_case[i]) return false;
  }
  return true;
}

namespace {

// "name" then what may follow a tag's name.
bool is_tag_name(const char* at, const char* end, std::string_view lower_case_name) noexcept {
  if (!starts_with_ignoring_case(at, end, lower_case_name)) return false;
  at += lower_case_name.size();
  return at != end && (is_space(*at) || *at == '/' || *at == '>');
}

}  // namespace

const char* find_end_tag(const char* from, const char* end, std::string_view lower_case_name) noexcept {
  while (const char* const at = find(from, end, '<')) {
    if (distance(at, end) > 2 && at[1] == '/' && is_tag_name(at + 2, end, lower_case_name)) return at;
    from = at + 1;
  }
  return nullptr;
}

const char* ScriptScanner::find_end(const char* from) noexcept {
  constexpr std::string_view name = "script";
  const char* escaped_until = from;  // inside "<!-- ... -->" while a position is before this
  bool double_escaped = false;
  while (const char* const at = find(from, end_, '<')) {
    from = at + 1;
    if (at >= escaped_until) {
      double_escaped = false;
      if (starts_with_ignoring_case(at, end_, "<!--")) {
        // The arrow may share the opening's dashes: "<!-->".
        if (next_arrow_ == nullptr || next_arrow_ < at + 2) {
          const char* const arrow = find_text(at + 2, end_, "-->");
          next_arrow_ = arrow == nullptr ? end_ : arrow;
        }
        escaped_until = next_arrow_;
        continue;
      }
    }
    if (distance(at, end_) > 2 && at[1] == '/' && is_tag_name(at + 2, end_, name)) {
      if (!double_escaped) return at;
      double_escaped = false;
    } else if (at < escaped_until && is_tag_name(at + 1, end_, name)) {
      double_escaped = true;
    }
  }
  return nullptr;
}

}  // namespace lubb::dom
