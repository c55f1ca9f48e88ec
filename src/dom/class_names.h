// The names in a class attribute.
#pragma once

#include <algorithm>
#include <string_view>

namespace lubb::dom {

// Calls visit(name) for each name until one returns true; whether one did. Some writers part names by other
// characters too.
template <class Visit>
bool any_class(std::string_view classes, Visit&& visit, std::string_view separators = " \t\r\n\f") {
  for (std::size_t begin = 0; begin < classes.size();) {
    const std::size_t end = std::min(classes.find_first_of(separators, begin), classes.size());
    if (end > begin && visit(classes.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

[[nodiscard]] inline bool has_class(std::string_view classes, std::string_view wanted) {
  return any_class(classes, [&](std::string_view name) { return name == wanted; });
}

}  // namespace lubb::dom
