#include "support/same_document.h"

#include <algorithm>

#include "dom/document.h"
#include "dom/parse.h"

namespace lubb::test {

namespace {

std::string describe(const dom::Document& document, dom::NodeId id) {
  const dom::Node& node = document.node(id);
  return (document.is_element(id) ? '<' + std::string(document.element_name(id)) + '>' : "text") +
         " parent " + std::to_string(node.parent) + " source " + std::to_string(node.begin) + '-' +
         std::to_string(node.end) + " close " + std::to_string(node.close_end) + " subtree " +
         std::to_string(node.subtree_end) + " depth " + std::to_string(node.depth) + " tag " +
         std::to_string(static_cast<int>(node.tag)) + " flags " + std::to_string(node.flags);
}

}  // namespace

std::string islands_make_a_difference(std::string_view page, const Limits& limits) {
  dom::ParseScratch plain, fast;
  dom::Document expected, actual;
  plain.islands = false;
  static_cast<void>(dom::parse(page, limits, dom::no_deadline, plain, expected));
  static_cast<void>(dom::parse(page, limits, dom::no_deadline, fast, actual));
  for (dom::NodeId id = 0; id < std::min(expected.size(), actual.size()); ++id) {
    const std::string wanted = describe(expected, id);
    const std::string found = describe(actual, id);
    if (wanted != found) return "node " + std::to_string(id) + ": expected " + wanted + ", found " + found;
  }
  if (expected.size() != actual.size()) {
    return "expected " + std::to_string(expected.size()) + " nodes, found " + std::to_string(actual.size());
  }
  return {};
}

}  // namespace lubb::test
