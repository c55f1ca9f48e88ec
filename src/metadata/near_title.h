// The short lines around the headline: where a page prints its date, byline, outlet and kicker.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "metadata/collect.h"
#include "metadata/tag_cache.h"
#include "metadata/text_memory.h"

namespace lubb::metadata {

// Bytes of text between the title and a line that may still belong to it: a lead and a caption (Arabic
// letters take two bytes).
inline constexpr std::uint32_t max_text_between = 1500;

// What the names of an element (tag, class, id, itemprop, rel) say about it.
struct Evidence {
  bool date = false;          // "date", "published", "timestamp", <time>
  bool published = false;     // "published", "posted": a date word that cannot mean the day of the visit
  bool modified = false;      // "updated", "modified"
  bool author = false;        // "author", "byline", rel=author, itemprop=author
  bool source = false;        // "source", "agency"
  bool kicker = false;        // "kicker", "overline", "eyebrow"
  bool meta = false;          // "meta", "info", "dateline"
  bool junk = false;          // navigation, other stories, comments, tools
  bool footer = false;        // of the page
  bool article_part = false;  // "entry", "post"
  bool aside = false;         // <aside>: a sidebar, or a bar of byline and date
  bool picture = false;       // figure, caption, credit of a picture
  bool link = false;          // <a href>
  bool heading = false;       // h1 to h6

  // What either says. Eight at a time, some of them twice.
  void add(const Evidence& other) noexcept {
    using Eight = std::uint64_t;
    static_assert(sizeof(Evidence) >= sizeof(Eight) && sizeof(Evidence) <= 2 * sizeof(Eight));
    for (const std::size_t at : {std::size_t{0}, sizeof(Evidence) - sizeof(Eight)}) {
      Eight said = 0, more = 0;
      std::memcpy(&said, reinterpret_cast<const char*>(this) + at, sizeof said);
      std::memcpy(&more, reinterpret_cast<const char*>(&other) + at, sizeof more);
      said |= more;
      std::memcpy(reinterpret_cast<char*>(this) + at, &said, sizeof said);
    }
  }
};

// A text node with letters or digits in it.
struct Piece {
  dom::NodeId node = dom::no_node;
  std::string_view text;  // squeezed
  bool link = false;      // it stands in one
  std::size_t line = 0;
};

// What the names of elements say about a piece.
struct PieceEvidence {
  Evidence own;     // of the elements that hold nothing but this text
  Evidence around;  // own, and that of small elements around (a meta bar, an author box)
};

// Pieces with no block boundary or <br> between them.
struct Line {
  std::string_view text;  // the pieces' texts, one space between
  std::size_t first_piece = 0;
  std::size_t end_piece = 0;
  bool before_title = false;
  std::uint32_t distance = 0;      // pieces between the line and the title
  std::uint32_t text_between = 0;  // bytes of text between the line and the title
  std::uint32_t levels_up = 0;     // from the title to the nearest element that holds line and title
  dom::NodeId element =
      dom::no_node;  // the smallest element that holds the line and nothing else, or no_node
  bool all_links = false;
  bool junk = false;
  bool footer = false;
  bool picture = false;
};

struct NearTitle {
  void clear(dom::NodeId new_title) noexcept {
    title = new_title;
    pieces.clear();
    lines.clear();
  }

  dom::NodeId title = dom::no_node;  // no_node: the page has no headline, and there are no lines
  std::vector<Piece> pieces;         // in document order
  std::vector<Line> lines;           // in document order
};

// Lists that a reader of lines fills again and again.
struct LineLists {
  NearTitle near;     // as read_near_title() leaves it
  NearTitle distant;  // as find_distant_date() leaves it
  NearTitle window;   // scratch: a few lines anywhere
};

// Reads lines of a page. What it reads are views into the page's source or into memory of the reader that the
// next start() uses again; what it knows of an element it reads once a page.
class LineReader {
 public:
  // Must come first. Document and what collect() found in it must outlive the reading.
  void start(const dom::Document& document, const Collected& collected);
  [[nodiscard]] const dom::Document& document() const noexcept { return *document_; }
  [[nodiscard]] const Collected& collected() const noexcept { return *collected_; }
  [[nodiscard]] LineLists& lists() noexcept { return lists_; }

