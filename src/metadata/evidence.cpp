// read_evidence() of near_title.h: what the names of an element say.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "metadata/near_title.h"

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
    {"meta", "metadata", "info", "details", "postinfo", "postmeta", "credits", "signature"});
constexpr auto junk_words = std::to_array<std::string_view>(
    {"nav",         "navbar",    "navigation",    "menu",           "breadcrumb",
     "breadcrumbs", "breadcumb", "related",       "sidebar",        "side",
     "comment",     "comments",  "footer",        "popular",        "recent",
     "ticker",      "trending",  "recommended",   "recommendation", "recommendations",
     "newsletter",  "share",     "sharing",       "social",         "ad",
     "ads",         "advert",    "advertisement", "sponsor",        "cookie",
     "cookies",     "consent",   "copyright",     "promo",          "teaser",
     "archive",     "archives",  "weather",       "login",          "search",
     "mostread",    "latest",    "disqus",        "reply",          "replies",
     "carousel",    "topbar",    "today",         "event",          "events",
     "respond",     "tags",      "pagination",    "prayer",         "currency",
     "readmore",    "readalso",  "marquee",       "subscribe",      "masthead",
     "prev",        "next",      "siblings",      "onward",         "outbrain",
     "taboola",     "most",      "bio",           "price",          "rating"});
constexpr auto picture_words = std::to_array<std::string_view>(
    {"caption", "figcaption", "photo", "image", "picture", "img", "gallery", "copyright"});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr auto published_words =
    std::to_array<std::string_view>({"published", "publish", "pubdate", "publishdate", "postdate", "posted",
                                     "datepublished", "publishedat", "pub"});

void judge_word(const std::string& word, Evidence& evidence) {
  evidence.published = evidence.published || is_one_of(word, published_words);
  if (is_one_of(word, modified_words)) {
    evidence.modified = true;
  } else if (is_one_of(word, date_words)) {
    evidence.date = true;
  }
  evidence.author = evidence.author || is_one_of(word, author_words);
  evidence.source = evidence.source || is_one_of(word, source_words);
  evidence.kicker = evidence.kicker || is_one_of(word, kicker_words);
  evidence.meta = evidence.meta || is_one_of(word, meta_words);
  evidence.junk = evidence.junk || is_one_of(word, junk_words);
  evidence.picture = evidence.picture || is_one_of(word, picture_words);
}

// "articleDate post-meta" -> article, date, post, meta
void judge_names(std::string_view names, Evidence& evidence) {
  std::string word;
  char before = ' ';
  for (const char c : names.substr(0, max_names_bytes)) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool boundary = !text::is_ascii_alpha(c) || (upper && before >= 'a' && before <= 'z');
    if (boundary) {
      judge_word(word, evidence);
      word.clear();
    }
    if (text::is_ascii_alpha(c)) word += text::ascii_lower(c);
    before = c;
  }
  judge_word(word, evidence);
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
    case Tag::nav:
    case Tag::aside:
    case Tag::footer:
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
  dom::AttributeReader reader(document.raw(element));
  for (dom::Attribute attribute; reader.next(attribute);) {
    const bool names = dom::name_is(attribute.name, "class") || dom::name_is(attribute.name, "id") ||
                       dom::name_is(attribute.name, "itemprop") || dom::name_is(attribute.name, "rel") ||
                       dom::name_is(attribute.name, "role") || dom::name_is(attribute.name, "data-testid");
    if (names) judge_names(attribute.value, evidence);
  }
  return evidence;
}

}  // namespace lubb::metadata
