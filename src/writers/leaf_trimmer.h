// White space at the edges of a leaf and around its line breaks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "writers/flow.h"

namespace lubb::writers {

// Line breaks in a row that are kept: one blank line.
constexpr std::size_t kMaxLineBreaks = 2;

// Takes spaces away around line breaks and at both ends of a leaf, and line breaks at both ends.
class LeafTrimmer {
 public:
  LeafTrimmer(std::vector<Run>& runs, std::size_t first) : runs_(runs), first_(first), size_(first) {}

  void trim() {
    for (std::size_t i = first_; i < runs_.size(); ++i) take(runs_[i]);
    drop_trailing_spaces();
    while (size_ > first_ && runs_[size_ - 1].kind == ContentKind::line_break) --size_;
    runs_.resize(size_);
  }

 private:
  void take(Run run) {
    if (run.kind == ContentKind::line_break) {
      drop_trailing_spaces();
      if (size_ == first_ || breaks_ == kMaxLineBreaks) return;
      ++breaks_;
    } else {
      if (run.kind == ContentKind::text && (breaks_ > 0 || size_ == first_)) {
        run.text.remove_prefix(std::min(run.text.find_first_not_of(' '), run.text.size()));
        if (run.text.empty()) return;
      }
      breaks_ = 0;
    }
    runs_[size_++] = run;
  }

  void drop_trailing_spaces() {
    for (; size_ > first_ && runs_[size_ - 1].kind == ContentKind::text; --size_) {
      std::string_view& text = runs_[size_ - 1].text;
      while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
      if (!text.empty()) return;
    }
  }

  std::vector<Run>& runs_;
  std::size_t first_, size_;
  std::size_t breaks_ = 0;  // line breaks just taken
};

}  // namespace lubb::writers