  // Appends lines of the text nodes in [begin, end), at most `max_pieces` pieces and `max_bytes` of text,
  // with their place. Ends behind the lines that stand within `max_text` bytes of text from the first
  // one and those that readers look at from there.
  void read(dom::NodeId begin, dom::NodeId end, std::size_t max_pieces, std::size_t max_bytes, NearTitle& out,
            std::uint32_t max_text = std::numeric_limits<std::uint32_t>::max());

  // Of the elements below the first that holds the title of the lines read last too. Not kept: few lines are
  // asked.
  [[nodiscard]] PieceEvidence evidence_of(const Piece& piece);

 private:
  // What an element and those around it say together, up to the first that holds the title too.
  struct Surroundings {
    bool known = false;
    bool junk = false;
    bool footer = false;
    bool picture = false;
    bool link = false;
    std::uint8_t levels_to_sidebar = no_sidebar;  // 0: the element is one itself
    dom::NodeId end = dom::no_node;               // the first that holds the title, or <body>, or no_node
  };
  static constexpr std::uint8_t no_sidebar = 255;

  // What is known of an element, read once.
  struct Element {
    enum class Size : std::uint8_t { unknown, small, large };
    dom::NodeId id = dom::no_node;
    Evidence evidence;
    Size size = Size::unknown;
    Surroundings around;
  };

  [[nodiscard]] Element& element_at(dom::NodeId id) {
    const std::uint32_t place = places_[id];
    return place < elements_.size() && elements_[place].id == id ? elements_[place] : read_element(id);
  }
  [[nodiscard]] Element& read_element(dom::NodeId id);
  [[nodiscard]] bool is_small(dom::NodeId id, Element& element) const;
  [[nodiscard]] std::string_view read_text(dom::NodeId node, std::size_t max_bytes);
  [[nodiscard]] std::string_view join(const Line& line, const NearTitle& out);
  void judge_line(Line& line, NearTitle& out);
  [[nodiscard]] bool ends_surroundings(dom::NodeId element) const;
  [[nodiscard]] bool is_sidebar(dom::NodeId id, Element& element) const;
  [[nodiscard]] const Surroundings& surroundings_of(dom::NodeId element);
  void set_title(dom::NodeId title);
  void judge_piece(Piece& piece, Line& line);

  const dom::Document* document_ = nullptr;
  const Collected* collected_ = nullptr;
  std::vector<std::uint32_t> places_;  // by node: where it may stand in elements_; an earlier page's too
  std::vector<Element> elements_;
  std::vector<dom::NodeId> way_up_;   // scratch
  dom::NodeId title_ = dom::no_node;  // that surroundings_of() reaches to
  TagCache<Evidence> known_tags_;
  std::string decoded_;                  // scratch
  std::vector<dom::NodeId> block_ends_;  // scratch
  TextMemory texts_;
  LineLists lists_;
};

// `title_element` as found by others, or no_node: the first h1 is taken. What is returned stays in the reader
// until the next call.
const NearTitle& read_near_title(LineReader& reader, dom::NodeId title_element);

// Evidence of one element by itself.
[[nodiscard]] Evidence read_evidence(const dom::Document& document, dom::NodeId element);

// True if no text outside [first, last] stands in the element.
[[nodiscard]] bool holds_only(const dom::Document& document, dom::NodeId element, dom::NodeId first,
                              dom::NodeId last);

// The smallest element that holds [first, last] and nothing else, or no_node.
[[nodiscard]] dom::NodeId smallest_holder(const dom::Document& document, dom::NodeId first, dom::NodeId last);

}  // namespace lubb::metadata
