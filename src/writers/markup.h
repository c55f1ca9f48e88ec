// What HTML and TEI share: the runs of a leaf as text with tags around it.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "writers/flow.h"

namespace lubb::writers {

struct FormatTags {
  Formats format = kPlain;
  std::string_view open;  // of a link: up to the address, which closes with "\">"
  std::string_view close;
};

struct MarkupDialect {
  std::array<FormatTags, 7> tags;  // in the order in which they open together
  std::string_view line_break;
  std::array<std::string_view, 2> math, display_math;  // around TeX
  std::array<std::string_view, 2> note_reference;      // around the label
  void (*append_image)(const Run& image, std::string& out);
};

// Tags are always balanced; a format or link that holds for runs in a row is opened once.
void append_runs(const Flow& flow, const Block& leaf, const MarkupDialect& dialect, std::string& out);

// `before` and `after` are markup, `any_bytes` become text on one line.
void append_field(std::string_view before, std::string_view any_bytes, std::string_view after,
                  std::string& out);

// An address as the value of a double-quoted attribute.
void append_url_attribute(std::string_view url, std::string& out);

}  // namespace lubb::writers
