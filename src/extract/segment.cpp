#include "extract/segment.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "dom/inline_tags.h"
#include "extract/element_context.h"
#include "extract/white_space.h"

namespace lubb::extraction {
namespace {

using dom::NodeId;
using dom::Tag;

constexpr auto left_out_tags = [] {
  using enum Tag;
  std::array<bool, static_cast<std::size_t>(count_)> tags{};
  for (const Tag tag :
       {script, style, template_, iframe, svg,      canvas,  object, select, datalist, textarea,
        audio,  video, head,      title,  noframes, noembed, embed,  applet, progress, meter}) {
    tags[static_cast<std::size_t>(tag)] = true;
  }
  return tags;
}();

// From so many on, memory is laid out beforehand.
constexpr std::size_t many_nodes = 10'000;

// MathJax sets formulas inside a line with elements of its own.
bool is_custom_element(std::string_view name) noexcept {
  return name.find('-') != std::string_view::npos && !name.starts_with("mjx-");
}

// A string that is written to without being cleared first: what it holds from the page before is overwritten.
class TextBuffer {
 public:
  explicit TextBuffer(std::string& text) noexcept : text_(text) {}

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] char back() const noexcept { return text_[size_ - 1]; }
  void pop_back() noexcept { --size_; }
  void push_back(char c) {
    *room(1) = c;
    ++size_;
  }
  void cut(std::size_t size) noexcept { size_ = size; }

  // Memory for so many bytes more; end() tells how many were written.
  [[nodiscard]] char* room(std::size_t bytes) {
    if (text_.size() - size_ < bytes) text_.resize(std::max(size_ + bytes, 2 * text_.size()));
    return text_.data() + size_;
  }
  void end(const char* at) noexcept { size_ = static_cast<std::size_t>(at - text_.data()); }
  [[nodiscard]] const char* memory_end() const noexcept { return text_.data() + text_.size(); }
  void finish() { text_.resize(size_); }

 private:
  std::string& text_;
  std::size_t size_ = 0;
};

class Segmenter {
 public:
  Segmenter(const dom::Document& document, const Limits& limits, Segments& segments, TokenListener* listener)
      : document_(document),
        limits_(limits),
        out_(segments),
        listener_(listener),
        text_(segments.text),
        open_(segments.memory.open),
        links_(segments.memory.links),
        decoded_(segments.memory.decoded) {
    open_.clear();
    links_.clear();
  }

  void run() {
    const auto nodes = document_.nodes();
    for (NodeId id = 0; id < nodes.size();) {
      if (id >= next_end_) close_up_to(id);
      const dom::Node& node = nodes[id];
      if (node.kind == dom::NodeKind::text) {
        take_text(id, node);
        ++id;
      } else {
        id = enter(id, node);
      }
      if (out_.blocks_cut) break;
    }
    close_up_to(dom::no_node);
    flush();
    text_.finish();
  }

 private:
  void close_up_to(NodeId id) {
    while (!open_.empty() && open_.back().subtree_end <= id) {
      Element& element = out_.elements[open_.back().element];
      if (element.block_level) boundary(element.node);
      if (element.tag == Tag::a) --link_depth_;
      if (element.node == preformatted_) {
        flush();
        preformatted_ = dom::no_node;
      }
      element.end_block = blocks_;
      open_.pop_back();
    }
    next_end_ = open_.empty() ? dom::no_node : open_.back().subtree_end;
  }

  // A block-level start or end. Inside <pre> it is no more than a line break.
  void boundary(NodeId element) {
    if (preformatted_ == dom::no_node || element == preformatted_) {
      flush();
    } else if (text_.size() > begin_ && text_.back() != '\n') {
      text_.push_back('\n');
    }
  }

