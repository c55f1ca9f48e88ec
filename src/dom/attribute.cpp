#include "dom/document.h"
#include "dom/tag_table.h"

namespace lubb::dom {

bool name_is(std::string_view name, std::string_view lower_case) noexcept {
  if (name.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (to_lower(name[i]) != lower_case[i]) return false;
  }
  return true;
}

}  // namespace lubb::dom
