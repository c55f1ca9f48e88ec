// What kind of page this is.
#pragma once

#include "extract/score.h"
#include "lubb/article.hpp"

namespace lubb::extraction {

// article where the gate says so, else other: the gate tells no more kinds yet.
[[nodiscard]] PageType page_type(const Scores& scores, const Models& models) noexcept;

}  // namespace lubb::extraction
