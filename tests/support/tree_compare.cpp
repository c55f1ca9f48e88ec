#include "support/tree_compare.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "dom/document.h"
#include "dom/parse.h"

namespace lubb::test {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

// Where a comment between the two is cut out, "\r" and "\n" would become one line end.
std::string with_plain_newlines(std::string_view page) {
  std::string out;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page[i] == '\r' && i + 1 < page.size() && page[i + 1] == '\n') continue;
    out += page[i] == '\r' ? '\n' : page[i];
  }
  return out;
}

// Removes pieces of a page, working on a lower-case copy by plain text search.
class Stripper {
 public:
  explicit Stripper(std::string_view page) : owned_(with_plain_newlines(page)), folded_(lower(owned_)) {}

  std::string run() {
    while (at_ < page_.size()) {
      if (folded_[at_] != '<') {
        text_character();
      } else if (starts("<!--")) {
        skip_comment();
      } else if (starts("<!doctype")) {
        copy_through(past(find_from(">", at_), 1));
      } else if (foreign_ > 0 && starts("<![cdata[")) {
        copy_through(past(find_from("]]>", at_), 3));
      } else if (starts("<!") || starts("<?") || (starts("</") && !letter(at_ + 2))) {
        at_ = past(find_from(">", at_ + 1), 1);
      } else if (letter(at_ + 1) || starts("</")) {
        tag();
      } else {
        text_character();
      }
    }
    return out_;
  }

 private:
  static constexpr std::size_t none = std::string::npos;
  bool letter(std::size_t at) const {
    return at < folded_.size() && folded_[at] >= 'a' && folded_[at] <= 'z';
  }
  bool starts(std::string_view text) const { return std::string_view(folded_).substr(at_).starts_with(text); }
  std::size_t find_from(std::string_view text, std::size_t from) const { return folded_.find(text, from); }
  std::size_t past(std::size_t found, std::size_t size) const {
    return found == none ? page_.size() : found + size;
  }
  void copy_through(std::size_t end) {
    out_ += page_.substr(at_, end - at_);
    at_ = end;
  }

  void text_character() {
    // What was cut out between the two kept the newline.
    if (page_[at_] == '\n' && out_.size() == pre_written_ && at_ != pre_end_) out_ += "<!---->";
    if (!is_space(page_[at_])) leave_head();
    out_ += page_[at_++];
  }

  void leave_head() {
    if (head_templates_ == 0) in_head_ = false;
  }

  void skip_comment() {
    if (starts("<!-->")) {
      at_ += 5;
    } else if (starts("<!--->")) {
      at_ += 6;
    } else {
      const std::size_t usual = find_from("-->", at_ + 4);
      const std::size_t banged = find_from("--!>", at_ + 4);
      at_ = usual < banged ? past(usual, 3) : past(banged, 4);
    }
  }

