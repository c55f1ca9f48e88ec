// The same bytes give the same article, whatever was done before, beside, or on the way.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
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
    for (const auto& entry : std::filesystem::directory_iterator(std::string(LUBB_FIXTURES) + "/hostile")) {
      if (entry.path().extension() == ".expect") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      lubb::golden::Page& page = found.emplace_back();
      page.name = entry.path().filename();
      page.html.assign(std::istreambuf_iterator<char>(file), {});
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
  std::size_t traced = 0;
  for (const lubb::golden::Page& page : pages()) {
    INFO(page.name);
    lubb::Trace trace;
    CHECK(everything(extractor, page.html, &trace) == everything(extractor, page.html));
    if (!trace.blocks.empty()) ++traced;
  }
  CHECK(traced * 2 > pages().size());
}

TEST_CASE("a hundred repeats give one article") {
  lubb::Extractor extractor;
  for (std::size_t i = 0; i < pages().size(); i += pages().size() / 6) {
    INFO(pages()[i].name);
    const std::string wanted = everything(extractor, pages()[i].html);
    for (int repeat = 0; repeat < 100; ++repeat) REQUIRE(everything(extractor, pages()[i].html) == wanted);
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
