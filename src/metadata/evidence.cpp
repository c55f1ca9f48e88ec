// read_evidence() of near_title.h: what the names of an element say.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "metadata/near_title.h"
#include "metadata/word_index.h"

namespace lubb::metadata {
namespace {

using dom::Tag;

constexpr std::size_t max_names_bytes = 1000;  // longer class lists are generated

constexpr auto date_words = std::to_array<std::string_view>(
    {"date",        "dates",     "time",        "datetime", "published", "publish", "pubdate",
     "publishdate", "postdate",  "timestamp",   "posted",   "datum",     "fecha",   "datepublished",
     "entrydate",   "newsdate",  "articledate", "dateline", "created",   "pub",     "calendar",
     "datecreated", "createdat", "publishedat", "clock",    "tarih"});
constexpr auto modified_words = std::to_array<std::string_view>(
    {"modified", "updated", "update", "datemodified", "lastmod", "lastmodified", "updatedat"});
constexpr auto author_words = std::to_array<std::string_view>(
    {"author",       "authors",   "byline",    "bylines",    "writer",       "writers",  "reporter",
     "journalist",   "autor",     "auteur",    "auteurs",    "autore",       "autores",  "contributor",
     "contributors", "creator",   "columnist", "vcard",      "writeby",      "postedby", "writtenby",
     "redacteur",    "verfasser", "yazar",     "authorname", "articleauthor"});
constexpr auto source_words = std::to_array<std::string_view>(
    {"source", "sources", "agency", "agencies", "fuente", "quelle", "newssource", "articlesource", "kaynak"});
constexpr auto kicker_words = std::to_array<std::string_view>(
    {"kicker", "overline", "eyebrow", "suptitle", "supertitle", "pretitle", "overtitle", "toptitle",
     "spitzmarke", "dachzeile", "surtitre", "antetitulo", "occhiello", "overhead", "shoulder", "roofline",
     "suptitre", "preheadline", "chapeau"});
constexpr auto meta_words = std::to_array<std::string_view>(
    {"meta", "metadata", "postmetadata", "info", "details", "postinfo", "postmeta", "credits", "signature"});
constexpr auto junk_words = std::to_array<std::string_view>({"nav",
                                                             "navbar",
                                                             "navigation",
                                                             "menu",
                                                             "breadcrumb",
                                                             "breadcrumbs",
                                                             "breadcumb",
                                                             "related",
                                                             "sidebar",
                                                             "side",
                                                             "comment",
                                                             "comments",
                                                             "popular",
                                                             "recent",
                                                             "ticker",
                                                             "trending",
                                                             "recommended",
                                                             "recommendation",
                                                             "recommendations",
                                                             "newsletter",
                                                             "share",
                                                             "sharing",
                                                             "social",
                                                             "ad",
                                                             "ads",
                                                             "advert",
                                                             "advertisement",
                                                             "sponsor",
                                                             "cookie",
                                                             "cookies",
                                                             "consent",
                                                             "copyright",
                                                             "promo",
                                                             "teaser",
                                                             "archive",
                                                             "archives",
                                                             "weather",
                                                             "login",
                                                             "search",
                                                             "mostread",
                                                             "latest",
                                                             "disqus",
                                                             "reply",
                                                             "replies",
                                                             "carousel",
                                                             "topbar",
                                                             "today",
                                                             "event",
                                                             "events",
                                                             "respond",
                                                             "tags",
                                                             "pagination",
                                                             "prayer",
                                                             "currency",
                                                             "readmore",
                                                             "readalso",
                                                             "marquee",
                                                             "subscribe",
                                                             "masthead",
                                                             "prev",
                                                             "next",
                                                             "siblings",
                                                             "onward",
                                                             "outbrain",
                                                             "taboola",
                                                             "most",
                                                             "bio",
                                                             "price",
                                                             "rating"});
constexpr auto footer_words = std::to_array<std::string_view>({"footer", "foot"});
// Beside "footer": the article's own, where the date stands as often as not.
constexpr auto part_words = std::to_array<std::string_view>({"entry", "post", "article", "node", "asset"});
constexpr auto picture_words = std::to_array<std::string_view>(
    {"caption", "figcaption", "photo", "image", "picture", "img", "gallery", "copyright"});

constexpr auto published_words =
    std::to_array<std::string_view>({"published", "publish", "pubdate", "publishdate", "postdate", "posted",
                                     "datepublished", "publishedat", "pub"});

struct NamedEvidence {
  std::string_view word;
  Evidence says;
};

constexpr std::size_t listed_words = date_words.size() + modified_words.size() + author_words.size() +
                                     source_words.size() + kicker_words.size() + meta_words.size() +
                                     junk_words.size() + footer_words.size() + part_words.size() +
                                     picture_words.size() + published_words.size();

struct EvidenceList {
  std::array<NamedEvidence, listed_words> entries{};  // unused ones at the end are empty
  std::size_t count = 0;

