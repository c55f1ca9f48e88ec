#include "extract/footnotes.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory_resource>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "dom/inline_tags.h"

namespace lubb::extraction {
namespace {

using dom::NodeId;
using dom::Tag;

constexpr std::size_t longest_label = 8;        // bytes, brackets included
constexpr std::size_t longest_reference = 160;  // bytes of mark-up inside a link that may hold a label
constexpr std::size_t most_raised = 256;        // numbers set as superscripts that are looked at
constexpr int levels_to_superscript = 2;        // <sup><span><a>
// What ids of notes are made of: fn1, ftn1, cite_note-1, footnote-1, endnote1.
constexpr std::array<std::string_view, 3> note_words{"fn", "ftn", "note"};

struct Link {
  NodeId node;
  std::string_view target;  // an id
  std::string_view label;
  bool marked;  // set as a reference: raised or in brackets, or leading to an id that says "note"
};

struct Raised {
  NodeId node, container;
  std::string_view label;
  bool opens_block;
};

bool is_block_level(const dom::Document& document, NodeId id) {
  return document.is_element(id) && !is_inline(document.node(id).tag);
}

class FootnoteFinder {
 public:
  FootnoteFinder(const Page& page, const std::vector<Decision>& decisions, std::string& text)
      : page_(page), document_(page.document), decisions_(decisions), text_(text) {}

  Footnotes find() {
    collect();
    if (!links_.empty()) pair_links();
    if (found_.notes.empty()) pair_raised();
    in_document_order();
    settle_labels();
    return std::move(found_);
  }

 private:
  void pair_links() {
    find_targets();
    std::pmr::unordered_map<NodeId, std::uint32_t> index(&memory_);  // note element -> index in notes
    for (const Link& link : links_) {
      const auto target = targets_.find(link.target);
      if (target == targets_.end() || target->second == dom::no_node) continue;
      const NodeId note = note_element(link, target->second);
      if (note == dom::no_node || (!link.marked && !links_back(note, link.node))) continue;
      const auto [place, is_new] = index.try_emplace(note, static_cast<std::uint32_t>(found_.notes.size()));
      if (is_new) add_note(note, link.label);
      found_.references.push_back({link.node, place->second});
    }
  }

  void add_note(NodeId note, std::string_view label) {
    found_.notes.push_back({note, std::string(label), std::string(label)});
  }

  // Numbers without links: raised in the text, and again at the start of a later paragraph.
  void pair_raised() {
    for (std::size_t i = 0; i < raised_.size(); ++i) {
      if (raised_[i].opens_block) continue;
      const auto definition =
          std::find_if(raised_.begin() + static_cast<std::ptrdiff_t>(i), raised_.end(),
                       [&](const Raised& r) { return r.opens_block && r.label == raised_[i].label; });
      if (definition == raised_.end()) continue;
      const auto known =
          std::find_if(found_.notes.begin(), found_.notes.end(),
                       [&](const Footnotes::Note& note) { return note.node == definition->container; });
      const auto index = static_cast<std::uint32_t>(known - found_.notes.begin());
      if (known == found_.notes.end()) add_note(definition->container, definition->label);
      found_.references.push_back({raised_[i].node, index});
    }
  }

  void collect() {
    for (BlockId id = 0; id < decisions_.size(); ++id) {
      if (!decisions_[id].kept) continue;
      const Block& block = page_.segments.blocks[id];
      const NodeId container = page_.segments.elements[block.container].node;
      NodeId begin = block.first;
      for (NodeId at = document_.node(begin).parent; at != dom::no_node && at > container;
           at = document_.node(at).parent) {
        begin = at;
      }
      for (NodeId node = std::max(begin, read_end_); node <= block.last; ++node) {
        if (!document_.is_element(node)) continue;
        if (document_.node(node).tag == Tag::a) read_link(node);
        if (document_.node(node).tag == Tag::sup) read_raised(node, block, container);
      }
      read_end_ = std::max(read_end_, block.last + 1);
    }
  }

