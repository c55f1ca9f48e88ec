// Runs the whole extractor over the fixtures.
#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "golden/fixtures.h"
#include "lubb/lubb.hpp"

namespace {

using lubb::golden::Case;
using lubb::golden::Page;
using lubb::golden::trimmed;
using simdjson::dom::element;

const std::string kFixtures = LUBB_FIXTURES;

// Share of words that must agree; small differences of punctuation and spacing in ten thousand characters
// are not what the pages are about.
constexpr double kPageAgreement = 0.97;
constexpr double kLeastProbability =
    0.4;  // of being an article, over the pages, which all are; the least has .44
constexpr double kScrapeAgreement = 0.98;

lubb::Article extract(const std::string& html, const lubb::Options& options) {
  lubb::Result<lubb::Article> article = lubb::extract(std::as_bytes(std::span(html)), options);
  REQUIRE_MESSAGE(article.has_value(), article.error().message);
  return std::move(*article);
}

std::set<std::string> lines_of(const std::string& text) {
  std::set<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.insert(line);
  return lines;
}

// The lines by which two texts differ, so that a failure can be read.
std::string difference(const std::string& got, const std::string& wanted) {
  const std::set<std::string> got_lines = lines_of(got), wanted_lines = lines_of(wanted);
  std::string out;
  for (const std::string& line : wanted_lines) {
    if (!got_lines.contains(line)) out += "\n- " + line;
  }
  for (const std::string& line : got_lines) {
    if (!wanted_lines.contains(line)) out += "\n+ " + line;
  }
  return out.empty() ? "\n(the same lines in another order or with other blank lines)" : out;
}

std::string rendered(const Case& wanted) {
  const lubb::Article article = extract(wanted.html, wanted.options);
  std::string out;
  lubb::write(article, wanted.format, {}, out);
  out = trimmed(out);
  for (const lubb::Comment& comment : article.comments) {
    out += "\n%%";
    if (wanted.comment_credits) out += " " + comment.author.value_or("?") + ", " + comment.date.value_or("?");
    out += "\n" + comment.text;
  }
  return out;
}

TEST_CASE("the small cases come out as written") {
  const std::vector<Case> cases = lubb::golden::read_cases(kFixtures + "/cases");
  CHECK_FALSE(cases.empty());
  for (const Case& wanted : cases) {
    INFO(wanted.name);
    for (const std::string& problem : wanted.problems) FAIL_CHECK(problem);
    const std::string got = rendered(wanted);
    if (got != wanted.expected) FAIL_CHECK(difference(got, wanted.expected));
  }
}

// A value of expected.json: nothing for null.
std::optional<std::string> text_of(element value) {
  if (value.is_null()) return std::nullopt;
  return std::string(value.get_string().value());
}

std::vector<std::string> texts_of(element value) {
  std::vector<std::string> texts;
  for (const element item : value.get_array()) texts.emplace_back(item.get_string().value());
  return texts;
}

void check_field(element expected, const char* key, const std::optional<std::string>& got) {
  element value;
  if (expected[key].get(value) != simdjson::SUCCESS) return;
  INFO(std::string(key));
  CHECK(got.value_or("null") == text_of(value).value_or("null"));
}

void check_list(element expected, const char* key, const std::vector<std::string>& got) {
  element value;
  if (expected[key].get(value) != simdjson::SUCCESS) return;
  INFO(std::string(key));
  CHECK(got == texts_of(value));
}

// A date may be given to the day, though the page tells the time too.
void check_date(element expected, std::optional<std::string> got) {
  constexpr std::size_t kDay = std::string_view("YYYY-MM-DD").size();
  element value;
  if (expected["date"].get(value) != simdjson::SUCCESS) return;
  if (got && !value.is_null() && text_of(value)->size() == kDay) got->resize(std::min(got->size(), kDay));
  check_field(expected, "date", got);
}

void check_metadata(element expected, const lubb::Metadata& got) {
  check_field(expected, "title", got.title);
  check_list(expected, "authors", got.authors);
  check_date(expected, got.date);
  check_field(expected, "sitename", got.sitename);
  check_field(expected, "source", got.source);
  check_field(expected, "kicker", got.kicker);
  check_field(expected, "section", got.section);
  check_list(expected, "tags", got.tags);
  check_field(expected, "language", got.language);
  check_field(expected, "direction", got.direction);
}

void check_comments(element expected, const std::vector<lubb::Comment>& got) {
  element value;
  if (expected["comments"].get(value) != simdjson::SUCCESS) return;
  for (const element wanted : value.get_array()) {
    element field;
    const bool whole = wanted.is_object();  // with its author and date, null for unknown
    const std::string text = text_of(whole ? wanted["text"].value() : wanted).value_or("");
    bool found = false;
    for (const lubb::Comment& comment : got) {
      if (comment.text.find(text) == std::string::npos) continue;
      found = true;
      if (!whole) continue;
      CHECK(comment.text == text);
      if (wanted["author"].get(field) == simdjson::SUCCESS) CHECK(comment.author == text_of(field));
      if (wanted["date"].get(field) == simdjson::SUCCESS)
        CHECK(comment.date.value_or("").substr(0, 10) == text_of(field).value_or(""));
    }
    CHECK_MESSAGE(found, "comment not found: " << text);
  }
}

void check_article(const Page& page, const lubb::Article& article, double agreement) {
  simdjson::dom::parser parser;
  element expected;
  REQUIRE(parser.parse(page.expected_json).get(expected) == simdjson::SUCCESS);
  const std::string text = lubb::body_text(article);
  CHECK_MESSAGE(lubb::golden::word_f1(text, page.expected_text) >= agreement,
                difference(text, page.expected_text));
  for (const std::string& junk : texts_of(expected["absent"])) {
    CHECK_MESSAGE(text.find(junk) == std::string::npos, "kept: " << junk);
  }
  check_metadata(expected, article.metadata);
  check_comments(expected, article.comments);
}

void check_page(const Page& page) {
  INFO(page.name);
  lubb::Options options;
  options.comments = true;
  check_article(page, extract(page.html, options), kPageAgreement);
}

void check_scrape(const Page& page) {
  INFO(page.name);
  lubb::Options options;
  options.comments = true;
  const auto article = lubb::extract_text(std::as_bytes(std::span(page.html)), options);
  REQUIRE(article.has_value());
  check_article(page, *article, kScrapeAgreement);
}

TEST_CASE("the pages give their article and their metadata") {
  const std::vector<Page> pages = lubb::golden::read_pages(kFixtures + "/pages");
  CHECK_FALSE(pages.empty());
  for (const Page& page : pages) check_page(page);
}

TEST_CASE("the scrapes give their article and their metadata") {
  const std::vector<Page> scrapes = lubb::golden::read_pages(kFixtures + "/scraped", "scrape.txt");
  CHECK_FALSE(scrapes.empty());
  for (const Page& scrape : scrapes) check_scrape(scrape);
}

// What every test of "all fixtures" goes over: the cases and the pages.
std::vector<std::pair<std::string, std::string>> all_pages() {
  std::vector<std::pair<std::string, std::string>> pages;
  for (const Case& one : lubb::golden::read_cases(kFixtures + "/cases"))
    pages.emplace_back(one.name, one.html);
  for (const Page& page : lubb::golden::read_pages(kFixtures + "/pages")) {
    pages.emplace_back(page.name, page.html);
  }
  return pages;
}

bool has_text(lubb::ContentKind kind) {
  return kind == lubb::ContentKind::text || kind == lubb::ContentKind::math;
}

// All text of the body, one piece a line, without captions and, if asked for, without tables.
std::string words_of(const lubb::Content& body, bool with_tables) {
  std::string words;
  for (std::uint32_t i = 0; i < body.nodes.size();) {
    const lubb::ContentNode& node = body.nodes[i];
    const bool skipped =
        node.kind == lubb::ContentKind::figure || (!with_tables && node.kind == lubb::ContentKind::table);
    if (has_text(node.kind)) words.append(body.text(node));
    if (node.kind == lubb::ContentKind::line_break || node.kind == lubb::ContentKind::paragraph) words += ' ';
    i = skipped ? node.end : i + 1;
  }
  return words;
}

TEST_CASE("no option of presentation changes which other text is kept") {
  for (const auto& page : all_pages()) {
    INFO(page.first);
    const std::string& html = page.second;
    const lubb::Article plain = extract(html, {});
    const std::string wanted = words_of(plain.body, true);
    lubb::Options rich;
    rich.links = rich.images = rich.comments = true;
    rich.url = "http://page.example/folder/page.html";
    CHECK(words_of(extract(html, rich).body, true) == wanted);
    lubb::Options bare;
    bare.tables = false;
    CHECK(words_of(extract(html, bare).body, true) == words_of(plain.body, false));
    lubb::Trace trace;
    const auto traced = lubb::extract(std::as_bytes(std::span(html)), {}, &trace);
    REQUIRE(traced.has_value());
    CHECK(traced->body.strings == plain.body.strings);
  }
}

// Letters and no more: what Markdown adds is marks, numbers, white space, the language behind a fence, and a
// callout's type.
std::string letters_of(const std::string& text) {
  std::string letters;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.find("```") != std::string::npos) continue;
    if (line.starts_with("> [!")) line.erase(0, line.find(']'));
    for (const char c : line) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0x80 || std::isalpha(byte)) letters.push_back(c);
    }
  }
  return letters;
}

