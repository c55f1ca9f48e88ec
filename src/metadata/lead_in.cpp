#include "metadata/lead_in.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "metadata/byline_names.h"

namespace lubb::metadata {
namespace {

enum class Strength : std::uint8_t {
  plain,     // says it by itself
  ordinary,  // an ordinary word too: needs a colon or a capital letter after it
  colon,     // needs a colon
};

struct LeadInWord {
  std::string_view folded;
  LeadIn kind;
  Strength strength;
};

// In folded form; where one begins another, the longer stands first.
constexpr auto lead_ins = std::to_array<LeadInWord>({
    // English
    {"written by", LeadIn::author, Strength::plain},
    {"posted by", LeadIn::author, Strength::plain},
    {"published by", LeadIn::author, Strength::plain},
    {"reported by", LeadIn::author, Strength::plain},
    {"reporting by", LeadIn::author, Strength::plain},
    {"submitted by", LeadIn::author, Strength::plain},
    {"article by", LeadIn::author, Strength::plain},
    {"story by", LeadIn::author, Strength::plain},
    {"words by", LeadIn::author, Strength::plain},
    {"text by", LeadIn::author, Strength::plain},
    {"authored by", LeadIn::author, Strength::plain},
    {"created by", LeadIn::author, Strength::plain},
    {"started by", LeadIn::author, Strength::plain},
    {"thread starter", LeadIn::author, Strength::plain},
    {"authors", LeadIn::author, Strength::colon},
    {"author", LeadIn::author, Strength::colon},
    {"reporter", LeadIn::author, Strength::colon},
    {"by", LeadIn::author, Strength::ordinary},
    {"source", LeadIn::source, Strength::colon},
    {"sources", LeadIn::source, Strength::colon},
    // German, Dutch, Scandinavian
    {"ein beitrag von", LeadIn::author, Strength::plain},
    {"ein artikel von", LeadIn::author, Strength::plain},
    {"geschrieben von", LeadIn::author, Strength::plain},
    {"verfasst von", LeadIn::author, Strength::plain},
    {"veröffentlicht von", LeadIn::author, Strength::plain},
    {"von", LeadIn::author, Strength::ordinary},
    {"autorin", LeadIn::author, Strength::colon},
    {"autoren", LeadIn::author, Strength::colon},
    {"autor", LeadIn::author, Strength::colon},
    {"quelle", LeadIn::source, Strength::colon},
    {"geschreven door", LeadIn::author, Strength::plain},
    {"door", LeadIn::author, Strength::ordinary},
    {"auteur", LeadIn::author, Strength::colon},
    {"bron", LeadIn::source, Strength::colon},
    {"av", LeadIn::author, Strength::ordinary},
    {"af", LeadIn::author, Strength::ordinary},
    {"kilde", LeadIn::source, Strength::colon},
    {"källa", LeadIn::source, Strength::colon},
    // Romance
    {"écrit par", LeadIn::author, Strength::plain},
    {"publié par", LeadIn::author, Strength::plain},
    {"rédigé par", LeadIn::author, Strength::plain},
    {"propos recueillis par", LeadIn::author, Strength::plain},
    {"par", LeadIn::author, Strength::ordinary},
    {"escrito por", LeadIn::author, Strength::plain},
    {"publicado por", LeadIn::author, Strength::plain},
    {"por", LeadIn::author, Strength::ordinary},
    {"fuente", LeadIn::source, Strength::colon},
    {"fonte", LeadIn::source, Strength::colon},
    {"scritto da", LeadIn::author, Strength::plain},
    {"pubblicato da", LeadIn::author, Strength::plain},
    {"a cura di", LeadIn::author, Strength::plain},
    {"di", LeadIn::author, Strength::ordinary},
    {"autore", LeadIn::author, Strength::colon},
    // Slavic, Turkish, Indonesian
    {"автор", LeadIn::author, Strength::colon},
    {"текст", LeadIn::author, Strength::colon},
    {"источник", LeadIn::source, Strength::colon},
    {"джерело", LeadIn::source, Strength::colon},
    {"tekst", LeadIn::author, Strength::colon},
    {"źródło", LeadIn::source, Strength::colon},
    {"zdroj", LeadIn::source, Strength::colon},
    {"yazan", LeadIn::author, Strength::colon},
    {"yazar", LeadIn::author, Strength::colon},
    {"kaynak", LeadIn::source, Strength::colon},
    {"penulis", LeadIn::author, Strength::colon},
    {"oleh", LeadIn::author, Strength::ordinary},
    {"sumber", LeadIn::source, Strength::colon},
    // Arabic
    {"بقلم", LeadIn::author, Strength::plain},
    {"بقلم الكاتب", LeadIn::author, Strength::plain},
    {"اعد الخبر", LeadIn::author, Strength::plain},
    {"اعد التقرير", LeadIn::author, Strength::plain},
    {"اعده للنشر", LeadIn::author, Strength::plain},
    {"كتب بواسطه", LeadIn::author, Strength::plain},
    {"نشر بواسطه", LeadIn::author, Strength::plain},
    {"نشرت بواسطه", LeadIn::author, Strength::plain},
    {"تم النشر بواسطه", LeadIn::author, Strength::plain},
    {"مرسله بواسطه", LeadIn::author, Strength::plain},
    {"ارسلت بواسطه", LeadIn::author, Strength::plain},
    {"اضيف بواسطه", LeadIn::author, Strength::plain},
    {"بواسطه", LeadIn::author, Strength::plain},
    {"اعداد وتحرير", LeadIn::author, Strength::ordinary},
    {"كتابه وتحرير", LeadIn::author, Strength::ordinary},
    {"كتبت", LeadIn::author, Strength::ordinary},
    {"كتبها", LeadIn::author, Strength::ordinary},
    {"كتبه", LeadIn::author, Strength::ordinary},
    {"كتب", LeadIn::author, Strength::ordinary},
    {"اعداد", LeadIn::author, Strength::ordinary},
    {"تحرير", LeadIn::author, Strength::colon},
    {"ترجمه", LeadIn::author, Strength::colon},
    {"حاوره", LeadIn::author, Strength::ordinary},
    {"حاورته", LeadIn::author, Strength::ordinary},
    {"حوار", LeadIn::author, Strength::colon},
    {"تقرير", LeadIn::author, Strength::colon},
    {"الكاتب", LeadIn::author, Strength::colon},
    {"الكاتبه", LeadIn::author, Strength::colon},
    {"المؤلف", LeadIn::author, Strength::colon},
    {"المحرر", LeadIn::author, Strength::colon},
    {"المراسل", LeadIn::author, Strength::colon},
    {"الناشر", LeadIn::source, Strength::colon},
    {"مصدر الخبر", LeadIn::source, Strength::colon},
    {"المصدر", LeadIn::source, Strength::colon},
    {"المصادر", LeadIn::source, Strength::colon},
    {"مصدر", LeadIn::source, Strength::colon},
    {"نقلا عن", LeadIn::source, Strength::colon},
    // Persian, Urdu, Kurdish, Hebrew
    {"نويسنده", LeadIn::author, Strength::colon},
    {"به قلم", LeadIn::author, Strength::plain},
    {"خبرنگار", LeadIn::author, Strength::colon},
    {"منبع", LeadIn::source, Strength::colon},
    {"تحرير", LeadIn::author, Strength::colon},
    {"نووسر", LeadIn::author, Strength::colon},
    {"نووسيني", LeadIn::author, Strength::plain},
    {"سەرچاوە", LeadIn::source, Strength::colon},
    {"מאת", LeadIn::author, Strength::plain},
    // East Asian
    {"作者", LeadIn::author, Strength::colon},
    {"记者", LeadIn::author, Strength::ordinary},
    {"本报记者", LeadIn::author, Strength::ordinary},
    {"来源", LeadIn::source, Strength::colon},
    {"來源", LeadIn::source, Strength::colon},
});

bool is_separator(std::string_view line, std::size_t at, std::size_t& end, bool& colon) {
  constexpr auto marks = std::to_array<std::string_view>({":", "：", "-", "–", "—", "|", "/", "："});
  for (const std::string_view mark : marks) {
    if (!line.substr(at).starts_with(mark)) continue;
    end = at + mark.size();
    colon = mark != "-" && mark != "|" && mark != "/";
    return true;
  }
  return false;
}

std::size_t skip_spaces(std::string_view line, std::size_t at) noexcept {
  while (at < line.size() && text::is_html_space(line[at])) ++at;
  return at;
}

// End of the first `words` words of the line.
std::size_t end_of_words(std::string_view line, std::size_t words) noexcept {
  std::size_t at = 0;
  for (std::size_t word = 0; word < words; ++word) {
    at = skip_spaces(line, at);
    while (at < line.size()) {
      std::size_t next = at;
      const char32_t c = text::next_code_point(line, next);
      const bool mark =
          (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0 || c == 0x200C || c == 0x0640;
      if (!mark && !u_isalnum(static_cast<UChar32>(c))) break;
      at = next;
    }
  }
  return at;
}

std::size_t count_spaces(std::string_view s) noexcept {
  return static_cast<std::size_t>(std::count(s.begin(), s.end(), ' '));
}

LeadInMatch match_word(std::string_view line, const LeadInWord& word) {
  const std::size_t end = end_of_words(line, count_spaces(word.folded) + 1);
  if (end == 0 || end > word.folded.size() * 3 + 8 ||
      text::fold_for_matching(line.substr(0, end)) != word.folded) {
    return {};
  }
  LeadInMatch match{word.kind, skip_spaces(line, end), false};
  const bool spaced = match.end > end;
  std::size_t after = 0;
  if (is_separator(line, match.end, after, match.colon)) match.end = skip_spaces(line, after);
  if (match.colon || match.end == line.size()) return match;
  if (!spaced || word.strength == Strength::colon) return {};
  if (word.strength == Strength::ordinary && !begins_like_name(line.substr(match.end))) return {};
  return match;
}

// The lead-ins that begin with a byte, in their order.
struct LeadInsByFirstByte {
  static constexpr std::size_t bytes = 256;

  consteval LeadInsByFirstByte() {
    std::size_t placed = 0;
    for (std::size_t byte = 0; byte < bytes; ++byte) {
      begins[byte] = static_cast<std::uint16_t>(placed);
      for (std::size_t i = 0; i < lead_ins.size(); ++i) {
        const auto first = static_cast<unsigned char>(lead_ins[i].folded.front());
        if (first == byte) places[placed++] = static_cast<std::uint16_t>(i);
      }
    }
    begins[bytes] = static_cast<std::uint16_t>(placed);
  }

  // All of them for a word of which folding leaves nothing.
  [[nodiscard]] std::span<const std::uint16_t> of(std::string_view word) const noexcept {
    if (word.empty()) return places;
    const auto byte = static_cast<unsigned char>(word.front());
    return std::span(places).subspan(begins[byte], std::size_t{begins[byte + 1U]} - begins[byte]);
  }

  std::array<std::uint16_t, bytes + 1> begins{};
  std::array<std::uint16_t, lead_ins.size()> places{};  // in lead_ins
};
constexpr LeadInsByFirstByte lead_ins_by_first_byte;

// False for a line whose first word of ASCII letters has the length and first letter of no lead-in's: most.
bool may_begin_lead_in(std::string_view line) noexcept {
  constexpr std::size_t longest = 31;  // letters; told apart by one bit each
  constexpr std::array<std::uint32_t, 256> lengths_by_first_letter = [] {
    std::array<std::uint32_t, 256> lengths{};
    for (const LeadInWord& word : lead_ins) {
      const std::size_t length = std::min(word.folded.find(' '), word.folded.size());
      lengths[static_cast<unsigned char>(word.folded.front())] |= 1U << length;
    }
    return lengths;
  }();
  std::size_t begin = 0;
  while (begin < line.size() && text::is_html_space(line[begin])) ++begin;
  std::size_t end = begin;
  while (end < line.size() && text::is_ascii_alpha(line[end])) ++end;
  const bool plain = end > begin && (end == line.size() || (static_cast<unsigned char>(line[end]) < 0x80 &&
                                                            !text::is_ascii_digit(line[end])));
  if (!plain) return true;
  const auto first = static_cast<unsigned char>(text::ascii_lower(line[begin]));
  return end - begin <= longest && (lengths_by_first_letter[first] >> (end - begin) & 1U) != 0;
}

}  // namespace

LeadInMatch match_lead_in(std::string_view line) {
  constexpr std::size_t longest_lead_in = 80;  // bytes
  if (line.empty() || !may_begin_lead_in(line)) return {};
  const std::size_t first_word = end_of_words(line, 1);
  if (first_word == 0 || first_word > longest_lead_in) return {};
  const std::string first = text::fold_for_matching(line.substr(0, first_word));
  LeadInMatch best;
  for (const std::uint16_t place : lead_ins_by_first_byte.of(first)) {
    const LeadInWord& word = lead_ins[place];
    if (!word.folded.starts_with(first)) continue;
    const LeadInMatch match = match_word(line, word);
    if (match.kind != LeadIn::none && match.end > best.end) best = match;
  }
  return best;
}

}  // namespace lubb::metadata
