#include "extract/callout.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

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

// The type at the end of a class ("markdown-alert-note", "alert--info"), or the class itself.
std::string_view type_of_class(std::string_view token) noexcept {
  for (const std::string_view type : types) {
    if (!token.ends_with(type)) continue;
    if (token.size() == type.size()) return type;
    const char before = token[token.size() - type.size() - 1];
    if (before == '-' || before == '_') return type;
  }
  return {};
}

template <std::size_t N>
std::string_view found(const std::array<std::string_view, N>& names, std::string_view name) noexcept {
  const auto at = std::find(names.begin(), names.end(), name);
  return at == names.end() ? std::string_view() : *at;
}

bool is_box_class(std::string_view token) noexcept {
  if (token.empty()) return false;
  const char first = token.front(), last = token.back();  // tell most words apart
  return std::any_of(box_words.begin(), box_words.end(), [&](std::string_view word) {
    return (first == word.front() && token.starts_with(word)) ||
           (last == word.back() && token.size() > word.size() && token.ends_with(word));
  });
}

// Calls visit(token) for each class until it returns true.
template <class Visit>
void for_each_class(std::string_view classes, Visit visit) {
  for (std::size_t begin = 0; begin < classes.size();) {
    const std::size_t end = std::min(classes.find_first_of(" \t\r\n\f", begin), classes.size());
    if (visit(classes.substr(begin, end - begin))) return;
    begin = end + 1;
  }
}

}  // namespace

std::string_view callout_type(const dom::Document& document, dom::NodeId element) {
  if (!may_be_box(document.node(element).tag)) return {};
  if (!document.raw_attribute(element, dom::AttributeName::class_)) return {};
  const std::string classes = text::ascii_lower(document.attribute(element, "class").value_or(""));
  std::string_view type, alone;
  bool box = false;
  for_each_class(classes, [&](std::string_view token) {
    box = is_box_class(token);
    if (alone.empty()) alone = found(plain_types, token);
    return box;
  });
  if (!box) return alone;
  for_each_class(classes, [&](std::string_view token) {
    type = type_of_class(token);
    return !type.empty();
  });
  if (!type.empty()) return type;
  return found(types, text::ascii_lower(document.attribute(element, "data-callout").value_or("")));
}

bool is_callout_title(const dom::Document& document, dom::NodeId element) {
  const Tag tag = document.node(element).tag;
  if (tag == Tag::summary) return true;
  if (tag >= Tag::h1 && tag <= Tag::h6) return true;
  const std::string classes = document.attribute(element, "class").value_or("");
  return text::contains_ignoring_ascii_case(classes, "title") ||
         text::contains_ignoring_ascii_case(classes, "heading");
}

}  // namespace lubb::extraction
