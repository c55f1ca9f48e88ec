// Microdata: elements with itemprop, in or outside of items.
#pragma once

#include <string>
#include <vector>

#include "dom/document.h"
#include "metadata/collect.h"
#include "metadata/findings.h"

namespace lubb::metadata {

// Reads the properties of the item that is the page's article (the one around the first <h1>, else the
// first), of items about the page as a whole, and those outside of any item. Properties of comments, reviews,
// lists and breadcrumbs are somebody else's. itemref is not followed. Returns the element with
// itemprop=headline, if it is visible text, or no_node.
dom::NodeId read_microdata(const dom::Document& document, const Collected& collected, TextMemory& texts,
                           Findings& found);

}  // namespace lubb::metadata
