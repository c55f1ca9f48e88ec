#include "writers/flow.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "writers/escape.h"
#include "writers/leaf_trimmer.h"

namespace lubb::writers {
namespace {

constexpr std::size_t kNothingToClose = SIZE_MAX;
constexpr std::size_t kUsualNesting = 16;  // for the memory laid out beforehand

std::uint8_t format_of(ContentKind kind) noexcept {
  switch (kind) {
    case ContentKind::emphasis: return kEmphasis;
    case ContentKind::strong: return kStrong;
    case ContentKind::code: return kCode;
    case ContentKind::superscript: return kSuperscript;
    case ContentKind::subscript: return kSubscript;
    case ContentKind::deleted: return kDeleted;
    default: return kPlain;
  }
}

// Nothing but spaces, no-break spaces and line ends.
bool is_blank(std::string_view s) noexcept {
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '\xC2' && i + 1 < s.size() && s[i + 1] == '\xA0') {
      ++i;
    } else if (s[i] != ' ' && s[i] != '\n' && s[i] != '\t') {
      return false;
    }
  }
  return true;
}

bool is_visible(const Run& run) noexcept {
  return run.kind == ContentKind::image || ((run.kind == ContentKind::text || run.kind == ContentKind::math ||
                                             run.kind == ContentKind::note_reference) &&
                                            !is_blank(run.text));
}

class FlowBuilder {
 public:
  FlowBuilder(const Content& content, std::size_t enough_text, FlowMemory& memory, Flow& flow)
      : content_(content),
        enough_text_(enough_text),
        flow_(flow),
        frames_(memory.frames),
        open_(memory.open) {
    const std::size_t nodes = std::min(content.nodes.size(), enough_text);
    flow_.blocks.clear();
    flow_.runs.clear();
    flow_.cleaned.clear();
    frames_.clear();
    open_.clear();
    flow_.blocks.reserve(nodes);
    flow_.runs.reserve(nodes);
    frames_.reserve(kUsualNesting);
    open_.reserve(kUsualNesting);
  }

  void build() {
    const auto count = static_cast<std::uint32_t>(content_.nodes.size());
    for (std::uint32_t i = 0; i < count && text_ < enough_text_; ++i) {
      while (!frames_.empty() && frames_.back().end <= i) leave();
      enter(content_.nodes[i], i);
    }
    while (!frames_.empty()) leave();
    break_leaf();
    close_down_to(0);
  }

 private:
  using Context = FlowMemory::Context;
  using Frame = FlowMemory::Frame;
  using Container = FlowMemory::Container;

  [[nodiscard]] bool top_is(ContentKind kind) const { return !open_.empty() && open_.back().kind == kind; }
  [[nodiscard]] bool in_cell() const { return top_is(ContentKind::table_cell); }
  // Code holds text and nothing else.
  [[nodiscard]] std::uint8_t formats_without_code() const {
    return static_cast<std::uint8_t>(context_.formats & ~kCode);
  }
  [[nodiscard]] bool in_code_block() const { return context_.leaf == ContentKind::code_block && !in_cell(); }

  void enter(const ContentNode& node, std::uint32_t index) {
    const std::uint32_t limit =
        frames_.empty() ? static_cast<std::uint32_t>(content_.nodes.size()) : frames_.back().end;
    Frame frame{.end = std::clamp(node.end, index + 1, limit), .outer = context_};
    switch (node.kind) {
      case ContentKind::text: add_text(content_.text(node)); return;
      case ContentKind::math: add_math(node); return;
      case ContentKind::note_reference: add_note_reference(node); return;
      case ContentKind::line_break: add_line_break(); return;
      case ContentKind::image: add_image(node); return;
      case ContentKind::rule: add_rule(); return;
      case ContentKind::emphasis:
      case ContentKind::strong:
      case ContentKind::code:
      case ContentKind::link:
      case ContentKind::superscript:
      case ContentKind::subscript:
      case ContentKind::deleted: start_format(node); break;
      case ContentKind::paragraph:
      case ContentKind::heading:
      case ContentKind::caption:
      case ContentKind::code_block:
        frame.is_block = true;
        start_leaf(node);
        break;
      default:
        frame.is_block = true;
        frame.close_to = start_container(node);
        break;
    }
    frames_.push_back(frame);
    if (node.text_size > 0) add_text(content_.text(node));
  }

