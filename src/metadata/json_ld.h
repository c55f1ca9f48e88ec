// Structured data in <script type="application/ld+json">.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "lubb/options.hpp"
#include "metadata/collect.h"
#include "metadata/findings.h"
#include "metadata/json_ld_thing.h"
#include "metadata/json_parser.h"

namespace lubb::metadata {

struct JsonLd {
  void clear() noexcept;  // keeps the memory

  Findings findings;
  std::string article_body;  // paragraphs separated by '\n'; of the article itself, the longest one
  std::vector<std::string_view> breadcrumb;  // from the home page down
  std::vector<LimitReached> limits;          // json_ld_bytes, json_ld_depth
};

// What read_json_ld() keeps from page to page: memory only.
struct JsonLdMemory {
  JsonParser parser;
  std::vector<Thing> things;  // those of an earlier page behind the first ones
  std::vector<simdjson::dom::element> pending, authors;
  Agents agents;
  std::vector<bool> shown;            // a thing each
  std::array<std::string, 3> titles;  // folded
  std::string folded, folded_other;
};

// Reads all scripts up to the limits, mends what is not JSON, and picks the object that is this page's
// article: articles before other works before mere pages, and of several the one whose headline the page
// shows. A page with several articles of which none is its own (a list) gives none.
void read_json_ld(const dom::Document& document, Collected& collected, const Limits& limits,
                  JsonLdMemory& memory, JsonLd& out);

}  // namespace lubb::metadata
