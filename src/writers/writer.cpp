// The public entry: which writer makes which format, and what stands around several articles.
#include "lubb/writer.hpp"

#include <xxhash.h>

#include "writers/formats.h"

namespace lubb {

void write(const Article& article, Format format, const WriteOptions& options, std::string& out) {
  switch (format) {
    case Format::text: writers::write_text(article, options, out); break;
    case Format::json:
    case Format::jsonl: writers::write_article_row(article, format, out); break;
    case Format::markdown: writers::write_markdown(article, options, out); break;
    case Format::html: writers::write_html(article, options, out); break;
    case Format::tei: writers::write_tei(article, out); break;
  }
}

std::string body_text(const Article& article) {
  std::string out;
  out.reserve(article.body.strings.size() + article.body.nodes.size());
  writers::write_text_body(writers::flow_of(article.body), out);
  return out;
}

std::string text_hash(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(text.data(), text.size()));
  std::string hash;
  hash.reserve(2 * sizeof canonical.digest);
  for (const unsigned char byte : canonical.digest) {
    hash.push_back(kDigits[byte >> 4]);
    hash.push_back(kDigits[byte & 0xF]);
  }
  return hash;
}

std::string_view document_begin(Format format) noexcept {
  if (format == Format::json) return "[\n";
  if (format != Format::tei) return {};
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n"
         "<teiHeader><fileDesc><titleStmt><title>Web pages</title></titleStmt>"
         "<publicationStmt><p/></publicationStmt>"
         "<sourceDesc><p>Articles taken from web pages</p></sourceDesc></fileDesc></teiHeader>\n";
}

std::string_view document_separator(Format format) noexcept {
  return format == Format::json ? std::string_view(",\n") : std::string_view();
}

std::string_view document_end(Format format) noexcept {
  if (format == Format::json) return "\n]\n";
  return format == Format::tei ? std::string_view("</teiCorpus>\n") : std::string_view();
}

}  // namespace lubb
