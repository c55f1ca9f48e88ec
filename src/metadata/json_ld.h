// Structured data in <script type="application/ld+json">.
#pragma once

#include <string>
#include <vector>

#include "dom/document.h"
#include "lubb/options.hpp"
#include "metadata/collect.h"
#include "metadata/findings.h"
#include "metadata/json_parser.h"

namespace lubb::metadata {

struct JsonLd {
  Findings findings;
  std::string article_body;  // paragraphs separated by '\n'; of the article itself, the longest one
  std::vector<std::string> breadcrumb;  // from the home page down
  std::vector<LimitReached> limits;     // json_ld_bytes, json_ld_depth
};

// Reads all scripts up to the limits, mends what is not JSON, and picks the object that is this page's
// article: articles before other works before mere pages, and of several the one whose headline the page
// shows. A page with several articles of which none is its own (a list) gives none.
[[nodiscard]] JsonLd read_json_ld(const dom::Document& document, const Collected& collected,
                                  const Limits& limits, JsonParser& parser);

}  // namespace lubb::metadata
