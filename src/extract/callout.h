// Callouts: boxes of notes, tips and warnings inside the text (admonitions, alerts), by their classes.
#pragma once

#include <string_view>

#include "dom/document.h"

namespace lubb::extraction {

// "note", "warning", ... if the element is such a box; a static view, empty if it is none.
[[nodiscard]] std::string_view callout_type(const dom::Document& document, dom::NodeId element);

// True for the element that holds the box's title.
[[nodiscard]] bool is_callout_title(const dom::Document& document, dom::NodeId element);

}  // namespace lubb::extraction
