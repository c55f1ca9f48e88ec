// Microdata: elements with itemprop, in or outside of items.
#pragma once

#include <string>
#include <vector>

#include "dom/document.h"
#include "metadata/collect.h"
#include "metadata/findings.h"

namespace lubb::metadata {

struct Microdata {
  Findings findings;
  dom::NodeId headline = dom::no_node;  // the element with itemprop=headline, if it is visible text
};

// Reads the properties of the item that is the page's article (the one around the first <h1>, else the
// first), of items about the page as a whole, and those outside of any item. Properties of comments, reviews,
// lists and breadcrumbs are somebody else's. itemref is not followed.
[[nodiscard]] Microdata read_microdata(const dom::Document& document, const Collected& collected);

}  // namespace lubb::metadata
