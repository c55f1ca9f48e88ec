// Where pieces of markup end in the source, by the tokenizer rules of the HTML standard. Every function takes
// a position and the end of the source and returns the position just past the piece, or the end.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dom/byte_search.h"
#include "dom/document.h"
#include "dom/tag_table.h"

namespace lubb::dom {

// First '<' at or after `from` that begins markup rather than standing for itself.
[[nodiscard]] inline const char* find_markup(const char* from, const char* end) noexcept {
  for (;; ++from) {
    if (from == end || *from != '<') from = find_byte(from, end, '<');
    if (end - from < 2) return end;
    const char next = from[1];
    if (is_letter(next) || next == '!' || next == '?') return from;
    if (next == '/' && end - from > 2) return from;
  }
}

struct TagEnd {
  const char* after = nullptr;  // past '>'; nullptr: the source ends inside the tag
  bool self_closing = false;
  std::uint8_t sorts = 0;  // of the attributes read: attribute_names, attribute_describes
};
[[nodiscard]] TagEnd find_tag_end_past_attributes(const char* from, const char* end) noexcept;
// `from`: just past the tag's name.
[[nodiscard]] inline TagEnd find_tag_end(const char* from, const char* end) noexcept {
  if (from != end && *from == '>') return {from + 1, false};
  return find_tag_end_past_attributes(from, end);
}

// The same, and adds the attributes to `out`; offsets count from `source`.
[[nodiscard]] TagEnd add_attributes(const char* from, const char* end, const char* source,
                                    std::vector<AttributeSpan>& out);
[[nodiscard]] inline TagEnd read_attributes(const char* from, const char* end, const char* source,
                                            std::vector<AttributeSpan>& out) {
  if (from != end && *from == '>') return {from + 1, false};
  return add_attributes(from, end, source, out);
}

// `from`: just past "<!--".
[[nodiscard]] const char* find_comment_end(const char* from, const char* end) noexcept;

// Past the next '>'.
[[nodiscard]] const char* find_bogus_comment_end(const char* from, const char* end) noexcept;

// Start of the next occurrence of `text`, or nullptr.
[[nodiscard]] const char* find_text(const char* from, const char* end, std::string_view text) noexcept;

// True if `lower_case` stands at `at` in any case.
[[nodiscard]] bool starts_with_ignoring_case(const char* at, const char* end,
                                             std::string_view lower_case) noexcept;

// The '<' of the next end tag of that name, or nullptr.
[[nodiscard]] const char* find_end_tag(const char* from, const char* end,
                                       std::string_view lower_case_name) noexcept;

// Finds the ends of scripts, whose content may hide "</script>" between "<!--<script>" and "-->". Remembers
// where the next "-->" is, so that a page of unclosed ones stays linear.
class ScriptScanner {
 public:
  explicit ScriptScanner(const char* end) noexcept : end_(end) {}
  // The '<' of the end tag, or nullptr.
  [[nodiscard]] const char* find_end(const char* from) noexcept;

 private:
  const char* end_;
  const char* next_arrow_ = nullptr;  // the first "-->" at or after the place last asked for; end_: none
};

}  // namespace lubb::dom