  void leave() {
    const Frame& frame = frames_.back();
    if (frame.is_block) break_leaf();
    if (frame.close_to != kNothingToClose) close_down_to(frame.close_to);
    context_ = frame.outer;
    frames_.pop_back();
  }

  void start_format(const ContentNode& node) {
    context_.is_inline = true;
    context_.formats = static_cast<std::uint8_t>(context_.formats | format_of(node.kind));
    if (node.kind != ContentKind::link || (context_.formats & kLink) != 0) return;
    const std::string_view target = line(content_.attribute(node));
    if (!is_link_target(target)) return;
    context_.formats |= kLink;
    context_.link = target;
  }

  void start_leaf(const ContentNode& node) {
    break_leaf();
    context_.leaf = node.kind;
    context_.level = node.level;
    context_.is_inline = true;
    if (node.kind == ContentKind::code_block) context_.language = content_.attribute(node);
  }

  // Returns the size of open_ to go back to at the node's end.
  std::size_t start_container(const ContentNode& node) {
    break_leaf();
    close_implied_siblings(node.kind);
    open_implied_parents(node.kind);
    context_ = Context{.formats = context_.formats, .link = context_.link};
    if (in_cell() || !may_open(node.kind)) return kNothingToClose;
    const std::string_view attribute = content_.attribute(node);
    open(node.kind, node.level, false, attribute);
    if (node.kind == ContentKind::quote && !attribute.empty())
      flow_.blocks.back().attribute = flow_.cleaned.emplace_back(code_language(attribute));
    if (node.kind == ContentKind::note)
      flow_.blocks.back().attribute = flow_.cleaned.emplace_back(note_label(line(attribute)));
    return open_.size() - 1;
  }

  [[nodiscard]] bool may_open(ContentKind kind) const {
    switch (kind) {
      case ContentKind::list_item: return top_is(ContentKind::list);
      case ContentKind::table_row: return top_is(ContentKind::table);
      case ContentKind::table_cell: return top_is(ContentKind::table_row);
      default: return open_.size() < kMaxNesting;
    }
  }

  void close_implied_siblings(ContentKind kind) {
    const auto close_implied = [this](ContentKind sibling) {
      if (top_is(sibling) && open_.back().implied) close_down_to(open_.size() - 1);
    };
    if (kind == ContentKind::list_item) close_implied(ContentKind::list_item);
    if (kind == ContentKind::table_cell || kind == ContentKind::table_row) {
      close_implied(ContentKind::table_cell);
    }
    if (kind == ContentKind::table_row) close_implied(ContentKind::table_row);
  }

  // Opens what the grammar wants between the innermost container and a child of `kind`.
  void open_implied_parents(ContentKind kind) {
    if (top_is(ContentKind::list) && kind != ContentKind::list_item) open(ContentKind::list_item, 0, true);
    if (top_is(ContentKind::table) && kind != ContentKind::table_row) open(ContentKind::table_row, 0, true);
    if (top_is(ContentKind::table_row) && kind != ContentKind::table_cell) {
      open(ContentKind::table_cell, 0, true);
    }
  }

  void open(ContentKind kind, std::uint8_t level, bool implied, std::string_view number = {}) {
    if (kind == ContentKind::table_cell) ++open_.back().columns;
    Container container{.kind = kind, .block = flow_.blocks.size(), .implied = implied};
    container.first_run = flow_.runs.size();
    Block block{
        .step = kind == ContentKind::table_cell ? Step::leaf : Step::open, .kind = kind, .level = level};
    block.first = static_cast<std::uint32_t>(flow_.runs.size());
    if (kind == ContentKind::list && level == 1) container.numbers = ListNumbers(number);
    if (kind == ContentKind::list_item) {
      container.numbers = open_.back().numbers;
      block.number = open_.back().numbers.next(number);
    }
    open_.push_back(container);
    flow_.blocks.push_back(block);
    break_in_cell_ = false;
  }

