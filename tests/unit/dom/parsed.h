// A page parsed for a test, written back in a form that is easy to compare.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dom/document.h"
#include "dom/parse.h"
#include "support/growth.h"

namespace lubb::test {

class Parsed {
 public:
  explicit Parsed(std::string page, const Limits& limits = {});

  [[nodiscard]] const dom::Document& document() const { return document_; }

  // The whole tree: "<html><head></head><body><p>one<br>two</p></body></html>".
  [[nodiscard]] std::string tree() const;
  // What stands below <head>, and below <body>.
  [[nodiscard]] std::string head() const;
  [[nodiscard]] std::string body() const;

  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool reached(std::string_view limit) const;
  // The first element of that name, or no_node.
  [[nodiscard]] dom::NodeId find(std::string_view name) const;
  // The first text node that holds `text`, or no_node.
  [[nodiscard]] dom::NodeId find_text(std::string_view text) const;
  [[nodiscard]] std::string source_of(SourceRange range) const;

 private:
  [[nodiscard]] std::string inside(dom::Tag tag) const;

  std::string page_;
  dom::ParseScratch scratch_;
  dom::Document document_;
};

// "" if the flat tree is one: parents, ends, depths and source ranges fit together. Else what is wrong.
[[nodiscard]] std::string first_broken_rule(const dom::Document& document);

}  // namespace lubb::test
