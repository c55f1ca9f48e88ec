#include "encoding/declared.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "encoding/encoding.h"

namespace lubb::encoding {
namespace {

using text::equals_ignoring_ascii_case;
using text::is_ascii_alpha;
using text::is_html_space;

// Bytes of a page that are searched for a declaration; heads with inlined styles and scripts run to this.
constexpr std::size_t kPrescanBytes = std::size_t{64} << 10;

constexpr std::size_t npos = std::string_view::npos;

// A declaration cannot be read in an encoding in which it would have been unreadable.
std::string_view declarable(std::string_view charset) noexcept {
  if (charset == "utf-16le" || charset == "utf-16be") return "utf-8";
  return charset == "x-user-defined" ? "windows-1252" : charset;
}

bool starts_with_ignoring_case(std::string_view s, std::string_view lower_case) noexcept {
  return equals_ignoring_ascii_case(s.substr(0, lower_case.size()), lower_case);
}

// "Extracting a character encoding from a meta element": charset=..., quoted or not, anywhere in `s`.
std::string_view charset_parameter(std::string_view s) noexcept {
  constexpr std::string_view kName = "charset";
  for (std::size_t i = 0; i + kName.size() < s.size(); ++i) {
    if (!starts_with_ignoring_case(s.substr(i), kName)) continue;
    std::string_view rest = s.substr(i + kName.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n\f\r"), rest.size()));
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n\f\r"), rest.size()));
    if (rest.starts_with('"') || rest.starts_with('\'')) {
      const std::size_t end = rest.find(rest[0], 1);
      return end == npos ? std::string_view() : rest.substr(1, end - 1);
    }
    return rest.substr(0, rest.find_first_of(" \t\n\f\r;,"));
  }
  return {};
}

// The prescan of the HTML standard, section 13.2.3.2, in its own steps.
class Prescan {
 public:
  explicit Prescan(std::string_view head) : head_(head) {}

  std::string_view charset() {
    while (i_ < head_.size()) {
      i_ = head_.find('<', i_);
      if (i_ == npos) break;
      const std::string_view rest = head_.substr(i_);
      if (rest.starts_with("<!--")) {
        skip_past("-->", i_ + 2);  // "<!-->" is a comment too
      } else if (starts_with_ignoring_case(rest, "<meta") && rest.size() > 5 &&
                 (is_html_space(rest[5]) || rest[5] == '/')) {
        i_ += 5;
        if (const std::string_view found = meta(); !found.empty()) return found;
      } else if (is_tag(rest)) {
        tag(rest);
      } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) {
        skip_past(">", i_);
      } else {
        ++i_;
      }
    }
    return {};
  }

 private:
  struct Attribute {
    std::string_view name, value;
  };

  static bool is_tag(std::string_view rest) noexcept {
    const std::size_t name = rest.size() > 1 && rest[1] == '/' ? 2 : 1;
    return rest.size() > name && is_ascii_alpha(rest[name]);
  }

  void skip_past(std::string_view mark, std::size_t from) noexcept {
    const std::size_t found = from < head_.size() ? head_.find(mark, from) : npos;
    i_ = found == npos ? head_.size() : found + mark.size();
  }

  // Passes over a tag with its attributes; over all of a script or style.
  void tag(std::string_view rest) {
    const std::string_view name = rest.substr(1, rest.find_first_of(" \t\n\f\r/>", 2) - 1);
    const bool script = equals_ignoring_ascii_case(name, "script");
    const bool style = equals_ignoring_ascii_case(name, "style");
    while (i_ < head_.size() && !ends_value(head_[i_])) ++i_;
    Attribute attribute;
    while (next_attribute(attribute)) {
    }
    if (script || style) skip_raw_text(script ? "</script" : "</style");
  }

  void skip_raw_text(std::string_view end_tag) noexcept {
    for (;; ++i_) {
      i_ = std::min(head_.find("</", i_), head_.size());
      if (i_ == head_.size() || starts_with_ignoring_case(head_.substr(i_), end_tag)) return;
    }
  }

  std::string_view meta() {
    bool got_pragma = false, needs_pragma = false;
    std::string_view charset;
    bool seen_charset = false, seen_content = false, seen_pragma = false;
    Attribute attribute;
    while (next_attribute(attribute)) {
      if (equals_ignoring_ascii_case(attribute.name, "http-equiv") && !seen_pragma) {
        seen_pragma = true;
        got_pragma = equals_ignoring_ascii_case(text::trim(attribute.value), "content-type");
      } else if (equals_ignoring_ascii_case(attribute.name, "content") && !seen_content) {
        seen_content = true;
        const std::string_view found = canonical_charset(charset_parameter(attribute.value));
        if (charset.empty() && !found.empty()) {
          charset = found;
          needs_pragma = true;
        }
      } else if (equals_ignoring_ascii_case(attribute.name, "charset") && !seen_charset) {
        seen_charset = true;
        charset = canonical_charset(attribute.value);
        needs_pragma = false;
      }
    }
    return needs_pragma && !got_pragma ? std::string_view() : declarable(charset);
  }

  static bool ends_value(char c) noexcept { return is_html_space(c) || c == '>'; }

  void skip_spaces(char also = ' ') noexcept {
    while (i_ < head_.size() && (is_html_space(head_[i_]) || head_[i_] == also)) ++i_;
  }

  // "Get an attribute"; false at the end of the tag, with the position on its ">".
  bool next_attribute(Attribute& attribute) {
    skip_spaces('/');
    if (i_ >= head_.size() || head_[i_] == '>') return false;
    std::size_t begin = i_++;  // a leading "=" belongs to the name
    while (i_ < head_.size() && !ends_value(head_[i_]) && head_[i_] != '=' && head_[i_] != '/') ++i_;
    attribute.name = head_.substr(begin, i_ - begin);
    attribute.value = {};
    skip_spaces();
    if (i_ >= head_.size() || head_[i_] != '=') return true;
    ++i_;
    skip_spaces();
    if (i_ >= head_.size()) return true;
    if (head_[i_] == '"' || head_[i_] == '\'') {
      begin = i_ + 1;
      const std::size_t end = std::min(head_.find(head_[i_], begin), head_.size());
      attribute.value = head_.substr(begin, end - begin);
      i_ = std::min(end + 1, head_.size());
    } else {
      begin = i_;
      while (i_ < head_.size() && !ends_value(head_[i_])) ++i_;
      attribute.value = head_.substr(begin, i_ - begin);
    }
    return true;
  }

  std::string_view head_;
  std::size_t i_ = 0;
};

// <?xml version="1.0" encoding="...">
std::string_view charset_of_xml_declaration(std::string_view page) noexcept {
  if (!page.starts_with("<?xml")) return {};
  const std::string_view declaration = page.substr(0, page.find('>'));
  const std::size_t name = declaration.find("encoding");
  if (name == npos) return {};
  const std::size_t open = declaration.find_first_of("\"'", name);
  if (open == npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == npos) return {};
  return declarable(canonical_charset(declaration.substr(open + 1, close - open - 1)));
}

}  // namespace

ByteOrderMark byte_order_mark(std::string_view page) noexcept {
  using namespace std::string_view_literals;
  if (page.starts_with("\xEF\xBB\xBF"sv)) return {"utf-8", 3};
  if (page.starts_with("\xFF\xFE\0\0"sv)) return {"utf-32le", 4};
  if (page.starts_with("\0\0\xFE\xFF"sv)) return {"utf-32be", 4};
  if (page.starts_with("\xFF\xFE"sv)) return {"utf-16le", 2};
  if (page.starts_with("\xFE\xFF"sv)) return {"utf-16be", 2};
  return {};
}

std::string_view charset_of_content_type(std::string_view content_type) noexcept {
  const std::string_view charset = canonical_charset(charset_parameter(content_type));
  return charset == "x-user-defined" ? "windows-1252" : charset;
}

std::string_view charset_of_markup(std::string_view page) {
  const std::string_view head = page.substr(0, kPrescanBytes);
  const std::string_view meta = Prescan(head).charset();
  return meta.empty() ? charset_of_xml_declaration(head) : meta;
}

}  // namespace lubb::encoding
