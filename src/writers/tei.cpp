// Format::tei: the body as TEI P5. Headings open divisions, nested by their level; a heading inside a list,
// quote or figure is a paragraph, since TEI has heads only where a division begins.
#include <string>
#include <string_view>
#include <vector>

#include "writers/escape.h"
#include "writers/formats.h"
#include "writers/markup.h"

namespace lubb::writers {
namespace {

// The level of the division that holds what stands before the first heading: below every heading.
constexpr std::uint8_t kLeadLevel = 7;

void append_image(const Run& image, std::string& out) {
  out.append("<graphic url=\"");
  append_url_attribute(image.source, out);
  if (image.text.empty()) {
    out.append("\"/>");
    return;
  }
  out.append("\"><desc>");
  append_markup(image.text, out);
  out.append("</desc></graphic>");
}

constexpr MarkupDialect kTei{.tags = {{{kLink, "<ref target=\"", "</ref>"},
                                       {kStrong, "<hi rend=\"bold\">", "</hi>"},
                                       {kEmphasis, "<hi rend=\"italic\">", "</hi>"},
                                       {kDeleted, "<del>", "</del>"},
                                       {kSuperscript, "<hi rend=\"superscript\">", "</hi>"},
                                       {kSubscript, "<hi rend=\"subscript\">", "</hi>"},
                                       {kCode, "<code>", "</code>"}}},
                             .line_break = "<lb/>",
                             .math = {"<formula notation=\"TeX\">", "</formula>"},
                             .display_math = {"<formula notation=\"TeX\" rend=\"display\">", "</formula>"},
                             .note_reference = {"<ref type=\"note\">", "</ref>"},
                             .append_image = append_image};

std::string_view container_element(ContentKind kind) noexcept {
  switch (kind) {
    case ContentKind::list: return "list";
    case ContentKind::list_item: return "item";
    case ContentKind::table: return "table";
    case ContentKind::table_row: return "row";
    case ContentKind::figure: return "figure";
    case ContentKind::note: return "note";
    default: return "quote";
  }
}

class TeiWriter {
 public:
  TeiWriter(const Flow& flow, std::string& out) : flow_(flow), out_(out) {}

  void write() {
    for (std::size_t i = 0; i < flow_.blocks.size(); ++i) {
      const Block& block = flow_.blocks[i];
      const bool starts_division = depth_ == 0 && block.kind == ContentKind::heading;
      if (!starts_division && divisions_.empty()) open_division(kLeadLevel);
      switch (block.step) {
        case Step::open: open(block); break;
        case Step::close: close(block); break;
        case Step::leaf: leaf(block, i); break;
      }
    }
    if (flow_.blocks.empty()) out_.append("<div><p/></div>\n");  // a body must hold something
    close_divisions(0);
  }

 private:
  void open_division(std::uint8_t level) {
    out_.append("<div>\n");
    divisions_.push_back(level);
  }

  // Closes the divisions of this level and below.
  void close_divisions(std::uint8_t level) {
    for (; !divisions_.empty() && divisions_.back() >= level; divisions_.pop_back()) out_.append("</div>\n");
  }

  void open(const Block& block) {
    ++depth_;
    out_.append("<").append(container_element(block.kind));
    if (block.kind == ContentKind::list) {
      out_.append(block.level == 1 ? " rend=\"numbered\"" : " rend=\"bulleted\"");
    }
    if (block.number && block.number->renumbered)
      append_field(" n=\"", std::to_string(block.number->value), "\"", out_);
    if (block.kind == ContentKind::note)
      out_.append(" place=\"foot\" n=\"").append(block.attribute).append("\"");
    if (block.kind == ContentKind::quote && !block.attribute.empty())
      out_.append(" type=\"").append(block.attribute).append("\"");
    out_.append(">");
    if (block.kind != ContentKind::list_item) out_.push_back('\n');
  }

  void close(const Block& block) {
    --depth_;
    out_.append("</").append(container_element(block.kind)).append(">\n");
  }

  void leaf(const Block& block, std::size_t index) {
    switch (block.kind) {
      case ContentKind::heading: return heading(block);
      case ContentKind::caption:
        if (block.level == kCalloutTitle) return element_with_runs("<label>", block, "</label>\n");
        return element_with_runs("<head>", block, "</head>\n");
      case ContentKind::table_cell:
        return element_with_runs(block.level == 1 ? "<cell role=\"label\">" : "<cell>", block, "</cell>\n");
      case ContentKind::code_block: return code_block(block);
      case ContentKind::rule: out_.append("<milestone unit=\"section\" rend=\"rule\"/>\n"); return;
      case ContentKind::image: return image(block);
      default: break;
    }
    if (!flow_.is_bare_item_text(index)) return element_with_runs("<p>", block, "</p>\n");
    append_runs(flow_, block, kTei, out_);
    if (flow_.blocks[index + 1].step == Step::open) out_.push_back('\n');
  }

  void heading(const Block& block) {
    if (depth_ > 0) return element_with_runs("<p rend=\"heading\">", block, "</p>\n");
    const auto level = static_cast<std::uint8_t>(block.level < 1 ? 1 : block.level > 6 ? 6 : block.level);
    close_divisions(level);
    open_division(level);
    element_with_runs("<head>", block, "</head>\n");
  }

  void element_with_runs(std::string_view start_tag, const Block& block, std::string_view end_tag) {
    out_.append(start_tag);
    append_runs(flow_, block, kTei, out_);
    out_.append(end_tag);
  }

  void code_block(const Block& block) {
    const std::string language = code_language(block.attribute);
    out_.append("<p rend=\"code\"><code xml:space=\"preserve\"");
    if (!language.empty()) out_.append(" lang=\"").append(language).append("\"");
    out_.append(">");
    for (const Run* run = flow_.begin_of(block); run != flow_.end_of(block); ++run) {
      append_markup(run->text, out_);
    }
    out_.append("</code></p>\n");
  }

  void image(const Block& block) {
    // A figure's own image needs no figure around it.
    const bool in_figure = &block > flow_.blocks.data() && (&block - 1)->step == Step::open &&
                           (&block - 1)->kind == ContentKind::figure;
    if (!in_figure) out_.append("<figure>");
    append_runs(flow_, block, kTei, out_);
    out_.append(in_figure ? "\n" : "</figure>\n");
  }

  const Flow& flow_;
  std::string& out_;
  std::size_t depth_ = 0;  // containers that are open
  std::vector<std::uint8_t> divisions_;
};

}  // namespace

void write_tei(const Article& article, std::string& out) {
  out.append("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
  write_tei_header(article.metadata, out);
  const std::string_view language = article.metadata.language ? language_tag(*article.metadata.language) : "";
  out.append("<text");
  if (!language.empty()) out.append(" xml:lang=\"").append(language).append("\"");
  out.append(">\n<body>\n");
  TeiWriter(flow_of(article.body), out).write();
  out.append("</body>\n</text>\n</TEI>\n");
}

}  // namespace lubb::writers
