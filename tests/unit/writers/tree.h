// Builds bodies for tests: Tree().paragraph("a").open(ContentKind::list).item("b").close().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lubb/article.hpp"
#include "lubb/writer.hpp"

namespace lubb::writers {

class Tree {
 public:
  Tree& open(ContentKind kind, std::uint8_t level = 0, std::string_view attribute = {}) {
    open_.push_back(article.body.open(kind, level, attribute));
    return *this;
  }
  Tree& close() {
    article.body.close(open_.back());
    open_.pop_back();
    return *this;
  }
  Tree& close_all() {
    while (!open_.empty()) close();
    return *this;
  }
  Tree& text(std::string_view s) { return leaf(ContentKind::text, s); }
  Tree& leaf(ContentKind kind, std::string_view s = {}, std::string_view attribute = {}) {
    article.body.leaf(kind, s, attribute);
    return *this;
  }
  // A node that holds just this text.
  Tree& node(ContentKind kind, std::string_view s, std::uint8_t level = 0, std::string_view attribute = {}) {
    return open(kind, level, attribute).text(s).close();
  }
  Tree& paragraph(std::string_view s) { return node(ContentKind::paragraph, s); }
  Tree& item(std::string_view s) { return node(ContentKind::list_item, s); }
  Tree& cell(std::string_view s) { return node(ContentKind::table_cell, s); }
  Tree& link(std::string_view s, std::string_view url) { return node(ContentKind::link, s, 0, url); }

  [[nodiscard]] std::string as(Format format, bool with_metadata = false) const {
    std::string out;
    write(article, format, WriteOptions{.with_metadata = with_metadata}, out);
    return out;
  }
  [[nodiscard]] std::string text() const { return body_text(article); }

  Article article;

 private:
  std::vector<std::uint32_t> open_;
};

}  // namespace lubb::writers
