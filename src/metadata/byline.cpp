// clean_authors() of byline.h.
#include "metadata/byline.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"
#include "metadata/byline_names.h"
#include "metadata/date.h"
#include "metadata/findings.h"
#include "metadata/lead_in.h"
#include "metadata/month_names.h"

namespace lubb::metadata {
namespace {

constexpr std::size_t max_raw_bytes = 1000;  // a list of authors; the rest is not read
constexpr std::size_t max_names = 50;

// Accounts and desks, not people; in folded form.
constexpr auto not_people = std::to_array<std::string_view>({"admin",
                                                             "administrator",
                                                             "adminuser",
                                                             "root",
                                                             "user",
                                                             "webmaster",
                                                             "editor",
                                                             "editors",
                                                             "guest",
                                                             "unknown",
                                                             "anonymous",
                                                             "author",
                                                             "authors",
                                                             "null",
                                                             "undefined",
                                                             "none",
                                                             "nan",
                                                             "n a",
                                                             "staff",
                                                             "team",
                                                             "reporter",
                                                             "editorial",
                                                             "newsroom",
                                                             "super user",
                                                             "superuser",
                                                             "redaktion",
                                                             "die redaktion",
                                                             "redaction",
                                                             "la redaction",
                                                             "redacción",
                                                             "redazione",
                                                             "redactie",
                                                             "redacao",
                                                             "wordpress",
                                                             "wpadmin",
                                                             "site admin",
                                                             "web editor",
                                                             "editor in chief",
                                                             "the editors",
                                                             "editorial team",
                                                             "editorial staff",
                                                             "news desk",
                                                             "web desk",
                                                             "news editor",
                                                             "staff writer",
                                                             "staff report",
                                                             "staff reporter",
                                                             "contributor",
                                                             "follow",
                                                             "share",
                                                             "writer",
                                                             "by",
                                                             "wp admin",
                                                             "moderator",
                                                             "مدير الموقع",
                                                             "المحرر",
                                                             "محرر",
                                                             "ادمن",
                                                             "الادمن",
                                                             "مشرف",
                                                             "المشرف",
                                                             "اداره التحرير",
                                                             "فريق التحرير",
                                                             "هييه التحرير",
                                                             "هيئه التحرير",
                                                             "اداره الموقع",
                                                             "كاتب",
                                                             "الكاتب",
                                                             "المدير",
                                                             "مدير",
                                                             "مسؤول",
                                                             "غير معروف",
                                                             "كل المقالات",
                                                             "جميع المقالات",
                                                             "في",
                                                             "التحرير",
                                                             "قسم التحرير",
                                                             "محرر الموقع",
                                                             "الاداره",
                                                             "مدير التحرير",
                                                             "نويسنده",
                                                             "گزارشگر",
                                                             "مدير سايت",
                                                             "редакция",
                                                             "админ",
                                                             "редактор"});

// Between two names; in the text as written.
constexpr auto separators = std::to_array<std::string_view>(
    {",",    ";",     "،",     "؛",     "|",     "•",    "·",      "&",   "/",
     "\n",   " and ", " AND ", " And ", " und ", " et ", " y ",    " e ", " with ",
     " og ", " och ", " en ",  " и ",   " و ",   " ve ", " oraz ", "、",  "，"});

// What follows is no name: a place, an outlet, a role, a date.
constexpr auto cuts = std::to_array<std::string_view>(
    {" - ",          " on ",     " in ",     " from ",     " under ",    " avec ", " edited by",
     " reviewed by", " Updated", " updated", " Published", " published", " – ",    " — ",
     " ـ ",          " » ",      " (",       "<",          "[",          " for ",  " @"});

using FirstBytes = std::array<bool, 256>;

constexpr FirstBytes first_bytes_of(const auto& marks) {
  FirstBytes bytes{};
  for (const std::string_view mark : marks) bytes[static_cast<unsigned char>(mark.front())] = true;
  return bytes;
}
constexpr FirstBytes begins_separator = first_bytes_of(separators);
constexpr FirstBytes begins_cut = first_bytes_of(cuts);

// Where the first of the marks stands; of several there, the one listed first.
std::size_t find_first(std::string_view text, std::size_t from, std::string_view& found, const auto& marks,
                       const FirstBytes& begins_mark) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (!begins_mark[static_cast<unsigned char>(text[at])]) continue;
    const std::string_view rest = text.substr(at);
    for (const std::string_view mark : marks) {
      if (mark.front() != rest.front() || !rest.starts_with(mark)) continue;
      found = mark;
      return at;
    }
  }
  return std::string_view::npos;
}

