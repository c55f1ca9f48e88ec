// The linear scan in front of the parser. It writes a skeleton of the page, a small document in which the
// parser sees only what shapes the tree, and marks that lead from the skeleton back to the source:
//
//   <p>a</p> <div>b<b>c</div>d        source
//   x<div>x<b>x</div>x                skeleton: <p> is as it seems, but the <b> left open matters to what
//   follows
//
// Tags are written without attributes (but for those that shape the tree), each run of text is one 'x', each
// run of white space one ' '. White space at the start of a run of text goes where the run goes, out of a
// <colgroup> too. What never reaches the parser:
//
//   - comments, bogus comments, stray CDATA, any doctype but a leading one
//   - <script> and <style> with their content; they don't move where the head ends
//   - <svg> with its content, up to its end tag or to the HTML tag that breaks out of it; it opens no
//     formatting element again
//   - the content of <iframe>, <noembed>, <noframes>, <title>, <textarea>; it has no text nodes
//   - these and <xmp>, <svg>, <math> themselves where the source holds no end tag for them
//   - in <noscript> in <head>: all but white space, <meta>, <link> and the like
//   - <isindex>, which the parser would expand into a form with text of its own
//   - tags nested deeper than the depth limit, and formatting tags beyond
//     OpenElements::formatting_limit; their content stays
//   - islands
//
// An island is an element in <body> whose tags, and those of all in it, do to the parser what they seem to
// do: it would nest them as OpenElements does, and be after the end tag as it was before the start tag. So
// one marker stands in the skeleton, and DocumentBuilder lays the element out. On most pages all of <body>
// becomes one 'x'. The rules, each with a test of the same number in tests/unit/dom/islands_test.cpp:
//
//    1. Islands and runs of text side by side share one marker, 'x': the parser puts text and elements at the
//       same place, but in tables.
//    2. An island whose start tag closes a paragraph that the parser has open is marked by <hr>, which closes
//       it too; so is one before which formatting elements wait to be opened again, which text would do.
//    3. Right in a table, row, ... an island is marked by an empty part of a table, and right in a template
//    by
//       <link> or <wbr>, as metadata alone does not settle what the template holds.
//    4. What the parser would close or open by itself belongs to the island: ends of li, p, td, ..., tbody,
//    tr
//       and colgroup around what needs them, the empty paragraph that </p> makes.
//    5. Tags that the parser ignores are left out; not in tables, where any tag parts text from text.
//    6. An element that closes an element the parser sees is seen too, paragraphs apart (rule 2).
//    7. Formatting elements that outlive the element around them, are opened again, or are moved by the
//       adoption agency are the parser's, with all that is open there; so is a fourth of the same name in
//       another, which makes the parser forget the first.
//    8. So are text and elements that are moved out of a table.
//    9. So are forms that anything but their own end tag closes, and end tags that take a form off the stack
//       from under other elements. Text before </form> lands behind the form, as the parser has it.
//   10. So is what is open where <html>, <head>, <body>, </body>, </html> or </br> stand.
//   11. Where text could be held back by the parser longer than an element, an island is marked by an
//   element.
//   12. From there on all is the parser's: <math> and the names that belong into it or svg, <plaintext>,
//       parts of tables right in a template, <xmp> or a template in <select>, a template in a head that no
//       tag opened, an element that leaves its marker on the list of active formatting elements, a table in
//       a paragraph under a doctype other than that of HTML 5, a limit.
//   13. A page with <frameset> has no islands: it depends on all before it whether it replaces <body>.
//   14. In a head whose tag was read, <meta>, <link>, <base> and white space side by side are one <link>.
//   15. A template in such a head is the parser's, and so is all after it where something of this list, a tag
//       of rule 10 or a formatting element stands open at its end; else the head goes on as before.
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