  consteval Evidence& of(std::string_view word) {
    std::size_t at = 0;
    while (at < count && entries[at].word != word) ++at;
    if (at == count) entries[count++].word = word;
    return entries[at].says;
  }
};

// What every word of the lists above says.
consteval EvidenceList merge_lists() {
  EvidenceList list;
  for (const std::string_view word : date_words) list.of(word).date = true;
  for (const std::string_view word : modified_words) {
    list.of(word).modified = true;
    list.of(word).date = false;
  }
  for (const std::string_view word : published_words) list.of(word).published = true;
  for (const std::string_view word : author_words) list.of(word).author = true;
  for (const std::string_view word : source_words) list.of(word).source = true;
  for (const std::string_view word : kicker_words) list.of(word).kicker = true;
  for (const std::string_view word : meta_words) list.of(word).meta = true;
  for (const std::string_view word : junk_words) list.of(word).junk = true;
  for (const std::string_view word : footer_words) list.of(word).footer = true;
  for (const std::string_view word : part_words) list.of(word).article_part = true;
  for (const std::string_view word : picture_words) list.of(word).picture = true;
  return list;
}

constexpr EvidenceList evidence_list = merge_lists();
constexpr WordIndex<512> evidence_index(evidence_list.entries);

consteval std::size_t longest_listed() {
  std::size_t longest = 0;
  for (const NamedEvidence& entry : evidence_list.entries) longest = std::max(longest, entry.word.size());
  return longest;
}

constexpr std::size_t letters_in_alphabet = 26;

constexpr std::uint32_t letter_bit(char lower_case) noexcept { return 1U << (lower_case - 'a'); }

// First and last letters of the listed words by length: most words of a page's names fit none.
struct WordEnds {
  std::uint32_t first = 0, last = 0;
};
constexpr std::array<WordEnds, longest_listed() + 1> listed_ends = [] {
  std::array<WordEnds, longest_listed() + 1> ends{};
  for (std::size_t i = 0; i < evidence_list.count; ++i) {
    const std::string_view word = evidence_list.entries[i].word;
    ends[word.size()].first |= letter_bit(word.front());
    ends[word.size()].last |= letter_bit(word.back());
  }
  return ends;
}();

// A word of ASCII letters in any case.
void judge_word(std::string_view word, Evidence& evidence) noexcept {
  if (word.size() >= listed_ends.size()) return;
  const WordEnds& ends = listed_ends[word.size()];
  if ((ends.first & letter_bit(text::ascii_lower(word.front()))) == 0 ||
      (ends.last & letter_bit(text::ascii_lower(word.back()))) == 0) {
    return;
  }
  std::array<char, longest_listed()> letters{};
  for (std::size_t i = 0; i < word.size(); ++i) letters[i] = text::ascii_lower(word[i]);
  const std::size_t at = evidence_index.find(evidence_list.entries, {letters.data(), word.size()});
  if (at < evidence_list.entries.size()) evidence.add(evidence_list.entries[at].says);
}

// "articleDate post-meta" -> article, date, post, meta: capitals begin a word, any other character ends it.
void judge_names(std::string_view names, Evidence& evidence) noexcept {
  names = names.substr(0, max_names_bytes);
  const auto is_between = [](char c, char first) {
    return static_cast<unsigned char>(c - first) < letters_in_alphabet;
  };
  const char* at = names.data();
  const char* const end = at + names.size();
  while (at != end) {
    const char* const begin = at;
    while (at != end && is_between(*at, 'A')) ++at;
    while (at != end && is_between(*at, 'a')) ++at;
    if (at == begin) {
      ++at;
    } else {
      judge_word({begin, static_cast<std::size_t>(at - begin)}, evidence);
    }
  }
}

// A link to the page of an author: "/author/jane-doe", "/autoren/42", "/blog-authors/jane".
bool leads_to_author(std::string_view href) noexcept {
  constexpr auto folders = std::to_array<std::string_view>(
      {"author", "autor", "auteur", "auteurs", "autore", "autoren", "authors", "contributor", "contributors",
       "writer", "writers", "columnist", "journalist", "journalists", "reporter", "reporters", "byline"});
  constexpr std::string_view last_letters = "rsent";
  href = href.substr(0, max_names_bytes);
  // A whole word that ends a folder's name: something stands behind it.
  for (std::size_t slash = href.find('/'); slash != std::string_view::npos && slash + 1 < href.size();
       slash = href.find('/', slash + 1)) {
    if (slash == 0 || last_letters.find(href[slash - 1]) == std::string_view::npos) continue;
    std::size_t begin = slash;
    while (begin > 0 && text::is_ascii_alpha(href[begin - 1])) --begin;
    const std::string_view word = href.substr(begin, slash - begin);
    if (begin > 0 && std::ranges::find(folders, word) != folders.end()) return true;
  }
  return false;
}

bool holds_names(dom::AttributeName attribute) noexcept {
  using enum dom::AttributeName;
  switch (attribute) {
    case id:
    case rel:
    case role:
    case class_:
    case itemprop:
    case data_testid: return true;
    default: return false;
  }
}

void judge_tag(Tag tag, Evidence& evidence) {
  switch (tag) {
    case Tag::time: evidence.date = true; break;
    case Tag::address: evidence.author = true; break;
    case Tag::a: evidence.link = true; break;
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6: evidence.heading = true; break;
    case Tag::figure:
    case Tag::figcaption:
    case Tag::picture: evidence.picture = true; break;
    case Tag::aside: evidence.aside = true; break;
    case Tag::footer: evidence.footer = true; break;
    case Tag::nav:
    case Tag::form:
    case Tag::select:
    case Tag::button:
    case Tag::menu: evidence.junk = true; break;
    default: break;
  }
}

}  // namespace

Evidence read_evidence(const dom::Document& document, dom::NodeId element) {
  Evidence evidence;
  judge_tag(document.node(element).tag, evidence);
  for (const dom::AttributeSpan& attribute : document.attributes(element)) {
    const std::string_view value = document.raw_value(attribute);
    if (holds_names(attribute.known)) judge_names(value, evidence);
    if (evidence.link && attribute.known == dom::AttributeName::href && leads_to_author(value))
      evidence.author = true;
  }
  const bool own = evidence.article_part || evidence.meta || evidence.author || evidence.date;
  evidence.footer = evidence.footer && !own;
  return evidence;
}

}  // namespace lubb::metadata
