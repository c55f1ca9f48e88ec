// The names in a class attribute.
#pragma once

#include <string_view>

#include "base/text.h"

namespace lubb::dom {

// Calls visit(name) for each name until one returns true; whether one did. `separates` tells the characters
// between names: some writers part them by others too.
template <class Visit, class Separates>
bool any_class(std::string_view classes, Visit&& visit, Separates&& separates) {
  for (std::size_t end = 0; end < classes.size(); ++end) {
    const std::size_t begin = end;
    while (end < classes.size() && !separates(classes[end])) ++end;
    if (end > begin && visit(classes.substr(begin, end - begin))) return true;
  }
  return false;
}
template <class Visit>
bool any_class(std::string_view classes, Visit&& visit) {
  return any_class(classes, visit, [](char c) { return text::is_html_space(c); });
}

[[nodiscard]] inline bool has_class(std::string_view classes, std::string_view wanted) {
  return any_class(classes, [&](std::string_view name) { return name == wanted; });
}

}  // namespace lubb::dom