std::string_view strip_punctuation(std::string_view s) {
  constexpr std::string_view ends = " \t\n.:,;-|/\"'*";
  while (!s.empty() && ends.find(s.front()) != std::string_view::npos) s.remove_prefix(1);
  while (!s.empty() && ends.substr(0, 3).find(s.back()) != std::string_view::npos) s.remove_suffix(1);
  while (!s.empty() && std::string_view(":,;-|/\"*").find(s.back()) != std::string_view::npos)
    s.remove_suffix(1);
  // A full stop ends a sentence, or an initial or "Jr.", which keep it.
  constexpr std::size_t longest_abbreviation = 3;
  const std::size_t last_space = s.rfind(' ');
  const std::size_t last_word = last_space == std::string_view::npos ? s.size() : s.size() - last_space - 1;
  if (s.ends_with('.') && last_word > longest_abbreviation) s.remove_suffix(1);
  if (has_plain_ends(s)) return text::trim(s);
  for (const std::string_view mark : {"،", "؛", "«", "»", "“", "”", "–", "—", "‏", "‎", "•", "·"}) {
    while (s.starts_with(mark)) s.remove_prefix(mark.size());
    while (s.ends_with(mark)) s.remove_suffix(mark.size());
  }
  return text::trim(s);
}

bool has_address(std::string_view s) {
  constexpr FirstBytes signs = first_bytes_of(
      std::to_array<std::string_view>({"@", ":", ".", "#", "{", "}", "=", "\\"}));  // one is in each mark
  if (std::ranges::none_of(s, [&](char c) { return signs[static_cast<unsigned char>(c)]; })) return false;
  for (const std::string_view mark :
       {"@", "://", "www.", ".com", ".net", ".org", ".html", "#", "{", "}", "=", "\\"}) {
    if (text::contains_ignoring_ascii_case(s, mark)) return true;
  }
  return false;
}

struct NameShape {
  std::size_t letters = 0, digits = 0, words = 0;
  bool sentence = false;  // marks that end or join clauses
};

NameShape shape_of(std::string_view name) {
  NameShape shape;
  bool in_word = false;
  for (std::size_t i = 0; i < name.size();) {
    const char32_t c = text::next_code_point(name, i);
    const auto code_point = static_cast<UChar32>(c);
    const char ascii = c < 0x80 ? static_cast<char>(c) : '\0';  // most are, and need no look-up
    if (ascii != '\0' ? text::is_ascii_alpha(ascii) : u_isalpha(code_point) != 0) ++shape.letters;
    if (ascii != '\0' ? text::is_ascii_digit(ascii) : u_isdigit(code_point) != 0) ++shape.digits;
    const bool space =
        ascii != '\0' ? ascii == ' ' || (ascii >= '\t' && ascii <= '\r') : u_isUWhiteSpace(code_point) != 0;
    if (!space && !in_word) ++shape.words;
    in_word = !space;
    shape.sentence = shape.sentence || c == '?' || c == '!' || c == ':' || c == 0x061F || c == 0x2026;
  }
  return shape;
}

// Lengths of a list's texts, a bit each, by their first byte: most names fit none.
using LengthsByFirstByte = std::array<std::uint32_t, 256>;
constexpr std::size_t longest_listed = 31;  // bytes

constexpr LengthsByFirstByte lengths_of(const auto& texts) {
  LengthsByFirstByte lengths{};
  for (const std::string_view text : texts) {
    if (text.size() > longest_listed) throw "a longer text";
    lengths[static_cast<unsigned char>(text.front())] |= 1U << text.size();
  }
  return lengths;
}

bool may_be_one(std::string_view text, const LengthsByFirstByte& lengths) noexcept {
  return !text.empty() && text.size() <= longest_listed &&
         (lengths[static_cast<unsigned char>(text.front())] >> text.size() & 1U) != 0;
}

// Words that stand between or beside names; alone or in front they are no name.
constexpr auto side_words = std::to_array<std::string_view>(
    {"and",     "und",   "et",      "with",      "in",       "on",      "at",        "from",
     "updated", "last",  "fact",    "edited",    "reviewed", "checked", "medically", "published",
     "posted",  "under", "twitter", "facebook",  "the",      "follow",  "more",      "read",
     "see",     "all",   "view",    "about",     "date",     "le",      "la",        "il",
     "el",      "am",    "um",      "community", "seo",      "cnn",     "contact",   "email"});

bool begins_with_side_word(std::string_view folded) {
  const std::string_view first = folded.substr(0, folded.find(' '));
  const bool single = first.size() == folded.size();
  // "La Toya", "El Hassan" and "Le Corbusier" are names; "la" is not.
  const bool article = first == "la" || first == "el" || first == "le" || first == "il";
  if (article && !single) return false;
  constexpr LengthsByFirstByte lengths = lengths_of(side_words);
  return may_be_one(first, lengths) &&
         std::find(side_words.begin(), side_words.end(), first) != side_words.end();
}

bool is_account(std::string_view folded) {
  if (begins_with_side_word(folded) || find_month(folded)) return true;
  constexpr LengthsByFirstByte lengths = lengths_of(not_people);
  return may_be_one(folded, lengths) &&
         std::find(not_people.begin(), not_people.end(), folded) != not_people.end();
}