  void close_down_to(std::size_t size) {
    for (; open_.size() > size; open_.pop_back()) {
      const Container& container = open_.back();
      if (container.kind == ContentKind::table_cell) {
        close_cell(container);
      } else if (container.kind == ContentKind::table_row && !container.visible) {
        flow_.blocks.resize(container.block);
        flow_.runs.resize(container.first_run);
      } else if (container.block + 1 == flow_.blocks.size()) {
        flow_.blocks.pop_back();  // holds nothing
        if (container.kind == ContentKind::list_item) open_[open_.size() - 2].numbers = container.numbers;
      } else {
        if (container.kind == ContentKind::table_row) widen_table(container.columns);
        flow_.blocks[container.block].count = container.columns;
        flow_.blocks.push_back({.step = Step::close, .kind = container.kind});
        flow_.blocks.back().level = flow_.blocks[container.block].level;
      }
    }
  }

  void widen_table(std::uint32_t columns) {
    Container& table = open_[open_.size() - 2];
    table.columns = std::max(table.columns, columns);
  }

  void close_cell(const Container& cell) {
    Block& block = flow_.blocks[cell.block];
    LeafTrimmer(flow_.runs, block.first).trim();
    block.count = static_cast<std::uint32_t>(flow_.runs.size()) - block.first;
    const bool visible = std::any_of(flow_.begin_of(block), flow_.end_of(block), is_visible);
    Container& row = open_[open_.size() - 2];
    row.visible = row.visible || visible;
  }

  // Ends the leaf that is being filled; in a cell, asks for a line break.
  void break_leaf() {
    if (in_cell()) {
      break_in_cell_ = flow_.runs.size() > open_.back().first_run;
      return;
    }
    if (!leaf_is_open_) return;
    leaf_is_open_ = false;
    Block& block = flow_.blocks.back();
    if (block.kind != ContentKind::code_block) LeafTrimmer(flow_.runs, block.first).trim();
    block.count = static_cast<std::uint32_t>(flow_.runs.size()) - block.first;
    if (!std::any_of(flow_.begin_of(block), flow_.end_of(block), is_visible)) {
      flow_.runs.resize(block.first);
      flow_.blocks.pop_back();
    }
  }

  // Makes sure that a leaf or cell takes the next run; false where a blank run is not worth one.
  bool has_leaf_for(bool visible) {
    if (leaf_is_open_ || in_cell()) return true;
    if (!visible && context_.leaf != ContentKind::code_block) return false;
    open_implied_parents(ContentKind::text);
    if (!in_cell()) open_leaf();
    return true;
  }

  void add_run(const Run& run) {
    if (in_cell() && break_in_cell_) flow_.runs.push_back({.kind = ContentKind::line_break});
    break_in_cell_ = false;
    flow_.runs.push_back(run);
  }

  void open_leaf() {
    leaf_is_open_ = true;
    const bool caption = context_.leaf == ContentKind::caption;
    const bool title = caption && top_is(ContentKind::quote);
    const bool stray = caption && !title && !top_is(ContentKind::figure);
    flow_.blocks.push_back({.kind = stray ? ContentKind::paragraph : context_.leaf,
                            .level = title     ? kCalloutTitle
                                     : caption ? std::uint8_t{0}
                                               : context_.level,
                            .first = static_cast<std::uint32_t>(flow_.runs.size()),
                            .attribute = context_.language});
  }

  void add_text(std::string_view text) {
    if (!has_leaf_for(!is_blank(text))) return;
    const std::string_view cleaned = in_code_block() ? lines(text) : line(text);
    text_ += cleaned.size();
    if (cleaned.empty()) return;
    const bool code_in_cell = context_.leaf == ContentKind::code_block && in_cell();
    const auto formats = static_cast<std::uint8_t>(context_.formats | (code_in_cell ? kCode : kPlain));
    add_run({.kind = ContentKind::text, .formats = formats, .text = cleaned, .url = context_.link});
  }

