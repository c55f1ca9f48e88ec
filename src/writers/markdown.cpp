// Format::markdown: CommonMark with GFM's tables and strikethrough, no raw HTML.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "writers/escape.h"
#include "writers/formats.h"
#include "writers/markdown_escape.h"
#include "writers/markdown_inline.h"

namespace lubb::writers {
namespace {

constexpr std::size_t kShortestFence = 3;  // CommonMark, 4.5

class MarkdownWriter {
 public:
  MarkdownWriter(const Flow& flow, std::string& out) : flow_(flow), out_(out) { levels_.emplace_back(); }

  void write() {
    for (std::size_t i = 0; i < flow_.blocks.size(); ++i) {
      const Block& block = flow_.blocks[i];
      switch (block.step) {
        case Step::open: open(block, i); break;
        case Step::close: close(block); break;
        case Step::leaf: leaf(block, i); break;
      }
    }
  }

 private:
  // An open container, the document itself at the bottom.
  struct Level {
    std::size_t prefix_size = 0;  // of prefix_ outside of it
    bool has_blocks = false;
    // The block before the next one is a list, written with these markers.
    bool after_list = false, list_ordered = false, list_alternate = false;
    // Where the container is a list:
    bool ordered = false, alternate = false;
  };

  void open(const Block& block, std::size_t index) {
    switch (block.kind) {
      case ContentKind::list: open_list(block, index); break;
      case ContentKind::list_item: open_item(block); break;
      case ContentKind::quote:
        start_block();
        push_level();
        extend_prefix("> ", "> ");
        if (!block.attribute.empty()) callout(block.attribute, index);
        break;
      case ContentKind::note: open_note(block); break;
      case ContentKind::table:
        start_block();
        columns_ = block.count;
        table_has_header_ = false;
        break;
      case ContentKind::table_row:
        row_.assign(1, '|');
        cells_ = 0;
        break;
      default: break;  // a figure's image and caption are blocks like others
    }
  }

  void close(const Block& block) {
    switch (block.kind) {
      case ContentKind::list: {
        const Level list = levels_.back();
        pop_level();
        levels_.back().after_list = true;
        levels_.back().list_ordered = list.ordered;
        levels_.back().list_alternate = list.alternate;
        break;
      }
      case ContentKind::list_item:
      case ContentKind::note:
      case ContentKind::quote: pop_level(); break;
      case ContentKind::table_row: end_row(); break;
      default: break;
    }
  }

  void open_list(const Block& block, std::size_t index) {
    const Level outer = levels_.back();
    // A list right below an item's text stays tight.
    const bool tight = index > 0 && flow_.is_bare_item_text(index - 1);
    start_block(tight);
    push_level();
    Level& list = levels_.back();
    list.ordered = block.level == 1;
    // Two lists of one kind in a row would be read as one.
    list.alternate = outer.after_list && outer.list_ordered == list.ordered && !outer.list_alternate;
  }

  void open_item(const Block& block) {
    Level& list = levels_.back();
    std::string marker = block.number ? std::to_string(block.number->value) : std::string();
    if (block.number) marker.push_back(list.alternate ? ')' : '.');
    if (!block.number) marker.push_back(list.alternate ? '+' : '-');
    marker.push_back(' ');
    list.has_blocks = true;
    push_level();
    extend_prefix(marker, std::string(marker.size(), ' '));
  }

  void open_note(const Block& block) {
    start_block();
    push_level();
    if (!block.attribute.empty()) extend_prefix("[^" + std::string(block.attribute) + "]: ", "    ");
  }

  // The line that makes a quote a callout. Hosts show the type by themselves, so a title that says no more
  // is left out: some take no other text on this line.
  void callout(std::string_view type, std::size_t index) {
    std::string line = "[!" + std::string(type) + "]";
    for (char& c : line) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const Block& next = flow_.blocks[index + 1];
    if (next.kind == ContentKind::caption && next.level == kCalloutTitle) {
      std::string title;
      append_markdown_runs(flow_, next, MarkdownPlace::heading, title);
      if (!text::equals_ignoring_ascii_case(title, type)) line.append(" ").append(title);
      title_ = index + 1;
    }
    write_line(line);
  }

