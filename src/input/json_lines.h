// Rows {"id", "url", "html"} of JSON Lines.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "input/item.h"
#include "input/line_reader.h"

namespace lubb::input {

// One row. `line` is the text of one line; `place` (for messages: file and line) names it where it has no
// id. Members that are not used here are passed through as they are written. The page of a row is text
// already, so that a "charset" or "content_type" member has no say in how it is decoded.
// Errors (not JSON, no "html" string, ...) make an ItemKind::failed that tells the byte in the line.
class JsonRowParser {
 public:
  JsonRowParser();
  ~JsonRowParser();
  JsonRowParser(const JsonRowParser&) = delete;
  JsonRowParser& operator=(const JsonRowParser&) = delete;

  [[nodiscard]] Item parse(std::string& line, const std::string& place);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The rows of a whole stream; blank lines are passed over.
class JsonLines {
 public:
  // `name` as in ids and messages; `max_page_bytes` bounds the lines, see json_lines.cpp.
  JsonLines(std::unique_ptr<ByteSource> source, std::string name, std::size_t max_page_bytes);

  // nullopt at the end. A stream that breaks off is a failed item, the last one.
  [[nodiscard]] std::optional<Item> next();

 private:
  LineReader lines_;
  JsonRowParser parser_;
  std::string name_;
  bool done_ = false;
};

}  // namespace lubb::input