// `folded`: the name.
bool is_person(std::string_view name, std::string_view folded) {
  if (name.empty() || count_code_points(name) > max_name_code_points || has_address(name)) return false;
  const NameShape shape = shape_of(name);
  if (shape.letters < 2 || shape.digits > 2 || shape.words > max_name_words || shape.sentence) return false;
  return !is_account(folded) && !parse_date(name);
}

// "By By Jane", "بقلم: الكاتب فلان"
std::string_view strip_lead_ins(std::string_view s) {
  constexpr int most = 3;
  for (int i = 0; i < most; ++i) {
    s = strip_punctuation(s);
    const LeadInMatch match = match_lead_in(s);
    if (match.kind == LeadIn::none || match.end == 0) return s;
    s.remove_prefix(match.end);
  }
  return strip_punctuation(s);
}

std::string_view cut_tail(std::string_view s) {
  std::string_view mark;
  const std::size_t at = find_first(s, 1, mark, cuts, begins_cut);
  return at == std::string_view::npos ? s : s.substr(0, at);
}

// "Jr.", "PhD": belong to the name before
bool is_suffix(std::string_view folded) {
  return folded == "jr" || folded == "jr." || folded == "sr" || folded == "sr." || folded == "phd" ||
         folded == "ph.d" || folded == "ph.d." || folded == "md" || folded == "m.d" || folded == "m.d." ||
         folded == "ii" || folded == "iii";
}

bool is_one_latin_word(std::string_view s) {
  return !s.empty() && s.find(' ') == std::string_view::npos && begins_like_name(s) &&
         static_cast<unsigned char>(s[0]) < 0xD0;  // up to U+03FF: Latin and Greek
}

class Parts {
 public:
  explicit Parts(std::string_view raw) {
    for (std::size_t begin = 0; begin <= raw.size() && size_ < parts_.size();) {
      std::string_view mark;
      const std::size_t end =
          std::min(find_first(raw, begin, mark, separators, begins_separator), raw.size());
      parts_[size_++] = raw.substr(begin, end - begin);
      begin = end + std::max<std::size_t>(mark.size(), 1);
    }
  }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept { return parts_[i]; }
  [[nodiscard]] const std::string_view* begin() const noexcept { return parts_.data(); }
  [[nodiscard]] const std::string_view* end() const noexcept { return parts_.data() + size_; }

 private:
  std::array<std::string_view, max_names> parts_;
  std::size_t size_ = 0;
};

std::string_view squeeze(std::string_view text, TextMemory& texts) {
  if (is_clean(text)) return text;
  std::string& squeezed = texts.scratch();
  squeezed = text;
  text::squeeze_in_place(squeezed);
  return texts.keep(squeezed);
}

// A person's name in two forms.
struct Name {
  std::string_view text, folded;
};

Name read_name(std::string_view name, TextMemory& texts) {
  text::fold_for_matching(name, texts.scratch());
  return {name, texts.keep(texts.scratch())};
}

void add_name(const Name& name, TextMemory& texts, std::vector<std::string_view>& names) {
  const bool known = std::any_of(names.begin(), names.end(), [&](std::string_view other) {
    text::fold_for_matching(other, texts.scratch());
    return texts.scratch() == name.folded;
  });
  if (!known) names.push_back(squeeze(name.text, texts));
}

// "Doe, Jane": the order of catalogues. Empty if it is none.
std::string_view swapped_name(std::string_view rest, const Parts& parts, TextMemory& texts) {
  if (parts.size() != 2 || rest.find(',') == std::string_view::npos) return {};
  const std::string_view given = text::trim(parts[1]);
  if (!is_one_latin_word(parts[0]) || !is_one_latin_word(given)) return {};
  std::string& swapped = texts.scratch();
  swapped.assign(given).append(" ").append(parts[0]);
  const Name name = read_name(texts.keep(swapped), texts);
  return is_person(name.text, name.folded) ? name.text : std::string_view{};
}

}  // namespace

void clean_authors(std::string_view raw, TextMemory& texts, std::vector<std::string_view>& names) {
  names.clear();
  const std::string_view line = squeeze(raw.substr(0, max_raw_bytes), texts);
  const std::string_view rest = strip_lead_ins(line);
  if (rest.find("://") != std::string_view::npos || rest.starts_with("www.")) return;
  const Parts parts(rest);
  if (const std::string_view swapped = swapped_name(rest, parts, texts); !swapped.empty()) {
    return names.push_back(swapped);
  }
  for (const std::string_view part : parts) {
    const Name name = read_name(strip_punctuation(cut_tail(strip_lead_ins(part))), texts);
    if (!is_suffix(name.folded) && is_person(name.text, name.folded)) add_name(name, texts, names);
  }
}

}  // namespace lubb::metadata
