// extract_text(): the stages for plain text from top to bottom.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/thread_clock.h"
#include "encoding/encoding.h"
#include "extract/cut.h"
#include "lubb/extract.hpp"
#include "lubb/writer.hpp"
#include "metadata/date.h"
#include "metadata/merge.h"
#include "metadata/metadata.h"
#include "scrape/assemble_lines.h"
#include "scrape/classify_lines.h"
#include "scrape/comment_lines.h"
#include "scrape/head.h"
#include "scrape/line_features.h"
#include "scrape/line_model.h"
#include "scrape/lines.h"

namespace lubb {
namespace {

// The language shows in this many bytes of text, some 300 words; a character cut at the end does no harm.
constexpr std::size_t language_sample = 2000;
// Of the kept words, the share that stands in prose where the page is an article.
constexpr double article_prose = 0.5;

struct TextFile {
  std::string decoded;
  scrape::Lines lines;
  scrape::LineFeatures features;
  scrape::LineFacts facts;
  std::vector<double> probability;
  extraction::Cut cut;
  std::vector<scrape::LineDecision> decisions;
};

// Language of what is running text by score alone; empty if unknown.
std::string guess_language(const TextFile& file) {
  std::string sample;
  for (scrape::LineId id = 0; id < file.lines.lines.size() && sample.size() < language_sample; ++id) {
    if (file.probability[id] < file.cut.probability) continue;
    sample.append(file.lines.line_text(id)).push_back('\n');
  }
  Metadata metadata;
  metadata::settle_language(std::string_view(sample).substr(0, language_sample), metadata);
  return metadata.language.value_or("");
}

void score(const Options& options, TextFile& file) {
  scrape::score_lines(file.lines, file.features, file.probability);
  std::vector<std::uint32_t> words;
  words.reserve(file.lines.lines.size());
  for (const scrape::Line& line : file.lines.lines) words.push_back(line.counts.words);
  std::vector<std::uint32_t> cut_memory;
  file.cut = extraction::choose_cut(file.probability, words, options.focus, {}, cut_memory);
}

Metadata merge_head(const scrape::Head& head, const Options& options) {
  metadata::SourceFindings found;
  found.visible = head.findings;
  const std::optional<std::string> day = metadata::date_from_url(options.url);
  found.url.published = day;
  metadata::Title title;
  title.text = head.title_text;
  metadata::MergeMemory memory;
  title.source = "visible";
  Metadata metadata = metadata::merge(found, title, {}, options.url, memory);
  metadata.kicker = head.kicker;
  return metadata;
}

PageType page_type(const TextFile& file) {
  double kept = 0, prose = 0;
  for (scrape::LineId id = 0; id < file.decisions.size(); ++id) {
    if (!file.decisions[id].kept) continue;
    kept += file.lines.lines[id].counts.words;
    if (file.facts.prose[id]) prose += file.lines.lines[id].counts.words;
  }
  return kept > 0 && prose >= article_prose * kept ? PageType::article : PageType::other;
}

std::string number(double value) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 2);
  return error == std::errc() ? std::string(buffer, end) : std::string();
}

void explain(const TextFile& file, const Article& article, Trace& trace) {
  trace.charset = article.charset;
  trace.charset_from = article.charset_from;
  trace.page_type = name(article.page_type);
  trace.cut = file.cut.probability;
  for (scrape::LineId id = 0; id < file.decisions.size(); ++id) {
    const scrape::LineDecision& decision = file.decisions[id];
    BlockTrace& block = trace.blocks.emplace_back();
    block.source = file.lines.lines[id].source;
    block.path = "line " + std::to_string(id + 1);
    block.text = file.lines.line_text(id);
    block.kept = decision.kept;
    block.score = file.probability[id];
    const bool by_score = decision.reason == scrape::LineReason::score;
    block.final_score = by_score ? block.score : decision.kept ? 1 : 0;
    block.reason = by_score ? "score " + number(block.score) +
                                  (decision.kept ? " reaches the cut " : " is under the cut ") +
                                  number(file.cut.probability)
                            : std::string(name(decision.reason));
    for (std::size_t f = 0; f < scrape::line_feature_count; ++f) {
      const auto feature = static_cast<scrape::LineFeature>(f);
      const float value = file.features.at(id, feature);
      if (value != 0) block.features.emplace_back(scrape::name(feature), static_cast<double>(value));
    }
  }
}

Result<Article> run_stages(std::span<const std::byte> bytes, const Options& options, Trace* trace) {
  const ThreadClock::time_point deadline =
      ThreadClock::now() + std::chrono::milliseconds(options.limits.milliseconds);
  const auto is_late = [&] { return options.limits.milliseconds != 0 && ThreadClock::now() > deadline; };
  const Error late{Errc::timeout,
                   "the page took longer than " + std::to_string(options.limits.milliseconds) + " ms"};
  Article article;
  article.bytes = bytes.size();
  if (bytes.size() > options.limits.input_bytes) {
    bytes = bytes.first(options.limits.input_bytes);
    article.limits.push_back({"input_bytes", options.limits.input_bytes});
  }

  // 1. Bytes -> UTF-8 -> lines.
  TextFile file;
  const encoding::Decoded decoded = encoding::decode_plain_text(bytes, options.content_type, file.decoded);
  article.charset = decoded.charset;
  article.charset_from = decoded.charset_from;
  scrape::split_lines(decoded.text, options.limits.blocks, file.lines);
  if (file.lines.cut) article.limits.push_back({"blocks", options.limits.blocks});
  if (is_late()) return late;

  // 2. Lines -> features -> scores.
  scrape::compute_line_features(file.lines, file.features, file.facts);
  if (is_late()) return late;
  score(options, file);

  // 3. Headline and credits -> metadata.
  const std::string language = guess_language(file);
  const scrape::ScoredLines scored{file.lines,       file.features,        file.facts,
                                   file.probability, file.cut.probability, language};
  const scrape::Head head = scrape::read_head(scored);
  article.metadata = merge_head(head, options);

  // 4. Scores -> keep or drop, with reasons; kept lines -> article, those behind its end -> comments.
  scrape::classify_lines(scored, file.cut, head, file.decisions);
  scrape::assemble_lines(scored, file.decisions, options, article.body);
  if (options.comments) scrape::read_comment_lines(scored, file.decisions, article.comments);
  article.page_type = page_type(file);
  article.confidence = article.body.empty() ? 0 : file.cut.expected_f1;
  metadata::settle_language(std::string_view(body_text(article)).substr(0, language_sample),
                            article.metadata);
  if (trace != nullptr) explain(file, article, *trace);
  return article;
}

}  // namespace

Result<Article> extract_text(std::span<const std::byte> text, const Options& options, Trace* trace) {
  try {
    return run_stages(text, options, trace);
  } catch (const std::exception& failure) {  // memory ran out: nothing else throws on purpose
    return Error{Errc::too_large, std::string("the page could not be held in memory: ") + failure.what()};
  }
}

}  // namespace lubb
