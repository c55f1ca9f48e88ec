#include "extract/inline_content.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/text.h"
#include "base/url.h"
#include "extract/formula.h"
#include "extract/white_space.h"

namespace lubb::extraction {
namespace {

using dom::NodeId;
using dom::Tag;

std::optional<ContentKind> inline_kind(Tag tag) noexcept {
  switch (tag) {
    case Tag::em:
    case Tag::i:
    case Tag::cite:
    case Tag::dfn:
    case Tag::var: return ContentKind::emphasis;
    case Tag::b:
    case Tag::strong: return ContentKind::strong;
    case Tag::code:
    case Tag::kbd:
    case Tag::samp:
    case Tag::tt: return ContentKind::code;
    case Tag::sup: return ContentKind::superscript;
    case Tag::sub: return ContentKind::subscript;
    case Tag::del:
    case Tag::s:
    case Tag::strike: return ContentKind::deleted;
    case Tag::a: return ContentKind::link;
    default: return std::nullopt;
  }
}

// Marks that link a heading to itself or a note back to its place.
constexpr std::array<std::string_view, 12> anchor_marks{"\u00B6", "#",          "\u00A7", "\u21A9",
                                                        "\u2191", "^",          "\u2B06", "\u2934",
                                                        "\u21B5", "\U0001F517", "\uFE0E", "\uFE0F"};

bool is_anchor_mark(std::string_view text) {
  text = text::trim(text);
  if (text.empty()) return false;
  while (!text.empty()) {
    const auto mark = std::find_if(anchor_marks.begin(), anchor_marks.end(),
                                   [&](std::string_view m) { return text.starts_with(m); });
    if (mark == anchor_marks.end()) return false;
    text.remove_prefix(mark->size());
  }
  return true;
}

class InlineBuilder {
 public:
  InlineBuilder(const dom::Document& document, const Segments& segments, const InlineOptions& options,
                InlineScratch& scratch, Content& content)
      : document_(document),
        segments_(segments),
        options_(options),
        content_(content),
        open_(scratch.open),
        ancestors_(scratch.ancestors),
        run_(scratch.run),
        decoded_(scratch.decoded),
        squeezed_(scratch.squeezed),
        value_(scratch.value),
        mark_(scratch.mark) {
    open_.clear();
    run_.clear();
  }

  void run(const Block& block) {
    for (NodeId id = enter_ancestors(block); id <= block.last;) {
      leave_up_to(id);
      const dom::Node& node = document_.node(id);
      if (node.kind == dom::NodeKind::text) {
        take_text(id, node);
        ++id;
      } else if (is_left_out(node.tag) || is_mark(id, node) || take_formula(id) || take_reference(id)) {
        id = node.subtree_end;
      } else {
        if (node.tag == Tag::br) break_owed_ = true;
        enter(id, node);
        ++id;
      }
    }
    flush_text();
    while (!open_.empty()) leave();
  }

 private:
  using Open = InlineScratch::Open;

  // Returns where to begin: the block's first text, or the mark or formula around it.
  NodeId enter_ancestors(const Block& block) {
    ancestors_.clear();
    const NodeId container = segments_.elements[block.container].node;
    for (NodeId id = document_.node(block.first).parent; id != dom::no_node && id > container;
         id = document_.node(id).parent) {
      ancestors_.push_back(id);
    }
    // Inline elements may also stand around the container (a link around a card).
    for (auto id = ancestors_.rbegin(); id != ancestors_.rend(); ++id) {
      if (is_mark(*id, document_.node(*id)) || note_of(*id) != nullptr || read_formula(document_, *id))
        return *id;
      enter(*id, document_.node(*id));
    }
    return block.first;
  }

  bool is_mark(NodeId id, const dom::Node& node) {
    constexpr std::size_t longest = 8;  // bytes of text: a mark or two
    if (node.tag != Tag::a) return false;
    const std::size_t fragment =
        document_.attribute(id, dom::AttributeName::href, value_).value_or("").find('#');
    if (fragment == std::string::npos || (fragment > 0 && !options_.in_note)) return false;
    mark_.clear();
    document_.append_text(id, mark_);
    if (mark_.size() > longest) return false;
    return is_anchor_mark(mark_) ||
           (options_.in_note && note_of(id) == nullptr && !footnote_label(mark_).empty());
  }

  const Footnotes::Note* note_of(NodeId id) const {
    return options_.notes == nullptr ? nullptr : options_.notes->note_of(id);
  }

  bool take_reference(NodeId id) {
    const Footnotes::Note* note = note_of(id);
    if (note == nullptr) return false;
    write_owed();
    flush_text();
    const dom::Node& node = document_.node(id);
    content_.leaf(ContentKind::note_reference, note->label, {}, {node.begin, node.end});
    any_text_ = true;
    return true;
  }

