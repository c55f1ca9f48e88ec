// What extract() does with the memory of a site.
#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lubb/lubb.hpp"

namespace {

constexpr std::string_view promotion =
    "Our readers make this work possible, so please think about a small gift to the paper today.";

std::string paragraph(int page, int number) {
  const std::string id = std::to_string(page) + "-" + std::to_string(number);
  return "The council met on day " + id + " and heard what the people of street " + id +
         " had to say about the bridge, the school and the old market beside the river.";
}

std::string page_of(int page) {
  std::string html = "<html><head><title>The story of day " + std::to_string(page) +
                     "</title></head><body><article><h1>The story of day " + std::to_string(page) + "</h1>";
  for (int i = 0; i < 6; ++i) {
    html += "<p>" + paragraph(page, i) + "</p>";
    if (i == 2) html += "<p>" + std::string(promotion) + "</p>";
  }
  return html + "</article></body></html>";
}

auto bytes_of(const std::string& html) { return std::as_bytes(std::span(html)); }

lubb::SiteMemory memory_of(int pages) {
  lubb::Extractor extractor;
  std::vector<lubb::SiteMemory::Page> seen;
  for (int i = 0; i < pages; ++i) seen.push_back({extractor.fingerprint(bytes_of(page_of(i)))->blocks});
  return lubb::SiteMemory(std::move(seen));
}

std::string text_of(int page, const lubb::SiteMemory* memory, lubb::Trace* trace = nullptr) {
  lubb::Options options;
  options.site_memory = memory;
  return lubb::body_text(*lubb::extract(bytes_of(page_of(page)), options, trace));
}

}  // namespace

TEST_CASE("what stands on all pages of a site is left out, and the trace says why") {
  const lubb::SiteMemory memory = memory_of(44);
  lubb::Trace trace;
  const std::string text = text_of(3, &memory, &trace);
  CHECK(text_of(3, nullptr).find(promotion) != std::string::npos);
  CHECK(text.find(promotion) == std::string::npos);
  for (int i = 0; i < 6; ++i) CHECK(text.find(paragraph(3, i)) != std::string::npos);
  const auto block = std::find_if(trace.blocks.begin(), trace.blocks.end(),
                                  [](const lubb::BlockTrace& b) { return b.text == promotion; });
  REQUIRE(block != trace.blocks.end());
  CHECK(block->reason.find("seen on 44 of 44 pages of this host") != std::string::npos);
}

TEST_CASE("a site of few pages is read as if nothing were known of it") {
  const lubb::SiteMemory few = memory_of(9);
  lubb::Trace with, without;
  CHECK(text_of(3, &few, &with) == text_of(3, nullptr, &without));
  std::string traces[2];
  lubb::write_trace(with, lubb::TraceFormat::json, traces[0]);
  lubb::write_trace(without, lubb::TraceFormat::json, traces[1]);
  CHECK(traces[0] == traces[1]);
}

TEST_CASE("an article has its fingerprints where they are asked for, as fingerprint() gives them") {
  lubb::Options options;
  CHECK(lubb::extract(bytes_of(page_of(1)), options)->fingerprints.empty());
  options.fingerprint_blocks = true;
  const auto article = lubb::extract(bytes_of(page_of(1)), options);
  const auto fingerprint = lubb::Extractor().fingerprint(bytes_of(page_of(1)));
  CHECK(article->fingerprints.size() == 8);  // headline, six paragraphs and the promotion
  CHECK(article->fingerprints == fingerprint->blocks);
}

TEST_CASE("a fingerprint tells the address that the page gives for itself") {
  const std::string page =
      "<html><head><link rel=canonical "
      "href='https://example.org/story'></head><body><p>Text</p></body></html>";
  CHECK(lubb::Extractor().fingerprint(bytes_of(page))->canonical_url == "https://example.org/story");
}
