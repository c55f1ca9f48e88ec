// Format::html: an <article> fragment that can be put into any page. Only the elements written here can
// come out, and no attribute but lang, dir, href, src, alt, datetime, value (of <li>), class="language-..."
// and class="callout ...".
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "writers/escape.h"
#include "writers/formats.h"
#include "writers/markup.h"

namespace lubb::writers {
namespace {

void append_image(const Run& image, std::string& out) {
  out.append("<img src=\"");
  append_url_attribute(image.source, out);
  out.append("\" alt=\"");
  append_markup(image.text, out);
  out.append("\">");
}

constexpr MarkupDialect kHtml{.tags = {{{kLink, "<a href=\"", "</a>"},
                                        {kStrong, "<strong>", "</strong>"},
                                        {kEmphasis, "<em>", "</em>"},
                                        {kDeleted, "<del>", "</del>"},
                                        {kSuperscript, "<sup>", "</sup>"},
                                        {kSubscript, "<sub>", "</sub>"},
                                        {kCode, "<code>", "</code>"}}},
                              .line_break = "<br>\n",
                              .math = {"\\(", "\\)"},
                              .display_math = {"\\[", "\\]"},
                              .note_reference = {"<sup>[", "]</sup>"},
                              .append_image = append_image};

// Heading levels outside of 1..6 come from nowhere but a caller's own Content.
char heading_digit(std::uint8_t level) noexcept {
  return static_cast<char>('0' + (level < 1 ? 1 : level > 6 ? 6 : level));
}

std::string_view container_element(const Block& block) noexcept {
  switch (block.kind) {
    case ContentKind::list: return block.level == 1 ? "ol" : "ul";
    case ContentKind::list_item: return "li";
    case ContentKind::table: return "table";
    case ContentKind::table_row: return "tr";
    case ContentKind::figure: return "figure";
    case ContentKind::note: return "li";
    default: return "blockquote";
  }
}

class HtmlWriter {
 public:
  HtmlWriter(const Flow& flow, std::string& out) : flow_(flow), out_(out) {}

  void write() {
    for (std::size_t i = 0; i < flow_.blocks.size(); ++i) {
      const Block& block = flow_.blocks[i];
      if (block.step == Step::leaf) {
        leaf(block, i);
      } else if (block.kind == ContentKind::note) {
        note(block, i);
      } else {
        tag(block);
      }
    }
  }

 private:
  void tag(const Block& block) {
    const bool opens = block.step == Step::open;
    out_.append(opens ? "<" : "</").append(container_element(block));
    if (opens && block.kind == ContentKind::quote && !block.attribute.empty())
      out_.append(" class=\"callout ").append(block.attribute).append("\"");
    if (block.number && block.number->renumbered)
      append_field(" value=\"", std::to_string(block.number->value), "\"", out_);
    out_.append(">");
    // An item's text follows its tag directly; other containers start a line.
    if (!opens || (block.kind != ContentKind::list_item && block.kind != ContentKind::note))
      out_.push_back('\n');
  }

  // Notes in a row are a list, whose numbers tell their labels where these are 1, 2, 3 ...
  void note(const Block& block, std::size_t index) {
    const auto is_beside = [&](std::size_t at, Step step) {
      return at < flow_.blocks.size() && flow_.blocks[at].step == step &&
             flow_.blocks[at].kind == ContentKind::note;
    };
    if (block.step == Step::open) {
      if (!is_beside(index - 1, Step::close)) {
        numbered_.push_back(is_numbered(index));
        out_.append(numbered_.back() ? "<ol>\n" : "<ul>\n");
      }
      tag(block);
      note_ = numbered_.back() ? std::string_view() : block.attribute;
      return;
    }
    note_ = {};
    tag(block);
    if (is_beside(index + 1, Step::open)) return;
    out_.append(numbered_.back() ? "</ol>\n" : "</ul>\n");
    numbered_.pop_back();
  }

