// The linear scan in front of the parser. It writes a skeleton of the page, a small document in which the
// parser sees only what shapes the tree, and a table that leads from the skeleton back to the source:
//
//   <p class="lead">Hello <b>there</b>   </p>     source
//   <p>x<b>x</b> </p>                             skeleton
//
// Tags are written without attributes (but for those that shape the tree), each run of text is one 'x', each
// run of white space one ' '. What never reaches the parser:
//
//   - comments, bogus comments, stray CDATA, any doctype but a leading one
//   - <script> and <style> with their content; they don't move where the head ends
//   - <svg> with its content, up to its end tag or to the HTML tag that breaks out of it
//   - the content of <iframe>, <noembed>, <noframes>, <title>, <textarea>; it has no text nodes
//   - these and <xmp>, <svg>, <math> themselves where the source holds no end tag for them
//   - in <noscript> in <head>: all but white space, <meta>, <link> and the like
//   - <isindex>, which the parser would expand into a form with text of its own
//   - tags nested deeper than the depth limit, and formatting tags beyond
//     OpenElements::formatting_limit; their content stays
#pragma once

#include <cstdint>
#include <string_view>

#include "dom/open_elements.h"
#include "dom/skeleton.h"

namespace lubb::dom {

struct PrescanOptions {
  std::uint32_t tree_depth = 256;
  bool without_formatting = false;  // leave out formatting tags other than <a>
  bool islands = true;              // leave out what the parser would nest as it stands
};

// Scans `source` (at most 4 GiB - 1) into `skeleton`, whose old content is dropped and memory used again.
void prescan(std::string_view source, const PrescanOptions& options, OpenElements& open, Skeleton& skeleton);

}  // namespace lubb::dom
