#include "metadata/near_title.h"

#include <algorithm>

#include "base/text.h"
#include "dom/inline_tags.h"
#include "metadata/findings.h"

namespace lubb::metadata {
namespace {

using dom::NodeId;
using dom::Tag;

constexpr std::size_t max_pieces_before = 30;   // a headline's own lines are few; more is the page's header
constexpr std::size_t max_bytes_before = 1500;  // bytes of text
constexpr std::size_t max_pieces_after =
    150;  // share bars and ad labels stand between headline and date line
constexpr std::size_t max_bytes_after = 4000;  // bytes of text: a long lead and a caption
constexpr NodeId max_small_nodes = 60;         // nodes of an element whose names speak for all its text
constexpr std::size_t max_small_pieces = 12;   // text nodes of such an element
constexpr int max_levels = 12;                 // elements looked at above a text node

bool is_skipped(Tag tag) {
  return tag == Tag::svg || tag == Tag::select || tag == Tag::template_ || tag == Tag::button ||
         tag == Tag::textarea || tag == Tag::object;
}

bool is_visible_text(const dom::Node& node) {
  return node.kind == dom::NodeKind::text && (node.flags & dom::flag_white_space) == 0;
}

bool contains(const dom::Document& document, NodeId ancestor, NodeId node) {
  return ancestor <= node && node < document.node(ancestor).subtree_end;
}

// Ends of the block elements that are open: reaching one ends the line.
class OpenBlocks {
 public:
  // `ends`: memory for it.
  OpenBlocks(const dom::Document& document, NodeId begin, std::vector<NodeId>& ends) : ends_(ends) {
    ends_.clear();
    for (NodeId at = document.node(begin).parent; at != dom::no_node; at = document.node(at).parent) {
      if (!is_inline(document.node(at).tag)) ends_.push_back(document.node(at).subtree_end);
    }
    std::reverse(ends_.begin(), ends_.end());
  }
  void open(NodeId end) { ends_.push_back(end); }
  // True if a block ended at or before `node`.
  bool close_before(NodeId node) {
    bool closed = false;
    while (!ends_.empty() && ends_.back() <= node) {
      ends_.pop_back();
      closed = true;
    }
    return closed;
  }

 private:
  std::vector<NodeId>& ends_;
};

// Counts the text between a beginning and the line that comes next, to end the reading where nothing counts.
class Reach {
 public:
  explicit Reach(std::uint32_t max_text) : max_text_(max_text) {}

  bool ends_behind(const Line& line) {
    constexpr int lines_looked_at = 2;  // behind the last that counts: a name behind its label, a text
    if (text_ > max_text_) ++lines_beyond_;
    if (!line.junk && !line.footer) text_ += line.text.size();
    return lines_beyond_ >= lines_looked_at;
  }

