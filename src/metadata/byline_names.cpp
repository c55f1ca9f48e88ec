#include "metadata/byline_names.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "metadata/title_text.h"

namespace lubb::metadata {
namespace {

// In folded form, without the Arabic article and without "وكاله" before.
constexpr auto agencies = std::to_array<std::string_view>({"وكالات",      "متابعات",      "مواقع",
                                                           "صحف",         "وكالات انباء", "agencies",
                                                           "رويترز",      "reuters",      "فرانس برس",
                                                           "ا ف ب",       "افب",          "afp",
                                                           "اسوشيتد برس", "اسوشييتد برس", "ap",
                                                           "د ب ا",       "dpa",          "واع",
                                                           "ina",         "سبوتنيك",      "sputnik",
                                                           "شينخوا",      "xinhua",       "اناضول",
                                                           "anadolu",     "سانا",         "sana",
                                                           "وفا",         "wafa",         "بترا",
                                                           "petra",       "كونا",         "kuna",
                                                           "واس",         "spa",          "قنا",
                                                           "qna",         "وام",          "wam",
                                                           "ا ش ا",       "upi",          "tass",
                                                           "تاس",         "نوفوستي",      "انباء العراقيه",
                                                           "bloomberg",   "بلومبرغ",      "efe",
                                                           "ansa",        "شفق نيوز",     "سومريه نيوز",
                                                           "فرات نيوز",   "انترفاكس",     "associated press",
                                                           "ايرنا",       "ارنا",         "تسنيم",
                                                           "روداو"});

// Letters and digits only, one space between words, the article off.
std::string bare_name(std::string_view name) {
  if (std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return fold_title(name);  // no article in these letters
  }
  constexpr std::string_view article = "ال";
  std::string text = text::fold_for_matching(name);
  std::size_t size = 0;   // of what is kept, in front: never more than what is read
  std::size_t begin = 0;  // of the word that is being kept
  const auto end_word = [&] {
    const std::string_view word(text.data() + begin, size - begin);
    if (word.starts_with(article) && word.size() > article.size() + 2) {
      std::copy(text.begin() + static_cast<std::ptrdiff_t>(begin + article.size()),
                text.begin() + static_cast<std::ptrdiff_t>(size),
                text.begin() + static_cast<std::ptrdiff_t>(begin));
      size -= article.size();
    }
    if (size != begin) text[size++] = ' ';
    begin = size;
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t at = i;
    const char32_t c = text::next_code_point(text, i);
    if (!u_isalnum(static_cast<UChar32>(c))) {
      end_word();
      continue;
    }
    while (at < i) text[size++] = text[at++];
  }
  end_word();
  text.resize(size == 0 ? 0 : size - 1);
  return text;
}

// False for most texts: those that begin with an ASCII letter or digit which no agency begins with, or hold
// more or fewer of them than the agencies that do.
bool may_be_agency(std::string_view text) noexcept {
  constexpr std::size_t longest = 31;  // told apart by one bit each
  constexpr auto is_counted = [](char c) { return text::is_ascii_alpha(c) || text::is_ascii_digit(c); };
  constexpr std::array<std::uint32_t, 256> lengths_by_first = [=] {
    std::array<std::uint32_t, 256> lengths{};
    for (const std::string_view agency : agencies) {
      const auto length = std::ranges::count_if(agency, is_counted);
      lengths[static_cast<unsigned char>(agency.front())] |= 1U << length;
    }
    return lengths;
  }();
  std::uint32_t lengths = 0;  // of the agencies that begin like the text
  std::size_t counted = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return true;
    if (!is_counted(c)) continue;
    if (counted++ == 0) lengths = lengths_by_first[static_cast<unsigned char>(text::ascii_lower(c))];
    if (lengths == 0 || counted > longest) return false;
  }
  return (lengths >> counted & 1U) != 0;
}

}  // namespace

std::size_t count_code_points(std::string_view s) noexcept {
  return static_cast<std::size_t>(std::count_if(
      s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool has_words(std::string_view text, std::string_view words) noexcept {
  for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
  }
  return false;
}

bool begins_like_name(std::string_view text) noexcept {
  if (text.empty()) return false;
  std::size_t i = 0;
  const auto c = static_cast<UChar32>(text::next_code_point(text, i));
  return u_isalpha(c) && !u_islower(c);
}

bool is_agency(std::string_view text) {
  if (!may_be_agency(text) || count_code_points(text) > max_name_code_points) return false;
  std::string name = bare_name(text);
  for (const std::string_view word : {"وكاله ", "وكالات ", "وكاله انباء "}) {
    if (name.starts_with(word) && name != "وكالات انباء") name.erase(0, word.size());
  }
  return std::find(agencies.begin(), agencies.end(), name) != agencies.end();
}

bool is_word_for_agencies(std::string_view text) {
  constexpr auto words =
      std::to_array<std::string_view>({"وكالات", "متابعات", "مواقع", "صحف", "وكالات انباء", "agencies"});
  if (count_code_points(text) > max_name_code_points) return false;
  return std::ranges::find(words, bare_name(text)) != words.end();
}

bool names_site(std::string_view name, std::string_view sitename) {
  constexpr std::size_t shortest = 3;   // code points
  constexpr std::size_t longest = 400;  // bytes
  if (name.size() < shortest || name.size() > longest) return false;
  if (sitename.size() < shortest || sitename.size() > longest) return false;
  const std::string a = bare_name(name);
  const std::string b = bare_name(sitename);
  if (count_code_points(a) < shortest || count_code_points(b) < shortest) return false;
  return has_words(b, a) || has_words(a, b);
}

}  // namespace lubb::metadata
