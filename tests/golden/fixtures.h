// Reads fixtures/cases/*.txt and fixtures/pages/*.
//
// A case file holds small cases on one topic, separated by lines of "====". A case:
//
//   What the case is about, in prose.
//   options: markdown comments        (optional last line of the prose)
//   .
//   <html>...
//   .
//   expected text
//
// Options: text (default), markdown, html, comments (their texts are appended, each after a line "%%"),
// comment-credits (the same, with "author, date" behind "%%", "?" for what is unknown),
// links, images, no-tables, precision, recall.
//
// A page is a folder with page.html, expected.txt (the body as Format::text writes it) and expected.json
// (metadata: only the keys given are checked, null means that the value must be unknown; "comments": texts,
// or objects with author, date and text, that must be found as comments; "absent": texts that must not be in
// the body). A scrape is a folder with scrape.txt in place of page.html.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lubb/options.hpp"
#include "lubb/writer.hpp"

namespace lubb::golden {

struct Case {
  std::string name;  // file:line and the prose's first line
  std::string html;
  std::string expected;
  Options options;
  Format format = Format::text;
  bool comment_credits = false;
  std::vector<std::string> problems;  // what could not be read; empty for a good case
};

struct Page {
  std::string name;                                // the folder
  std::string html, expected_text, expected_json;  // html: of a scrape, its plain text
};

[[nodiscard]] std::vector<Case> parse_cases(std::string_view file_name, std::string_view text);
[[nodiscard]] std::vector<Case> read_cases(const std::string& folder);  // all *.txt, sorted by name
// All sub-folders, sorted by name; `file`: what the page itself is called in each.
[[nodiscard]] std::vector<Page> read_pages(const std::string& folder, const std::string& file = "page.html");

// Without white space at both ends; line ends and blank lines inside stay.
[[nodiscard]] std::string trimmed(std::string_view text);

// Harmonic mean of precision and recall of `got` against `wanted`, as bags of words; 1 when both are empty.
[[nodiscard]] double word_f1(std::string_view got, std::string_view wanted);

}  // namespace lubb::golden
