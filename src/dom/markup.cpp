#include "dom/markup.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "dom/attribute_name_table.h"
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

inline const char* skip_spaces(const char* at, const char* end) noexcept {
  while (at != end && is_class(*at, white_space)) ++at;
  return at;
}

#ifdef __SSE2__
// Of the sixteen characters at `at`: those that end an attribute's name, and some that do not.
inline unsigned find_name_marks(const char* at) noexcept {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const auto is = [&bytes](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
  const __m128i up_to_space = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(' ')), bytes);
  const __m128i marks = _mm_or_si128(_mm_or_si128(is('='), is('>')), _mm_or_si128(is('/'), up_to_space));
  return static_cast<unsigned>(_mm_movemask_epi8(marks));
}
#endif

// Attributes in their usual form: white space, a name, '=' and a value in double quotes. Calls take() for
// each and moves `at` past them; true if it stands on the tag's '>' then.
template <class Take>
[[gnu::always_inline]] inline bool take_usual_attributes([[maybe_unused]] const char*& at,
                                                         [[maybe_unused]] const char* end,
                                                         [[maybe_unused]] Take& take) {
#ifdef __SSE2__
  constexpr std::ptrdiff_t seen = 2 * vector_width,
                           room = seen + 3;  // a space before, '=' and a quote behind
  while (end - at > room) {
    if (*at == '>') return true;
    const char* const name = *at == ' ' ? at + 1 : at;
    unsigned marks = find_name_marks(name);
    if (marks == 0) marks = find_name_marks(name + vector_width) << vector_width;
    if (marks == 0) return false;  // a long name
    const auto size = static_cast<std::size_t>(std::countr_zero(marks));
    if (name[size] != '=' || name[size + 1] != '"' || size == 0) {
      at = skip_spaces(name, end);
      if (at == name) return false;
      continue;
    }
    // What was read with the name ends most values.
    const char* const value = name + size + 2;
    const std::uint64_t quotes = std::uint64_t{find_among_32(name, '"')} >> (size + 2);
    const char* const unread = std::max(value, name + seen);
    const char* const value_end =
        quotes != 0 ? value + std::countr_zero(quotes) : find_byte(unread, end, '"');
    if (value_end == end) return false;
    take(name, size, read_name_word(name), value, value_end);
    at = value_end + 1;
  }
#endif
  return false;
}

// Calls take(name, its size, its first characters, value begin, value end) for each attribute.
template <class Take>
TagEnd for_each_attribute(const char* at, const char* end, Take take) {
  for (;;) {
    if (take_usual_attributes(at, end, take)) return {at + 1, false};
    at = skip_spaces(at, end);
    if (at == end) return {};
    if (*at == '>') return {at + 1, false};
    if (*at == '/') {
      ++at;
      if (at != end && *at == '>') return {at + 1, true};
      continue;
    }
    const char* const name = at++;  // its first character may be '='
    while (at != end && !is_class(*at, ends_name)) ++at;
    const char* const name_end = at;
    const std::size_t name_size = distance(name, name_end);
    at = skip_spaces(at, end);
    if (at == end) return {};
    if (*at != '=') {
      take(name, name_size, name_word_of({name, name_size}), name_end, name_end);
      continue;
    }
    at = skip_spaces(at + 1, end);
    if (at == end) return {};
    const char* value = at;
    if (*at == '"' || *at == '\'') {
      ++value;
      at = find_byte(value, end, *at);
      if (at == end) return {};
      take(name, name_size, name_word_of({name, name_size}), value, at++);
    } else {
      while (at != end && !is_class(*at, ends_unquoted)) ++at;
      take(name, name_size, name_word_of({name, name_size}), value, at);
    }
  }
}

}  // namespace

TagEnd find_tag_end_past_attributes(const char* from, const char* end) noexcept {
  return for_each_attribute(from, end,
                            [](const char*, std::size_t, std::uint64_t, const char*, const char*) {});
}

// Names of no sort have none of the bits that tell sorts.
static_assert(static_cast<std::uint8_t>(AttributeName::type) < attribute_names);

TagEnd add_attributes(const char* from, const char* end, const char* source,
                      std::vector<AttributeSpan>& out) {
  constexpr std::size_t most_of_name = 0xFFFF;
  unsigned seen = 0;
  std::size_t count = 0;
  TagEnd tag_end = for_each_attribute(
      from, end,
      [&](const char* name, std::size_t name_size, std::uint64_t first_word, const char* value,
          const char* value_end) {
        if (++count > most_attributes) return;
        const AttributeName known = find_attribute_name(name, name_size, first_word);
        out.push_back({static_cast<std::uint32_t>(name - source), static_cast<std::uint32_t>(value - source),
                       static_cast<std::uint32_t>(value_end - value),
                       static_cast<std::uint16_t>(std::min(name_size, most_of_name)), known});
        seen |= static_cast<unsigned>(known);
      });
  tag_end.sorts = static_cast<std::uint8_t>(seen & attribute_sorts);
  return tag_end;
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
