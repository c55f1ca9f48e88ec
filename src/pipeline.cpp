// extract(): the stages from top to bottom. Start reading here.
#include <algorithm>
#include <chrono>
#include <exception>
#include <new>

#include "base/text.h"
#include "dom/parse.h"
#include "encoding/encoding.h"
#include "extract/assemble.h"
#include "extract/classify.h"
#include "extract/comments.h"
#include "extract/explain.h"
#include "extract/features.h"
#include "extract/fingerprint.h"
#include "extract/model.h"
#include "extract/page_type.h"
#include "extract/score.h"
#include "extract/segment.h"
#include "extract/selectors.h"
#include "extract/site_evidence.h"
#include "extract/table_shape.h"
#include "lubb/extract.hpp"
#include "lubb/writer.hpp"
#include "metadata/date.h"
#include "metadata/metadata.h"
#include "writers/formats.h"

namespace lubb {
namespace {

// The language shows in this many bytes of text, some 300 words; a character cut at the end does no harm.
constexpr std::size_t language_sample = 2000;

// Text that stands only in structured data is used from this many words on, ...
constexpr std::uint32_t structured_body_words = 40;
// ... if the page itself shows less than this share of it, ...
constexpr double structured_body_share = 0.3;
// ... and what it shows is next to nothing or the beginning of the same text (a preview), which is looked for
// with this many bytes.
constexpr std::uint32_t preview_words = 20;
constexpr std::size_t preview_bytes = 60;

// Whether the pieces of text have so many words, counted no further than needed. A word may stand in two
// pieces: each counts for one less than it has.
bool has_words(const Content& body, double wanted) {
  std::uint32_t words = 0;
  for (const ContentNode& node : body.nodes) {
    if (node.kind == ContentKind::text) words += std::max(text::count_words(body.text(node)), 1U) - 1;
    if (words >= wanted) return true;
  }
  return false;
}

// True if the article stands in the structured data and the page shows at most a preview of it.
bool is_only_structured(const Article& article, std::string_view structured) {
  const std::uint32_t words = text::count_words(structured);
  if (words < structured_body_words) return false;
  if (has_words(article.body, structured_body_share * words)) return false;
  const std::string shown = body_text(article);
  const std::uint32_t shown_words = text::count_words(shown);
  if (shown_words >= structured_body_share * words) return false;
  return shown_words < preview_words ||
         structured.find(shown.substr(0, preview_bytes)) != std::string_view::npos;
}

// Working memory is kept from page to page, but what a large page took is given back as soon as the stage
// that needs it is done. One page in a hundred of news and shops is larger than this.
constexpr std::size_t large_page = std::size_t{2} << 20;  // bytes of UTF-8
// A page of so many nodes takes as much whatever its size.
constexpr dom::NodeId large_tree = 100'000;

bool is_large(const dom::Document& document) noexcept {
  return document.source().size() > large_page || document.size() > large_tree;
}

Result<std::vector<extraction::Selector>> parse_selectors(const std::vector<std::string>& texts) {
  std::vector<extraction::Selector> selectors;
  for (const std::string& text : texts) {
    auto selector = extraction::parse_selector(text);
    if (!selector) return selector.error();
    selectors.push_back(std::move(*selector));
  }
  return selectors;
}

dom::Deadline deadline_of(const Limits& limits) {
  return limits.milliseconds == 0 ? dom::no_deadline
                                  : ThreadClock::now() + std::chrono::milliseconds(limits.milliseconds);
}

bool is_past(dom::Deadline deadline) { return deadline != dom::no_deadline && ThreadClock::now() > deadline; }

Error too_slow(const Limits& limits) {
  return {Errc::timeout, "the page took longer than " + std::to_string(limits.milliseconds) + " ms"};
}

// The body: kept blocks, or the text of the structured data where it stands only there. True in that case.
bool write_body(const extraction::Page& blocks, const std::vector<extraction::Decision>& decisions,
                const Options& options, std::string_view structured, extraction::AssemblyMemory& memory,
                Article& article) {
  extraction::assemble(blocks, decisions, options, memory, article.body);
  if (!is_only_structured(article, structured)) return false;
  article.body = {};
  extraction::assemble_plain_text(structured, article.body);
  return true;
}

void name_limits(const dom::Document& document, const extraction::Segments& segments,
                 const metadata::MetadataResult& metadata, const Limits& limits, Article& article) {
  const auto cut = document.limits();
  article.limits.insert(article.limits.end(), cut.begin(), cut.end());
  article.limits.insert(article.limits.end(), metadata.limits.begin(), metadata.limits.end());
  if (segments.blocks_cut) article.limits.push_back({"blocks", limits.blocks});
}

void fill_trace(const Article& article, const extraction::Page& blocks,
                const std::vector<extraction::Decision>& decisions, bool is_structured, Trace& trace) {
  if (is_structured) trace.notes.emplace_back("the body comes from JSON-LD articleBody");
  trace.charset = article.charset;
  trace.charset_from = article.charset_from;
  trace.page_type = name(article.page_type);
  trace.page_type_probability = article.page_type_probability;
  extraction::explain(blocks, extraction::built_in_models(), decisions, trace);
}

void read_comment_dates(const Metadata& metadata, std::vector<Comment>& comments) {
  const metadata::DateContext context = metadata::date_context(metadata.language.value_or(""));
  for (Comment& comment : comments) {
    if (comment.date) comment.date = metadata::parse_date(*comment.date, context);
  }
}

}  // namespace

struct Extractor::Scratch {
  std::string decoded;
  dom::ParseScratch parse;
  dom::Document document;
  metadata::Workspace metadata;
  extraction::Segments segments;
  extraction::FeatureMatrix features;
  extraction::Scores scores;
  extraction::SiteEvidence site;
  std::vector<std::uint8_t> data_tables;
  extraction::ClassifyMemory classify;
  std::vector<extraction::Decision> decisions;
  extraction::AssemblyMemory assembly;
  writers::BodyTextMemory body_text;
};

Extractor::Extractor() : scratch_(std::make_unique<Scratch>()) {}
Extractor::~Extractor() = default;
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;

Result<Article> Extractor::extract(std::span<const std::byte> page, const Options& options, Trace* trace) {
  try {
    if (!scratch_) scratch_ = std::make_unique<Scratch>();
    return run_stages(page, options, *scratch_, trace);
  } catch (const std::exception& failure) {  // memory ran out: nothing else throws on purpose
    return out_of_memory(failure);
  }
}

Error Extractor::out_of_memory(const std::exception& failure) {
  scratch_.reset();
  Error error{Errc::too_large, "memory ran out"};  // short enough to take none itself
  try {
    error.message = std::string("the page could not be held in memory: ") + failure.what();
  } catch (const std::bad_alloc&) {  // then the short message has to do
  }
  return error;
}

Result<PageFingerprint> Extractor::fingerprint(std::span<const std::byte> page, const Options& options) {
  try {
    if (!scratch_) scratch_ = std::make_unique<Scratch>();
    Scratch& s = *scratch_;
    page = page.first(std::min(page.size(), options.limits.input_bytes));
    const dom::Deadline deadline = deadline_of(options.limits);
    const encoding::Decoded decoded = encoding::decode(page, options.content_type, s.decoded);
    const auto parsed = dom::parse(decoded.text, options.limits, deadline, s.parse, s.document);
    if (!parsed) return parsed.error();
    extraction::segment(s.document, options.limits, extraction::built_in_tokens(), s.segments);
    if (is_past(deadline)) return too_slow(options.limits);
    PageFingerprint found{
        metadata::read_metadata(s.document, options, s.metadata).metadata.canonical_url.value_or(""),
        extraction::distinct_fingerprints(s.segments)};
    if (is_large(s.document)) s = {};
    return found;
  } catch (const std::exception& failure) {
    return out_of_memory(failure);
  }
}

Result<Article> Extractor::run_stages(std::span<const std::byte> page, const Options& options, Scratch& s,
                                      Trace* trace) {
  const auto prune = parse_selectors(options.prune);
  if (!prune) return prune.error();
  const auto keep = parse_selectors(options.keep);
  if (!keep) return keep.error();
  const dom::Deadline deadline = deadline_of(options.limits);
  Article article;
  article.bytes = page.size();
  if (page.size() > options.limits.input_bytes) {
    page = page.first(options.limits.input_bytes);
    article.limits.push_back({"input_bytes", options.limits.input_bytes});
  }

  // 1. Bytes -> UTF-8.
  const encoding::Decoded decoded = encoding::decode(page, options.content_type, s.decoded);
  article.charset = decoded.charset;
  article.charset_from = decoded.charset_from;

  // 2. UTF-8 -> tree.
  const auto parsed = dom::parse(decoded.text, options.limits, deadline, s.parse, s.document);
  if (!parsed) {
    s = {};
    return parsed.error();
  }
  const bool large = is_large(s.document);
  if (large) s.parse = {};
  if (is_past(deadline)) return too_slow(options.limits);

  // 3. Tree -> metadata.
  metadata::MetadataResult metadata = metadata::read_metadata(s.document, options, s.metadata);

  // 4. Tree -> text blocks -> features -> scores.
  extraction::segment(s.document, options.limits, extraction::built_in_tokens(), s.segments);
  if (is_past(deadline)) return too_slow(options.limits);
  extraction::compute_features(s.document, s.segments, extraction::built_in_tokens(), s.features);
  extraction::SiteEvidence* const site =
      extraction::weigh_site(options.site_memory, s.segments, s.site) ? &s.site : nullptr;
  extraction::score_blocks(s.segments, extraction::built_in_tokens(), extraction::built_in_models(),
                           options.focus, s.features, s.scores, site);
  if (large && trace == nullptr) s.features.keep_judged();
  article.page_type = s.scores.nothing ? PageType::other : extraction::most_likely(s.scores.types);
  metadata::settle_by_type(article.page_type, s.metadata, metadata);
  if (is_past(deadline)) return too_slow(options.limits);

  // 5. Scores -> keep or drop, with reasons.
  std::sort(metadata.credit_elements.begin(), metadata.credit_elements.end());
  extraction::find_data_tables(s.document, s.segments, s.data_tables);
  const extraction::PageHints hints{metadata.metadata.title ? std::string_view(*metadata.metadata.title) : "",
                                    metadata.title_element, metadata.credit_elements, *prune, *keep};
  const extraction::Page blocks{s.document, s.segments, s.features, s.scores, s.data_tables, hints, site};
  extraction::classify(blocks, s.classify, s.decisions);

  // 6. Kept blocks -> article.
  const bool is_structured =
      write_body(blocks, s.decisions, options, metadata.article_body, s.assembly, article);
  article.page_type_probability =
      s.scores.nothing ? 0 : s.scores.types[static_cast<std::size_t>(article.page_type)];
  article.confidence = article.body.empty() ? 0 : s.scores.expected_f1;

  // 7. What needs the text: language and direction, and through them the comments' dates.
  const std::string_view beginning =
      is_structured ? std::string_view(metadata.article_body).substr(0, language_sample)
                    : writers::beginning_of_body_text(article, language_sample, s.body_text);
  metadata::settle_language(beginning, metadata.metadata);
  if (options.comments) {
    extraction::read_comments(blocks, s.decisions, article.comments);
    read_comment_dates(metadata.metadata, article.comments);
  }

  // 8. What the caller asked to know of the way here.
  name_limits(s.document, s.segments, metadata, options.limits, article);
  if (options.fingerprint_blocks) article.fingerprints = extraction::distinct_fingerprints(s.segments);
  if (trace != nullptr) fill_trace(article, blocks, s.decisions, is_structured, *trace);
  article.metadata = std::move(metadata.metadata);
  if (large) s = {};
  return article;
}

Result<Article> extract(std::span<const std::byte> page, const Options& options, Trace* trace) {
  return Extractor().extract(page, options, trace);
}

}  // namespace lubb
