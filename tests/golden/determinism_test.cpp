// The same bytes give the same article, whatever was done before, beside, or on the way.
#include <doctest/doctest.h>

#include <span>
#include <string>
#include <thread>
#include <vector>

#include "golden/fixtures.h"
#include "lubb/lubb.hpp"

namespace {

constexpr lubb::Format kFormats[] = {lubb::Format::text, lubb::Format::markdown, lubb::Format::html,
                                     lubb::Format::jsonl, lubb::Format::tei};

const std::vector<lubb::golden::Page>& pages() {
  static const std::vector<lubb::golden::Page> read = [] {
    auto found = lubb::golden::read_pages(std::string(LUBB_FIXTURES) + "/pages");
    for (lubb::golden::Page& page : lubb::golden::read_pages(std::string(LUBB_FIXTURES) + "/gold")) {
      found.push_back(std::move(page));
    }
    return found;
  }();
  return read;
}

// All that can be seen of a page's article, in every format.
std::string everything(lubb::Extractor& extractor, const std::string& html, lubb::Trace* trace = nullptr) {
  lubb::Options options;
  options.comments = true;
  const auto article = extractor.extract(std::as_bytes(std::span(html)), options, trace);
  if (!article) return article.error().message;
  std::string out;
  for (const lubb::Format format : kFormats) lubb::write(*article, format, {.with_metadata = true}, out);
  return out;
}

std::vector<std::string> alone() {
  std::vector<std::string> out;
  for (const lubb::golden::Page& page : pages()) {
    lubb::Extractor extractor;
    out.push_back(everything(extractor, page.html));
  }
  return out;
}

TEST_CASE("an article does not depend on the pages before it") {
  const std::vector<std::string> wanted = alone();
  lubb::Extractor extractor;
  for (std::size_t i = pages().size(); i-- > 0;) {
    INFO(pages()[i].name);
    CHECK(everything(extractor, pages()[i].html) == wanted[i]);
  }
}

TEST_CASE("an article is the same with and without a trace") {
  lubb::Extractor extractor;
  for (const lubb::golden::Page& page : pages()) {
    INFO(page.name);
    lubb::Trace trace;
    CHECK(everything(extractor, page.html, &trace) == everything(extractor, page.html));
    CHECK_FALSE(trace.blocks.empty());
  }
}

TEST_CASE("threads that extract at the same time do not disturb each other") {
  constexpr std::size_t kThreads = 4;
  const std::vector<std::string> wanted = alone();
  std::vector<std::vector<std::string>> found(kThreads);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([t, &found] {
      lubb::Extractor extractor;
      for (std::size_t i = 0; i < pages().size(); ++i) {  // each thread begins at another page
        const std::string& html = pages()[(i + t * pages().size() / kThreads) % pages().size()].html;
        found[t].push_back(everything(extractor, html));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t t = 0; t < kThreads; ++t) {
    for (std::size_t i = 0; i < pages().size(); ++i) {
      CHECK(found[t][i] == wanted[(i + t * pages().size() / kThreads) % pages().size()]);
    }
  }
}

}  // namespace
