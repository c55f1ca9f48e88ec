// Article -> text. All writers append valid UTF-8 whatever came in, and contain no control characters but
// newline and tab.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lubb/article.hpp"
#include "lubb/result.hpp"

namespace lubb {

enum class Format : std::uint8_t {
  text,      // paragraphs separated by one blank line, list items "- ", table cells by tab
  markdown,  // CommonMark with tables; escaped, no raw HTML
  html,      // an <article> fragment, safe to embed
  json,      // one row, indented
  jsonl,     // one row on one line
  tei,       // TEI P5
};

struct WriteOptions {
  bool with_metadata = false;  // text, Markdown, HTML: title, byline, date and address in front
};

// Appends the article's body (text, Markdown, HTML, TEI) to `out`, ending with a newline unless there is
// nothing to write; for json and jsonl the row of an "ok" or "empty" input without id, see write_row().
// TEI has no XML declaration, so that it can stand in a teiCorpus. Thread-safe. Never fails.
void write(const Article& article, Format format, const WriteOptions& options, std::string& out);

// The plain text of the body, as Format::text without metadata.
[[nodiscard]] std::string body_text(const Article& article);

// 128-bit XXH3 of a text as 32 lower-case hexadecimal digits: the row's "text_hash".
[[nodiscard]] std::string text_hash(std::string_view text);

enum class Status : std::uint8_t { ok, empty, unchanged, skipped, error };
[[nodiscard]] std::string_view name(Status status) noexcept;

// One input's result: a line of JSONL, an element of JSON output.
struct Row {
  std::string id;  // path as reached from the command line, "-", URL or record id; any bytes
  Status status = Status::ok;
  std::optional<Error> error;  // for skipped and error
  std::optional<int> http_status;
  std::optional<std::string> fetched_at;  // ISO 8601 UTC
  std::string url, final_url;             // empty = not known (null, respectively left out)
  std::uint64_t bytes = 0;                // size of the page as read, where no article says it
  const Article* article = nullptr;       // not owned; null unless status is ok, empty or unchanged
  // Members passed through from an input row: key and its value as valid JSON text. Keys that the row
  // format uses itself are left out by the writer.
  std::vector<std::pair<std::string, std::string>> extra;
};

// Appends a row, for jsonl with its newline. The article's text is as Format::text gives it.
void write_row(const Row& row, Format json_or_jsonl, std::string& out);

// Several articles in one document: the opening and closing of a JSON array and of a teiCorpus, and what
// stands between two elements. Empty for other formats.
[[nodiscard]] std::string_view document_begin(Format format) noexcept;
[[nodiscard]] std::string_view document_separator(Format format) noexcept;
[[nodiscard]] std::string_view document_end(Format format) noexcept;

}  // namespace lubb