 private:
  std::size_t max_text_;
  std::size_t text_ = 0;
  int lines_beyond_ = 0;
};

bool has_few_texts(const dom::Document& document, NodeId element) {
  const NodeId end = document.node(element).subtree_end;
  if (end - element > max_small_nodes) return false;
  std::size_t pieces = 0;
  for (NodeId at = element; at < end; ++at) {
    if (is_visible_text(document.node(at))) ++pieces;
  }
  return pieces <= max_small_pieces;
}

// True if a small element holds no text but what stands below `child`, a child of it.
bool adds_no_text(const dom::Document& document, NodeId element, NodeId child) {
  const NodeId end = document.node(element).subtree_end;
  if (end - element > max_small_nodes) return false;
  for (NodeId at = element + 1; at < child; ++at) {
    if (is_visible_text(document.node(at))) return false;
  }
  for (NodeId at = document.is_element(child) ? document.node(child).subtree_end : child + 1; at < end;
       ++at) {
    if (is_visible_text(document.node(at))) return false;
  }
  return true;
}

NodeId first_heading(const dom::Document& document) {
  for (NodeId at = 0; at < document.size(); ++at) {
    if (document.is_element(at) && document.node(at).tag == Tag::h1) return at;
  }
  return dom::no_node;
}

// Where the lines before the title begin.
NodeId begin_of_window(const dom::Document& document, NodeId title) {
  std::size_t pieces = 0;
  std::size_t bytes = 0;
  NodeId at = title;
  while (at > 0 && pieces < max_pieces_before && bytes < max_bytes_before) {
    const dom::Node& node = document.node(--at);
    if (!is_visible_text(node)) continue;
    ++pieces;
    bytes += node.end - node.begin;
  }
  return at;
}

void place_lines(NearTitle& near) {
  std::uint32_t distance = 0;
  std::uint32_t bytes = 0;
  const auto place = [&](Line& line) {
    line.distance = distance;
    line.text_between = bytes;
    if (line.junk || line.footer) return;
    distance += static_cast<std::uint32_t>(line.end_piece - line.first_piece);
    bytes += static_cast<std::uint32_t>(line.text.size());
  };
  const auto first_after =
      std::find_if(near.lines.begin(), near.lines.end(), [](const Line& line) { return !line.before_title; });
  for (auto line = first_after; line != near.lines.end(); ++line) place(*line);
  distance = 0;
  bytes = 0;
  for (auto line = first_after; line != near.lines.begin();) place(*--line);
}

}  // namespace

bool holds_only(const dom::Document& document, NodeId element, NodeId first, NodeId last) {
  const NodeId end = document.node(element).subtree_end;
  if (end - element > max_small_nodes) return false;
  for (NodeId at = element; at < end; ++at) {
    if ((at < first || at > last) && is_visible_text(document.node(at))) return false;
  }
  return true;
}

NodeId smallest_holder(const dom::Document& document, NodeId first, NodeId last) {
  NodeId holder = document.node(first).parent;
  while (holder != dom::no_node && document.node(holder).subtree_end <= last) {
    holder = document.node(holder).parent;
  }
  return holder != dom::no_node && holds_only(document, holder, first, last) ? holder : dom::no_node;
}

void LineReader::start(const dom::Document& document, const Collected& collected) {
  document_ = &document;
  collected_ = &collected;
  if (places_.size() < document.size()) places_.resize(document.size());
  title_ = dom::no_node;
  elements_.clear();
  known_tags_.clear();
  texts_.clear();
}

LineReader::Element& LineReader::read_element(NodeId id) {
  const std::string_view source = document_->raw(id);
  const Tag tag = document_->node(id).tag;
  places_[id] = static_cast<std::uint32_t>(elements_.size());
  Element& read = elements_.emplace_back();
  read.id = id;
  if (document_->node(id).attribute_count == 0) {
    read.evidence = read_evidence(*document_, id);
    return read;
  }
  TagCache<Evidence>::Entry& known = known_tags_.at(source);
  if (!known.holds(source, tag)) known = {source, tag, read_evidence(*document_, id)};
  read.evidence = known.value;
  return read;
}

bool LineReader::is_small(NodeId id, Element& element) const {
  if (element.size == Element::Size::unknown) {
    element.size = has_few_texts(*document_, id) ? Element::Size::small : Element::Size::large;
  }
  return element.size == Element::Size::small;
}

// Most texts need neither decoding nor squeezing but at their ends.
std::string_view LineReader::read_text(NodeId node, std::size_t max_bytes) {
  const std::string_view raw = document_->raw(node).substr(0, max_bytes);
  if (const std::string_view plain = text::trim(raw); is_clean(plain)) return plain;
  decoded_.clear();
  dom::append_decoded(raw, false, decoded_);
  text::squeeze_in_place(decoded_);
  return texts_.keep(decoded_);
}

std::string_view LineReader::join(const Line& line, const NearTitle& out) {
  const std::string_view first = out.pieces[line.first_piece].text;
  if (line.end_piece - line.first_piece == 1) return first;
  std::size_t size = first.size();
  for (std::size_t p = line.first_piece + 1; p < line.end_piece; ++p) size += 1 + out.pieces[p].text.size();
  char* const joined = texts_.allocate(size);
  char* at = std::ranges::copy(first, joined).out;
  for (std::size_t p = line.first_piece + 1; p < line.end_piece; ++p) {
    *at++ = ' ';
    at = std::ranges::copy(out.pieces[p].text, at).out;
  }
  return {joined, size};
}

void LineReader::read(NodeId begin, NodeId end, std::size_t max_pieces, std::size_t max_bytes, NearTitle& out,
                      std::uint32_t max_text) {
  if (begin >= end) return;
  set_title(out.title);
  OpenBlocks blocks(*document_, begin, block_ends_);
  Reach reach(max_text);
  const std::size_t first_line = out.lines.size();
  std::size_t pieces = 0;
  std::size_t bytes = 0;
  bool new_line = true;
  for (NodeId at = begin; at < end && pieces < max_pieces && bytes < max_bytes; ++at) {
    new_line = blocks.close_before(at) || new_line;
    const dom::Node& node = document_->node(at);
    if (node.kind == dom::NodeKind::element) {
      // A share bar in the line of byline and date is a line of its own.
      if (is_inline(node.tag) && !element_at(at).evidence.junk) continue;
      new_line = true;
      if (is_skipped(node.tag)) {
        at = node.subtree_end - 1;
      } else {
        blocks.open(node.subtree_end);
      }
      continue;
    }
    if ((node.flags & dom::flag_break) != 0) new_line = true;
    if (!is_visible_text(node)) continue;
    Piece piece;
    piece.node = at;
    piece.text = read_text(at, max_bytes);
    if (piece.text.empty()) continue;
    if (new_line) {
      if (out.lines.size() > first_line) {
        judge_line(out.lines.back(), out);
        if (reach.ends_behind(out.lines.back())) return;
      }
      out.lines.push_back({});
      out.lines.back().first_piece = out.pieces.size();
    }
    new_line = false;
    Line& line = out.lines.back();
    line.end_piece = out.pieces.size() + 1;
    piece.line = out.lines.size() - 1;
    ++pieces;
    bytes += piece.text.size();
    out.pieces.push_back(piece);
  }
  if (out.lines.size() > first_line) judge_line(out.lines.back(), out);
}

void LineReader::set_title(NodeId title) {
  if (title == title_) return;
  title_ = title;
  for (Element& element : elements_) element.around.known = false;
}

bool LineReader::ends_surroundings(NodeId element) const {
  return element == dom::no_node || contains(*document_, element, title_) ||
         document_->node(element).tag == Tag::body;
}

// A small <aside> named after byline or date is the article's own; others are sidebars.
bool LineReader::is_sidebar(NodeId id, Element& element) const {
  const Evidence& names = element.evidence;
  return names.aside && !((names.date || names.author || names.meta) && is_small(id, element));
}

const LineReader::Surroundings& LineReader::surroundings_of(NodeId element) {
  way_up_.clear();
  NodeId at = element;
  for (; !ends_surroundings(at) && !element_at(at).around.known; at = document_->node(at).parent) {
    way_up_.push_back(at);
  }
  Surroundings around;
  if (ends_surroundings(at)) {
    around.end = at;
  } else {
    around = element_at(at).around;
  }
  for (; !way_up_.empty(); way_up_.pop_back()) {
    Element& here = element_at(way_up_.back());
    around.known = true;
    around.junk = around.junk || here.evidence.junk;
    around.footer = around.footer || here.evidence.footer;
    around.picture = around.picture || here.evidence.picture;
    around.link = around.link || here.evidence.link;
    if (is_sidebar(way_up_.back(), here)) {
      around.levels_to_sidebar = 0;
    } else if (around.levels_to_sidebar < no_sidebar) {
      ++around.levels_to_sidebar;
    }
    here.around = around;
  }
  return element_at(element).around;
}

// Looks at the elements around the text below the first that holds the title too.
void LineReader::judge_piece(Piece& piece, Line& line) {
  const NodeId parent = document_->node(piece.node).parent;
  NodeId end = parent;
  if (!ends_surroundings(parent)) {
    const Surroundings& around = surroundings_of(parent);
    line.junk = line.junk || around.junk || around.levels_to_sidebar < max_levels;
    line.footer = line.footer || around.footer;
    line.picture = line.picture || around.picture;
    piece.link = around.link;
    end = around.end;
  }
  if (end != dom::no_node && title_ != dom::no_node) {
    line.levels_up = static_cast<std::uint32_t>(document_->node(title_).depth - document_->node(end).depth);
  }
}

PieceEvidence LineReader::evidence_of(const Piece& piece) {
  PieceEvidence found;
  const NodeId parent = document_->node(piece.node).parent;
  const NodeId end = ends_surroundings(parent) ? parent : surroundings_of(parent).end;
  bool alone = true;
  NodeId below = piece.node;
  int level = 0;
  for (NodeId at = parent; at != end && level < max_levels; at = document_->node(at).parent, ++level) {
    Element& element = element_at(at);
    alone = alone && adds_no_text(*document_, at, below);
    if (alone) found.own.add(element.evidence);
    const bool small = is_small(at, element);
    if (small) found.around.add(element.evidence);
    if (!alone && !small) break;  // nor is any element around it
    below = at;
  }
  return found;
}

void LineReader::judge_line(Line& line, NearTitle& out) {
  const NodeId first = out.pieces[line.first_piece].node;
  const NodeId last = out.pieces[line.end_piece - 1].node;
  line.text = join(line, out);
  line.before_title = out.title != dom::no_node && first < out.title;
  line.all_links = true;
  for (std::size_t p = line.first_piece; p < line.end_piece; ++p) {
    judge_piece(out.pieces[p], line);
    line.all_links = line.all_links && out.pieces[p].link;
  }
  line.element = smallest_holder(*document_, first, last);
}

const NearTitle& read_near_title(LineReader& reader, NodeId title_element) {
  const dom::Document& document = reader.document();
  NearTitle& near = reader.lists().near;
  near.clear(title_element != dom::no_node ? title_element : first_heading(document));
  if (near.title == dom::no_node || near.title >= document.size()) {
    near.title = dom::no_node;
    return near;
  }
  reader.read(begin_of_window(document, near.title), near.title, max_pieces_before, max_bytes_before * 4,
              near);
  // A line does not run from before the title to after it: each reading starts a line of its own.
  reader.read(document.node(near.title).subtree_end, document.size(), max_pieces_after, max_bytes_after, near,
              max_text_between);
  place_lines(near);
  return near;
}

}  // namespace lubb::metadata
