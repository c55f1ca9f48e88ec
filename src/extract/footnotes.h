// Footnotes: references in the text ("word[1]") and the notes they lead to, by the links between them, or by
// equal raised numbers.
#pragma once

#include <string>
#include <vector>

#include "extract/classify.h"

namespace lubb::extraction {

struct Footnotes {
  struct Note {
    dom::NodeId node = dom::no_node;  // the block-level element that holds it
    std::string label;                // letters and digits, unique
    std::string written;              // the label as the page writes it
  };
  struct Reference {
    dom::NodeId node = dom::no_node;  // the link or raised number
    std::uint32_t note = 0;           // index into notes
  };
  std::vector<Note> notes;            // in document order
  std::vector<Reference> references;  // in document order

  // Asked for every element around every kept block; most pages have no notes.
  [[nodiscard]] const Note* note_at(dom::NodeId element) const noexcept {
    return notes.empty() ? nullptr : find_note_at(element);
  }
  [[nodiscard]] const Note* note_of(dom::NodeId reference) const noexcept;

 private:
  [[nodiscard]] const Note* find_note_at(dom::NodeId element) const noexcept;
};

// Of the references in kept blocks those whose note is kept too. `text` is working memory.
[[nodiscard]] Footnotes find_footnotes(const Page& page, const std::vector<Decision>& decisions,
                                       std::string& text);

// A label of a note ("1", "[1]", "(a)", "*") without its brackets; empty if `text` is no label.
[[nodiscard]] std::string_view footnote_label(std::string_view text) noexcept;

}  // namespace lubb::extraction
