// settle_language() of metadata.h: the declared language against the text.
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "base/eight_bytes.h"
#include "base/text.h"
#include "metadata/byte_vector.h"
#include "metadata/findings.h"
#include "metadata/language_words.h"
#include "metadata/metadata.h"

namespace lubb::metadata {
namespace {

constexpr std::size_t max_text_bytes = 20'000;  // of body text looked at: some 3,000 words
constexpr std::size_t fewest_letters = 20;      // fewer say nothing about their language
constexpr double main_script_share = 0.5;       // of the letters, for the text to be in that script
constexpr double winner_share = 0.6;            // of the weight of the two likeliest languages
constexpr std::uint32_t fewest_common_words = 4;
// Share of a language's common words in running text: a quarter to a half where the language is the right
// one, a few per cent by chance.
constexpr double least_common_share = 0.05;
// What a common word weighs, divided by the number of languages that share it.
constexpr std::uint32_t word_weight = 12;

enum class Script : std::uint8_t {
  latin,
  arabic,
  cyrillic,
  hebrew,
  greek,
  han,
  kana,
  hangul,
  devanagari,
  thai,
  other,
  count_
};

struct ScriptCount {
  std::array<std::size_t, static_cast<std::size_t>(Script::count_)> letters{};
  std::size_t total = 0;
  [[nodiscard]] std::size_t of(Script script) const { return letters[static_cast<std::size_t>(script)]; }
};

Script script_of(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_LATIN: return Script::latin;
    case USCRIPT_ARABIC: return Script::arabic;
    case USCRIPT_CYRILLIC: return Script::cyrillic;
    case USCRIPT_HEBREW: return Script::hebrew;
    case USCRIPT_GREEK: return Script::greek;
    case USCRIPT_HAN: return Script::han;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA: return Script::kana;
    case USCRIPT_HANGUL: return Script::hangul;
    case USCRIPT_DEVANAGARI: return Script::devanagari;
    case USCRIPT_THAI: return Script::thai;
    default: return Script::other;
  }
}

// The letters of most texts that are not in ASCII are told without asking ICU.
constexpr bool is_arabic_letter(char32_t c) noexcept {
  return (c >= 0x0620 && c <= 0x063F) || (c >= 0x0641 && c <= 0x064A);
}
constexpr bool is_russian_letter(char32_t c) noexcept { return c >= 0x0410 && c <= 0x044F; }
constexpr bool is_accented_letter(char32_t c) noexcept {
  return c >= 0x00C0 && c <= 0x024F && c != 0x00D7 && c != 0x00F7;
}
constexpr bool is_punctuation(char32_t c) noexcept { return c >= 0x2000 && c <= 0x206F; }

// The script of a letter; nullopt for what is none, and for the tatweel.
std::optional<Script> script_of_letter(char32_t c) {
  if (is_arabic_letter(c)) return Script::arabic;
  if (is_russian_letter(c)) return Script::cyrillic;
  if (is_accented_letter(c)) return Script::latin;
  if (is_punctuation(c)) return std::nullopt;
  if (!u_isalpha(static_cast<UChar32>(c)) || c == 0x0640) return std::nullopt;
  return script_of(c);
}

// Which bytes of a text may belong to a word, and which of them are beyond ASCII: a bit each, so that neither
// is looked for byte by byte.
class TextBits {
 public:
  static constexpr std::size_t at_once = 64;  // bytes of text, bits of a number

