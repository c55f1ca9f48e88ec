// A page as the extraction stages see it, from a piece of HTML.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dom/parse.h"
#include "extract/classify.h"
#include "extract/features.h"
#include "extract/model.h"
#include "extract/score.h"
#include "extract/segment.h"
#include "extract/selectors.h"
#include "extract/table_shape.h"

namespace lubb::test {

struct ParsedPage {
  std::string html;
  Limits limits;
  dom::ParseScratch scratch;
  dom::Document document;
  extraction::Segments segments;

  explicit ParsedPage(std::string source, Limits page_limits = {})
      : html(std::move(source)), limits(page_limits) {
    const auto parsed = dom::parse(html, limits, dom::no_deadline, scratch, document);
    if (parsed) extraction::segment(document, limits, extraction::built_in_tokens(), segments);
  }

  [[nodiscard]] std::vector<std::string> texts() const {
    std::vector<std::string> texts;
    for (const auto& block : segments.blocks) texts.emplace_back(segments.block_text(block));
    return texts;
  }
};

// The page with every block scored `probability` unless set otherwise.
struct ScoredPage : ParsedPage {
  extraction::FeatureMatrix features;
  extraction::Scores scores;
  std::vector<std::uint8_t> data_tables;
  extraction::PageHints hints;
  std::vector<extraction::Decision> decisions;

  explicit ScoredPage(std::string source, double probability = 0.9) : ParsedPage(std::move(source)) {
    extraction::compute_features(document, segments, extraction::built_in_tokens(), features);
    scores.probability.assign(segments.blocks.size(), probability);
    scores.cut = 0.5;
    scores.article = 1;
    extraction::find_data_tables(document, segments, data_tables);
  }

  [[nodiscard]] extraction::Page page() const {
    return {document, segments, features, scores, data_tables, hints};
  }

  const std::vector<extraction::Decision>& classify() {
    extraction::ClassifyMemory memory;
    extraction::classify(page(), memory, decisions);
    return decisions;
  }

  // The decision about the block whose text begins so.
  [[nodiscard]] const extraction::Decision& decision_of(std::string_view begin) const {
    for (std::size_t i = 0; i < decisions.size(); ++i) {
      if (segments.block_text(segments.blocks[i]).starts_with(begin)) return decisions[i];
    }
    static const extraction::Decision none;
    return none;
  }
};

}  // namespace lubb::test
