// Features -> probability that a line is content.
#pragma once

#include <vector>

#include "extract/model.h"
#include "scrape/line_features.h"

namespace lubb::scrape {

// Trained by scripts/train/scraped; the tables are in the generated line_model_data.cpp.
[[nodiscard]] const extraction::Model& built_in_line_model() noexcept;

// A probability a line; 0 for lines without words.
void score_lines(const Lines& lines, const LineFeatures& features, std::vector<double>& probability);

}  // namespace lubb::scrape
