#include "writers/markup.h"

#include <algorithm>
#include <vector>

#include "writers/escape.h"

namespace lubb::writers {
namespace {

class RunTagger {
 public:
  RunTagger(const MarkupDialect& dialect, std::string& out) : dialect_(dialect), out_(out) {}

  // Closes the tags that do not hold for `wanted`, then opens those that are missing.
  void change_to(unsigned wanted, std::string_view url) {
    unsigned unwanted = open_formats() & ~wanted;
    if (url != url_) unwanted |= kLink;
    if ((wanted & ~open_formats() & ~unsigned{kCode}) != 0) unwanted |= kCode;  // code stays innermost
    while ((open_formats() & unwanted) != 0) close_innermost();
    for (const FormatTags& tags : dialect_.tags) {
      if ((wanted & tags.format & ~open_formats()) == 0) continue;
      out_.append(tags.open);
      if (tags.format == kLink) {
        append_url_attribute(url, out_);
        out_.append("\">");
        url_ = url;
      }
      open_.push_back(&tags);
    }
  }

 private:
  [[nodiscard]] unsigned open_formats() const {
    unsigned formats = kPlain;
    for (const FormatTags* tags : open_) formats |= tags->format;
    return formats;
  }

  void close_innermost() {
    out_.append(open_.back()->close);
    open_.pop_back();
  }

  const MarkupDialect& dialect_;
  std::string& out_;
  std::vector<const FormatTags*> open_;  // at most one a format
  std::string_view url_;
};

void append_math(const Run& run, const MarkupDialect& dialect, std::string& out) {
  const auto& around = run.display ? dialect.display_math : dialect.math;
  out.append(around[0]);
  append_markup(run.text, out);
  out.append(around[1]);
}

}  // namespace

void append_runs(const Flow& flow, const Block& leaf, const MarkupDialect& dialect, std::string& out) {
  RunTagger tagger(dialect, out);
  for (const Run* run = flow.begin_of(leaf); run != flow.end_of(leaf); ++run) {
    tagger.change_to(run->formats, run->url);
    switch (run->kind) {
      case ContentKind::line_break: out.append(dialect.line_break); break;
      case ContentKind::image: dialect.append_image(*run, out); break;
      case ContentKind::math: append_math(*run, dialect, out); break;
      case ContentKind::note_reference:
        out.append(dialect.note_reference[0]);
        append_markup(run->text, out);
        out.append(dialect.note_reference[1]);
        break;
      default: append_markup(run->text, out); break;
    }
  }
  tagger.change_to(kPlain, {});
}

void append_field(std::string_view before, std::string_view any_bytes, std::string_view after,
                  std::string& out) {
  std::string storage;
  out.append(before);
  append_markup(clean_line(any_bytes, storage), out);
  out.append(after);
}

void append_url_attribute(std::string_view url, std::string& out) {
  std::string encoded;
  append_url(url, encoded);
  append_markup(encoded, out);
}

}  // namespace lubb::writers
