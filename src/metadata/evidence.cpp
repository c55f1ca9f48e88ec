// read_evidence() of near_title.h: what the names of an element say.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/eight_bytes.h"
#include "base/text.h"
#include "metadata/byte_vector.h"
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
consteval std::size_t longest_listed() {
  std::size_t longest = 0;
  for (const NamedEvidence& entry : evidence_list.entries) longest = std::max(longest, entry.word.size());
  return longest;
}

constexpr std::size_t letter_places = 32;

// Of a letter in any case.
constexpr std::size_t place_of(char letter) noexcept {
  return static_cast<unsigned char>(letter) % letter_places;
}

// Last letters of the listed words, a bit each, by length and first letter: most words of a page's names fit
// none.
using LastLetters = std::array<std::uint32_t, letter_places>;
constexpr std::array<LastLetters, longest_listed() + 1> listed_ends = [] {
  std::array<LastLetters, longest_listed() + 1> ends{};
  for (std::size_t i = 0; i < evidence_list.count; ++i) {
    const std::string_view word = evidence_list.entries[i].word;
    ends[word.size()][place_of(word.front())] |= 1U << place_of(word.back());
  }
  return ends;
}();

// False for a word of ASCII letters that is not listed: nearly always.
bool may_be_listed(std::string_view word) noexcept {
  if (word.size() >= listed_ends.size()) return false;
  return (listed_ends[word.size()][place_of(word.front())] >> place_of(word.back()) & 1U) != 0;
}

// A word of up to sixteen letters in lower case as two numbers, zeros behind it.
struct WordNumbers {
  std::uint64_t first = 0, rest = 0;

  [[nodiscard]] bool operator==(const WordNumbers&) const noexcept = default;
};
static_assert(longest_listed() <= sizeof(WordNumbers));

// What the listed words say, found by their letters.
class ListedWords {
 public:
  consteval ListedWords() {
    constexpr std::size_t half = sizeof(std::uint64_t);
    for (std::size_t i = 0; i < evidence_list.count; ++i) {
      const std::string_view word = evidence_list.entries[i].word;
      const std::size_t first = std::min(word.size(), half);
      const WordNumbers numbers{bytes_of(word, 0, first), bytes_of(word, first, word.size() - first)};
      std::size_t slot = first_slot(numbers);
      while (words_[slot].first != 0) slot = (slot + 1) % slots;
      words_[slot] = numbers;
      says_[slot] = evidence_list.entries[i].says;
    }
  }

  void judge(const WordNumbers& word, Evidence& evidence) const noexcept {
    std::size_t slot = first_slot(word);
    for (; words_[slot].first != 0; slot = (slot + 1) % slots) {
      if (words_[slot] == word) return evidence.add(says_[slot]);
    }
  }

 private:
  static constexpr std::size_t slots = 512;
  static_assert(slots >= 2 * evidence_list.count);

  [[nodiscard]] static constexpr std::size_t first_slot(const WordNumbers& word) noexcept {
    return (word.first * 3 + word.rest) * 0x9E3779B97F4A7C15ull >> (64 - std::countr_zero(slots));
  }

  std::array<WordNumbers, slots> words_{};  // the first number 0: free
  std::array<Evidence, slots> says_{};
};
constexpr ListedWords words_listed;

// `source_end`: behind where bytes may be read.
void judge_word(std::string_view word, const char* source_end, Evidence& evidence) noexcept {
  namespace eight = lubb::text::eight_bytes;
  constexpr std::size_t half = sizeof(std::uint64_t);
  std::array<char, 2 * half> bytes{};
  const bool has_room = source_end - word.data() >= static_cast<std::ptrdiff_t>(bytes.size());
  if (has_room) {
    std::memcpy(bytes.data(), word.data(), bytes.size());
  } else {
    std::ranges::copy(word, bytes.begin());
  }
  const std::uint64_t first = eight::load(bytes.data(), half) | eight::all(0x20);
  const std::uint64_t rest = eight::load(bytes.data() + half, half) | eight::all(0x20);
  const std::size_t behind = word.size() - std::min(word.size(), half);
  words_listed.judge({eight::in_front(first, word.size()), eight::in_front(rest, behind)}, evidence);
}

// Where the words of up to 64 bytes of names stand, a bit each byte.
class WordPlaces {
 public:
  static constexpr std::size_t reach = 64;  // bytes

  // `readable`: bytes that may be read from names.data() on.
  WordPlaces(std::string_view names, std::size_t readable) noexcept {
    std::array<char, reach> copy{};
    const char* at = names.data();
    if (readable < reach) {
      std::ranges::copy(names, copy.begin());
      at = copy.data();
    }
    std::uint64_t capitals = 0, letters = 0;
    for (std::size_t i = 0; i < names.size(); i += sizeof(ByteVector)) {
      const ByteVector bytes = load_bytes(at + i);
      capitals |= std::uint64_t{bits_of(between(bytes, 'A', 'Z'))} << i;
      letters |= std::uint64_t{bits_of(between(bytes | 0x20, 'a', 'z'))} << i;
    }
    if (names.size() < reach) letters &= (std::uint64_t{1} << names.size()) - 1;
    const std::uint64_t small = letters & ~capitals;
    begins_ = letters & (~(letters << 1) | (capitals & small << 1));
    ends_ = ~letters | begins_;
  }

  [[nodiscard]] bool empty() const noexcept { return begins_ == 0; }
  [[nodiscard]] std::size_t begin() const noexcept {
    return static_cast<std::size_t>(std::countr_zero(begins_));
  }
  // Of the word at begin(), at most that of the names.
  [[nodiscard]] std::size_t end() const noexcept {
    const std::uint64_t behind = ends_ & (~std::uint64_t{1} << begin());
    return static_cast<std::size_t>(std::countr_zero(behind));
  }
  void next() noexcept { begins_ &= begins_ - 1; }

 private:
  std::uint64_t begins_ = 0;  // of words
  std::uint64_t ends_ = 0;    // what a word ends at
};

// "articleDate post-meta" -> article, date, post, meta: capitals begin a word, any other character ends it.
// `source_end`: of the text that the names are part of.
void judge_names(std::string_view names, const char* source_end, Evidence& evidence) noexcept {
  names = names.substr(0, max_names_bytes);
  while (!names.empty()) {
    const std::string_view now = names.substr(0, WordPlaces::reach);
    std::size_t read = now.size();
    for (WordPlaces words(now, static_cast<std::size_t>(source_end - now.data())); !words.empty();
         words.next()) {
      const std::size_t begin = words.begin();
      const std::size_t end = words.end();
      // A word that may go on is read again from its beginning; one that begins there is longer than any
      // listed.
      const bool may_go_on = end == now.size() && now.size() < names.size();
      if (may_go_on && begin > 0) {
        read = begin;
      } else {
        const std::string_view word = now.substr(begin, end - begin);
        if (may_be_listed(word)) judge_word(word, source_end, evidence);
      }
    }
    names.remove_prefix(read);
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
  const char* const source_end = document.source().data() + document.source().size();
  for (const dom::AttributeSpan& attribute : document.attributes(element)) {
    const std::string_view value = document.raw_value(attribute);
    if (holds_names(attribute.known)) judge_names(value, source_end, evidence);
    if (evidence.link && attribute.known == dom::AttributeName::href && leads_to_author(value))
      evidence.author = true;
  }
  const bool own = evidence.article_part || evidence.meta || evidence.author || evidence.date;
  evidence.footer = evidence.footer && !own;
  return evidence;
}

}  // namespace lubb::metadata
