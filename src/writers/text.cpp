// Format::text: paragraphs apart by one blank line; a list's items and a table's rows a line each.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "writers/escape.h"
#include "writers/formats.h"

namespace lubb::writers {
namespace {

constexpr std::size_t kIndentSpaces = 2;       // per list level
constexpr std::size_t kUsualLeafBytes = 1024;  // seldom more, for the memory laid out beforehand

std::string_view without_leading(std::string_view s, std::string_view bytes) {
  s.remove_prefix(std::min(s.find_first_not_of(bytes), s.size()));
  return s;
}
std::string_view without_trailing(std::string_view s, std::string_view bytes) {
  return s.substr(0, s.find_last_not_of(bytes) + 1);  // npos + 1 is none
}

class TextWriter {
 public:
  // `lines` is working memory.
  TextWriter(const Flow& flow, std::string& lines, std::string& out)
      : flow_(flow), out_(out), start_(out.size()), lines_(lines) {}

  void write() {
    for (const Block& block : flow_.blocks) {
      switch (block.step) {
        case Step::open: open(block); break;
        case Step::close: close(block); break;
        case Step::leaf: leaf(block); break;
      }
    }
  }

 private:
  void open(const Block& block) {
    const bool list = block.kind == ContentKind::list;
    if ((list || block.kind == ContentKind::table) && group_depth_++ == 0) ++group_;
    if (list) ++open_lists_;
    if (block.kind == ContentKind::list_item)
      marker_ = block.number ? std::to_string(block.number->value) + ". " : "- ";
    if (block.kind == ContentKind::table_row) row_.clear();
    if (block.kind == ContentKind::note) note_ = block.attribute;
  }

  void close(const Block& block) {
    if (block.kind == ContentKind::list) --open_lists_;
    if (block.kind == ContentKind::list_item) marker_.clear();
    if (block.kind == ContentKind::note) note_ = {};
    if (block.kind == ContentKind::table_row) {
      row_.pop_back();  // each cell ends with a tab
      write_lines(without_trailing(row_, " \t"));
    }
    if (block.kind == ContentKind::list || block.kind == ContentKind::table) --group_depth_;
  }

  void leaf(const Block& block) {
    if (block.kind == ContentKind::rule || block.kind == ContentKind::image) return;
    if (block.kind == ContentKind::table_cell) {
      append_runs(block, ' ', row_);
      row_.push_back('\t');
      return;
    }
    std::string_view lines = lines_of(block);
    lines = block.kind == ContentKind::code_block ? without_blank_first_lines(lines)
                                                  : without_leading(lines, " ");
    write_lines(without_trailing(lines, " \t\n"));
  }

  std::string_view lines_of(const Block& block) {
    const Run* const only = flow_.begin_of(block);
    if (block.count == 1 && only->kind == ContentKind::text && note_.empty()) return only->text;
    lines_.clear();
    if (lines_.capacity() < kUsualLeafBytes) lines_.reserve(kUsualLeafBytes);
    if (!note_.empty()) lines_.append("[").append(std::exchange(note_, {})).append("] ");
    append_runs(block, '\n', lines_);
    return lines_;
  }

  static std::string_view without_blank_first_lines(std::string_view lines) {
    const std::size_t text = lines.find_first_not_of(" \t\n");
    if (text == std::string_view::npos) return lines;
    return lines.substr(lines.rfind('\n', text) + 1);  // npos + 1 is the beginning
  }

  void append_runs(const Block& block, char line_break, std::string& to) const {
    for (const Run* run = flow_.begin_of(block); run != flow_.end_of(block); ++run) {
      if (run->kind == ContentKind::text || run->kind == ContentKind::math) to.append(run->text);
      if (run->kind == ContentKind::note_reference) to.append("[").append(run->text).append("]");
      if (run->kind != ContentKind::line_break) continue;
      while (!to.empty() && to.back() == ' ') to.pop_back();  // an image may have stood behind it
      to.push_back(line_break);
    }
  }

  void write_lines(std::string_view lines) {
    if (lines.empty()) return;
    const std::size_t group = group_depth_ > 0 ? group_ : 0;
    if (out_.size() > start_) out_.append(group != 0 && group == last_group_ ? "\n" : "\n\n");
    last_group_ = group;
    const std::size_t indent = kIndentSpaces * open_lists_;
    out_.append(marker_.empty() ? indent : indent - kIndentSpaces, ' ').append(marker_);
    marker_.clear();
    for (std::size_t i = 0; i < lines.size();) {
      const std::size_t end = std::min(lines.find('\n', i), lines.size());
      if (i > 0 && end > i) out_.append(indent, ' ');
      out_.append(lines.substr(i, end - i));
      if (end < lines.size()) out_.push_back('\n');
      i = end + 1;
    }
  }

  const Flow& flow_;
  std::string& out_;
  std::size_t start_;
  std::size_t open_lists_ = 0;
  std::string_view note_;  // label of the note whose first line isn't written yet
  std::string marker_;     // of the item whose first line isn't written yet
  std::string row_;        // being put together
  std::string& lines_;     // of a block of several runs
  // Lines of one outermost list or table form a group and are not set apart by blank lines.
  std::size_t group_depth_ = 0, group_ = 0, last_group_ = 0;
};

void write_head(const Metadata& metadata, std::string& out) {
  std::string storage;
  const auto add = [&](std::string_view value) {
    if (!value.empty()) out.append(clean_line(value, storage)).push_back('\n');
  };
  add(metadata.title.value_or(""));
  std::string authors;
  const bool arabic = metadata.direction == "rtl";
  for (const std::string& author : metadata.authors) {
    if (!authors.empty()) authors.append(arabic ? "، " : ", ");
    authors.append(author);
  }
  add(authors);
  add(metadata.date.value_or(""));
  add(metadata.canonical_url.value_or(""));
}

}  // namespace

void write_text_body(const Flow& flow, std::string& out) {
  std::string lines;
  TextWriter(flow, lines, out).write();
}

std::string_view beginning_of_body_text(const Article& article, std::size_t size, BodyTextMemory& memory) {
  // White space at the ends of lines goes, so that some more is read.
  flow_of(article.body, 2 * size, memory.nesting, memory.flow);
  memory.text.clear();
  TextWriter(memory.flow, memory.lines, memory.text).write();
  return std::string_view(memory.text).substr(0, size);
}

void write_text(const Article& article, const WriteOptions& options, std::string& out) {
  const std::size_t start = out.size();
  if (options.with_metadata) write_head(article.metadata, out);
  if (out.size() > start && !article.body.empty()) out.push_back('\n');
  const std::size_t body = out.size();
  write_text_body(flow_of(article.body), out);
  if (out.size() > body) out.push_back('\n');
}

}  // namespace lubb::writers