  void read_link(NodeId id) {
    const dom::Node& node = document_.node(id);
    if (document_.raw(id).find('#') == std::string_view::npos) return;
    if (node.close_end - node.end > longest_reference) return;
    text_.clear();
    document_.append_text(id, text_);
    const std::string_view trimmed = text::trim(text_);
    const std::string_view label = footnote_label(trimmed);
    if (label.empty()) return;
    const std::string_view target = keep(fragment(id));
    if (target.empty()) return;
    const bool marked = label.size() < trimmed.size() || is_raised(id) || says_note(target);
    targets_.emplace(target, dom::no_node);
    links_.push_back({id, target, keep(label), marked});
  }

  void read_raised(NodeId id, const Block& block, NodeId container) {
    const dom::Node& node = document_.node(id);
    if (node.close_end - node.end > longest_label || raised_.size() == most_raised) return;
    text_.clear();
    document_.append_text(id, text_);
    const std::string_view label = footnote_label(text_);
    if (label.empty() || text::is_ascii_alpha(label.front())) return;
    raised_.push_back({id, container, keep(label), id <= block.first});
  }

  // A copy that lives as long as this.
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    auto* const copy = static_cast<char*>(memory_.allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  // The id that a link leads to, until the next call; saved pages have their own address in front of the '#'.
  std::string_view fragment(NodeId link) {
    const std::string_view href = document_.attribute(link, dom::AttributeName::href, href_).value_or("");
    const std::size_t mark = href.find('#');
    return mark == std::string_view::npos ? std::string_view() : href.substr(mark + 1);
  }

  bool is_raised(NodeId id) const {
    const NodeId child = document_.first_child(id);
    if (child != dom::no_node && document_.is_element(child) && document_.node(child).tag == Tag::sup)
      return true;
    NodeId at = document_.node(id).parent;
    for (int level = 0; level < levels_to_superscript && at != dom::no_node; ++level) {
      if (document_.node(at).tag == Tag::sup) return true;
      at = document_.node(at).parent;
    }
    return false;
  }

  static bool says_note(std::string_view target) {
    return std::any_of(note_words.begin(), note_words.end(), [&](std::string_view word) {
      return text::contains_ignoring_ascii_case(target, word);
    });
  }

  void find_targets() {
    std::string value;
    for (NodeId id = 0; id < document_.size(); ++id) {
      if (!document_.is_element(id)) continue;
      for (const dom::AttributeName name : {dom::AttributeName::id, dom::AttributeName::name}) {
        const auto raw = document_.raw_attribute(id, name);
        if (!raw) continue;
        value.clear();
        dom::append_decoded(*raw, true, value);
        const auto target = targets_.find(value);
        if (target != targets_.end() && target->second == dom::no_node) target->second = id;
      }
    }
  }

  // The block-level element of the note behind a link, or no_node where there is none. It must stand behind
  // the reference.
  NodeId note_element(const Link& link, NodeId target) {
    if (target <= link.node) return dom::no_node;
    NodeId id = target;
    while (id != dom::no_node && !is_block_level(document_, id)) id = document_.node(id).parent;
    if (id == dom::no_node || id <= link.node) return dom::no_node;
    const auto [known, is_new] = may_be_note_.try_emplace(id, false);
    if (is_new) known->second = may_be_note(id);
    return known->second ? id : dom::no_node;
  }

  // It is no heading, and holds kept text beside its label.
  bool may_be_note(NodeId id) const {
    const auto& elements = page_.segments.elements;
    const auto element = std::lower_bound(elements.begin(), elements.end(), id,
                                          [](const Element& e, NodeId node) { return e.node < node; });
    if (element == elements.end() || element->node != id) return false;
    constexpr std::uint32_t no_note = context::heading | context::nav | context::comment;
    if (element->flags & no_note || element->tag == Tag::article || element->tag == Tag::main) return false;
    for (BlockId block = element->first_block; block < element->end_block; ++block) {
      const std::string_view text = page_.segments.block_text(page_.segments.blocks[block]);
      if (decisions_[block].kept && footnote_label(text).empty()) return true;
    }
    return false;
  }

  // Whether the note has a link to the reference or to an element around it.
  bool links_back(NodeId note, NodeId reference) {
    const auto [links, is_new] = links_inside_.try_emplace(note);
    for (NodeId id = note + 1; is_new && id < document_.node(note).subtree_end; ++id) {
      if (document_.is_element(id) && document_.node(id).tag == Tag::a)
        links->second.insert(keep(fragment(id)));
    }
    links->second.erase("");
    std::string storage;
    NodeId at = reference;
    for (int level = 0; level <= levels_to_superscript && at != dom::no_node; ++level) {
      for (const std::string_view name : {"id", "name"}) {
        if (links->second.count(document_.attribute(at, name, storage).value_or("")) != 0) return true;
      }
      at = document_.node(at).parent;
    }
    return false;
  }

  void in_document_order() {
    std::vector<std::uint32_t> order(found_.notes.size()), place(found_.notes.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return found_.notes[a].node < found_.notes[b].node; });
    std::vector<Footnotes::Note> notes;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      notes.push_back(std::move(found_.notes[order[i]]));
    }
    found_.notes = std::move(notes);
    for (Footnotes::Reference& reference : found_.references) reference.note = place[reference.note];
  }

