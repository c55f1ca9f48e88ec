// What the prescan must know of each tag, as tables made at compile time: name -> Tag, and the classes of
// elements that the HTML standard's tree construction speaks of.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "dom/tag.h"

namespace lubb::dom {

inline constexpr std::size_t tag_count = static_cast<std::size_t>(Tag::count_);

inline constexpr std::array<std::string_view, tag_count> tag_names = {"",
#define LUBB_TAG_NAME(identifier, text) text,
                                                                      LUBB_TAGS(LUBB_TAG_NAME)
#undef LUBB_TAG_NAME
};

[[nodiscard]] constexpr char to_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
[[nodiscard]] constexpr bool is_letter(char c) noexcept {
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'z';
}
[[nodiscard]] constexpr bool is_space(char c) noexcept {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

// By character.
inline constexpr std::array<bool, 256> tag_name_ends = [] {
  std::array<bool, 256> table{};
  for (const char c : {' ', '\n', '\t', '\r', '\f', '/', '>'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();
[[nodiscard]] constexpr bool ends_tag_name(char c) noexcept {
  return tag_name_ends[static_cast<unsigned char>(c)];
}

// A tag name while it is read: its last eight characters, the last one in the highest bits, letters in lower
// case, and its length. Names of up to eight characters are told apart by that alone: all are letters and
// digits, which nothing else becomes.
struct TagKey {
  std::uint64_t letters = 0;
  std::size_t length = 0;

  constexpr void add(char c) noexcept {
    letters = letters >> 8 | std::uint64_t{static_cast<unsigned char>(c | 0x20)} << 56;
    ++length;
  }
};

inline constexpr std::size_t exact_key_length = 8;   // characters that TagKey::letters holds
inline constexpr std::size_t longest_tag_name = 10;  // "blockquote", "figcaption"
inline constexpr std::size_t tag_slots = 1024;       // power of two; the table stays one eighth full

struct TagSlot {
  std::uint64_t letters = 0;
  std::uint8_t length = 0;
  Tag tag = Tag::unknown;
};

[[nodiscard]] constexpr std::size_t tag_slot(const TagKey& key) noexcept {
  const std::uint64_t mixed = (key.letters + key.length) * 0x9E3779B97F4A7C15u;  // golden-ratio hashing
  return static_cast<std::size_t>(mixed >> 54);  // the top log2(tag_slots) bits
}

inline constexpr std::array<TagSlot, tag_slots> tag_table = [] {
  std::array<TagSlot, tag_slots> table{};
  for (std::size_t i = 1; i < tag_count; ++i) {
    TagKey key;
    for (const char c : tag_names[i]) key.add(c);
    std::size_t slot = tag_slot(key);
    while (table[slot].length != 0) slot = (slot + 1) % tag_slots;
    table[slot] = {key.letters, static_cast<std::uint8_t>(key.length), static_cast<Tag>(i)};
  }
  return table;
}();

// `text` is the name that `key` was made of.
[[nodiscard]] inline Tag find_tag(const TagKey& key, std::string_view text) noexcept {
  if (key.length > longest_tag_name) return Tag::unknown;
  for (std::size_t slot = tag_slot(key); tag_table[slot].length != 0; slot = (slot + 1) % tag_slots) {
    if (tag_table[slot].letters != key.letters || tag_table[slot].length != key.length) continue;
    if (key.length <= exact_key_length) return tag_table[slot].tag;
    const std::string_view known = tag_names[static_cast<std::size_t>(tag_table[slot].tag)];
    bool same = true;
    for (std::size_t i = 0; i < known.size(); ++i) same = same && known[i] == to_lower(text[i]);
    if (same) return tag_table[slot].tag;
  }
  return Tag::unknown;
}

// Classes of elements, as bits of tag_traits.
enum Trait : std::uint32_t {
  trait_void = 1u << 0,             // never has content: not pushed on the stack of open elements
  trait_special = 1u << 1,          // the standard's "special" category, as libgumbo has it
  trait_formatting = 1u << 2,       // the standard's "formatting" category
  trait_closes_p = 1u << 3,         // its start tag closes a p in button scope
  trait_scope = 1u << 4,            // ends "in scope" searches
  trait_marker = 1u << 5,           // puts a marker on the list of active formatting elements
  trait_block = 1u << 6,            // breaks the line: words before and after it are apart
  trait_block_end = 1u << 7,        // its end tag closes everything up to it, in scope
  trait_heading = 1u << 8,          // h1 to h6
  trait_table_part = 1u << 9,       // table and its parts
  trait_head = 1u << 10,            // may stand in head without closing it
  trait_parser_unknown = 1u << 11,  // Gumbo knows no such tag and takes all such for one
  trait_implied_end = 1u << 12,     // may be closed without an end tag
  trait_reconstructs = 1u << 13,    // its start tag opens again what waits on the list of active formatting
  trait_raw_text = 1u << 14,        // holds no markup
  trait_table_section = 1u << 15,   // tbody, thead, tfoot
  trait_plain_start = 1u << 16,  // its start tag closes at most a p, and opens an element of no consequence
  trait_plain_end = 1u << 17,    // its end tag just closes it where it is the current node
  trait_plain_often =
      1u << 18,                 // as trait_plain_start, where what is open allows it: li, formatting elements
  trait_plain_leaf = 1u << 19,  // its start tag closes nothing, and it has no content
};

inline constexpr std::array<std::uint32_t, tag_count> tag_traits = [] {
  std::array<std::uint32_t, tag_count> traits{};
  const auto add = [&traits](Trait trait, std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) traits[static_cast<std::size_t>(tag)] |= trait;
  };
  using enum Tag;
  add(trait_void, {area, base,  basefont, bgsound, br,   col,   embed,  frame, hr,  image,
                   img,  input, keygen,   link,    meta, param, source, track, wbr, menuitem});
  add(trait_special,
      {address,  applet, area,     article, aside,  base,      basefont,   bgsound,   blockquote,
       body,     br,     button,   caption, center, col,       colgroup,   dd,        details,
       dir,      div,    dl,       dt,      embed,  fieldset,  figcaption, figure,    footer,
       form,     frame,  frameset, h1,      h2,     h3,        h4,         h5,        h6,
       head,     header, hgroup,   hr,      html,   iframe,    img,        input,     isindex,
       li,       link,   listing,  marquee, menu,   meta,      nav,        noembed,   noframes,
       noscript, object, ol,       p,       param,  plaintext, pre,        script,    section,
       select,   source, style,    summary, table,  tbody,     td,         template_, textarea,
       tfoot,    th,     thead,    title,   tr,     track,     ul,         wbr,       xmp});
  add(trait_formatting, {a, b, big, code, em, font, i, nobr, s, small, strike, strong, tt, u});
  add(trait_closes_p, {address,    article, aside,  blockquote, center, details,   dir,   div, dl, fieldset,
                       figcaption, figure,  footer, header,     hgroup, main,      menu,  nav, ol, p,
                       section,    summary, ul,     h1,         h2,     h3,        h4,    h5,  h6, pre,
                       listing,    form,    li,     dd,         dt,     plaintext, table, hr,  xmp});
  add(trait_scope, {applet, caption, html, table, td, th, marquee, object, template_});
  add(trait_marker, {applet, caption, td, th, marquee, object, template_});
  add(trait_block,
      {address, article,   aside,   blockquote, body,    br,     caption,  center,     colgroup, dd,
       details, dialog,    dir,     div,        dl,      dt,     fieldset, figcaption, figure,   footer,
       form,    h1,        h2,      h3,         h4,      h5,     h6,       header,     hgroup,   hr,
       legend,  li,        listing, main,       menu,    nav,    noscript, ol,         optgroup, option,
       p,       plaintext, pre,     search,     section, select, summary,  table,      tbody,    td,
       tfoot,   th,        thead,   title,      tr,      ul,     xmp});
  add(trait_block_end,
      {address,    article, aside,  blockquote, button,  center,  details, dir,  div, dl, fieldset,
       figcaption, figure,  footer, header,     hgroup,  listing, main,    menu, nav, ol, pre,
       section,    summary, ul,     applet,     marquee, object,  select,  dd,   dt});
  add(trait_heading, {h1, h2, h3, h4, h5, h6});
  add(trait_table_part, {table, tbody, thead, tfoot, tr, td, th, caption, colgroup, col});
  add(trait_head,
      {html, head, base, basefont, bgsound, link, meta, title, noscript, noframes, style, script, template_});
  add(trait_parser_unknown, {unknown, dialog, picture, search, slot});
  add(trait_implied_end, {dd, dt, li, optgroup, option, p, rb, rp, rt, rtc});
  add(trait_raw_text, {title, textarea, iframe, noembed, noframes, xmp});
  add(trait_table_section, {tbody, thead, tfoot});
  for (std::uint32_t& bits : traits) {
    if ((bits & (trait_closes_p | trait_table_part | trait_raw_text)) == 0) bits |= trait_reconstructs;
  }
  add(trait_reconstructs, {xmp});
  for (const Tag tag :
       {base, basefont, bgsound, link, meta, menuitem, param, source, track, rb, rt, rtc, rp, template_}) {
    traits[static_cast<std::size_t>(tag)] &= ~static_cast<std::uint32_t>(trait_reconstructs);
  }
  constexpr std::uint32_t own_end =
      trait_void | trait_raw_text | trait_formatting | trait_marker | trait_table_part;
  for (std::uint32_t& bits : traits) {
    if ((bits & own_end) == 0) bits |= trait_plain_end;
    if ((bits & (own_end | trait_heading | trait_implied_end)) == 0) bits |= trait_plain_start;
  }
  for (const Tag tag : {html, head, body, frameset, form, plaintext, math, svg, isindex, script, style}) {
    traits[static_cast<std::size_t>(tag)] &= ~static_cast<std::uint32_t>(trait_plain_start | trait_plain_end);
  }
  for (const Tag tag : {button, select}) {
    traits[static_cast<std::size_t>(tag)] &= ~static_cast<std::uint32_t>(trait_plain_start);
  }
  add(trait_plain_often, {li, a, b, big, code, em, font, i, s, small, strike, strong, tt, u});
  add(trait_plain_leaf, {area, base, basefont, bgsound, br, embed, image, img, input, keygen, link, meta,
                         param, source, track, wbr});
  return traits;
}();

[[nodiscard]] constexpr bool has_trait(Tag tag, std::uint32_t traits) noexcept {
  return (tag_traits[static_cast<std::size_t>(tag)] & traits) != 0;
}

}  // namespace lubb::dom
