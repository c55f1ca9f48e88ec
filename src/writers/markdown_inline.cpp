#include "writers/markdown_inline.h"

#include <algorithm>
#include <deque>
#include <vector>

#include "base/text.h"
#include "writers/escape.h"
#include "writers/markdown_escape.h"

namespace lubb::writers {
namespace {

// The formats that Markdown writes with delimiters around the text, outermost first.
struct Delimiter {
  Formats format;
  std::string_view mark;
};
constexpr Delimiter kDelimiters[] = {{kDeleted, "~~"}, {kStrong, "**"}, {kEmphasis, "*"}};

// A run, or a part of one: white space stands apart from what it surrounds, since a delimiter must not
// stand beside it.
struct Piece {
  Run run;
  bool is_space = false;
};

// A format over the pieces first..last that will be written with delimiters.
struct Span {
  Delimiter delimiter;
  std::size_t first = 0, last = 0;
  bool inside_word = false;  // letters on both sides of one of its delimiters
};

// Cuts the runs of a leaf into pieces.
class PieceCutter {
 public:
  // `storage` owns the text of pieces that are put together from several runs.
  explicit PieceCutter(std::deque<std::string>& storage) : storage_(storage) {}

  std::vector<Piece> cut(const Flow& flow, const Block& leaf) {
    for (const Run* run = flow.begin_of(leaf); run != flow.end_of(leaf); ++run) {
      if (run->kind != ContentKind::text) {
        pieces_.push_back({*run, run->kind == ContentKind::line_break});
      } else if ((run->formats & kCode) != 0) {
        add_code(*run);
      } else {
        add_text(*run);
      }
    }
    return std::move(pieces_);
  }

 private:
  void add_text(const Run& run) {
    const std::size_t leading = leading_space(run.text);
    const std::size_t trailing = leading == run.text.size() ? 0 : trailing_space(run.text);
    add_part(run, 0, leading, true);
    add_part(run, leading, run.text.size() - leading - trailing, false);
    add_part(run, run.text.size() - trailing, trailing, true);
  }

  void add_part(const Run& run, std::size_t begin, std::size_t size, bool is_space) {
    if (size == 0) return;
    pieces_.push_back({run, is_space});
    pieces_.back().run.text = run.text.substr(begin, size);
  }

  // Two code spans side by side would be read as one with other fences, so they become one.
  void add_code(const Run& run) {
    const bool joins =
        !pieces_.empty() && (pieces_.back().run.formats & kCode) != 0 && pieces_.back().run.url == run.url;
    if (!joins) {
      pieces_.push_back({run});
      return;
    }
    Run& last = pieces_.back().run;
    const bool is_joined = !storage_.empty() && storage_.back().data() == last.text.data();
    if (!is_joined) storage_.emplace_back(last.text);
    last.text = storage_.back().append(run.text);
    last.formats = static_cast<std::uint8_t>(last.formats & run.formats);
  }

  std::deque<std::string>& storage_;
  std::vector<Piece> pieces_;
};

// White space has a format or link only between pieces that both have it.
void shrink_formats_off_space(std::vector<Piece>& pieces) {
  const auto restrict_to = [](Run& space, const Run* neighbour) {
    space.formats =
        static_cast<std::uint8_t>(space.formats & (neighbour != nullptr ? neighbour->formats : 0));
    if (neighbour == nullptr || space.url != neighbour->url) space.formats &= ~kLink & 0xFF;
    if ((space.formats & kLink) == 0) space.url = {};
  };
  const Run* neighbour = nullptr;
  for (Piece& piece : pieces) {
    if (!piece.is_space) neighbour = &piece.run;
    if (piece.is_space) restrict_to(piece.run, neighbour);
  }
  neighbour = nullptr;
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
    if (!piece->is_space) neighbour = &piece->run;
    if (piece->is_space) restrict_to(piece->run, neighbour);
  }
}

Flank edge(const Piece& piece, bool at_end) noexcept {
  if (piece.is_space) return Flank::space;
  if (piece.run.kind == ContentKind::image || piece.run.kind == ContentKind::math ||
      piece.run.kind == ContentKind::note_reference || (piece.run.formats & kCode) != 0)
    return Flank::punctuation;
  return at_end ? last_flank(piece.run.text) : first_flank(piece.run.text);
}

// Chooses the spans of one segment: pieces that lie in the same link, or between two links.
class SpanChooser {
 public:
  SpanChooser(const std::vector<Piece>& pieces, std::size_t begin, std::size_t end)
      : pieces_(pieces), begin_(begin), end_(end), ends_at_(end - begin) {}

