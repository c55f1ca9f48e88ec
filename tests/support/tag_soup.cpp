#include "support/tag_soup.h"

#include <iterator>

namespace lubb::test {

namespace {

constexpr const char* flow[] = {"div", "p",  "p",  "span", "a",    "b",   "i",  "ul",     "li",   "h1",
                                "h2",  "dl", "dd", "dt",   "form", "pre", "em", "button", "font", "section"};
constexpr const char* tables[] = {"table",   "table", "tr",    "tr",    "td",   "td",
                                  "th",      "tbody", "thead", "tfoot", "col",  "colgroup",
                                  "caption", "p",     "div",   "b",     "form", "select"};
constexpr const char* voids[] = {"br",    "img", "hr",    "input", "input type=hidden", "link", "meta",
                                 "param", "wbr", "image", "embed"};
constexpr const char* rare[] = {
    "select",  "option",  "optgroup", "object",   "applet", "marquee", "nobr",    "ruby",     "rt",
    "rp",      "rb",      "rtc",      "noscript", "x-y",    "z",       "picture", "main",     "html",
    "head",    "body",    "address",  "fieldset", "label",  "center",  "small",   "u",        "listing",
    "details", "summary", "menu",     "nav",      "dir",    "time",    "frame",   "menuitem", "source",
    "track",   "keygen",  "search",   "dialog",   "strike", "code",    "tt",      "s",        "big",
    "strong",  "abbr",    "ins",      "article",  "hgroup"};
constexpr const char* elements[] = {"<textarea>a</textarea>",
                                    "<iframe></iframe>",
                                    "<title>t</title>",
                                    "<xmp><b></xmp>",
                                    "<style>p{}</style>",
                                    "<script>1</script>",
                                    "<!-- c -->",
                                    "<noembed>x</noembed>",
                                    "<svg><p></svg>",
                                    "<noframes>x</noframes>",
                                    "<math><mi>x</mi></math>",
                                    "<template><td>x</template>"};

}  // namespace

std::uint32_t TagSoup::below(std::uint32_t bound) {
  if (is_chosen_) {
    const std::uint32_t choice = choices_.empty() ? 0 : choices_.front();
    if (!choices_.empty()) choices_ = choices_.subspan(1);
    return choice % bound;
  }
  state_ ^= state_ << 13;
  state_ ^= state_ >> 17;
  state_ ^= state_ << 5;
  return state_ % bound;
}

const char* TagSoup::name() {
  const std::uint32_t kind = below(16);
  if (kind < 2) return rare[below(std::size(rare))];
  if (kind < 3) return voids[below(std::size(voids))];
  if (theme_ == 1 && kind < 11) return tables[below(std::size(tables))];
  if (theme_ == 2 && kind < 10) return rare[below(std::size(rare))];
  if (theme_ == 3 && kind < 10) return flow[below(6)];
  return flow[below(std::size(flow))];
}

void TagSoup::start_tag() {
  const std::string name = this->name();
  page_ += '<' + name + '>';
  if (depth_ < std::size(open_)) open_[depth_++] = name;
}

// Mostly of the element opened last, else of one further out, else of any.
void TagSoup::end_tag() {
  const std::uint32_t kind = below(16);
  if (depth_ > 0 && kind < 11) {
    page_ += "</" + open_[--depth_] + '>';
  } else if (depth_ > 1 && kind < 14) {
    depth_ -= 2;
    page_ += "</" + open_[depth_] + '>';
  } else {
    page_ += std::string("</") + name() + '>';
  }
}

void TagSoup::piece() {
  switch (below(12)) {
    case 0:
    case 1: page_ += 'x'; break;
    case 2: page_ += below(3) == 0 ? "\n" : " "; break;
    case 3:
    case 4:
    case 5:
    case 6: end_tag(); break;
    case 7:
      if (below(4) == 0) {
        page_ += elements[below(below(3) == 0 ? std::size(elements) : std::size(elements) - 1)];
        break;
      }
      [[fallthrough]];
    default: start_tag(); break;
  }
}

std::string TagSoup::page() {
  page_.clear();
  depth_ = 0;
  theme_ = below(4);
  if (below(2) == 0) page_ += "<!doctype html>";
  if (below(8) == 0) page_ += "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">";
  if (below(3) != 0) page_ += below(2) == 0 ? "<body>" : "<html><head></head><body>";
  if (is_chosen_) {
    while (!choices_.empty()) piece();
  } else {
    for (std::uint32_t i = 2 + below(40); i > 0; --i) piece();
  }
  while (depth_ > 0 && below(8) != 0) page_ += "</" + open_[--depth_] + '>';
  if (below(4) == 0) page_ += "</body></html> ";
  return page_;
}

}  // namespace lubb::test
