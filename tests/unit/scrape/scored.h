// A scrape for tests whose prose is content and whose other lines are not: no model in between.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scrape/head.h"
#include "scrape/line_features.h"
#include "scrape/lines.h"

namespace lubb::scrape {

class Scored {
 public:
  explicit Scored(std::string_view text, std::string language = {}) : language_(std::move(language)) {
    split_lines(text, 10'000, lines);
    compute_line_features(lines, features, facts);
    for (LineId id = 0; id < lines.lines.size(); ++id) probability.push_back(facts.prose[id] ? 0.9 : 0.1);
  }

  [[nodiscard]] ScoredLines file() const { return {lines, features, facts, probability, 0.5, language_}; }
  [[nodiscard]] Head head() const { return read_head(file()); }
  [[nodiscard]] float at(LineId id, LineFeature feature) const { return features.at(id, feature); }

  Lines lines;
  LineFeatures features;
  LineFacts facts;
  std::vector<double> probability;

 private:
  std::string language_;
};

// Three paragraphs about a bridge.
inline const std::string english_body =
    "The council met on Monday and decided, after a long debate, that the old bridge will be repaired.\n"
    "Work on the bridge starts in March, the mayor said, and will cost less than the council had feared.\n"
    "People who live near it were pleased, although some asked why the repair had taken so long to decide.\n";

// About a library, received by a paper that the text names.
inline const std::string arabic_body =
    "افتتحت بلدية المرفأ صباح اليوم مكتبة عامة في المبنى القديم، بعد أعمال ترميم دامت ثلاث سنوات كاملة.\n"
    "وقالت مديرة المكتبة في بيان تلقته \"الصباح\" إن الرفوف تتسع لأربعين ألف كتاب، وإن ثلثها تبرع به أهل "
    "المدينة.\n"
    "وأشار رئيس البلدية إلى أن الدخول إلى المكتبة مجاني، وأن المبنى سيستقبل في الخريف دورات في الخط.\n";

}  // namespace lubb::scrape
