#include "extract/callout.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/text.h"
#include "dom/class_names.h"

namespace lubb::extraction {
namespace {

using dom::Tag;

// In classes of the boxes of documentation tools, hosted repositories and note apps.
constexpr std::array<std::string_view, 8> box_words{
    "admonition", "callout", "markdown-alert", "notecard", "alert", "custom-block", "theme-aside", "hint"};
constexpr std::array<std::string_view, 22> types{
    "note",    "tip",     "important", "warning", "caution",  "danger", "info", "attention",
    "hint",    "success", "error",     "seealso", "question", "faq",    "todo", "bug",
    "example", "quote",   "abstract",  "summary", "failure",  "check"};
// Stand alone as the class of a box.
constexpr std::array<std::string_view, 5> plain_types{"note", "tip", "important", "warning", "caution"};

bool may_be_box(Tag tag) noexcept {
  return tag == Tag::div || tag == Tag::aside || tag == Tag::section || tag == Tag::blockquote ||
         tag == Tag::details || tag == Tag::p;
}

bool ends_with(std::string_view text, std::string_view lower_case) noexcept {
  return text.size() >= lower_case.size() &&
         text::equals_ignoring_ascii_case(text.substr(text.size() - lower_case.size()), lower_case);
}

// The type at the end of a class ("markdown-alert-note", "alert--info"), or the class itself.
std::string_view type_of_class(std::string_view token) noexcept {
  for (const std::string_view type : types) {
    if (!ends_with(token, type)) continue;
    if (token.size() == type.size()) return type;
    const char before = token[token.size() - type.size() - 1];
    if (before == '-' || before == '_') return type;
  }
  return {};
}

template <std::size_t N>
std::string_view found(const std::array<std::string_view, N>& names, std::string_view name) noexcept {
  const auto at = std::find_if(names.begin(), names.end(), [&](std::string_view known) {
    return text::equals_ignoring_ascii_case(name, known);
  });
  return at == names.end() ? std::string_view() : *at;
}

// Letters that words begin or end with, a bit each.
constexpr std::uint32_t letter_bit(char letter) noexcept {
  return 1U << (static_cast<unsigned char>(letter) % 32);  // the same in both cases
}

struct EndLetters {
  template <std::size_t N>
  consteval explicit EndLetters(const std::array<std::string_view, N>& words) {
    for (const std::string_view word : words) {
      first |= letter_bit(word.front());
      last |= letter_bit(word.back());
    }
  }

  std::uint32_t first = 0, last = 0;
};

// False for most classes.
bool may_begin_or_end_with_box_word(std::string_view token) noexcept {
  static constexpr EndLetters ends(box_words);
  return (ends.first & letter_bit(token.front())) != 0 || (ends.last & letter_bit(token.back())) != 0;
}

bool may_be_plain_type(std::string_view token) noexcept {
  static constexpr EndLetters ends(plain_types);
  return (ends.first & letter_bit(token.front())) != 0 && (ends.last & letter_bit(token.back())) != 0;
}

bool is_box_class(std::string_view token) noexcept {
  if (!may_begin_or_end_with_box_word(token)) return false;
  const char first = text::ascii_lower(token.front()), last = text::ascii_lower(token.back());
  return std::any_of(box_words.begin(), box_words.end(), [&](std::string_view word) {
    if (token.size() < word.size()) return false;
    return (first == word.front() && text::equals_ignoring_ascii_case(token.substr(0, word.size()), word)) ||
           (last == word.back() && ends_with(token, word));
  });
}

}  // namespace

std::string_view callout_type(const dom::Document& document, dom::NodeId element) {
  const dom::Node& node = document.node(element);
  if (!may_be_box(node.tag) || (node.flags & dom::flag_named) == 0) return {};
  std::string storage;
  const std::string_view classes =
      document.attribute(element, dom::AttributeName::class_, storage).value_or("");
  std::string_view type, alone;
  const bool box = dom::any_class(classes, [&](std::string_view token) {
    if (is_box_class(token)) return true;
    if (alone.empty() && may_be_plain_type(token)) alone = found(plain_types, token);
    return false;
  });
  if (!box) return alone;
  dom::any_class(classes, [&](std::string_view token) {
    type = type_of_class(token);
    return !type.empty();
  });
  if (!type.empty()) return type;
  return found(types, document.attribute(element, "data-callout", storage).value_or(""));
}

bool is_callout_title(const dom::Document& document, dom::NodeId element) {
  const Tag tag = document.node(element).tag;
  if (tag == Tag::summary) return true;
  if (tag >= Tag::h1 && tag <= Tag::h6) return true;
  std::string storage;
  const std::string_view classes =
      document.attribute(element, dom::AttributeName::class_, storage).value_or("");
  return text::contains_ignoring_ascii_case(classes, "title") ||
         text::contains_ignoring_ascii_case(classes, "heading");
}

}  // namespace lubb::extraction