  // In the order of their opening delimiters; properly nested.
  std::vector<Span> choose() {
    for (std::size_t i = begin_; i < end_; ++i) {
      std::vector<Span> starting = spans_starting_at(i);
      std::stable_sort(starting.begin(), starting.end(),
                       [](const Span& a, const Span& b) { return a.last > b.last; });
      for (const Span& span : starting) consider(span);
    }
    return chosen_;
  }

 private:
  [[nodiscard]] bool has(std::size_t i, Formats format) const {
    return (pieces_[i].run.formats & format) != 0;
  }

  std::vector<Span> spans_starting_at(std::size_t i) const {
    std::vector<Span> spans;
    for (const Delimiter& delimiter : kDelimiters) {
      if (!has(i, delimiter.format) || (i > begin_ && has(i - 1, delimiter.format))) continue;
      Span span{.delimiter = delimiter, .first = i, .last = i};
      while (span.last + 1 < end_ && has(span.last + 1, delimiter.format)) ++span.last;
      spans.push_back(span);
    }
    return spans;
  }

  [[nodiscard]] Flank before(std::size_t i) const {
    if (i == 0) return Flank::space;
    return i == begin_ ? Flank::punctuation : edge(pieces_[i - 1], true);  // a segment ends with a bracket
  }
  [[nodiscard]] Flank after(std::size_t i) const {
    if (i + 1 == pieces_.size()) return Flank::space;
    return i + 1 == end_ ? Flank::punctuation : edge(pieces_[i + 1], false);
  }

  // Whether a delimiter between these two would be recognised.
  static bool flanks(Flank inside, Flank outside) {
    if (inside == Flank::word) return true;
    return inside != Flank::space && (outside == Flank::space || outside == Flank::punctuation);
  }

  void consider(Span span) {
    const Flank open_inside = edge(pieces_[span.first], false), open_outside = before(span.first);
    const Flank close_inside = edge(pieces_[span.last], true), close_outside = after(span.last);
    if (!flanks(open_inside, open_outside) || !flanks(close_inside, close_outside)) return;
    span.inside_word = is_wordlike(open_outside) || is_wordlike(close_outside);
    while (!open_.empty() && chosen_[open_.back()].last < span.first) open_.pop_back();
    if (!open_.empty()) {
      const Span& outer = chosen_[open_.back()];
      if (outer.last < span.last || outer.inside_word || span.inside_word) return;
    }
    // Side by side, a closing and an opening delimiter would be read as one run.
    if (span.first > begin_ && ends_at_[span.first - 1 - begin_]) return;
    ends_at_[span.last - begin_] = true;
    open_.push_back(chosen_.size());
    chosen_.push_back(span);
  }

  static bool is_wordlike(Flank flank) { return flank == Flank::word || flank == Flank::unsure; }

  const std::vector<Piece>& pieces_;
  std::size_t begin_, end_;
  std::vector<Span> chosen_;
  std::vector<std::size_t> open_;  // indexes into chosen_
  std::vector<bool> ends_at_;      // of each piece: a chosen span ends with it
};

class InlineWriter {
 public:
  InlineWriter(MarkdownPlace place, std::string& out) : place_(place), out_(out), line_start_(out.size()) {}