  // Returns the node to go on with.
  NodeId enter(NodeId id, const dom::Node& node) {
    count(node.tag);
    if (node.tag == Tag::br) {
      line_break();
      return id + 1;
    }
    if (node.tag == Tag::html) return id + 1;
    if (left_out_tags[static_cast<std::size_t>(node.tag)]) return node.subtree_end;
    const ElementId element_id = elements_++;
    Element& element = out_.elements.emplace_back();
    element.node = id;
    element.node_end = node.subtree_end;
    element.tag = node.tag;
    if (!open_.empty()) {
      element.parent = open_.back().element;
      element.flags = out_.elements[element.parent].flags;
      element.depth = static_cast<std::uint16_t>(out_.elements[element.parent].depth + 1);
    }
    element.block_level =
        node.tag == Tag::unknown ? is_custom_element(document_.element_name(id)) : !is_inline(node.tag);
    read_element_context(document_, element_id, context_cache_, out_, element, listener_);
    if (element.block_level) boundary(id);
    element.first_block = blocks_;
    open_.push_back({element_id, node.subtree_end});
    next_end_ = node.subtree_end;
    if (node.tag == Tag::a) ++link_depth_;
    if ((node.tag == Tag::pre || node.tag == Tag::listing) && preformatted_ == dom::no_node)
      preformatted_ = id;
    return id + 1;
  }

  void count(Tag tag) noexcept {
    PageCounts& page = out_.page;
    switch (tag) {
      case Tag::p: ++page.paragraphs; break;
      case Tag::li: ++page.list_items; break;
      case Tag::input:
      case Tag::textarea:
      case Tag::select: ++page.inputs; break;
      case Tag::img: ++page.images; break;
      case Tag::h1:
      case Tag::h2:
      case Tag::h3:
      case Tag::h4:
      case Tag::h5:
      case Tag::h6: ++page.headings; break;
      case Tag::table: ++page.tables; break;
      case Tag::article: ++page.articles; break;
      default: break;
    }
  }

  void line_break() {
    if (preformatted_ != dom::no_node) {
      if (first_ != dom::no_node) text_.push_back('\n');
      return;
    }
    if (++breaks_ >= 2) flush();
  }

  void take_text(NodeId id, const dom::Node& node) {
    if (node.flags & dom::flag_break) flush();
    if (open_.empty()) return;
    if (preformatted_ != dom::no_node) return take_verbatim(id);
    if (node.flags & dom::flag_white_space) {
      pending_space_ = true;
      return;
    }
    std::string_view raw = document_.raw(id);
    const char* readable_end = document_.source().data() + document_.source().size();
    if (!(node.flags & dom::flag_verbatim) && raw.find('&') != std::string_view::npos) {
      decoded_.clear();
      dom::append_decoded(raw, false, decoded_);
      raw = decoded_;
      readable_end = raw.data() + raw.size();
    }
    if (breaks_ > 0 && first_ != dom::no_node) {
      text_.push_back('\n');
      ++line_breaks_;
      pending_space_ = false;
    }
    const std::size_t before = text_.size();
    const bool at_line_start = before == begin_ || text_.back() == '\n';
    const bool owed_space = pending_space_ && !at_line_start;
    text_.end(squeeze_to(raw, readable_end, at_line_start, pending_space_, text_.room(squeezed_room(raw))));
    if (text_.size() == before) return;  // nothing but spaces after decoding
    breaks_ = 0;
    begin_block_at(id);
    if (link_depth_ > 0) {
      links_.push_back({static_cast<std::uint32_t>(before + (owed_space ? 1 : 0)),
                        static_cast<std::uint32_t>(text_.size())});
    }
  }

  void take_verbatim(NodeId id) {
    std::string_view raw = document_.raw(id);
    if (!(document_.node(id).flags & dom::flag_verbatim)) {
      decoded_.clear();
      dom::append_decoded(raw, false, decoded_);
      raw = decoded_;
    }
    const std::size_t before = text_.size();
    text_.end(std::remove_copy(raw.begin(), raw.end(), text_.room(raw.size()), '\r'));
    if (text_.size() > before) begin_block_at(id);
  }

  void begin_block_at(NodeId id) {
    if (first_ == dom::no_node) {
      first_ = id;
      element_ = open_.back().element;
    }
    last_ = id;
  }

