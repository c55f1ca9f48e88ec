// What the prescan passes over: scripts, styles, the content of raw-text elements, svg.
#include <algorithm>
#include <array>

#include "dom/document.h"
#include "dom/prescanner.h"

namespace lubb::dom {

// The '<' of the next end tag of that name, or nullptr; looks at each byte only once.
const char* Prescanner::find_closer(Tag tag, const char* from) {
  bool& none = no_closer_[static_cast<std::size_t>(tag)];
  if (none) return nullptr;
  Closer& last = last_closer_[static_cast<std::size_t>(tag)];
  if (last.at != nullptr && last.sought_from <= from && from <= last.at) return last.at;
  last = {from, find_end_tag(from, end_, tag_names[static_cast<std::size_t>(tag)])};
  none = last.at == nullptr;
  return last.at;
}

void Prescanner::skip_end_tag(const char* at, std::size_t name_size) {
  const TagEnd tag_end = find_tag_end(at + 2 + name_size, end_);
  at_ = tag_end.after == nullptr ? end_ : tag_end.after;
}

bool Prescanner::is_json_ld() const {
  for (const AttributeSpan& attribute : attributes()) {
    if (attribute.known != AttributeName::type) continue;
    constexpr std::string_view wanted = "ld+json";
    const std::string_view value = raw_value(attribute);
    for (std::size_t i = 0; i + wanted.size() <= value.size(); ++i) {
      if (name_is(value.substr(i, wanted.size()), wanted)) return true;
    }
    return false;
  }
  return false;
}

void Prescanner::script(TagEnd tag_end) {
  const char* const content = tag_end.after;
  const char* const closer = scripts_.find_end(content);
  if (closer == nullptr) {  // hides the rest, as in browsers; but not where it was meant to be empty
    at_ = tag_end.self_closing ? content : end_;
    return;
  }
  if (is_json_ld()) skeleton_.json_ld.push_back(range(content, closer));
  skip_end_tag(closer, tag_names[static_cast<std::size_t>(Tag::script)].size());
}

void Prescanner::style(TagEnd tag_end) {
  const char* const closer = find_closer(Tag::style, tag_end.after);
  if (closer == nullptr) {
    at_ = tag_end.self_closing ? tag_end.after : end_;
    return;
  }
  skip_end_tag(closer, tag_names[static_cast<std::size_t>(Tag::style)].size());
}

// Start tag, content and end tag at once.
void Prescanner::raw_text_element(const TagName& name, const char* begin, TagEnd tag_end) {
  const char* const content = tag_end.after;
  const char* const closer = find_closer(name.tag, content);
  at_ = content;
  const bool in_noscript = begin < head_noscript_end_;
  if (closer == nullptr || (in_noscript && closer > head_noscript_end_)) return;
  if (name.tag == Tag::title && !title_found_) {
    title_found_ = true;
    skeleton_.title = range(content, closer);
  }
  const Fate fate = in_noscript ? Fate::ignored : open_.start(name.tag, name.hash);
  const SkeletonWriter::Position before = writer_.position();
  skip_end_tag(closer, name.text.size());
  if (fate != Fate::passed && fate != Fate::leaf) return;
  start_entry(begin, content, name.tag, writer_.add_entry());
  if (fate == Fate::passed) {
    writer_.mark(MarkKind::tag);
    write_start(name, tag_end);
  }
  if (name.tag == Tag::xmp && content != closer) write_raw_text(content, closer, fate);
  entry(EntryKind::end_tag, closer, at_, name.tag);
  if (fate == Fate::leaf) return open_.close_leaf(before);
  writer_.mark(MarkKind::tag);
  write_end(name);
}

void Prescanner::write_raw_text(const char* begin, const char* end, Fate fate) {
  const bool white_space = std::all_of(begin, end, is_space);
  entry(white_space ? EntryKind::white_space : EntryKind::text, begin, end, Tag::unknown,
        text_flags(white_space, flag_verbatim));
  if (fate == Fate::leaf) return;
  writer_.mark(white_space ? MarkKind::white_space : MarkKind::text);
  writer_.write(white_space ? ' ' : 'x');
}

void Prescanner::plaintext(const TagName& name, const char* begin, TagEnd tag_end) {
  element_start(name, begin, tag_end);
  if (at_ != end_) write_run(at_, end_, std::all_of(at_, end_, is_space), flag_verbatim);
  at_ = end_;
}

void Prescanner::noscript_in_head(const char* content) {
  const char* const closer = find_closer(Tag::noscript, content);
  if (closer != nullptr) head_noscript_end_ = closer;
}

void Prescanner::svg(TagEnd tag_end) {
  at_ = tag_end.after;
  if (tag_end.self_closing) return;
  if (!svg_unbalanced_ && skip_svg(tag_end.after, true)) return;
  svg_unbalanced_ = true;
  if (no_closer_[static_cast<std::size_t>(Tag::svg)]) return;
  if (!skip_svg(tag_end.after, false)) no_closer_[static_cast<std::size_t>(Tag::svg)] = true;
}

// Start tags that end foreign content, as the standard lists them.
static constexpr bool breaks_out(Tag tag) {
  using enum Tag;
  switch (tag) {
    case b:
    case big:
    case blockquote:
    case body:
    case br:
    case center:
    case code:
    case dd:
    case div:
    case dl:
    case dt:
    case em:
    case embed:
    case h1:
    case h2:
    case h3:
    case h4:
    case h5:
    case h6:
    case head:
    case hr:
    case i:
    case img:
    case li:
    case listing:
    case menu:
    case meta:
    case nobr:
    case ol:
    case p:
    case pre:
    case ruby:
    case s:
    case small:
    case span:
    case strong:
    case strike:
    case sub:
    case sup:
    case table:
    case tt:
    case u:
    case ul:
    case var: return true;
    default: return false;
  }
}

// A start tag that breaks out, or the end tag of an element around the svg.
bool Prescanner::ends_foreign_content(Tag tag, bool closes,
                                      const std::array<std::uint32_t, tag_count>& inside) const {
  if (!closes) return breaks_out(tag);
  if (tag == Tag::p || tag == Tag::br) return true;
  return tag != Tag::unknown && inside[static_cast<std::size_t>(tag)] == 0 && open_.is_open(tag);
}

// Moves at_ past the svg's content; false if the source ends first. `nested`: an svg inside needs an end tag
// of its own.
bool Prescanner::skip_svg(const char* at, bool nested) {
  int depth = 1;
  std::array<std::uint32_t, tag_count> inside{};  // elements opened in the svg
  int html_islands = 0;  // open <foreignObject>, <desc>, <title>: HTML may stand in them
  while ((at = find_markup(at, end_)) != end_) {
    const char next = at[1];
    const bool closes = next == '/' && is_letter(at[2]);
    if (!closes && !is_letter(next)) {
      const std::string_view rest(at, static_cast<std::size_t>(end_ - at));
      if (rest.starts_with("<!--")) {
        at = find_comment_end(at + 4, end_);
      } else if (rest.starts_with("<![CDATA[")) {
        const char* const close = find_text(at, end_, "]]>");
        at = close == nullptr ? end_ : close + 3;
      } else {
        at = find_bogus_comment_end(at + 1, end_);
      }
      continue;
    }
    const TagName name = read_tag_name(at + (closes ? 2 : 1), end_);
    const TagEnd tag_end = find_tag_end(name.after, end_);
    if (tag_end.after == nullptr) return false;
    const bool island =
        name.tag == Tag::title ||
        (name.tag == Tag::unknown && (name_is(name.text, "desc") || name_is(name.text, "foreignobject")));
    if (island) {
      html_islands += closes ? (html_islands > 0 ? -1 : 0) : (tag_end.self_closing ? 0 : 1);
    } else if (name.tag == Tag::svg) {
      depth += closes ? -1 : (tag_end.self_closing ? 0 : 1);
      if (closes && (depth == 0 || !nested)) {
        at_ = tag_end.after;
        return true;
      }
    } else if (html_islands == 0 && ends_foreign_content(name.tag, closes, inside)) {
      at_ = at;
      return true;
    } else {
      std::uint32_t& count = inside[static_cast<std::size_t>(name.tag)];
      count += closes ? (count > 0 ? -1u : 0u) : (tag_end.self_closing ? 0u : 1u);
    }
    at = tag_end.after;
  }
  return false;
}

}  // namespace lubb::dom
