#include "scrape/assemble_lines.h"

#include "base/text.h"

namespace lubb::scrape {
namespace {

constexpr std::uint32_t most_heading_words = 12;
constexpr std::uint8_t heading_level = 2;  // plain text knows no other

bool is_heading(const ScoredLines& file, const std::vector<LineDecision>& decisions, LineId id) {
  const extraction::TextCounts& counts = file.lines.lines[id].counts;
  const bool before_prose = id + 1 < decisions.size() && decisions[id + 1].kept && file.facts.prose[id + 1];
  return before_prose && !file.facts.prose[id] && counts.words <= most_heading_words &&
         counts.sentence_ends == 0 && counts.commas == 0 &&
         file.features.at(id, LineFeature::begins_small) == 0 &&
         file.features.at(id, LineFeature::bullets) == 0;
}

}  // namespace

void assemble_lines(const ScoredLines& file, const std::vector<LineDecision>& decisions,
                    const Options& options, Content& content) {
  for (LineId id = 0; id < decisions.size(); ++id) {
    if (!decisions[id].kept) continue;
    const Line& line = file.lines.lines[id];
    const bool heading = is_heading(file, decisions, id);
    const std::uint32_t block = content.open(heading ? ContentKind::heading : ContentKind::paragraph,
                                             heading ? heading_level : std::uint8_t{0}, {}, line.source);
    const std::string_view text = file.lines.line_text(id);
    if (options.fold_arabic) {
      content.leaf(ContentKind::text, text::fold_arabic(text), {}, line.source);
    } else {
      content.leaf(ContentKind::text, text, {}, line.source);
    }
    content.close(block);
  }
}

}  // namespace lubb::scrape
