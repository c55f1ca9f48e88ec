#include "extract/page_type.h"

namespace lubb::extraction {

PageType page_type(const Scores& scores, const Models& models) noexcept {
  return scores.model == &models.articles && !scores.nothing ? PageType::article : PageType::other;
}

}  // namespace lubb::extraction
