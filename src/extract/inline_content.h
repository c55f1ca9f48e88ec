// The text of one block with its inline structure: emphasis, code, links, line breaks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "extract/code_block.h"
#include "extract/footnotes.h"
#include "extract/segment.h"
#include "lubb/article.hpp"
#include "lubb/options.hpp"

namespace lubb::extraction {

struct InlineOptions {
  std::string_view base_url;  // resolves link targets
  bool links = false;         // keep targets of links
  bool fold_arabic = false;   // Options::fold_arabic
  const Footnotes* notes = nullptr;
  bool in_note = false;         // links back to the text are left out, ...
  std::string_view note_label;  // ... and this label in front of the text
};

// Memory that is used again from block to block.
struct InlineScratch {
  struct Open {  // an inline element around the text
    dom::NodeId node;
    dom::NodeId subtree_end;
    ContentKind kind;
    std::uint32_t index;  // in the content, once written
    bool written;
  };
  std::vector<Open> open;
  std::vector<dom::NodeId> ancestors;
  std::string run, decoded, squeezed, value, mark;
  CodeMemory code;
};

// Appends the block's inline nodes to `content`. White space is squeezed as in segment(); in <pre> the text
// is verbatim and goes out as one text node.
void append_inline_content(const dom::Document& document, const Segments& segments, const Block& block,
                           const InlineOptions& options, InlineScratch& scratch, Content& content);

}  // namespace lubb::extraction
