// The article's body made regular: what every writer walks instead of the tree.
//
// A Content may hold anything a page may hold: lists inside emphasis, cells without a row, text between two
// tables, a hundred thousand nested quotes. flow_of() turns it into a flat sequence of steps that obeys a
// small grammar, so that a writer is one loop with one switch and its output is always well nested:
//
//   body      := block*
//   block     := paragraph | heading | code_block | rule | image | list | table | quote | figure | note
//   list      := open list_item+ close          list_item := open block+ close
//   table     := open table_row+ close          table_row := open table_cell+ close
//   quote     := open (block | caption)+ close  figure    := open (block | caption)+ close
//   note      := open block+ close
//
// paragraph, heading, caption, code_block and table_cell are leaves that hold runs: pieces of text with the
// set of formats that is in force. A cell holds runs too: blocks inside a cell are set apart by line breaks.
// Leaves without text or image are left out (cells are kept where their row holds anything), and so are
// containers that hold nothing; containers nested deeper than kMaxNesting are dissolved. All text is clean
// (see escape.h) and, but for code blocks, on one line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lubb/article.hpp"
#include "writers/list_numbers.h"

namespace lubb::writers {

// Containers (lists, items, quotes, tables, rows, figures) inside one another. Pages by people stay under
// 12; the figure bounds indentation, so that output is linear in the input.
constexpr std::size_t kMaxNesting = 32;

// Formats of a run, a set of bits. kCode is never set for line breaks, mathematics and images.
enum Formats : std::uint8_t {
  kPlain = 0,
  kLink = 1,
  kStrong = 2,
  kEmphasis = 4,
  kDeleted = 8,
  kSuperscript = 16,
  kSubscript = 32,
  kCode = 64,
};

struct Run {
  ContentKind kind = ContentKind::text;  // text, math, note_reference, line_break or image
  bool display = false;                  // math: set on a line of its own
  std::uint8_t formats = kPlain;
  std::string_view text = {};    // the text; of math the TeX; of an image its alternative text;
                                 // of a reference the label
  std::string_view url = {};     // the link's target where kLink is set
  std::string_view source = {};  // of an image its address, http or https
};

// Block::level of a caption that is a callout's title.
constexpr std::uint8_t kCalloutTitle = 1;

enum class Step : std::uint8_t { open, close, leaf };

struct Block {
  Step step = Step::leaf;
  ContentKind kind = ContentKind::paragraph;
  std::uint8_t level = 0;                 // as ContentNode::level; of a caption: kCalloutTitle or 0
  std::uint32_t first = 0, count = 0;     // of a leaf: its runs; of an open table: count = its columns
  std::string_view attribute = {};        // code_block: language; open quote: type of callout;
                                          // open note: label
  std::optional<ItemNumber> number = {};  // open list_item of an ordered list
};

struct Flow {
  std::vector<Block> blocks;
  std::vector<Run> runs;
  std::list<std::string> cleaned;  // owner of text that had to be changed

  [[nodiscard]] const Run* begin_of(const Block& block) const noexcept { return runs.data() + block.first; }
  [[nodiscard]] const Run* end_of(const Block& block) const noexcept { return begin_of(block) + block.count; }

  // True for the only paragraph of a list item, or one that only a list follows: set without <p>.
  [[nodiscard]] bool is_bare_item_text(std::size_t block_index) const noexcept;
};

// What flow_of() works with, kept so that its memory is used again.
struct FlowMemory {
  // What holds for the inline content met now.
  struct Context {
    ContentKind leaf = ContentKind::paragraph;  // the leaf that is opened for it
    std::uint8_t level = 0;
    std::string_view language = {};
    std::uint8_t formats = kPlain;
    std::string_view link = {};
    bool is_inline = false;  // inside a leaf or a format: an image is a run
  };
  // A node of the tree whose children are being read.
  struct Frame {
    std::uint32_t end = 0;
    std::size_t close_to = SIZE_MAX;  // size of `open` to go back to; SIZE_MAX: nothing to close
    bool is_block = false;
    Context outer;
  };
  // A container of the flow that is open.
  struct Container {
    ContentKind kind = ContentKind::list;
    std::size_t block = 0;
    bool implied = false;       // made up here, no node of the tree
    bool visible = false;       // of a row: one of its cells holds something
    std::uint32_t columns = 0;  // of a row: its cells; of a table: of its longest row
    std::size_t first_run = 0;
    ListNumbers numbers = {};  // of a list; of an item: its list's as they were before it
  };
  FlowMemory() = default;
  explicit FlowMemory(std::pmr::memory_resource* resource) : frames(resource), open(resource) {}

  std::pmr::vector<Frame> frames;
  std::pmr::vector<Container> open;
};

// The views in the result die with `content` or with the Flow.
[[nodiscard]] Flow flow_of(const Content& content);
// The same into `flow`, whose memory is used again; ends behind `enough_text` bytes of text.
void flow_of(const Content& content, std::size_t enough_text, FlowMemory& memory, Flow& flow);

}  // namespace lubb::writers
