// Mathematics as TeX: MathML with or without its source, and what KaTeX, MathJax and MediaWiki render around
// it.
#pragma once

#include <optional>
#include <string>

#include "dom/document.h"

namespace lubb::extraction {

struct Formula {
  std::string tex;
  bool display = false;  // set on a line of its own
};

// The formula that this element holds whole, if the page tells its TeX source or MathML. Renderings of the
// same formula for eyes and for screen readers stand side by side inside, so the element's text would tell it
// twice.
[[nodiscard]] std::optional<Formula> read_formula(const dom::Document& document, dom::NodeId node);

}  // namespace lubb::extraction
