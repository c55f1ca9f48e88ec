#include "extract/selectors.h"

#include "base/text.h"
#include "dom/class_names.h"

namespace lubb::extraction {
namespace {

bool is_name(char c) noexcept {
  return text::is_ascii_alpha(c) || text::is_ascii_digit(c) || c == '-' || c == '_' || (c & 0x80) != 0;
}

std::string_view take_name(std::string_view text, std::size_t& at) noexcept {
  const std::size_t begin = at;
  while (at < text.size() && is_name(text[at])) ++at;
  return text.substr(begin, at - begin);
}

Error unreadable(std::string_view text, std::size_t at) {
  return {Errc::invalid_argument, "selector \"" + std::string(text) + "\": not understood at byte " +
                                      std::to_string(at) +
                                      "; known are tag, .class, #id, [name] and [name=value]"};
}

// "[name]" or "[name=value]", value quoted or not; `at` stands behind '['.
bool take_attribute(std::string_view text, std::size_t& at, Selector& selector) {
  const std::string_view attribute = take_name(text, at);
  if (attribute.empty() || at >= text.size()) return false;
  std::string value;
  if (text[at] == '=') {
    std::size_t end = text.find(']', at);
    if (end == std::string_view::npos) return false;
    std::string_view raw = text.substr(at + 1, end - at - 1);
    if (raw.size() >= 2 && (raw.front() == '"' || raw.front() == '\'') && raw.back() == raw.front()) {
      raw = raw.substr(1, raw.size() - 2);
    }
    value = raw;
    at = end;
  }
  if (text[at] != ']') return false;
  ++at;
  selector.attributes.emplace_back(text::ascii_lower(attribute), value);
  return true;
}

}  // namespace

Result<Selector> parse_selector(std::string_view text) {
  Selector selector;
  std::size_t at = 0;
  selector.tag = text::ascii_lower(take_name(text, at));
  while (at < text.size()) {
    const std::size_t begin = at;
    const char kind = text[at++];
    if (kind == '[') {
      if (!take_attribute(text, at, selector)) return unreadable(text, begin);
      continue;
    }
    const std::string_view value = take_name(text, at);
    if (value.empty() || (kind != '.' && kind != '#')) return unreadable(text, begin);
    if (kind == '.')
      selector.classes.emplace_back(value);
    else
      selector.id = value;
  }
  if (text.empty()) return unreadable(text, 0);
  return selector;
}

bool matches(const Selector& selector, const dom::Document& document, dom::NodeId node) {
  if (!document.is_element(node)) return false;
  if (!selector.tag.empty() && !text::equals_ignoring_ascii_case(document.element_name(node), selector.tag)) {
    return false;
  }
  if (!selector.id.empty() && document.attribute(node, "id") != selector.id) return false;
  if (!selector.classes.empty()) {
    std::string storage;
    const std::string_view classes = document.attribute(node, "class", storage).value_or("");
    for (const std::string& wanted : selector.classes) {
      if (!dom::has_class(classes, wanted)) return false;
    }
  }
  for (const auto& [attribute, value] : selector.attributes) {
    const auto found = document.attribute(node, attribute);
    if (!found || (!value.empty() && *found != value)) return false;
  }
  return true;
}

}  // namespace lubb::extraction
