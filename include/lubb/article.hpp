// What comes out of a page: text and structure, metadata, comments.
//
// Nothing here knows HTML. The body is a small tree of its own, stored flat in document order, so that an
// article of any shape is two allocations, is destroyed without recursion and is walked with a plain loop.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lubb {

enum class ContentKind : std::uint8_t {
  // Blocks.
  paragraph,
  heading,     // level 1..6
  list,        // level 1 = ordered, 0 = not; children are list_item; attribute = number of the first one,
               // empty: 1
  list_item,   // children: inline content, paragraphs, nested lists; attribute = its number where that is not
               // the one after the item before, else empty
  table,       // children are table_row
  table_row,   // children are table_cell
  table_cell,  // level 1 = header cell; children: inline content or blocks
  quote,       // children are blocks; of a callout ("note", "warning" ...): attribute = its type, and a
               // caption in front is its title
  code_block,  // text children hold the code verbatim; attribute = language or empty
  figure,      // children: image, caption
  caption,     // inline content
  image,       // a block or inline; text = alternative text, attribute = absolute URL
  rule,        // thematic break
  note,        // footnote; attribute = label; children are blocks
  // Inline content.
  text,            // leaf; text
  math,            // leaf; text = TeX, level 1 = set on a line of its own
  note_reference,  // leaf; text = label of a note
  line_break,      // leaf; a break inside a paragraph (verse, addresses)
  emphasis,
  strong,
  code,  // inline code
  link,  // attribute = absolute http(s) or mailto URL
  superscript,
  subscript,
  deleted,
};

// A range of bytes in the decoded page (UTF-8); the original bytes where the page was UTF-8 without a
// byte order mark and not encoded twice. [begin, end).
struct SourceRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct ContentNode {
  ContentKind kind = ContentKind::paragraph;
  std::uint8_t level = 0;  // meaning depends on kind, see ContentKind
  std::uint32_t end = 0;   // index one past the last descendant; own index + 1 for a leaf
  std::uint32_t text_begin = 0, text_size = 0;            // into Content::strings
  std::uint32_t attribute_begin = 0, attribute_size = 0;  // into Content::strings
  SourceRange source;  // where in the page this came from; empty where made up
};

// A tree in preorder. The children of node i are i + 1, then nodes[child].end, ... while < nodes[i].end.
// Top-level nodes are 0, nodes[0].end, ...; they are blocks.
//
// Views returned by text() and attribute() die with the Content or at its next change.
class Content {
 public:
  std::vector<ContentNode> nodes;
  std::string strings;  // owner of all text, UTF-8

  [[nodiscard]] bool empty() const noexcept { return nodes.empty(); }
  [[nodiscard]] std::string_view text(const ContentNode& node) const noexcept {
    return std::string_view(strings).substr(node.text_begin, node.text_size);
  }
  [[nodiscard]] std::string_view attribute(const ContentNode& node) const noexcept {
    return std::string_view(strings).substr(node.attribute_begin, node.attribute_size);
  }

  // Building, in document order. open() starts a node whose children follow; close(index) ends it after
  // its last child. leaf() adds a node without children. The returned index stays valid.
  std::uint32_t open(ContentKind kind, std::uint8_t level = 0, std::string_view attribute = {},
                     SourceRange source = {});
  void close(std::uint32_t index) noexcept { nodes[index].end = static_cast<std::uint32_t>(nodes.size()); }
  std::uint32_t leaf(ContentKind kind, std::string_view text = {}, std::string_view attribute = {},
                     SourceRange source = {});
};

// What kind of page this is; how the decision is made: src/extract/page_type.h.
enum class PageType : std::uint8_t {
  article,
  forum,
  product,
  collection,
  listing,
  documentation,
  service,
  other
};
[[nodiscard]] std::string_view name(PageType type) noexcept;  // static view, e.g. "article"

// Unknown values are std::nullopt or empty, never invented.
struct Metadata {
  std::optional<std::string> title;  // without the site's name
  std::vector<std::string>
      authors;  // people; where none is named, the organisation that the data name as author
  // ISO 8601: YYYY-MM-DD or with time and zone. When it was published; of a page that only says when it was
  // last changed, that, and then equal to `modified`.
  std::optional<std::string> date;
  std::optional<std::string> modified;   // ISO 8601
  std::optional<std::string> sitename;   // the publication that hosts the page
  std::optional<std::string> source;     // whom the page credits for the text: an agency, an outlet
  std::optional<std::string> kicker;     // the line above the headline
  std::optional<std::string> language;   // BCP 47 primary tag, checked against the text
  std::optional<std::string> direction;  // "rtl" or "ltr"
  std::optional<std::string> description;
  std::optional<std::string> section;
  std::vector<std::string> tags;
  std::optional<std::string> image;          // absolute URL
  std::optional<std::string> canonical_url;  // absolute http(s) URL
  std::optional<std::string> license;        // URL or SPDX-like name as the page gives it
  // Field name -> where its value came from ("json_ld", "open_graph", "microdata", "html_meta",
  // "script", "visible", "url", ...), in the order of the fields above.
  std::vector<std::pair<std::string, std::string>> provenance;
};

struct Comment {
  std::optional<std::string> author;
  std::optional<std::string> date;  // ISO 8601
  std::string text;
};

// A counted limit that cut the page: the text is partial.
struct LimitReached {
  std::string name;         // the member of Limits, e.g. "tree_depth"
  std::uint64_t value = 0;  // the limit's figure
};

struct Article {
  Metadata metadata;
  Content body;                          // empty: no article in the page
  std::vector<Comment> comments;         // filled with Options::comments
  double confidence = 0;                 // 0..1, expected F1 of the kept text by the model's own estimate
  PageType page_type = PageType::other;  // the most likely one; other: the page holds nothing to keep
  double page_type_probability = 0;      // 0..1, by the model
  std::string charset;                   // WHATWG name, e.g. "windows-1256"
  std::string charset_from;              // "bom", "transport", "meta", "detected" or "default"
  std::uint64_t bytes = 0;               // size of the page as given
  std::vector<LimitReached> limits;
  std::vector<std::uint64_t> fingerprints;  // with Options::fingerprint_blocks: as PageFingerprint::blocks
};

}  // namespace lubb