  // "1. Text of the note": the label is told by the note itself. "^" leads back to the text.
  void drop_label() {
    if (is_anchor_mark(squeezed_)) return squeezed_.clear();
    std::string_view rest = squeezed_;
    if (rest.starts_with('[') || rest.starts_with('(')) rest.remove_prefix(1);
    if (!rest.starts_with(options_.note_label)) return;
    rest.remove_prefix(options_.note_label.size());
    const std::size_t text = rest.find_first_not_of("]).: ");
    if (text == 0) return;
    squeezed_.erase(
        0, text == std::string_view::npos ? squeezed_.size() : squeezed_.size() - rest.size() + text);
  }

  bool take_formula(NodeId id) {
    const auto formula = read_formula(document_, id);
    if (!formula) return false;
    write_owed();
    open_wanted();
    flush_text();
    const dom::Node& node = document_.node(id);
    const std::uint32_t index = content_.leaf(ContentKind::math, formula->tex, {}, {node.begin, node.end});
    content_.nodes[index].level = formula->display ? 1 : 0;
    any_text_ = true;
    return true;
  }

  void enter(NodeId id, const dom::Node& node) {
    const auto kind = inline_kind(node.tag);
    if (!kind || (*kind == ContentKind::link && !options_.links)) return;
    open_.push_back({id, node.subtree_end, *kind, 0, false});
  }

  void leave_up_to(NodeId id) {
    while (!open_.empty() && open_.back().subtree_end <= id) leave();
  }

  void leave() {
    if (open_.back().written) {
      flush_text();
      content_.close(open_.back().index);
    }
    open_.pop_back();
  }

  void take_text(NodeId id, const dom::Node& node) {
    if (node.flags & dom::flag_white_space) {
      space_owed_ = true;
      return;
    }
    std::string_view text = document_.raw(id);
    if (!(node.flags & dom::flag_verbatim) && text.find('&') != std::string_view::npos) {
      decoded_.clear();
      dom::append_decoded(text, false, decoded_);
      text = decoded_;
    }
    squeezed_.clear();
    bool space_after = false;
    const bool space_before = starts_with_space(text);
    append_squeezed(text, 0, space_after, squeezed_);
    space_owed_ = space_owed_ || space_before;
    if (!any_text_ && !options_.note_label.empty()) drop_label();
    if (squeezed_.empty()) {
      space_owed_ = space_owed_ || space_after;
      return;
    }
    write_owed();
    open_wanted();
    if (run_.empty()) run_source_ = {node.begin, node.end};
    run_source_.end = node.end;
    run_.append(squeezed_);
    space_owed_ = space_after;
    any_text_ = true;
  }

  // A decoded text begins with white space if squeezing would owe a space at once.
  static bool starts_with_space(std::string_view text) {
    std::size_t i = 0;
    if (text.empty()) return false;
    if (text::is_html_space(text[0])) return true;
    const char32_t c = text::next_code_point(text, i);
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
  }

  void write_owed() {
    if (any_text_ && break_owed_) {
      flush_text();
      content_.leaf(ContentKind::line_break);
    } else if (any_text_ && space_owed_) {
      run_.push_back(' ');
    }
    break_owed_ = space_owed_ = false;
  }

  void open_wanted() {
    for (Open& open : open_) {
      if (open.written) continue;
      const std::string target = open.kind == ContentKind::link ? link_target(open.node) : std::string();
      if (open.kind == ContentKind::link && target.empty()) continue;
      flush_text();
      open.index = content_.open(open.kind, 0, target);
      open.written = true;
    }
  }

  std::string link_target(NodeId node) const {
    std::string storage;
    const auto href = document_.attribute(node, dom::AttributeName::href, storage);
    if (!href || href->empty() || href->front() == '#') return {};
    return url::resolve(options_.base_url, *href).value_or("");
  }

  void flush_text() {
    if (run_.empty()) return;
    if (options_.fold_arabic) run_ = text::fold_arabic(run_);
    content_.leaf(ContentKind::text, run_, {}, run_source_);
    run_.clear();
  }

  const dom::Document& document_;
  const Segments& segments_;
  const InlineOptions& options_;
  Content& content_;
  std::vector<Open>& open_;
  std::vector<NodeId>& ancestors_;
  std::string &run_, &decoded_, &squeezed_, &value_, &mark_;
  SourceRange run_source_;
  bool space_owed_ = false, break_owed_ = false, any_text_ = false;
};

}  // namespace

void append_inline_content(const dom::Document& document, const Segments& segments, const Block& block,
                           const InlineOptions& options, InlineScratch& scratch, Content& content) {
  if (block.flags & context::preformatted) {
    const std::string_view text = code_text(document, segments, block, scratch.code);
    const SourceRange source{document.node(block.first).begin, document.node(block.last).end};
    if (options.fold_arabic)
      content.leaf(ContentKind::text, text::fold_arabic(text), {}, source);
    else
      content.leaf(ContentKind::text, text, {}, source);
    return;
  }
  InlineBuilder(document, segments, options, scratch, content).run(block);
}

}  // namespace lubb::extraction
