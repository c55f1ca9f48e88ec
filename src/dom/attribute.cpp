#include <cstring>

#include "dom/document.h"
#include "dom/tag_table.h"

namespace lubb::dom {

namespace {

[[nodiscard]] bool ends_name(char c) noexcept { return is_space(c) || c == '/' || c == '>' || c == '='; }

}  // namespace

AttributeReader::AttributeReader(std::string_view start_tag) noexcept : rest_(start_tag) {
  std::size_t at = 0;
  if (at < rest_.size() && rest_[at] == '<') ++at;
  while (at < rest_.size() && rest_[at] != '>' && rest_[at] != '/' && !is_space(rest_[at])) ++at;
  rest_.remove_prefix(at);
}

bool AttributeReader::next(Attribute& attribute) noexcept {
  const std::string_view text = rest_;
  const std::size_t size = text.size();
  std::size_t at = 0;
  const auto skip_spaces = [&] {
    while (at < size && is_space(text[at])) ++at;
  };
  while (at < size && (is_space(text[at]) || text[at] == '/')) ++at;
  if (at == size || text[at] == '>') {
    rest_ = {};
    return false;
  }
  const std::size_t name_begin = at++;  // a name's first character may be '='
  while (at < size && !ends_name(text[at])) ++at;
  attribute.name = text.substr(name_begin, at - name_begin);
  attribute.value = {};
  skip_spaces();
  if (at < size && text[at] == '=') {
    ++at;
    skip_spaces();
    std::size_t begin = at;
    if (at < size && (text[at] == '"' || text[at] == '\'')) {
      begin = at + 1;
      const std::size_t close = text.find(text[at], begin);
      at = close == std::string_view::npos ? size : close;
      attribute.value = text.substr(begin, at - begin);
      if (at < size) ++at;
    } else {
      while (at < size && !is_space(text[at]) && text[at] != '>') ++at;
      attribute.value = text.substr(begin, at - begin);
    }
  }
  rest_ = text.substr(at);
  return true;
}

bool name_is(std::string_view name, std::string_view lower_case) noexcept {
  if (name.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (to_lower(name[i]) != lower_case[i]) return false;
  }
  return true;
}

}  // namespace lubb::dom