  void add_math(const ContentNode& node) {
    const std::string_view tex = line(content_.text(node));
    if (is_blank(tex) || !has_leaf_for(true)) return;
    if (in_code_block()) return add_run({.kind = ContentKind::text, .text = tex});
    add_run({.kind = ContentKind::math,
             .display = node.level == 1,
             .formats = formats_without_code(),
             .text = tex,
             .url = context_.link});
  }

  void add_note_reference(const ContentNode& node) {
    const std::string_view label = flow_.cleaned.emplace_back(note_label(line(content_.text(node))));
    if (label.empty() || !has_leaf_for(true)) return;
    if (in_code_block()) return add_run({.kind = ContentKind::text, .text = label});
    add_run({.kind = ContentKind::note_reference, .text = label});
  }

  void add_line_break() {
    if (!has_leaf_for(false)) return;
    if (in_code_block()) {
      add_run({.kind = ContentKind::text, .text = "\n"});
    } else {
      add_run({.kind = ContentKind::line_break, .formats = formats_without_code(), .url = context_.link});
    }
  }

  void add_image(const ContentNode& node) {
    const std::string_view source = line(content_.attribute(node));
    if (!is_image_source(source) || in_code_block()) return;
    Run run{.kind = ContentKind::image,
            .formats = formats_without_code(),
            .text = line(content_.text(node)),
            .url = context_.link,
            .source = source};
    if (!context_.is_inline && !leaf_is_open_) open_implied_parents(ContentKind::image);
    if (context_.is_inline || leaf_is_open_ || in_cell()) {
      if (has_leaf_for(true)) add_run(run);
      return;
    }
    flow_.blocks.push_back(
        {.kind = ContentKind::image, .first = static_cast<std::uint32_t>(flow_.runs.size()), .count = 1});
    run.formats = kPlain;
    flow_.runs.push_back(run);
  }

  void add_rule() {
    break_leaf();
    const bool out_of_place = in_cell() || top_is(ContentKind::list) || top_is(ContentKind::table) ||
                              top_is(ContentKind::table_row);
    if (!out_of_place) flow_.blocks.push_back({.kind = ContentKind::rule});
  }

  std::string_view line(std::string_view s) { return keep(s, clean_line(s, scratch_)); }
  std::string_view lines(std::string_view s) { return keep(s, clean(s, scratch_)); }
  std::string_view keep(std::string_view given, std::string_view cleaned) {
    if (given.data() == cleaned.data()) return given;
    return flow_.cleaned.emplace_back(cleaned);
  }

  const Content& content_;
  std::size_t enough_text_, text_ = 0;  // bytes
  Flow& flow_;
  std::pmr::vector<Frame>& frames_;
  std::pmr::vector<Container>& open_;
  Context context_;
  bool leaf_is_open_ = false;   // the last block is a leaf that takes runs; never inside a cell
  bool break_in_cell_ = false;  // a line break is due before the cell's next run
  std::string scratch_;
};

}  // namespace

bool Flow::is_bare_item_text(std::size_t block_index) const noexcept {
  if (block_index == 0 || block_index + 1 >= blocks.size()) return false;
  const Block& before = blocks[block_index - 1];
  const Block& after = blocks[block_index + 1];
  return blocks[block_index].kind == ContentKind::paragraph && before.step == Step::open &&
         before.kind == ContentKind::list_item &&
         ((after.step == Step::close && after.kind == ContentKind::list_item) ||
          (after.step == Step::open && after.kind == ContentKind::list));
}

Flow flow_of(const Content& content) {
  Flow flow;
  // Enough for the nesting of nearly all articles.
  alignas(std::max_align_t)
      std::array<std::byte, kUsualNesting*(sizeof(FlowMemory::Frame) + sizeof(FlowMemory::Container))>
          stack;
  std::pmr::monotonic_buffer_resource resource(stack.data(), stack.size());
  FlowMemory memory(&resource);
  flow_of(content, SIZE_MAX, memory, flow);
  return flow;
}

void flow_of(const Content& content, std::size_t enough_text, FlowMemory& memory, Flow& flow) {
  FlowBuilder(content, enough_text, memory, flow).build();
}

}  // namespace lubb::writers