  // Past the tag that starts at `at`, quotes respected; none if the page ends inside.
  std::size_t tag_end(std::size_t at) const {
    while (at < page_.size() && !is_space(page_[at]) && page_[at] != '/' && page_[at] != '>') ++at;
    char quote = 0;
    bool value = false;  // just after '=' and white space
    bool name = false;   // inside an attribute's name or unquoted value
    for (; at < page_.size(); ++at) {
      const char c = page_[at];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '>') {
        return at + 1;
      } else if (value && !is_space(c)) {
        value = false;
        if (c == '"' || c == '\'') {
          quote = c;
        } else {
          while (at + 1 < page_.size() && !is_space(page_[at + 1]) && page_[at + 1] != '>') ++at;
        }
        name = false;
      } else if (c == '=') {
        value = name;
        name = !value;
      } else if (c == '/') {
        name = false;
      } else if (!is_space(c)) {
        name = true;
      }
    }
    return none;
  }

  std::string name_at(std::size_t at) const {
    std::size_t end = at;
    while (end < page_.size() && !is_space(page_[end]) && page_[end] != '/' && page_[end] != '>') ++end;
    return folded_.substr(at, end - at);
  }

  std::size_t find_end_tag(const std::string& name, std::size_t from) const {
    for (std::size_t at = find_from("</" + name, from); at != none; at = find_from("</" + name, at + 1)) {
      const std::size_t after = at + 2 + name.size();
      if (after < page_.size() && (is_space(page_[after]) || page_[after] == '/' || page_[after] == '>'))
        return at;
    }
    return none;
  }

  void tag() {
    const bool closing = page_[at_ + 1] == '/';
    const std::string name = name_at(at_ + (closing ? 2 : 1));
    const std::size_t end = tag_end(at_ + (closing ? 2 : 1));
    if (end == none) {
      at_ = page_.size();
      return;
    }
    constexpr std::array<std::string_view, 13> head_tags = {
        "html",  "head",   "base",     "link",     "meta",     "title",  "noscript",
        "style", "script", "template", "noframes", "basefont", "bgsound"};
    const bool of_head =
        name == "svg" || std::find(head_tags.begin(), head_tags.end(), name) != head_tags.end();
    const bool ends_head = name == "head" || name == "body" || name == "html" || name == "br";
    if (in_head_ && closing && name == "template" && head_templates_ > 0) --head_templates_;
    if (closing ? ends_head : !of_head) leave_head();
    if (in_head_ && !closing && name == "template") ++head_templates_;
    const bool is_foreign = name == "svg" || name == "math";
    if (closing) {
      if (is_foreign && foreign_ > 0) --foreign_;
      out_ += page_.substr(at_, end - at_);
      at_ = end;
      return;
    }
    if (name == "script") return drop_script(end);
    if (name == "style") return drop_through(find_end_tag(name, end), name);
    if (name == "svg" && in_head_) return drop_through(find_end_tag(name, end), name);
    if (name == "noscript" && in_head_) return thin_noscript(end);
    constexpr std::array<std::string_view, 5> emptied = {"iframe", "noembed", "noframes", "title",
                                                         "textarea"};
    if (std::find(emptied.begin(), emptied.end(), name) != emptied.end()) return empty_element(name, end);
    out_ += page_.substr(at_, end - at_);
    at_ = end;
    if (is_foreign) ++foreign_;
    if (name == "pre" || name == "listing") {
      pre_end_ = at_;
      pre_written_ = out_.size();
    }
  }

  void drop_through(std::size_t closer, const std::string& name) {
    at_ = closer == none ? page_.size() : past(find_from(">", closer + name.size()), 1);
  }

  // Keeps white space, <link> and <meta>.
  void thin_noscript(std::size_t content) {
    const std::size_t closer = find_end_tag("noscript", content);
    out_ += "<noscript>";
    at_ = content;
    if (closer == none) return;
    const std::string inside = Stripper(page_.substr(content, closer - content)).run();
    const Stripper parts(inside);
    for (std::size_t at = 0; at < inside.size();) {
      const bool is_tag = inside[at] == '<';
      const std::size_t end = is_tag ? parts.tag_end(at + 1) : std::min(inside.find('<', at), inside.size());
      if (end == none) break;
      const std::string name = is_tag ? parts.name_at(at + 1) : "";
      const std::string piece = inside.substr(at, end - at);
      const bool blank = std::all_of(piece.begin(), piece.end(), is_space);
      if (name == "link" || name == "meta" || blank) out_ += piece;
      at = end;
    }
    at_ = closer;
  }

  void drop_script(std::size_t content) {
    bool escaped = false;
    bool twice = false;
    for (at_ = content; at_ < page_.size(); ++at_) {
      if (!escaped && starts("<!--")) {
        escaped = !(starts("<!-->") || starts("<!--->"));
        at_ += 3;
      } else if (starts("-->")) {
        escaped = twice = false;
      } else if (starts("</script") && find_end_tag("script", at_) == at_) {
        if (!twice) return drop_through(at_, "script");
        twice = false;
      } else if (escaped && starts("<script") && (name_at(at_ + 1) == "script")) {
        twice = true;
      }
    }
  }

  void empty_element(const std::string& name, std::size_t content) {
    const std::size_t closer = find_end_tag(name, content);
    if (closer != none) {
      out_ += page_.substr(at_, content - at_);
      at_ = closer;
    } else {
      at_ = content;
    }
  }

  const std::string owned_;
  const std::string_view page_ = owned_;
  const std::string folded_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t pre_end_ = none;      // past the <pre> read last
  std::size_t pre_written_ = none;  // the same in out_
  std::size_t foreign_ = 0;         // open <svg> and <math>
  std::size_t head_templates_ = 0;  // open <template> in the head
  bool in_head_ = true;
};

std::string raw_name(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return lower({name.data, name.length});
}

bool holds_no_text(const std::string& name) {
  return name == "title" || name == "textarea" || name == "iframe" || name == "noembed" || name == "noframes";
}

}  // namespace

std::string without_unparsed_parts(std::string_view page) { return Stripper(page).run(); }

TreeOutline outline_of_raw_page(std::string_view page) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* const output = gumbo_parse_with_options(&options, page.data(), page.size());
  struct Item {
    const GumboNode* node;
    std::size_t depth;
    bool silent;
  };
  TreeOutline outline;
  std::vector<Item> stack = {{output->root, 0, false}};
  while (!stack.empty()) {
    const Item item = stack.back();
    stack.pop_back();
    const GumboNode& node = *item.node;
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
      if (!item.silent) outline.text += node.v.text.text;
      continue;
    }
    if (node.type != GUMBO_NODE_ELEMENT && node.type != GUMBO_NODE_TEMPLATE) continue;
    const std::string name = raw_name(node.v.element);
    if (name == "script" || name == "style" || name == "svg") continue;
    outline.elements.push_back(std::to_string(item.depth) + ' ' + name);
    const GumboVector& children = node.v.element.children;
    for (unsigned i = children.length; i-- > 0;) {
      stack.push_back({static_cast<const GumboNode*>(children.data[i]), item.depth + 1,
                       item.silent || holds_no_text(name)});
    }
  }
  gumbo_destroy_output(&options, output);
  return outline;
}