  explicit TextBits(std::string_view text) : size_(text.size()) {  // at most max_text_bytes
    constexpr std::size_t step = sizeof(ByteVector);
    std::size_t begin = 0;
    for (; begin + at_once <= text.size(); begin += at_once) read(text.data() + begin, begin / at_once);
    std::array<char, at_once> rest{};
    text.copy(rest.data(), at_once, begin);
    read(rest.data(), begin / at_once);
    word_bytes_[begin / at_once + 1] = beyond_ascii_[begin / at_once + 1] = 0;
    static_assert(at_once % step == 0);
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t ascii_letters() const noexcept { return ascii_letters_; }
  // Of the bytes from `begin`, the first one's bit lowest; none behind the end.
  [[nodiscard]] std::uint64_t word_bytes(std::size_t begin) const noexcept {
    return from(word_bytes_, begin);
  }
  [[nodiscard]] std::uint64_t beyond_ascii(std::size_t begin) const noexcept {
    return from(beyond_ascii_, begin);
  }

 private:
  using Bits = std::array<std::uint64_t, max_text_bytes / at_once + 2>;

  void read(const char* at, std::size_t place) noexcept {
    std::uint64_t letters = 0, beyond = 0;
    for (std::size_t i = 0; i < at_once; i += sizeof(ByteVector)) {
      const ByteVector bytes = load_bytes(at + i);
      letters |= std::uint64_t{bits_of(between(bytes | 0x20, 'a', 'z'))} << i;
      beyond |= std::uint64_t{bits_of(between(bytes, 0x80, 0xFF))} << i;
    }
    ascii_letters_ += static_cast<std::size_t>(std::popcount(letters));
    word_bytes_[place] = letters | beyond;
    beyond_ascii_[place] = beyond;
  }

  [[nodiscard]] static std::uint64_t from(const Bits& bits, std::size_t begin) noexcept {
    const std::size_t place = begin / at_once, shift = begin % at_once;
    return bits[place] >> shift | bits[place + 1] << 1 << (at_once - 1 - shift);
  }

  std::size_t size_;
  std::size_t ascii_letters_ = 0;
  Bits word_bytes_, beyond_ascii_;
};

ScriptCount count_scripts(std::string_view text, const TextBits& bits) {
  ScriptCount count;
  count.letters[static_cast<std::size_t>(Script::latin)] = count.total = bits.ascii_letters();
  for (std::size_t i = 0; i < text.size();) {
    const std::uint64_t beyond = bits.beyond_ascii(i);
    i += static_cast<std::size_t>(std::countr_zero(beyond));
    if (beyond == 0) continue;
    const std::optional<Script> script = script_of_letter(text::next_code_point(text, i));
    if (!script) continue;
    ++count.letters[static_cast<std::size_t>(*script)];
    ++count.total;
  }
  return count;
}

struct Words {
  std::array<std::uint32_t, language_count> hits{};
  std::array<std::uint64_t, language_count> weight{};
  std::uint32_t total = 0;
};

constexpr std::size_t fewest_bytes = 2;  // a Latin letter alone is as often an initial or an item's mark
constexpr std::size_t most_short = sizeof(std::uint64_t);  // bytes of a word that is looked up as a number

void count_entries(std::span<const CommonWord> entries, ScriptFamily family, Words& words) noexcept {
  for (const CommonWord& entry : entries) {
    if (entry.family != family) continue;
    ++words.hits[entry.language];
    words.weight[entry.language] += word_weight / entry.sharing;
  }
}

void count_word(std::string_view word, ScriptFamily family, Words& words) noexcept {
  ++words.total;
  if (word.size() < fewest_bytes) return;
  const bool is_short = word.size() <= most_short;
  count_entries(
      is_short ? find_short_word(text::eight_bytes::load(word.data(), word.size())) : find_common_word(word),
      family, words);
}

// Appends the letter at text[i], or those in ASCII, in lower case and steps behind; false for what belongs to
// no word.
bool take_letter(std::string_view text, std::size_t& i, std::string& word) {
  const char first = text[i];
  if (static_cast<unsigned char>(first) < 0x80) {
    if (!text::is_ascii_alpha(first)) return false;
    while (i < text.size() && text::is_ascii_alpha(text[i])) word += text::ascii_lower(text[i++]);
    return true;
  }
  std::size_t next = i;
  const char32_t c = text::next_code_point(text, next);
  if (is_arabic_letter(c)) {
    word.append(text, i, next - i);
  } else {
    const auto code_point = static_cast<UChar32>(c);
    const bool part = u_isalpha(code_point) || (U_GET_GC_MASK(code_point) & U_GC_M_MASK) != 0 || c == 0x200C;
    if (!part) return false;
    text::append_utf8(static_cast<char32_t>(u_tolower(code_point)), word);
  }
  i = next;
  return true;
}

// Those of letters in ASCII and beyond it, and of what else stands there.
void count_mixed_words(std::string_view run, ScriptFamily family, Words& words) {
  std::string word;
  for (std::size_t i = 0; i < run.size();) {
    if (take_letter(run, i, word)) {
      while (i < run.size() && take_letter(run, i, word)) {
      }
      count_word(std::string_view(word), family, words);
      word.clear();
    } else {
      i += text::sequence_at(run, i).size;
    }
  }
}

// A run of bytes between others that belong to no word: one word, if it is in ASCII.
inline void count_run(std::string_view text, const TextBits& text_bits, std::size_t begin, std::size_t size,
                      ScriptFamily family, Words& words) {
  namespace eight = lubb::text::eight_bytes;
  static_assert(longest_common_in_ascii <= most_short);
  const std::uint64_t bytes = eight::in_front(eight::load(text.data() + begin, text.size() - begin), size);
  const bool is_ascii =
      (bytes & eight::high_bits) == 0 &&
      (size <= most_short || std::cmp_less_equal(size, std::countr_zero(text_bits.beyond_ascii(begin))));
  if (!is_ascii) return count_mixed_words(text.substr(begin, size), family, words);
  ++words.total;
  if (size < fewest_bytes || size > most_short) return;
  count_entries(find_short_word(bytes | eight::in_front(eight::all(0x20), size)), family, words);
}

// Common words of each language of the family.
Words count_common_words(std::string_view text, const TextBits& text_bits, ScriptFamily family) {
  Words words;
  for (std::size_t window = 0; window < text.size();) {
    std::uint64_t bits = text_bits.word_bytes(window);
    std::size_t at = 0;  // in the window
    while (bits != 0) {
      const int gap = std::countr_zero(bits);
      bits >>= gap;
      at += static_cast<std::size_t>(gap);
      auto size = static_cast<std::size_t>(std::countr_one(bits));
      if (at + size == TextBits::at_once) break;  // may go on: the next window begins with it
      count_run(text, text_bits, window + at, size, family, words);
      bits >>= size;
      at += size;
    }
    if (bits == 0) {
      window += TextBits::at_once;
    } else if (at != 0) {
      window += at;
    } else {  // a run that fills a window
      std::size_t size = 0;
      for (std::size_t more = TextBits::at_once; more == TextBits::at_once; size += more) {
        more = static_cast<std::size_t>(std::countr_one(text_bits.word_bytes(window + size)));
      }
      count_run(text, text_bits, window, size, family, words);
      window += size;
    }
  }
  return words;
}

struct Guess {
  std::string_view language;  // empty: unknown
  bool confident = false;
};

Guess guess_by_words(std::string_view text, const TextBits& bits, ScriptFamily family) {
  const Words words = count_common_words(text, bits, family);
  std::size_t best = 0;
  std::size_t second = 1;
  for (std::size_t language = 1; language < language_count; ++language) {
    if (words.weight[language] > words.weight[best]) {
      second = best;
      best = language;
    } else if (words.weight[language] > words.weight[second] || second == best) {
      second = language;
    }
  }
  const std::uint32_t hits = words.hits[best];
  const bool enough = hits >= fewest_common_words &&
                      static_cast<double>(hits) >= least_common_share * static_cast<double>(words.total);
  if (!enough) return {};
  const auto weight = static_cast<double>(words.weight[best]);
  const auto rival = static_cast<double>(words.weight[second]);
  // Danish or Norwegian: the likelier of two close ones is a fair answer where the page gives none.
  const bool close = are_close(language_code(best), language_code(second));
  return {language_code(best), close || weight >= winner_share * (weight + rival)};
}

Guess guess(std::string_view text, const TextBits& bits, const ScriptCount& scripts) {
  const auto share = [&](Script script) {
    return static_cast<double>(scripts.of(script)) / static_cast<double>(scripts.total);
  };
  constexpr double some_kana = 0.05;  // Japanese always has some
  if (share(Script::kana) + share(Script::han) > main_script_share) {
    return {share(Script::kana) > some_kana ? "ja" : "zh", true};
  }
  if (share(Script::hangul) > main_script_share / 2) return {"ko", true};
  if (share(Script::hebrew) > main_script_share) return guess_by_words(text, bits, ScriptFamily::hebrew);
  if (share(Script::greek) > main_script_share) return {"el", true};
  if (share(Script::thai) > main_script_share) return {"th", true};
  if (share(Script::arabic) > main_script_share) return guess_by_words(text, bits, ScriptFamily::arabic);
  if (share(Script::cyrillic) > main_script_share) return guess_by_words(text, bits, ScriptFamily::cyrillic);
  if (share(Script::devanagari) > main_script_share)
    return guess_by_words(text, bits, ScriptFamily::devanagari);
  if (share(Script::latin) > main_script_share) return guess_by_words(text, bits, ScriptFamily::latin);
  return {};
}

// Could a text of these letters be in the language? Unknown languages could.
bool script_allows(std::string_view language, const ScriptCount& scripts) {
  const std::optional<ScriptFamily> family = family_of(language);
  if (!family) return true;
  Script script = Script::other;
  switch (*family) {
    case ScriptFamily::arabic: script = Script::arabic; break;
    case ScriptFamily::hebrew: script = Script::hebrew; break;
    case ScriptFamily::latin: script = Script::latin; break;
    case ScriptFamily::cyrillic: script = Script::cyrillic; break;
    case ScriptFamily::devanagari: script = Script::devanagari; break;
    case ScriptFamily::greek: script = Script::greek; break;
    case ScriptFamily::hangul: script = Script::hangul; break;
    case ScriptFamily::han: return scripts.of(Script::han) + scripts.of(Script::kana) > scripts.total / 5;
  }
  constexpr std::size_t least_share =
      5;  // one letter in five: quotations and names in Latin letters are many
  return scripts.of(script) >= scripts.total / least_share;
}

// "AR-IQ", "ar_IQ", "iw" -> "ar", "he"; empty for what is no tag.
std::string primary_subtag(std::string_view declared) {
  std::string tag;
  for (const char c : text::trim(declared)) {
    if (c == '-' || c == '_') break;
    if (!text::is_ascii_alpha(c) || tag.size() == 3) return {};
    tag += text::ascii_lower(c);
  }
  if (tag.size() < 2) return {};
  struct Alias {
    std::string_view old_tag, tag;
  };
  constexpr auto aliases = std::to_array<Alias>(
      {{"iw", "he"},  {"in", "id"},  {"ji", "yi"}, {"prs", "fa"}, {"per", "fa"}, {"fas", "fa"}, {"ara", "ar"},
       {"arb", "ar"}, {"eng", "en"}, {"nb", "no"}, {"nn", "no"},  {"kur", "ku"}, {"urd", "ur"}, {"heb", "he"},
       {"pus", "ps"}, {"cn", "zh"},  {"jp", "ja"}, {"und", ""},   {"mul", ""},   {"zxx", ""}});
  for (const Alias& alias : aliases) {
    if (tag == alias.old_tag) return std::string(alias.tag);
  }
  return tag;
}

void set_direction(std::string_view text, Metadata& metadata, const ScriptCount& scripts) {
  if (scripts.total == 0) {
    if (metadata.language) metadata.direction = is_right_to_left(*metadata.language) ? "rtl" : "ltr";
    return;
  }
  const std::size_t may_read_from_right =
      scripts.of(Script::arabic) + scripts.of(Script::hebrew) + scripts.of(Script::other);
  metadata.direction = may_read_from_right != 0 && text::right_to_left_balance(text) > 0 ? "rtl" : "ltr";
}

}  // namespace

void settle_language(std::string_view body_text, Metadata& metadata) {
  const std::string_view text = cut_utf8(body_text, max_text_bytes);
  const std::string declared = metadata.language ? primary_subtag(*metadata.language) : std::string();
  metadata.language.reset();
  if (!declared.empty()) metadata.language = declared;
  const TextBits bits(text);
  const ScriptCount scripts = count_scripts(text, bits);
  if (scripts.total >= fewest_letters) {
    const Guess guessed = guess(text, bits, scripts);
    const bool impossible = !declared.empty() && !script_allows(declared, scripts);
    // A Chinese text full of program code stays Chinese: another script than the declared language's proves
    // nothing as long as its own is there in strength.
    const bool same = guessed.language == declared || are_close(guessed.language, declared);
    const std::optional<ScriptFamily> family = family_of(declared);
    const bool other_script = family && !impossible && family != family_of(guessed.language);
    if (!guessed.language.empty() && !same && !other_script && (guessed.confident || impossible)) {
      metadata.language = std::string(guessed.language);
    } else if (impossible) {
      metadata.language.reset();
    }
  }
  set_direction(text, metadata, scripts);
}

}  // namespace lubb::metadata
