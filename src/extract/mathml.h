// MathML without its source told: written as TeX, which reads well enough in a line of text.
#pragma once

#include <string>

#include "dom/document.h"

namespace lubb::extraction {

// The formula below a <math> element; empty where it holds no symbol. Linear but for the nesting of scripts.
[[nodiscard]] std::string tex_of_mathml(const dom::Document& document, dom::NodeId math);

}  // namespace lubb::extraction
