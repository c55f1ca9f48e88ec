#include "extract/page_type.h"

namespace lubb::extraction {

PageType page_type(const Page&, const std::vector<Decision>& decisions) {
  for (const Decision& decision : decisions) {
    if (decision.kept) return PageType::article;
  }
  return PageType::other;
}

}  // namespace lubb::extraction
