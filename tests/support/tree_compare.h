// Checks the tree that dom::parse() makes of the skeleton against the one Gumbo makes of the whole page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lubb::test {

// A tree as two things that can be compared: its elements in document order, each as depth and lower-case
// name ("3 div"), and all its text one after the other.
struct TreeOutline {
  std::vector<std::string> elements;
  std::string text;
};

// The page as the prescan's rules would have it, but written by other means: without scripts, styles,
// comments, the content of raw-text elements, and <noscript> in the head.
[[nodiscard]] std::string without_unparsed_parts(std::string_view page);

// The tree of Gumbo alone. Elements that never reach lubb's tree (script, style, svg) are passed over with
// all below them, and the text of title, textarea, iframe, noembed and noframes.
[[nodiscard]] TreeOutline outline_of_raw_page(std::string_view page);

struct LubbOutline {
  TreeOutline outline;
  std::vector<std::string> limits;  // names of the limits that cut the page
};
[[nodiscard]] LubbOutline outline_of_document(std::string_view page);

// Empty if equal; else a line that says where they part.
[[nodiscard]] std::string first_difference(const TreeOutline& expected, const TreeOutline& actual);

// The page with invalid UTF-8, NUL, control characters and noncharacters replaced by '?': Gumbo alone would
// make U+FFFD of them.
[[nodiscard]] std::string as_decoded(std::string_view bytes);

// The outcome for one page: "equal", "capped" (a limit or listed rule makes the trees differ) or the first
// difference.
struct Comparison {
  std::string tree;  // elements and text against Gumbo on without_unparsed_parts()
  std::string text;  // text against Gumbo on the untouched page
};
[[nodiscard]] Comparison compare_trees(std::string_view bytes);

}  // namespace lubb::test