  void push_level() { levels_.push_back({.prefix_size = prefix_.size()}); }

  void extend_prefix(std::string_view on_first_line, std::string_view on_others) {
    first_prefix_.append(on_first_line);
    prefix_.append(on_others);
  }

  void pop_level() {
    prefix_.resize(levels_.back().prefix_size);
    first_prefix_ = prefix_;
    levels_.pop_back();
  }

  // Sets a block apart from the one before it in the same container.
  void start_block(bool tight = false) {
    Level& level = levels_.back();
    if (level.has_blocks && !tight) write_line("");
    level.has_blocks = true;
    level.after_list = false;
  }

  void leaf(const Block& block, std::size_t index) {
    if (index == title_) return;
    std::string text;
    switch (block.kind) {
      case ContentKind::table_cell:
        ++cells_;
        row_.push_back(' ');
        append_markdown_runs(flow_, block, MarkdownPlace::table_cell, row_);
        row_.append(" |");
        return;
      case ContentKind::heading:
        text.append(std::clamp<std::size_t>(block.level, 1, 6), '#').push_back(' ');
        append_markdown_runs(flow_, block, MarkdownPlace::heading, text);
        break;
      case ContentKind::code_block: text = fenced_code(block); break;
      case ContentKind::rule: text = "***"; break;  // "---" could be taken for front matter
      default: append_markdown_runs(flow_, block, MarkdownPlace::paragraph, text); break;
    }
    start_block();
    write_lines(text);
  }

  std::string fenced_code(const Block& block) const {
    std::string code;
    for (const Run* run = flow_.begin_of(block); run != flow_.end_of(block); ++run) code.append(run->text);
    while (!code.empty() && code.back() == '\n') code.pop_back();
    const std::string fence(std::max(kShortestFence, longest_backtick_run(code) + 1), '`');
    return fence + code_language(block.attribute) + "\n" + code + "\n" + fence;
  }

  void end_row() {
    // The first row is the header, which GFM cannot do without, and must be as wide as the widest row:
    // cells beyond it would be lost.
    if (!table_has_header_) {
      for (; cells_ < columns_; ++cells_) row_.append("  |");
    }
    write_line(row_);
    if (table_has_header_) return;
    table_has_header_ = true;
    std::string delimiters = "|";
    for (std::size_t i = 0; i < columns_; ++i) delimiters.append(" --- |");
    write_line(delimiters);
  }

  void write_lines(std::string_view lines) {
    for (std::size_t i = 0; i <= lines.size();) {
      const std::size_t end = std::min(lines.find('\n', i), lines.size());
      write_line(lines.substr(i, end - i));
      i = end + 1;
    }
  }

  void write_line(std::string_view line) {
    out_.append(first_prefix_).append(line);
    if (line.empty()) {
      while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    } else {
      first_prefix_ = prefix_;
    }
    out_.push_back('\n');
  }

  const Flow& flow_;
  std::string& out_;
  std::vector<Level> levels_;
  std::string prefix_;        // in front of each line, but
  std::string first_prefix_;  // in front of the next one: with the markers of items just opened
  std::string row_;
  std::size_t cells_ = 0, columns_ = 0;
  bool table_has_header_ = false;
  std::size_t title_ = static_cast<std::size_t>(-1);  // the block written as the title of a callout
};

}  // namespace

void write_markdown(const Article& article, const WriteOptions& options, std::string& out) {
  const std::size_t start = out.size();
  if (options.with_metadata) write_front_matter(article.metadata, out);
  if (out.size() > start && !article.body.empty()) out.push_back('\n');
  MarkdownWriter(flow_of(article.body), out).write();
}

}  // namespace lubb::writers