  // Whether the labels of the notes in a row that begin here count from 1.
  bool is_numbered(std::size_t index) const {
    std::size_t depth = 0, number = 0;
    for (; index < flow_.blocks.size(); ++index) {
      const Block& block = flow_.blocks[index];
      if (depth == 0 && (block.step != Step::open || block.kind != ContentKind::note)) break;
      if (depth == 0 && block.attribute != std::to_string(++number)) return false;
      if (block.step == Step::open) ++depth;
      if (block.step == Step::close) --depth;
    }
    return true;
  }

  void leaf(const Block& block, std::size_t index) {
    switch (block.kind) {
      case ContentKind::heading: {
        const std::string element{'h', heading_digit(block.level)};
        return element_with_runs(block, element);
      }
      case ContentKind::caption:
        return element_with_runs(block, block.level == kCalloutTitle ? "p" : "figcaption");
      case ContentKind::table_cell: return element_with_runs(block, block.level == 1 ? "th" : "td");
      case ContentKind::code_block: return code_block(block);
      case ContentKind::rule: out_.append("<hr>\n"); return;
      case ContentKind::image:
        append_runs(flow_, block, kHtml, out_);
        out_.push_back('\n');
        return;
      default: break;
    }
    if (!flow_.is_bare_item_text(index)) return element_with_runs(block, "p");
    append_runs(flow_, block, kHtml, out_);
    if (flow_.blocks[index + 1].step == Step::open) out_.push_back('\n');
  }

  void element_with_runs(const Block& block, std::string_view element) {
    out_.append("<").append(element).append(">");
    if (!note_.empty()) append_field("[", std::exchange(note_, {}), "] ", out_);
    append_runs(flow_, block, kHtml, out_);
    out_.append("</").append(element).append(">\n");
  }

  void code_block(const Block& block) {
    const std::string language = code_language(block.attribute);
    out_.append("<pre><code");
    if (!language.empty()) out_.append(" class=\"language-").append(language).append("\"");
    out_.append(">");
    for (const Run* run = flow_.begin_of(block); run != flow_.end_of(block); ++run) {
      append_markup(run->text, out_);
    }
    out_.append("</code></pre>\n");
  }

  const Flow& flow_;
  std::string& out_;
  std::string_view note_;       // label of the note whose first text isn't written yet
  std::vector<bool> numbered_;  // of each open list of notes
};

void write_head(const Metadata& metadata, std::string& out) {
  out.append("<header>\n");
  if (metadata.title) append_field("<h1>", *metadata.title, "</h1>\n", out);
  if (!metadata.authors.empty()) {
    const std::string_view comma = metadata.direction == "rtl" ? "، " : ", ";
    out.append("<p>");
    for (std::size_t i = 0; i < metadata.authors.size(); ++i) {
      append_field(i > 0 ? comma : "", metadata.authors[i], "", out);
    }
    out.append("</p>\n");
  }
  if (metadata.date) {
    append_field("<p><time datetime=\"", *metadata.date, "\">", out);
    append_field("", *metadata.date, "</time></p>\n", out);
  }
  if (metadata.canonical_url && is_link_target(*metadata.canonical_url)) {
    out.append("<p><a href=\"");
    append_url_attribute(*metadata.canonical_url, out);
    append_field("\">", *metadata.canonical_url, "</a></p>\n", out);
  }
  out.append("</header>\n");
}

}  // namespace

void write_html(const Article& article, const WriteOptions& options, std::string& out) {
  const Metadata& metadata = article.metadata;
  out.append("<article");
  const std::string_view language = metadata.language ? language_tag(*metadata.language) : "";
  if (!language.empty()) out.append(" lang=\"").append(language).append("\"");
  if (metadata.direction == "rtl" || metadata.direction == "ltr") {
    out.append(" dir=\"").append(*metadata.direction).append("\"");
  }
  out.append(">\n");
  if (options.with_metadata) write_head(metadata, out);
  HtmlWriter(flow_of(article.body), out).write();
  out.append("</article>\n");
}

}  // namespace lubb::writers
