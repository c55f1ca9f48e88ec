#include "dom/prescan.h"

#include <algorithm>
#include <array>
#include <string>

#include "dom/byte_search.h"
#include "dom/document.h"
#include "dom/prescanner.h"

namespace lubb::dom {

namespace {

// Names that are Tag::unknown here but not to the parser, which takes all that it does not know for one.
constexpr std::array<std::string_view, 11> names_of_parser = {
    "mi",     "mo",           "mn", "ms", "mtext", "mglyph", "desc", "malignmark", "annotation-xml",
    "nextid", "foreignobject"};

bool is_known_to_parser_only(std::string_view name) {
  return std::any_of(names_of_parser.begin(), names_of_parser.end(),
                     [&](std::string_view known) { return name_is(name, known); });
}

// White space, or references to it. `readable`: the end of the source.
bool is_white_space(const char* at, const char* end, const char* readable) {
  if (static_cast<unsigned char>(*at) > ' ' && *at != '&') return false;
  for (;; ++at) {
    at = skip_white_space(at, end, readable);
    if (at == end) return true;
    if (*at != '&') return false;
    const char* const semicolon =
        std::find(at, end - at < longest_space_reference ? end : at + longest_space_reference, ';');
    if (semicolon == end || *semicolon != ';') return false;
    std::string decoded;
    append_decoded({at, static_cast<std::size_t>(semicolon + 1 - at)}, false, decoded);
    if (decoded.size() != 1 || !is_space(decoded[0])) return false;
    at = semicolon;
  }
}

}  // namespace

// The flags of a run, which takes with it the break that was left out before it.
std::uint8_t Prescanner::text_flags(bool white_space, std::uint8_t flags) {
  if (break_pending_) flags |= flag_break;
  break_pending_ = break_pending_ && white_space;
  if (white_space) flags |= flag_white_space;
  return flags;
}

void Prescanner::write_run(const char* begin, const char* end, bool white_space, std::uint8_t flags) {
  flags = text_flags(white_space, flags);
  const bool loose = open_.text(white_space);
  entry(white_space ? EntryKind::white_space : EntryKind::text, begin, end, Tag::unknown, flags);
  if (loose) return open_.loose_text(white_space);
  writer_.mark(white_space ? MarkKind::white_space : MarkKind::text);
  writer_.write(white_space ? ' ' : 'x');
}

// Inlined: it is called for each run of the page.
[[gnu::always_inline]] inline void Prescanner::text(const char* begin, const char* end) {
  at_ = end;
  if (newline_dropped_) {
    if (*begin == '\r') ++begin;
    if (begin != end && *begin == '\n') ++begin;
    if (begin == end) return;
  }
  const bool white_space = is_white_space(begin, end, end_);
  if (!white_space) {
    if (begin < head_noscript_end_) return;
    if (head_templates_ == 0) in_head_ = false;
  } else if (*begin == '\0' && std::count(begin, end, '\0') == end - begin) {
    return;  // the parser ignores it
  }
  if (break_pending_ || !open_.in_plain_content()) return write_run(begin, end, white_space, 0);
  const EntryKind kind = white_space ? EntryKind::white_space : EntryKind::text;
  entry(kind, begin, end, Tag::unknown, white_space ? flag_white_space : std::uint8_t{0});
  open_.loose_text(white_space);
}

void Prescanner::run() {
  at_ = source_;
  while (at_ != end_) {
    const char* const markup = find_markup(at_, end_);
    if (markup != at_) text(at_, markup);
    if (markup == end_) break;
    newline_dropped_ = false;
    at_ = markup;
    read_markup();
  }
  writer_.finish();
  skeleton_.depth_limit_reached = open_.depth_limit_reached();
}

// at_ stands on a '<' that begins markup.
void Prescanner::read_markup() {
  const char next = at_[1];
  if (is_letter(next)) return start_tag();
  if (next == '!') return read_declaration();
  if (next == '/' && is_letter(at_[2])) return end_tag();
  at_ = find_bogus_comment_end(at_ + 1, end_);
}

void Prescanner::read_declaration() {
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
void Prescanner::doctype(const char* begin, const char* end) {
  if (end[-1] != '>' || doctype_seen_) return;
  doctype_seen_ = true;
  for (const SkeletonEntry& entry : skeleton_.entries) {
    if (entry.kind != EntryKind::white_space) return;
  }
  constexpr std::string_view usual = "<!doctype html>";
  const auto size = static_cast<std::size_t>(end - begin);
  if (size > longest_doctype || (size == usual.size() && starts_with_ignoring_case(begin, end, usual))) {
    open_.set_standard_mode();
    return writer_.write(usual);
  }
  open_.set_unknown_doctype();
  for (; begin != end; ++begin) writer_.write(*begin > 0 ? *begin : '?');
}

// False: the tag stands in a <noscript> in <head> and must not reach the parser.
bool Prescanner::leave_head(const TagName& name) {
  if (at_ < head_noscript_end_) {
    return name.tag == Tag::meta || name.tag == Tag::link || name.tag == Tag::basefont ||
           name.tag == Tag::bgsound;
  }
  if (!has_trait(name.tag, trait_head) && head_templates_ == 0) in_head_ = false;
  return true;
}

// The start tags of most elements. Inlined for that. False: nothing was done.
[[gnu::always_inline]] inline bool Prescanner::plain_start(const TagName& name, const char* begin,
                                                           const char* end) {
  if (!is_plain(name.tag)) return false;
  const Fate fate = open_.start_plainly(name.tag);
  if (fate == Fate::undecided) return false;
  at_ = end;
  start_entry(begin, end, name.tag, writer_.add_entry());
  if (fate == Fate::leaf) {
    open_.add_plain_leaf();
    return true;
  }
  newline_dropped_ = name.tag == Tag::pre || name.tag == Tag::listing;
  writer_.mark(MarkKind::tag);
  const Spelling& spelling = start_spellings[static_cast<std::size_t>(name.tag)];
  write(spelling, spelling.size);
  return true;
}

void Prescanner::start_tag() {
  const char* const begin = at_;
  const TagName name = read_tag_name(at_ + 1, end_);
  first_attribute_ = skeleton_.attributes.size();
  const TagEnd tag_end = read_attributes(name.after, end_, source_, skeleton_.attributes);
  attribute_sorts_ = tag_end.sorts;
  if (tag_end.after == nullptr) {
    at_ = end_;
    return;
  }
  if (plain_start(name, begin, tag_end.after)) return;
  switch (name.tag) {
    case Tag::script: return script(tag_end);
    case Tag::style: return style(tag_end);
    case Tag::svg: return svg(tag_end);
    case Tag::isindex: at_ = tag_end.after; return;
    default: break;
  }
  if (in_head_ && !leave_head(name) && !has_trait(name.tag, trait_raw_text)) {
    at_ = tag_end.after;
    return;
  }
  special_start(name, begin, tag_end);
}

void Prescanner::special_start(const TagName& name, const char* begin, TagEnd tag_end) {
  if (has_trait(name.tag, trait_raw_text)) return raw_text_element(name, begin, tag_end);
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
      if (begin >= head_noscript_end_ && !open_.in_body() && !open_.head_closed()) open_.leave_to_parser();
      break;
    case Tag::frameset: skeleton_.has_frameset = true; break;
    case Tag::template_: head_templates_ += in_head_ ? 1 : 0; break;
    case Tag::html:
      if (skeleton_.html_tag.end == 0) start_entry(begin, tag_end.after, name.tag, skeleton_.html_tag);
      break;
    case Tag::body:
      if (skeleton_.body_tag.end == 0) start_entry(begin, tag_end.after, name.tag, skeleton_.body_tag);
      break;
    default: break;
  }
  element_start(name, begin, tag_end);
}

void Prescanner::element_start(const TagName& name, const char* begin, TagEnd tag_end) {
  at_ = tag_end.after;
  if (name.tag == Tag::unknown && is_known_to_parser_only(name.text)) open_.leave_to_parser();
  const bool unwanted =
      options_.without_formatting && has_trait(name.tag, trait_formatting) && name.tag != Tag::a;
  const Fate fate = unwanted ? Fate::left_out : open_.start(name.tag, name.hash);
  // Not where the parser ignores the tag.
  newline_dropped_ = (name.tag == Tag::pre || name.tag == Tag::listing) && open_.is_current(name.tag);
  switch (fate) {
    case Fate::left_out:
      newline_dropped_ = false;
      break_pending_ = break_pending_ || has_trait(name.tag, trait_block);
      return;
    case Fate::leaf: {
      const SkeletonWriter::Position before = writer_.position();
      start_entry(begin, at_, name.tag, writer_.add_entry());
      return open_.close_leaf(before);
    }
    case Fate::passed:
    case Fate::opened:
      start_entry(begin, at_, name.tag, writer_.add_entry());
      writer_.mark(MarkKind::tag);
      return write_start(name, tag_end);
    case Fate::parting: writer_.mark_nothing(); return write_start(name, tag_end);
    default: return;
  }
}

// The usual end tag is the current node's, spelled as its name is. False: nothing was done.
[[gnu::always_inline]] inline bool Prescanner::plain_end() {
  const Tag tag = open_.current();
  const Spelling& spelling = end_spellings[static_cast<std::size_t>(tag)];
  if (end_ - at_ < static_cast<std::ptrdiff_t>(spelling_size) || !is_spelled(at_, spelling)) return false;
  const char* const after = at_ + spelling.size;
  if (!is_plain(tag) || !open_.end_plainly(tag, range(at_, after))) return false;
  at_ = after;
  return true;
}

void Prescanner::end_tag() {
  if (plain_end()) return;
  const char* const begin = at_;
  const TagName name = read_tag_name(at_ + 2, end_);
  const TagEnd tag_end = find_tag_end(name.after, end_);
  at_ = tag_end.after == nullptr ? end_ : tag_end.after;
  if (tag_end.after == nullptr || name.tag == Tag::svg) return;
  if (is_plain(name.tag) && open_.end_plainly(name.tag, range(begin, at_))) return;
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
  if (name.tag == Tag::unknown && is_known_to_parser_only(name.text)) open_.leave_to_parser();
  const Fate fate = unwanted ? Fate::left_out : open_.end(name.tag, name.hash, range(begin, at_));
  if (fate == Fate::left_out) {
    break_pending_ = break_pending_ || has_trait(name.tag, trait_block);
    return;
  }
  if (name.tag == Tag::math) in_math_ = false;
  if (fate == Fate::passed) {
    entry(EntryKind::end_tag, begin, at_, name.tag);
    writer_.mark(MarkKind::tag);
    write_end(name);
  } else if (fate == Fate::parting) {
    writer_.mark_nothing();
    write_end(name);
  }
}

namespace {

// Room for most pages at once; what is more grows. Nine of ten pages of news have fewer, and so do three of
// four of all sorts.
constexpr std::size_t bytes_per_entry = 32, bytes_per_attribute = 64;  // of the source
constexpr std::size_t usual_marks = 64;                                // most of a page is one island

void make_room(std::size_t source_size, Skeleton& skeleton) {
  const std::size_t needed = source_size * marker_growth + skeleton_slack;
  if (skeleton.capacity < needed) {
    skeleton.text = std::make_unique_for_overwrite<char[]>(needed);
    skeleton.capacity = needed;
  }
  skeleton.entries.reserve(source_size / bytes_per_entry);
  skeleton.attributes.reserve(source_size / bytes_per_attribute);
  skeleton.marks.reserve(usual_marks);
}

}  // namespace

void prescan(std::string_view source, const PrescanOptions& options, OpenElements& open, Skeleton& skeleton) {
  make_room(source.size(), skeleton);
  skeleton.size = 0;
  skeleton.entries.clear();
  skeleton.marks.clear();
  skeleton.attributes.clear();
  skeleton.json_ld.clear();
  skeleton.title = {};
  skeleton.html_tag = skeleton.body_tag = {};
  skeleton.has_frameset = false;
  Prescanner(source, options, open, skeleton).run();
  if (!skeleton.has_frameset || !options.islands) return;
  // Whether a frameset may still take the place of body depends on what body holds.
  PrescanOptions plain = options;
  plain.islands = false;
  prescan(source, plain, open, skeleton);
}

}  // namespace lubb::dom
