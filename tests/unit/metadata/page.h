// A page parsed for a test, and what the readers see of it.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "dom/parse.h"
#include "metadata/collect.h"
#include "metadata/metadata.h"

struct Page {
  explicit Page(std::string source) : html(std::move(source)) {
    lubb::dom::ParseScratch scratch;
    REQUIRE(lubb::dom::parse(html, lubb::Limits{}, lubb::dom::no_deadline, scratch, document).has_value());
    lubb::metadata::collect(document, collected);
  }
  Page(const Page&) = delete;  // the document looks into html
  Page& operator=(const Page&) = delete;

  std::string html;
  lubb::dom::Document document;
  lubb::metadata::Collected collected;
};

// One for all pages, as a thread has it; it holds article bodies until the next page is read.
inline lubb::metadata::Workspace& workspace() {
  static lubb::metadata::Workspace memory;
  return memory;
}

inline lubb::metadata::MetadataResult settled_metadata_of(std::string html, lubb::PageType type) {
  const Page page(std::move(html));
  auto result = lubb::metadata::read_metadata(page.document, lubb::Options{}, workspace());
  lubb::metadata::settle_by_type(type, workspace(), result);
  return result;
}

inline lubb::metadata::MetadataResult metadata_of(std::string html, std::string url = {}) {
  const Page page(std::move(html));
  lubb::Options options;
  options.url = std::move(url);
  return lubb::metadata::read_metadata(page.document, options, workspace());
}
