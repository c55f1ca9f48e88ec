#include "scrape/line_model.h"

namespace lubb::scrape {

void score_lines(const Lines& lines, const LineFeatures& features, std::vector<double>& probability) {
  probability.assign(lines.lines.size(), 0.0);
  for (LineId id = 0; id < lines.lines.size(); ++id) {
    double& value = probability[id];
    if (lines.lines[id].counts.words == 0) continue;
    value = extraction::sigmoid(built_in_line_model().evaluate(features.row(id)));
  }
}

}  // namespace lubb::scrape
