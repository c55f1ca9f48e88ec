// What interface, promotion and credit lines say, in many languages. Lists: src/extract/phrases/*.txt, made
// into a table when lubb is built.
#pragma once

#include <cstdint>
#include <string_view>

namespace lubb::extraction {

enum class PhraseKind : std::uint8_t {
  none,
  read_also,        // "read also: ...", a pointer to another story inside the body
  related_heading,  // heading of a list of other stories; what follows in its container is junk
  most_read,        // heading of a most-read or latest-news list
  promotion,        // follow us on Telegram/WhatsApp/Google News, download our app, subscribe
  newsletter,
  share,          // share bar labels
  advertisement,  // "advertisement", "Side Adv1"
  adblock,
  cookie,           // cookie and consent notices
  comment_heading,  // "Comments", "التعليقات"
  comment_form,     // "Leave a reply", "your e-mail will not be published"
  login,            // log in, sign up, subscribe to read on
  copyright,        // all rights reserved
  navigation,       // skip to content, back to top, home, menu, search, next/previous article
  tags_label,       // "Tags:", "الكلمات الدلالية"
  source_label,     // "المصدر: ..."
  byline,           // "By ...", "بقلم ...", standing alone
  interface,        // print, font size, listen to the article, reading time, views, report an error
  poll,             // opinion polls: heading, vote button, results
  count_
};
[[nodiscard]] std::string_view name(PhraseKind kind) noexcept;

struct PhraseMatch {
  PhraseKind kind = PhraseKind::none;
  bool whole = false;       // the phrase is the whole block (but for punctuation, digits, symbols)
  std::string_view phrase;  // the list's entry, static
};

// Longer blocks match nothing.
inline constexpr std::uint32_t most_phrase_words = 60;

// Looks at one block's text (as in the page; folded inside as by text::fold_for_matching). Entries match the
// whole block, its beginning, or anywhere, as their list says. Only short blocks (<= 60 words) can match.
// Thread-safe; allocates nothing.
[[nodiscard]] PhraseMatch match_phrase(std::string_view block_text);

}  // namespace lubb::extraction
