// The main job: bytes of a page in, its article out.
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <span>

#include "lubb/article.hpp"
#include "lubb/options.hpp"
#include "lubb/result.hpp"
#include "lubb/site_memory.hpp"
#include "lubb/trace.hpp"

namespace lubb {

// Extracts the main content and metadata of one HTML page.
//
//   page     the bytes as they were served, in any encoding (decoded by the WHATWG Encoding Standard, then
//            validated); not kept after the call
//   options  see options.hpp
//   trace    if given, filled with every block and the reason why it was kept or dropped
//
// Returns an Article that owns all its text; its body is empty where the page holds no article. Errors:
// timeout (Limits::milliseconds), too_large (memory ran out), invalid_argument (a selector that cannot be
// read; names it). Pure and thread-safe: the same bytes and options give the same Article on any thread.
[[nodiscard]] Result<Article> extract(std::span<const std::byte> page, const Options& options = {},
                                      Trace* trace = nullptr);

// The same for a page that was saved as plain text with the junk still in: a paragraph, menu entry or other
// block a line. Lines are blocks, scored by what they say and by what stands around them, in this text alone.
// Title, kicker, byline, source and date lines become metadata; a date that only tells the day of the visit
// gives none. A short line between paragraphs becomes a heading of level 2.
//
// Options that speak of elements (prune, keep, tables, images, links) and Options::site_memory have no
// meaning here. Errors: timeout, too_large. Pure and thread-safe.
[[nodiscard]] Result<Article> extract_text(std::span<const std::byte> text, const Options& options = {},
                                           Trace* trace = nullptr);

// extract() with working memory kept from page to page: a caller who cleans many pages holds one Extractor
// per thread. Results do not depend on what was extracted before. Not to be shared between threads while a
// call is running.
class Extractor {
 public:
  Extractor();
  ~Extractor();
  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;
  Extractor(const Extractor&) = delete;  // working memory, not a value
  Extractor& operator=(const Extractor&) = delete;

  [[nodiscard]] Result<Article> extract(std::span<const std::byte> page, const Options& options = {},
                                        Trace* trace = nullptr);

  // What a SiteMemory takes of a page, at about half the cost of extract(). Options of use: url,
  // content_type, limits. Errors as above. The blocks are those of Article::fingerprints.
  [[nodiscard]] Result<PageFingerprint> fingerprint(std::span<const std::byte> page,
                                                    const Options& options = {});

 private:
  struct Scratch;
  static Result<Article> run_stages(std::span<const std::byte> page, const Options& options, Scratch& scratch,
                                    Trace* trace);
  Error out_of_memory(const std::exception& failure);
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace lubb