  // Ends the block that is being gathered, if any.
  void flush() {
    breaks_ = 0;
    pending_space_ = false;
    if (first_ == dom::no_node) return;
    add_block();
    first_ = last_ = dom::no_node;
    links_.clear();
    line_breaks_ = 0;
    begin_ = text_.size();
  }

  void add_block() {
    while (text_.size() > begin_ && (text_.back() == '\n' || text_.back() == ' ')) text_.pop_back();
    if (text_.size() == begin_) return;
    if (out_.blocks.size() >= limits_.blocks) {
      out_.blocks_cut = true;
      text_.cut(begin_);
      return;
    }
    Block& block = out_.blocks.emplace_back();
    ++blocks_;
    block.first = first_;
    block.last = last_;
    block.text_begin = static_cast<std::uint32_t>(begin_);
    block.text_size = static_cast<std::uint32_t>(text_.size() - begin_);
    const std::string_view text = out_.block_text(block);
    block.counts = measure(text, text_.memory_end());
    count_links(block);
    block.line_breaks = static_cast<std::uint16_t>(std::min<std::uint32_t>(line_breaks_, 0xFFFF));
    block.element = element_;
    while (document_.node(out_.elements[block.element].node).subtree_end <= last_ &&
           out_.elements[block.element].parent != no_id) {
      block.element = out_.elements[block.element].parent;
    }
    block.container = block.element;
    while (!out_.elements[block.container].block_level && out_.elements[block.container].parent != no_id) {
      block.container = out_.elements[block.container].parent;
    }
    block.flags = out_.elements[block.element].flags;
    text_.push_back('\n');
  }

  void count_links(Block& block) {
    block.links = static_cast<std::uint16_t>(std::min<std::size_t>(links_.size(), 0xFFFF));
    for (const SegmentMemory::LinkSpan& span : links_) {
      const bool all = span.begin == block.text_begin && span.end - span.begin == block.text_size;
      const TextCounts counts =
          all ? block.counts
              : measure(std::string_view(out_.text).substr(span.begin, span.end - span.begin),
                        text_.memory_end());
      block.link_words += counts.words;
      block.link_characters += counts.characters;
    }
    block.link_words = std::min(block.link_words, block.counts.words);
    block.link_characters = std::min(block.link_characters, block.counts.characters);
  }

  const dom::Document& document_;
  const Limits& limits_;
  Segments& out_;
  TokenListener* listener_;
  TextBuffer text_;

  ContextCache context_cache_;
  std::vector<SegmentMemory::OpenElement>& open_;
  std::vector<SegmentMemory::LinkSpan>& links_;
  std::string& decoded_;
  BlockId blocks_ = 0;
  ElementId elements_ = 0;
  NodeId next_end_ = dom::no_node;  // where the innermost open element ends
  NodeId first_ = dom::no_node, last_ = dom::no_node;
  NodeId preformatted_ = dom::no_node;  // the outermost open <pre>
  ElementId element_ = no_id;
  std::size_t begin_ = 0;  // of the current block, in the text
  std::uint32_t link_depth_ = 0, breaks_ = 0, line_breaks_ = 0;
  bool pending_space_ = false;
};

}  // namespace

bool is_left_out(Tag tag) noexcept { return left_out_tags[static_cast<std::size_t>(tag)]; }

void Segments::clear() noexcept {
  blocks.clear();
  elements.clear();
  token_ids.clear();
  page = {};
  blocks_cut = false;
}

void segment(const dom::Document& document, const Limits& limits, const TokenTable& tokens,
             Segments& segments, TokenListener* listener) {
  segments.clear();
  // As much as there can be: what is not used costs no memory, but growing would, by copies of what is there.
  if (document.size() > many_nodes) {
    segments.elements.reserve(document.size());
    segments.blocks.reserve(std::min<std::size_t>(document.size(), limits.blocks));
    segments.text.reserve(document.source().size());
  }
  segments.memory.tokens.use(tokens, document.source());
  Segmenter(document, limits, segments, listener).run();
}

}  // namespace lubb::extraction
