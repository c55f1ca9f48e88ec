#include "scrape/line_model.h"

namespace lubb::scrape {

void score_lines(const Lines& lines, const LineFeatures& features, std::vector<double>& probability) {
  probability.assign(lines.lines.size(), 0.0);
  built_in_line_model().evaluate_rows(features.values(), probability);
  for (LineId id = 0; id < lines.lines.size(); ++id) {
    double& value = probability[id];
    value = lines.lines[id].counts.words == 0 ? 0 : extraction::sigmoid(value);
  }
}

}  // namespace lubb::scrape
