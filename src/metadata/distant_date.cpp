// find_distant_date() of visible_date.h: the lines of a page that may hold its date, and no others.
#include <algorithm>
#include <array>

#include "metadata/byte_vector.h"
#include "metadata/near_title.h"
#include "metadata/visible_date.h"

namespace lubb::metadata {
namespace {

using dom::NodeId;
using dom::Tag;

constexpr std::size_t max_text_bytes = 400;  // of a text that is looked at: a date line

// A year in the text: 19.. or 20.. in ASCII digits, or a digit of another set, which few texts hold by
// chance.
bool begins_date(unsigned char c, unsigned char next) {
  const bool arabic = c == 0xD9 && next >= 0xA0 && next <= 0xA9;
  const bool persian = c == 0xDB && next >= 0xB0 && next <= 0xB9;
  return (c == '1' && next == '9') || (c == '2' && next == '0') || arabic || persian;
}

bool may_hold_date(std::string_view text) {
  constexpr std::size_t places = sizeof(ByteVector);
  std::size_t i = 0;
  while (i + 1 < text.size()) {
    // ASCII digits are rare. Persian digits' first byte is any letter's: such texts go byte by byte.
    if (i + places <= text.size()) {
      const ByteVector bytes = load_bytes(text.data() + i);
      const ByteVector first = equal_to(bytes, '1') | equal_to(bytes, '2') | equal_to(bytes | 2, 0xDB);
      if (!any(first)) {
        i += places;
        continue;
      }
    }
    const std::size_t end = std::min(i + places, text.size() - 1);
    for (; i < end; ++i) {
      if (begins_date(static_cast<unsigned char>(text[i]), static_cast<unsigned char>(text[i + 1])))
        return true;
    }
  }
  return false;
}

// Reads the lines around texts that may hold a date, and no others.
class DistantLines {
 public:
  DistantLines(LineReader& reader, NodeId title)
      : document_(reader.document()),
        reader_(reader),
        lines_(reader.lists().distant),
        window_(reader.lists().window) {
    lines_.clear(title);
  }

  const NearTitle& read() {
    constexpr std::size_t most_texts = 100;                 // more is a list or a table
    const NodeId begin = is_headline() ? lines_.title : 0;  // a date may stand in the headline
    std::size_t texts = 0;
    const Collected& collected = reader_.collected();
    auto at = std::ranges::lower_bound(collected.texts_shown, begin);
    auto time = std::ranges::lower_bound(collected.time_elements, begin);
    for (; at != collected.texts_shown.end() && texts < most_texts; ++at) {
      bool machine_date = false;  // the text is the first one behind a <time>
      for (; time != collected.time_elements.end() && *time < *at; ++time) machine_date = true;
      const std::string_view raw = document_.raw(*at);
      if (raw.size() <= max_text_bytes && (machine_date || may_hold_date(raw))) {
        ++texts;
        read_around(*at);
      }
      before_ = {before_[1], *at};
    }
    return lines_;
  }

 private:
  // What stands before a headline is the page's header, with today's date in it; a text that merely repeats
  // the title may stand anywhere.
  [[nodiscard]] bool is_headline() const {
    if (lines_.title == dom::no_node) return false;
    const Tag tag = document_.node(lines_.title).tag;
    return tag == Tag::h1 || tag == Tag::h2;
  }

  // The text with the two before it, where its label stands, and the rest of its line.
  void read_around(NodeId at) {
    constexpr std::size_t pieces = 5;
    NodeId begin = at;
    for (const NodeId before : {before_[1], before_[0]}) {
      if (before == dom::no_node || document_.raw(before).size() > max_text_bytes) break;  // no label
      if (before >= end_) begin = before;
    }
    if (begin < end_) return;  // read already
    const std::size_t first = lines_.pieces.size();
    window_.clear(lines_.title);
    reader_.read(begin, document_.size(), pieces, max_text_bytes * 3, window_);
    for (Line& line : window_.lines) {
      line.first_piece += first;
      line.end_piece += first;
      lines_.lines.push_back(line);
    }
    lines_.pieces.insert(lines_.pieces.end(), window_.pieces.begin(), window_.pieces.end());
    if (lines_.pieces.size() > first) end_ = lines_.pieces.back().node + 1;
  }

  const dom::Document& document_;
  LineReader& reader_;
  NearTitle& lines_;
  NearTitle& window_;                                            // scratch
  std::array<NodeId, 2> before_ = {dom::no_node, dom::no_node};  // the last two texts
  NodeId end_ = 0;                                               // of what has been read
};

}  // namespace

VisibleDate find_distant_date(LineReader& reader, dom::NodeId title, std::string_view language) {
  return find_date_in_lines(reader, DistantLines(reader, title).read(), language);
}

}  // namespace lubb::metadata
