#include "dom/prescan.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "dom/document.h"
#include "dom/markup.h"
#include "dom/tag_table.h"

namespace lubb::dom {

namespace {

constexpr std::size_t longest_doctype = 512;            // bytes; the XHTML ones take about 120
constexpr std::size_t longest_unknown_name = 32;        // bytes of an unknown tag's name that the parser sees
constexpr std::size_t skeleton_slack = 64;              // bytes; room for copies of fixed size past the end
constexpr std::ptrdiff_t longest_space_reference = 12;  // bytes; "&NewLine;", "&#x000020;"
constexpr std::size_t spelling_size = 16;               // holds "</blockquote>"

// "<name>" and "</name>" of every tag, ready to be copied.
struct Spelling {
  std::array<char, spelling_size> text{};
  std::uint8_t size = 0;
};
constexpr std::array<Spelling, tag_count> spell_tags(std::string_view opening) {
  std::array<Spelling, tag_count> spellings{};
  for (std::size_t i = 0; i < tag_count; ++i) {
    Spelling& spelling = spellings[i];
    const std::string_view name = i == static_cast<std::size_t>(Tag::image) ? "img" : tag_names[i];
    for (const char c : opening) spelling.text[spelling.size++] = c;
    for (const char c : name) spelling.text[spelling.size++] = c;
    spelling.text[spelling.size++] = '>';
  }
  return spellings;
}
constexpr std::array<Spelling, tag_count> start_spellings = spell_tags("<");
constexpr std::array<Spelling, tag_count> end_spellings = spell_tags("</");

struct TagName {
  Tag tag = Tag::unknown;
  std::string_view text;
  const char* after = nullptr;
  std::uint8_t hash = 0;  // of the name, in lower case
};

constexpr bool is_raw_text(Tag tag) {
  using enum Tag;
  return tag == title || tag == textarea || tag == iframe || tag == noembed || tag == noframes || tag == xmp;
}

class Prescan {
 public:
  Prescan(std::string_view source, const PrescanOptions& options, OpenElements& open, Skeleton& skeleton)
      : source_(source.data()),
        end_(source.data() + source.size()),
        options_(options),
        open_(open),
        skeleton_(skeleton),
        out_(skeleton.text.get()),
        scripts_(end_) {}

  void run() {
    at_ = source_;
    while (at_ != end_) {
      const char* const markup = find_markup(at_, end_);
      if (markup != at_) text(at_, markup);
      if (markup == end_) break;
      newline_dropped_ = false;
      at_ = markup;
      read_markup();
    }
    skeleton_.size = static_cast<std::size_t>(out_ - skeleton_.text.get());
    skeleton_.depth_limit_reached = open_.depth_limit_reached();
  }

 private:
  [[nodiscard]] std::uint32_t offset(const char* at) const noexcept {
    return static_cast<std::uint32_t>(at - source_);
  }
  [[nodiscard]] SourceRange range(const char* begin, const char* end) const noexcept {
    return {offset(begin), offset(end)};
  }
  void entry(EntryKind kind, const char* begin, const char* end, Tag tag, std::uint8_t flags = 0) {
    skeleton_.entries.push_back({static_cast<std::uint32_t>(out_ - skeleton_.text.get()), offset(begin),
                                 offset(end), tag, kind, flags});
  }
  void write(std::string_view text) {
    std::memcpy(out_, text.data(), text.size());
    out_ += text.size();
  }
  void write(const Spelling& spelling) {
    std::memcpy(out_, spelling.text.data(), spelling_size);
    out_ += spelling.size;
  }

  void text(const char* begin, const char* end);
  void write_run(const char* begin, const char* end, bool white_space, std::uint8_t flags);
  void read_markup();
  void read_declaration();
  void doctype(const char* begin, const char* end);
  void start_tag();
  void end_tag();
  [[nodiscard]] TagName read_name(const char* at) const;
  [[nodiscard]] bool leave_head(const TagName& name);
  void special_start(const TagName& name, const char* begin, TagEnd tag_end);
  void element_start(const TagName& name, const char* begin, TagEnd tag_end);
  void write_start(const TagName& name, const char* begin, TagEnd tag_end);
  void write_unknown(std::string_view name);
  void write_shaping_attributes(const TagName& name, const char* begin);

