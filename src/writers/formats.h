// One function a format; lubb::write() chooses among them. All append to `out`.
#pragma once

#include <string>

#include "lubb/article.hpp"
#include "lubb/writer.hpp"
#include "writers/flow.h"

namespace lubb::writers {

void write_text_body(const Flow& flow, std::string& out);
struct BodyTextMemory {
  FlowMemory nesting;
  Flow flow;
  std::string lines, text;
};
// The first `size` bytes of body_text(), made of hardly more than those. A view of `memory`.
[[nodiscard]] std::string_view beginning_of_body_text(const Article& article, std::size_t size,
                                                      BodyTextMemory& memory);
void write_text(const Article& article, const WriteOptions& options, std::string& out);

void write_markdown(const Article& article, const WriteOptions& options, std::string& out);
// YAML between "---" lines; nothing where no field is known.
void write_front_matter(const Metadata& metadata, std::string& out);

void write_html(const Article& article, const WriteOptions& options, std::string& out);

void write_tei(const Article& article, std::string& out);
void write_tei_header(const Metadata& metadata, std::string& out);

// The row of an article that has no input to name: without "id".
void write_article_row(const Article& article, Format json_or_jsonl, std::string& out);

}  // namespace lubb::writers