LubbOutline outline_of_document(std::string_view page) {
  dom::ParseScratch scratch;
  dom::Document document;
  LubbOutline result;
  if (!dom::parse(page, Limits{}, dom::no_deadline, scratch, document)) return result;
  for (dom::NodeId id = 0; id < document.size(); ++id) {
    if (!document.is_element(id)) continue;
    const std::string name =
        document.node(id).tag == dom::Tag::image ? "img" : lower(document.element_name(id));
    result.outline.elements.push_back(std::to_string(document.node(id).depth) + ' ' + name);
  }
  if (document.size() > 0) document.append_text(0, result.outline.text);
  for (const LimitReached& limit : document.limits()) result.limits.push_back(limit.name);
  return result;
}

// The parser drops white space in front of all content; here it may stay with the first run of text.
static std::string_view without_leading_space(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t\n\f\r"), text.size()));
}

std::string first_difference(const TreeOutline& expected, const TreeOutline& actual) {
  const std::size_t shorter = std::min(expected.elements.size(), actual.elements.size());
  for (std::size_t i = 0; i < shorter; ++i) {
    if (expected.elements[i] == actual.elements[i]) continue;
    return "element " + std::to_string(i) + ": expected " + expected.elements[i] + ", found " +
           actual.elements[i];
  }
  if (expected.elements.size() != actual.elements.size()) {
    return "expected " + std::to_string(expected.elements.size()) + " elements, found " +
           std::to_string(actual.elements.size());
  }
  const std::string_view expected_text = without_leading_space(expected.text);
  const std::string_view actual_text = without_leading_space(actual.text);
  if (expected_text == actual_text) return {};
  const auto [left, right] =
      std::mismatch(expected_text.begin(), expected_text.end(), actual_text.begin(), actual_text.end());
  const auto at = static_cast<std::size_t>(left - expected_text.begin());
  std::string report = "text at " + std::to_string(at) + ": expected \"" +
                       std::string(expected_text.substr(at, 40)) + "\", found \"" +
                       std::string(actual_text.substr(at, 40)) + '"';
  std::replace(report.begin(), report.end(), '\n', ' ');
  return report;
}

namespace {

bool is_noncharacter(std::uint32_t code) {
  return (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE;
}

}  // namespace

std::string as_decoded(std::string_view bytes) {
  std::string out(bytes);
  for (std::size_t i = 0; i < out.size();) {
    const auto lead = static_cast<unsigned char>(out[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    bool valid = lead != 0 && (lead < 0x80 || (lead >= 0xC2 && lead < 0xF5)) && i + size <= out.size();
    std::uint32_t code = size == 1 ? lead : lead & (0x7Fu >> size);
    for (std::size_t k = 1; valid && k < size; ++k) {
      const auto next = static_cast<unsigned char>(out[i + k]);
      valid = (next & 0xC0) == 0x80;
      code = code << 6 | (next & 0x3Fu);
    }
    valid = valid && !(size == 3 && (code < 0x800 || (code >= 0xD800 && code < 0xE000))) &&
            !(size == 4 && (code < 0x10000 || code > 0x10FFFF));
    const bool control = code < 0x20 ? !is_space(out[i]) : code >= 0x7F && code <= 0x9F;
    if (!valid || control || is_noncharacter(code)) {
      for (std::size_t k = 0; k < (valid ? size : 1); ++k) out[i + k] = '?';
    }
    i += valid ? size : 1;
  }
  return out;
}

Comparison compare_trees(std::string_view bytes) {
  const std::string page = as_decoded(bytes);
  const LubbOutline actual = outline_of_document(page);
  if (!actual.limits.empty()) return {"capped", "capped"};
  const std::string stripped = without_unparsed_parts(page);
  const TreeOutline raw_stripped = outline_of_raw_page(stripped);
  Comparison result;
  result.tree = first_difference(raw_stripped, actual.outline);
  if (result.tree.empty()) result.tree = "equal";
  TreeOutline raw = outline_of_raw_page(page);
  raw.elements.clear();
  TreeOutline text_only;
  text_only.text = actual.outline.text;
  result.text = first_difference(raw, text_only);
  if (result.text.empty()) result.text = "equal";
  return result;
}

}  // namespace lubb::test