  void script(const char* begin, TagEnd tag_end);
  void style(TagEnd tag_end);
  void raw_text_element(const TagName& name, const char* begin, TagEnd tag_end);
  void plaintext(const TagName& name, const char* begin, TagEnd tag_end);
  void svg(TagEnd tag_end);
  [[nodiscard]] bool skip_svg(const char* from, bool nested);
  void skip_end_tag(const char* at, std::size_t name_size);
  [[nodiscard]] bool is_json_ld(const char* begin, const char* end) const;
  [[nodiscard]] const char* find_closer(Tag tag, const char* from);
  void noscript_in_head(const char* content);

  const char* const source_;
  const char* const end_;
  const PrescanOptions options_;
  OpenElements& open_;
  Skeleton& skeleton_;
  char* out_;
  ScriptScanner scripts_;
  const char* at_ = nullptr;
  const char* head_noscript_end_ = source_;  // inside <noscript> in <head> while at_ is before this
  std::uint32_t head_templates_ = 0;         // open <template> in the head
  std::array<bool, tag_count> no_closer_{};  // the source holds no end tag of that name ahead
  bool in_head_ = true;
  bool in_math_ = false;
  bool title_found_ = false;
  bool doctype_seen_ = false;
  bool newline_dropped_ = false;  // the tag just read drops a newline that follows it
  bool break_pending_ = false;    // a block-level tag was left out since the last run of text
  bool svg_unbalanced_ = false;   // some <svg> has no end tag of its own: nesting can't be trusted
};

// White space, or references to it.
bool is_white_space(const char* at, const char* end) {
  for (; at != end; ++at) {
    if (is_space(*at) || *at == '\0') continue;
    if (*at != '&') return false;
    const char* const semicolon =
        std::find(at, end - at < longest_space_reference ? end : at + longest_space_reference, ';');
    if (semicolon == end || *semicolon != ';') return false;
    std::string decoded;
    append_decoded({at, static_cast<std::size_t>(semicolon + 1 - at)}, false, decoded);
    if (decoded.size() != 1 || !is_space(decoded[0])) return false;
    at = semicolon;
  }
  return true;
}

void Prescan::text(const char* begin, const char* end) {
  at_ = end;
  if (newline_dropped_) {
    if (*begin == '\r') ++begin;
    if (begin != end && *begin == '\n') ++begin;
    if (begin == end) return;
  }
  const bool white_space = is_white_space(begin, end);
  if (!white_space) {
    if (begin < head_noscript_end_) return;
    if (head_templates_ == 0) in_head_ = false;
  } else if (*begin == '\0' && std::count(begin, end, '\0') == end - begin) {
    return;  // the parser ignores it
  }
  write_run(begin, end, white_space, 0);
}

void Prescan::write_run(const char* begin, const char* end, bool white_space, std::uint8_t flags) {
  if (break_pending_) flags |= flag_break;
  break_pending_ = break_pending_ && white_space;
  if (white_space) flags |= flag_white_space;
  entry(white_space ? EntryKind::white_space : EntryKind::text, begin, end, Tag::unknown, flags);
  *out_++ = white_space ? ' ' : 'x';
}

// at_ stands on a '<' that begins markup.
void Prescan::read_markup() {
  const char next = at_[1];
  if (is_letter(next)) return start_tag();
  if (next == '!') return read_declaration();
  if (next == '/' && is_letter(at_[2])) return end_tag();
  at_ = find_bogus_comment_end(at_ + 1, end_);
}

void Prescan::read_declaration() {
  const char* const begin = at_;
  if (starts_with_ignoring_case(at_, end_, "<!--")) {
    at_ = find_comment_end(at_ + 4, end_);
    return;
  }
  if (in_math_ && std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with("<![CDATA[")) {
    const char* const content = at_ + 9;
    const char* const close = find_text(content, end_, "]]>");
    const char* const content_end = close == nullptr ? end_ : close;
    at_ = close == nullptr ? end_ : close + 3;
    if (content == content_end) return;
    write_run(content, content_end, std::all_of(content, content_end, is_space), flag_verbatim);
    return;
  }
  at_ = find_bogus_comment_end(at_ + 2, end_);
  if (starts_with_ignoring_case(begin, end_, "<!doctype")) doctype(begin, at_);
}

// Only a leading doctype counts: it decides whether a table closes a paragraph.
void Prescan::doctype(const char* begin, const char* end) {
  if (end[-1] != '>' || doctype_seen_) return;
  doctype_seen_ = true;
  for (const SkeletonEntry& entry : skeleton_.entries) {
    if (entry.kind != EntryKind::white_space) return;
  }
  if (static_cast<std::size_t>(end - begin) > longest_doctype) return write("<!DOCTYPE html>");
  for (; begin != end; ++begin) *out_++ = *begin > 0 ? *begin : '?';
}

TagName Prescan::read_name(const char* at) const {
  TagName name;
  TagKey key;
  const char* const begin = at;
  while (at != end_ && *at != '>' && *at != '/' && !is_space(*at)) key.add(*at++);
  name.after = at;
  name.text = {begin, static_cast<std::size_t>(at - begin)};
  name.tag = find_tag(key, name.text);
  name.hash = static_cast<std::uint8_t>((key.letters + key.length) * 0x9E3779B97F4A7C15u >> 56);
  return name;
}

// False: the tag stands in a <noscript> in <head> and must not reach the parser.
bool Prescan::leave_head(const TagName& name) {
  if (at_ < head_noscript_end_) {
    return name.tag == Tag::meta || name.tag == Tag::link || name.tag == Tag::basefont ||
           name.tag == Tag::bgsound;
  }
  if (!has_trait(name.tag, trait_head) && head_templates_ == 0) in_head_ = false;
  return true;
}

void Prescan::start_tag() {
  const char* const begin = at_;
  const TagName name = read_name(at_ + 1);
  const TagEnd tag_end = find_tag_end(name.after, end_);
  if (tag_end.after == nullptr) {
    at_ = end_;
    return;
  }
  switch (name.tag) {
    case Tag::script: return script(begin, tag_end);
    case Tag::style: return style(tag_end);
    case Tag::svg: return svg(tag_end);
    case Tag::isindex: at_ = tag_end.after; return;
    default: break;
  }
  if (in_head_ && !leave_head(name) && !is_raw_text(name.tag)) {
    at_ = tag_end.after;
    return;
  }
  special_start(name, begin, tag_end);
}

void Prescan::special_start(const TagName& name, const char* begin, TagEnd tag_end) {
  if (is_raw_text(name.tag)) return raw_text_element(name, begin, tag_end);
  switch (name.tag) {
    case Tag::plaintext: return plaintext(name, begin, tag_end);
    case Tag::math:
      if (tag_end.self_closing || find_closer(Tag::math, tag_end.after) == nullptr) {
        at_ = tag_end.after;
        return;
      }
      in_math_ = true;
      break;
    case Tag::noscript:
      if (in_head_) noscript_in_head(tag_end.after);
      break;
    case Tag::template_: head_templates_ += in_head_ ? 1 : 0; break;
    case Tag::html:
      if (skeleton_.html_tag.end == 0) skeleton_.html_tag = range(begin, tag_end.after);
      break;
    case Tag::body:
      if (skeleton_.body_tag.end == 0) skeleton_.body_tag = range(begin, tag_end.after);
      break;
    default: break;
  }
  element_start(name, begin, tag_end);
}

void Prescan::element_start(const TagName& name, const char* begin, TagEnd tag_end) {
  at_ = tag_end.after;
  const bool unwanted =
      options_.without_formatting && has_trait(name.tag, trait_formatting) && name.tag != Tag::a;
  if (unwanted || !open_.start(name.tag, name.hash)) {
    break_pending_ = break_pending_ || has_trait(name.tag, trait_block);
    return;
  }
  write_start(name, begin, tag_end);
  newline_dropped_ = name.tag == Tag::pre || name.tag == Tag::listing;
}

void Prescan::write_start(const TagName& name, const char* begin, TagEnd tag_end) {
  entry(EntryKind::start_tag, begin, tag_end.after, name.tag);
  if (name.tag == Tag::unknown) {
    *out_++ = '<';
    write_unknown(name.text);
    if (in_math_ && name.text.size() == std::string_view("annotation-xml").size()) {
      write_shaping_attributes(name, begin);
    }
  } else if (name.tag == Tag::input || (in_math_ && name.tag == Tag::font)) {
    write(start_spellings[static_cast<std::size_t>(name.tag)]);
    --out_;
    write_shaping_attributes(name, begin);
  } else {
    write(start_spellings[static_cast<std::size_t>(name.tag)]);
    --out_;
  }
  if (in_math_ && tag_end.self_closing) *out_++ = '/';
  *out_++ = '>';
}

// The parser knows MathML's names; of others it needs none.
void Prescan::write_unknown(std::string_view name) {
  for (const char c : name.substr(0, longest_unknown_name)) {
    const char lower = to_lower(c);
    *out_++ = is_letter(lower) || (lower >= '0' && lower <= '9') || lower == '-' ? lower : 'z';
  }
}

void Prescan::write_shaping_attributes(const TagName& name, const char* begin) {
  AttributeReader reader({begin, static_cast<std::size_t>(at_ - begin)});
  Attribute attribute;
  std::uint32_t written = 0;
  while (reader.next(attribute)) {
    if (name.tag == Tag::input) {
      if (!name_is(attribute.name, "type")) continue;
      if (name_is(attribute.value, "hidden")) write(" type=hidden");
      return;
    }
    if (name.tag == Tag::font) {
      constexpr std::array<std::string_view, 3> breaking = {"color", "face", "size"};
      for (std::uint32_t i = 0; i < breaking.size(); ++i) {
        if ((written >> i & 1u) != 0 || !name_is(attribute.name, breaking[i])) continue;
        *out_++ = ' ';
        write(breaking[i]);
        written |= 1u << i;
      }
      continue;
    }
    if (!name_is(attribute.name, "encoding")) continue;
    if (name_is(attribute.value, "text/html")) write(" encoding=text/html ");
    if (name_is(attribute.value, "application/xhtml+xml")) write(" encoding=application/xhtml+xml ");
    return;
  }
}

void Prescan::end_tag() {
  const char* const begin = at_;
  const TagName name = read_name(at_ + 2);
  const TagEnd tag_end = find_tag_end(name.after, end_);
  at_ = tag_end.after == nullptr ? end_ : tag_end.after;
  if (tag_end.after == nullptr || name.tag == Tag::svg) return;
  if (in_head_) {
    const bool in_noscript = begin < head_noscript_end_;
    if (in_noscript) return;
    if (name.tag == Tag::template_ && head_templates_ > 0) --head_templates_;
    if (head_templates_ == 0 &&
        (name.tag == Tag::head || name.tag == Tag::body || name.tag == Tag::html || name.tag == Tag::br)) {
      in_head_ = false;
    }
  }
  const bool unwanted =
      options_.without_formatting && has_trait(name.tag, trait_formatting) && name.tag != Tag::a;
  if (unwanted || !open_.end(name.tag, name.hash)) {
    break_pending_ = break_pending_ || has_trait(name.tag, trait_block);
    return;
  }
  if (name.tag == Tag::math) in_math_ = false;
  entry(EntryKind::end_tag, begin, at_, name.tag);
  if (name.tag != Tag::unknown) return write(end_spellings[static_cast<std::size_t>(name.tag)]);
  write("</");
  write_unknown(name.text);
  *out_++ = '>';
}

// The '<' of the next end tag of that name, or nullptr; looks in vain only once.
const char* Prescan::find_closer(Tag tag, const char* from) {
  bool& none = no_closer_[static_cast<std::size_t>(tag)];
  if (none) return nullptr;
  const char* const closer = find_end_tag(from, end_, tag_names[static_cast<std::size_t>(tag)]);
  none = closer == nullptr;
  return closer;
}

void Prescan::skip_end_tag(const char* at, std::size_t name_size) {
  const TagEnd tag_end = find_tag_end(at + 2 + name_size, end_);
  at_ = tag_end.after == nullptr ? end_ : tag_end.after;
}

bool Prescan::is_json_ld(const char* begin, const char* end) const {
  AttributeReader reader({begin, static_cast<std::size_t>(end - begin)});
  Attribute attribute;
  while (reader.next(attribute)) {
    if (!name_is(attribute.name, "type")) continue;
    constexpr std::string_view wanted = "ld+json";
    for (std::size_t i = 0; i + wanted.size() <= attribute.value.size(); ++i) {
      if (name_is(attribute.value.substr(i, wanted.size()), wanted)) return true;
    }
    return false;
  }
  return false;
}

void Prescan::script(const char* begin, TagEnd tag_end) {
  const char* const content = tag_end.after;
  const char* const closer = scripts_.find_end(content);
  if (closer == nullptr) {  // hides the rest, as in browsers; but not where it was meant to be empty
    at_ = tag_end.self_closing ? content : end_;
    return;
  }
  if (is_json_ld(begin, content)) skeleton_.json_ld.push_back(range(content, closer));
  skip_end_tag(closer, tag_names[static_cast<std::size_t>(Tag::script)].size());
}

void Prescan::style(TagEnd tag_end) {
  const char* const closer = find_closer(Tag::style, tag_end.after);
  if (closer == nullptr) {
    at_ = tag_end.self_closing ? tag_end.after : end_;
    return;
  }
  skip_end_tag(closer, tag_names[static_cast<std::size_t>(Tag::style)].size());
}

// Start tag, content and end tag at once.
void Prescan::raw_text_element(const TagName& name, const char* begin, TagEnd tag_end) {
  const char* const content = tag_end.after;
  const char* const closer = find_closer(name.tag, content);
  at_ = content;
  const bool in_noscript = begin < head_noscript_end_;
  if (closer == nullptr || (in_noscript && closer > head_noscript_end_)) return;
  if (name.tag == Tag::title && !title_found_) {
    title_found_ = true;
    skeleton_.title = range(content, closer);
  }
  const bool written = !in_noscript && open_.start(name.tag, name.hash);
  if (written) {
    write_start(name, begin, tag_end);
    if (name.tag == Tag::xmp && content != closer) {
      write_run(content, closer, std::all_of(content, closer, is_space), flag_verbatim);
    }
  }
  skip_end_tag(closer, name.text.size());
  if (written && open_.end(name.tag, name.hash)) {
    entry(EntryKind::end_tag, closer, at_, name.tag);
    write(end_spellings[static_cast<std::size_t>(name.tag)]);
  }
}

void Prescan::plaintext(const TagName& name, const char* begin, TagEnd tag_end) {
  element_start(name, begin, tag_end);
  if (at_ != end_) write_run(at_, end_, std::all_of(at_, end_, is_space), flag_verbatim);
  at_ = end_;
}

void Prescan::noscript_in_head(const char* content) {
  const char* const closer = find_closer(Tag::noscript, content);
  if (closer != nullptr) head_noscript_end_ = closer;
}

void Prescan::svg(TagEnd tag_end) {
  at_ = tag_end.after;
  if (tag_end.self_closing) return;
  if (!svg_unbalanced_ && skip_svg(tag_end.after, true)) return;
  svg_unbalanced_ = true;
  if (no_closer_[static_cast<std::size_t>(Tag::svg)]) return;
  if (!skip_svg(tag_end.after, false)) no_closer_[static_cast<std::size_t>(Tag::svg)] = true;
}

namespace {

// Start tags that end foreign content, as the standard lists them.
constexpr bool breaks_out(Tag tag) {
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

}  // namespace

// Moves at_ past the svg's content; false if the source ends first. `nested`: an svg inside needs an end tag
// of its own.
bool Prescan::skip_svg(const char* at, bool nested) {
  std::uint32_t depth = 1;
  std::uint32_t html_islands = 0;  // open <foreignObject>, <desc>, <title>: HTML may stand in them
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
    const TagName name = read_name(at + (closes ? 2 : 1));
    const TagEnd tag_end = find_tag_end(name.after, end_);
    if (tag_end.after == nullptr) return false;
    const bool island = name.tag == Tag::title ||
                        starts_with_ignoring_case(name.text.data(), name.after, "desc") ||
                        starts_with_ignoring_case(name.text.data(), name.after, "foreignobject");
    if (island) {
      if (closes) {
        html_islands -= html_islands > 0 ? 1 : 0;
      } else {
        html_islands += tag_end.self_closing ? 0 : 1;
      }
    } else if (name.tag == Tag::svg) {
      if (closes) {
        if (--depth == 0 || !nested) {
          at_ = tag_end.after;
          return true;
        }
      } else if (!tag_end.self_closing) {
        ++depth;
      }
    } else if (html_islands == 0 &&
               (closes ? name.tag == Tag::p || name.tag == Tag::br : breaks_out(name.tag))) {
      at_ = at;
      return true;
    }
    at = tag_end.after;
  }
  return false;
}

}  // namespace

void prescan(std::string_view source, const PrescanOptions& options, OpenElements& open, Skeleton& skeleton) {
  const std::size_t needed = source.size() + skeleton_slack;
  if (skeleton.capacity < needed) {
    skeleton.text = std::make_unique_for_overwrite<char[]>(needed);
    skeleton.capacity = needed;
  }
  skeleton.size = 0;
  skeleton.entries.clear();
  skeleton.json_ld.clear();
  skeleton.title = skeleton.html_tag = skeleton.body_tag = {};
  open.reset(options.tree_depth);
  Prescan(source, options, open, skeleton).run();
}

}  // namespace lubb::dom
