// What kind of page this is: what content means on it depends on that.
#pragma once

#include <array>

#include "extract/model.h"
#include "extract/segment.h"
#include "lubb/article.hpp"

namespace lubb::extraction {

static_assert(static_cast<std::size_t>(PageType::other) == learned_page_types);

// A probability each, in the order of PageType; the sum is 1.
using TypeProbabilities = std::array<double, learned_page_types>;

// From one row: the means of the block features, weighted by words, and behind them what the page's tokens
// say for each type. Sets the features type_article, ... of all blocks too.
[[nodiscard]] TypeProbabilities find_page_type(const Segments& segments, const TokenTable& tokens,
                                               const Models& models, FeatureMatrix& features);

[[nodiscard]] PageType most_likely(const TypeProbabilities& types) noexcept;

}  // namespace lubb::extraction