  // Letters and digits, each label once: where the page's own labels are not so, the notes are numbered.
  void settle_labels() {
    std::vector<std::string_view> labels;
    bool plain = true;
    for (const Footnotes::Note& note : found_.notes) {
      labels.push_back(note.label);
      plain = plain && text::count_words(note.label) == 1;
    }
    std::sort(labels.begin(), labels.end());
    if (plain && std::adjacent_find(labels.begin(), labels.end()) == labels.end()) return;
    for (std::size_t i = 0; i < found_.notes.size(); ++i) found_.notes[i].label = std::to_string(i + 1);
  }

  const Page& page_;
  const dom::Document& document_;
  const std::vector<Decision>& decisions_;
  // What a page with few notes needs while they are found; memory of many is taken in large pieces.
  static constexpr std::size_t usual_bytes = 8'192;
  std::array<std::byte, usual_bytes> near_memory_;
  std::pmr::monotonic_buffer_resource memory_{near_memory_.data(), near_memory_.size()};
  std::pmr::vector<Link> links_{&memory_};
  std::pmr::unordered_map<std::string_view, NodeId> targets_{&memory_};
  // What was found out about elements that links lead to: many may lead to one.
  std::pmr::unordered_map<NodeId, bool> may_be_note_{&memory_};
  std::pmr::unordered_map<NodeId, std::pmr::unordered_set<std::string_view>> links_inside_{&memory_};
  std::pmr::vector<Raised> raised_{&memory_};
  std::string href_;     // of a link, decoded
  std::string& text_;    // of a link or a raised number
  NodeId read_end_ = 0;  // nodes before it were read: blocks may stand in one inline element
  Footnotes found_;
};

}  // namespace

const Footnotes::Note* Footnotes::find_note_at(NodeId element) const noexcept {
  const auto note = std::lower_bound(notes.begin(), notes.end(), element,
                                     [](const Note& n, NodeId node) { return n.node < node; });
  return note != notes.end() && note->node == element ? &*note : nullptr;
}

const Footnotes::Note* Footnotes::note_of(NodeId reference) const noexcept {
  const auto at = std::lower_bound(references.begin(), references.end(), reference,
                                   [](const Reference& r, NodeId node) { return r.node < node; });
  return at != references.end() && at->node == reference ? &notes[at->note] : nullptr;
}

Footnotes find_footnotes(const Page& page, const std::vector<Decision>& decisions, std::string& text) {
  return FootnoteFinder(page, decisions, text).find();
}

std::string_view footnote_label(std::string_view text) noexcept {
  constexpr std::array<std::string_view, 6> marks{"*", "**", "***", "†", "‡", "§"};
  text = text::trim(text);
  if (text.empty() || text.size() > longest_label) return {};
  if (std::string_view("[(").find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  if (!text.empty() && std::string_view("]).").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  if (std::find(marks.begin(), marks.end(), text) != marks.end()) return text;
  const std::string digits = text::ascii_digits(text);  // short: takes no memory
  if (!digits.empty() && std::all_of(digits.begin(), digits.end(), text::is_ascii_digit)) return text;
  const bool letter = text.size() == 1 && text::is_ascii_alpha(text.front());
  return letter ? text : std::string_view();
}

}  // namespace lubb::extraction