  void write(const std::vector<Piece>& pieces) {
    for (std::size_t begin = 0; begin < pieces.size();) {
      std::size_t end = begin + 1;
      while (end < pieces.size() && same_link(pieces[begin].run, pieces[end].run)) ++end;
      const bool link = (pieces[begin].run.formats & kLink) != 0;
      if (link) out_.push_back('[');
      write_segment(pieces, begin, end);
      if (link) {
        out_.append("](");
        append_markdown_destination(pieces[begin].run.url, out_);
        out_.push_back(')');
      }
      begin = end;
    }
  }

 private:
  static bool same_link(const Run& a, const Run& b) {
    return (a.formats & kLink) == (b.formats & kLink) && a.url == b.url;
  }

  void write_segment(const std::vector<Piece>& pieces, std::size_t begin, std::size_t end) {
    const std::vector<Span> spans = SpanChooser(pieces, begin, end).choose();
    std::vector<const Span*> open;
    auto next = spans.begin();
    for (std::size_t i = begin; i < end; ++i) {
      for (; next != spans.end() && next->first == i; ++next) {
        out_.append(next->delimiter.mark);
        open.push_back(&*next);
      }
      write_piece(pieces[i].run);
      for (; !open.empty() && open.back()->last == i; open.pop_back()) {
        out_.append(open.back()->delimiter.mark);
      }
    }
  }

  void write_piece(const Run& run) {
    const bool in_heading = place_ == MarkdownPlace::heading;
    if (run.kind == ContentKind::line_break) {
      out_.append(place_ == MarkdownPlace::paragraph ? "\\\n" : " ");
      if (place_ == MarkdownPlace::paragraph) line_start_ = out_.size();
    } else if (run.kind == ContentKind::image) {
      out_.append("![");
      append_markdown_text(run.text, line_start_, in_heading, out_);
      out_.append("](");
      append_markdown_destination(run.source, out_);
      out_.push_back(')');
    } else if (run.kind == ContentKind::math) {
      write_math(run);
    } else if (run.kind == ContentKind::note_reference) {
      out_.append("[^").append(run.text).append("]");
    } else if ((run.formats & kCode) != 0) {
      append_markdown_code(run.text, place_ == MarkdownPlace::table_cell, out_);
    } else {
      append_markdown_text(run.text, line_start_, in_heading, out_);
    }
  }

  // Readers that know no mathematics show the TeX.
  void write_math(const Run& run) {
    const std::string_view mark = run.display && place_ == MarkdownPlace::paragraph ? "$$" : "$";
    out_.append(mark);
    for (std::size_t i = 0; i < run.text.size(); ++i) {
      const char c = run.text[i];
      if (c == '|' && place_ == MarkdownPlace::table_cell) {
        out_.append("\\vert ");  // a bar would end the cell
        continue;
      }
      out_.push_back(c);
      const char next = i + 1 < run.text.size() ? run.text[i + 1] : ' ';
      const bool begins_tag = text::is_ascii_alpha(next) || next == '/' || next == '!' || next == '?';
      // Readers that know no mathematics would see a tag; those that do pass over the space.
      if (c == '<' && begins_tag) out_.push_back(' ');
    }
    out_.append(mark);
  }

  MarkdownPlace place_;
  std::string& out_;
  std::size_t line_start_;
};

}  // namespace

void append_markdown_runs(const Flow& flow, const Block& leaf, MarkdownPlace place, std::string& out) {
  std::deque<std::string> storage;
  std::vector<Piece> pieces = PieceCutter(storage).cut(flow, leaf);
  shrink_formats_off_space(pieces);
  InlineWriter(place, out).write(pieces);
}

void append_markdown_destination(std::string_view url, std::string& out) {
  std::string encoded;
  append_url(url, encoded);
  const bool brackets = encoded.find_first_of("()") != std::string::npos;
  const std::size_t semicolon = encoded.rfind(';');
  if (brackets) out.push_back('<');
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    // "&lt;" would be read as "<".
    if (encoded[i] == '&' && semicolon != std::string::npos && i < semicolon) out.push_back('\\');
    out.push_back(encoded[i]);
  }
  if (brackets) out.push_back('>');
}

}  // namespace lubb::writers
