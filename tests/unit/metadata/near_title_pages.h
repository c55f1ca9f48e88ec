// Small pages for the tests of what stands near the headline.
#pragma once

#include <string>

#include "dom/parse.h"
#include "metadata/collect.h"
#include "metadata/near_title.h"

// A page with its tree; the page's text must stay where it is.
struct ParsedPage {
  explicit ParsedPage(std::string page) : html(std::move(page)) {
    parsed = lubb::dom::parse(html, lubb::Limits{}, lubb::dom::no_deadline, scratch, document).has_value();
    lubb::metadata::collect(document, collected);
    reader.start(document, collected);
  }
  ParsedPage(const ParsedPage&) = delete;
  ParsedPage& operator=(const ParsedPage&) = delete;

  std::string text_of(lubb::dom::NodeId id) const {
    std::string text;
    document.append_text(id, text);
    return text;
  }

  std::string html;
  lubb::dom::ParseScratch scratch;
  lubb::dom::Document document;
  lubb::metadata::Collected collected;
  mutable lubb::metadata::LineReader reader;  // memory
  bool parsed = false;
};