TEST_CASE("Markdown holds the letters of the text, and a second run gives the same text") {
  lubb::Extractor kept;  // one extractor for all pages: nothing of a page stays for the next
  for (const auto& page : all_pages()) {
    INFO(page.first);
    const std::string& html = page.second;
    const lubb::Article article = extract(html, {});
    const auto again = kept.extract(std::as_bytes(std::span(html)));
    REQUIRE(again.has_value());
    const std::string text = lubb::body_text(article);
    CHECK(lubb::body_text(*again) == text);
    std::string markdown;
    lubb::write(article, lubb::Format::markdown, {}, markdown);
    const bool untold_title = markdown.find("]\n> ") != std::string::npos;  // the callout's type says it
    if (!untold_title) CHECK(letters_of(markdown) == letters_of(text));
  }
}

TEST_CASE("a block's score is the sum of its feature groups") {
  for (const Page& page : lubb::golden::read_pages(kFixtures + "/pages")) {
    INFO(page.name);
    lubb::Trace trace;
    REQUIRE(lubb::extract(std::as_bytes(std::span(page.html)), {}, &trace).has_value());
    CHECK_FALSE(trace.blocks.empty());
    CHECK(trace.page_type == "article");
    CHECK(trace.page_type_probability >= kLeastProbability);
    std::size_t wrong = 0, beyond = 0;
    for (const lubb::BlockTrace& block : trace.blocks) {
      if (block.contributions.empty()) {  // no words
        wrong += block.score > 0 ? 1 : 0;
        continue;
      }
      double log_odds = 0;
      for (const auto& [group, share] : block.contributions) log_odds += share;
      wrong += std::abs(1 / (1 + std::exp(-log_odds)) - block.score) > 1e-4 ? 1 : 0;
      beyond += block.source.begin < block.source.end && block.source.end <= page.html.size() * 2 ? 0 : 1;
    }
    CHECK(wrong == 0);
    CHECK(beyond == 0);
  }
}

TEST_CASE("every beginning of a page is read without harm") {
  constexpr std::size_t kCuts = 40;  // enough to end in tags, attributes, scripts and characters
  for (const Page& page : lubb::golden::read_pages(kFixtures + "/pages")) {
    INFO(page.name);
    for (std::size_t i = 1; i < kCuts; ++i) {
      const std::string part = page.html.substr(0, page.html.size() * i / kCuts);
      CHECK(lubb::body_text(extract(part, {})).size() <= part.size());
    }
  }
}

}  // namespace
