#include "extract/comment_credits.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "extract/tokens.h"

namespace lubb::extraction {
namespace {

using dom::NodeId;
using dom::Tag;

constexpr std::size_t longest_credit = 400;  // bytes of mark-up below the element: more holds no single name
constexpr std::uint32_t most_class_tokens = 32;
constexpr std::size_t longest_permalink = 60;  // bytes: "Wednesday, 5 March 2024 at 10:15"
constexpr std::ptrdiff_t fewest_date_digits = 3;

// Behind the name, as the themes of blogs write in their languages.
constexpr std::array<std::string_view, 33> said{
    "says",    "said",    "wrote",    "writes",  "sagt",    "sagte",      "schreibt", "schrieb",  "meint",
    "dit",     "a dit",   "écrit",    "a écrit", "dice",    "dijo",       "escribió", "ha detto", "scrive",
    "disse",   "diz",     "escreveu", "pisze",   "napisał", "napisał(a)", "пишет",    "говорит",  "diyor ki",
    "dedi ki", "skriver", "schreef",  "يقول",    "قال",     "كتب"};

constexpr std::array<std::string_view, 10> author_words{"author", "user",   "username", "name",      "nick",
                                                        "fn",     "poster", "writer",   "commenter", "cite"};
constexpr std::array<std::string_view, 7> date_words{"date",      "time",   "datetime", "ago",
                                                     "published", "posted", "timestamp"};
constexpr std::array<std::string_view, 6> by{"by ", "par ", "por ", "Autor: ", "Author: ", "بواسطة "};
// Around a name: "– Leo", "Petra:".
constexpr std::array<std::string_view, 9> separators{" ", ":", "-", "–", "—", "|", "·", ",", "•"};

template <std::size_t N>
bool class_says(const dom::Document& document, NodeId node, const std::array<std::string_view, N>& words) {
  const std::string value = document.attribute(node, "class").value_or("") + " " +
                            document.attribute(node, "itemprop").value_or("") + " " +
                            document.attribute(node, "property").value_or("");
  bool found = false;
  for_each_token(value, most_class_tokens, [&](std::string_view token, std::uint32_t) {
    for (const std::string_view word : words) found = found || token == word;
  });
  return found;
}

// The text below the element without that of dates inside, or nothing where it is long.
std::optional<std::string> short_text(const dom::Document& document, NodeId node, std::uint32_t most_words,
                                      bool without_dates) {
  if (document.node(node).close_end - document.node(node).end > longest_credit) return std::nullopt;
  std::string text;
  for (NodeId id = node + 1; id < document.node(node).subtree_end;) {
    if (document.is_element(id)) {
      const bool left_out =
          without_dates && is_date_element(document, id) && !is_author_element(document, id);
      id = left_out ? document.node(id).subtree_end : id + 1;
      continue;
    }
    document.append_text(id, text);
    ++id;
  }
  text = text::squeeze(text);
  if (text.empty() || text::count_words(text) > most_words) return std::nullopt;
  return text;
}

// The innermost element inside that its class calls an author too, or the node itself.
NodeId innermost_author(const dom::Document& document, NodeId node) {
  NodeId found = node;
  for (NodeId id = node + 1; id < document.node(node).subtree_end; ++id) {
    const bool inside = id < document.node(found).subtree_end;
    if (!inside || !document.is_element(id) || !is_author_element(document, id)) continue;
    if (short_text(document, id, most_author_words, true)) found = id;
  }
  return found;
}

// The verb at the end of the line with the space before it, or 0.
std::size_t said_size(std::string_view name) {
  for (const std::string_view verb : said) {
    if (name.size() > verb.size() + 1 && name.ends_with(verb) && name[name.size() - verb.size() - 1] == ' ')
      return verb.size() + 1;
  }
  return 0;
}

// A comment's link to itself: blogs put its date there.
bool is_permalink(const dom::Document& document, NodeId node) {
  if (document.node(node).tag != Tag::a || document.raw(node).find("#comment") == std::string_view::npos)
    return false;
  std::string text;
  document.append_text(node, text);
  return text.size() <= longest_permalink &&
         std::count_if(text.begin(), text.end(), text::is_ascii_digit) >= fewest_date_digits;
}

}  // namespace

bool is_author_element(const dom::Document& document, NodeId node) {
  const Tag tag = document.node(node).tag;
  return tag != Tag::label && tag != Tag::form && class_says(document, node, author_words);
}

bool is_date_element(const dom::Document& document, NodeId node) {
  return document.node(node).tag == Tag::time || is_permalink(document, node) ||
         class_says(document, node, date_words);
}

std::optional<std::string> author_of(const dom::Document& document, NodeId node) {
  if (document.node(node).close_end - document.node(node).end > longest_credit) return std::nullopt;
  const auto text = short_text(document, innermost_author(document, node), most_author_words, true);
  return text ? author_name(*text) : std::nullopt;
}

std::optional<std::string> date_of(const dom::Document& document, NodeId node) {
  for (const std::string_view name : {"datetime", "content"}) {
    if (auto value = document.attribute(node, name)) return value;
  }
  return short_text(document, node, most_comment_date_words, false);
}

std::optional<std::string> author_name(std::string_view text) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view mark : separators) {
      if (text.starts_with(mark)) {
        text.remove_prefix(mark.size());
        cut = true;
      } else if (text.ends_with(mark)) {
        text.remove_suffix(mark.size());
        cut = true;
      }
    }
    for (const std::string_view word : by) {
      if (text.starts_with(word)) text.remove_prefix(word.size());
    }
    while (text.ends_with("...")) text.remove_suffix(3);
    const std::size_t verb = said_size(text);
    text.remove_suffix(verb);
    cut = cut || verb > 0;
  }
  if (text.empty()) return std::nullopt;
  return std::string(text);
}

bool is_said_line(std::string_view text) {
  if (!text.ends_with(':') || text::count_words(text) > most_author_words) return false;
  text.remove_suffix(1);
  return said_size(text::trim(text)) > 0;
}

}  // namespace lubb::extraction
