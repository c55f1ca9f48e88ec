#include "cli/page_worker.h"

#include <doctest/doctest.h>

#include <string>

using namespace lubb;
using namespace lubb::cli;

namespace {

Article article_of_words(int count) {
  Article article;
  std::string text;
  for (int i = 0; i < count; ++i) text += "word ";
  const auto paragraph = article.body.open(ContentKind::paragraph);
  article.body.leaf(ContentKind::text, text);
  article.body.close(paragraph);
  return article;
}

bool passes(const Article& article, const Selection& selection, const std::string& url = {}) {
  return !selection_fault(article, url, selection).has_value();
}

}  // namespace

TEST_CASE("a selection that asks for nothing lets everything pass") { CHECK(passes({}, {})); }

TEST_CASE("--only-with-metadata asks for title, date and an address from anywhere") {
  const Selection selection{.only_with_metadata = true, .target_language = {}};
  Article article;
  CHECK(selection_fault(article, "", selection) == "the page has no title, date, address");
  article.metadata.title = "t";
  article.metadata.date = "2024-01-01";
  CHECK_FALSE(passes(article, selection));
  CHECK(passes(article, selection, "http://example.org/"));
  article.metadata.canonical_url = "http://example.org/";
  CHECK(passes(article, selection));
}

TEST_CASE("--target-language compares primary languages and wants the page's to be known") {
  const Selection selection{.target_language = "ar"};
  Article article;
  CHECK_FALSE(passes(article, selection));
  article.metadata.language = "AR-eg";
  CHECK(passes(article, selection));
  article.metadata.language = "arc";
  CHECK_FALSE(passes(article, selection));
  CHECK(passes(article, {.target_language = "arc-Syrc"}));
}

TEST_CASE("--min-words counts the article's words") {
  CHECK(passes(article_of_words(10), {.target_language = {}, .min_words = 10}));
  CHECK_FALSE(passes(article_of_words(9), {.target_language = {}, .min_words = 10}));
}
