#include "metadata/date_tokens.h"

#include <unicode/uchar.h>

#include <array>
#include <cstring>

#include "base/eight_bytes.h"
#include "base/text.h"

namespace lubb::metadata {
namespace {

// Words of more bytes name no month, weekday or hour.
constexpr std::size_t max_word_bytes = 48;

enum class CharacterClass : std::uint8_t { space, ignored, digit, han, letter, symbol };

bool is_arabic_tatweel(char32_t c) { return c == 0x0640; }

bool is_ignored(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || c == 0xFEFF || c == 0x200B || c == 0x00AD ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

constexpr std::array<CharacterClass, 0x80> ascii_classes = [] {
  std::array<CharacterClass, 0x80> classes{};
  for (unsigned char c = 0; c < 0x80; ++c) {
    const char ascii = static_cast<char>(c);
    classes[c] = text::is_ascii_digit(ascii)   ? CharacterClass::digit
                 : text::is_ascii_alpha(ascii) ? CharacterClass::letter
                 : text::is_html_space(ascii)  ? CharacterClass::space
                                               : CharacterClass::symbol;
  }
  return classes;
}();

CharacterClass class_of(char32_t c) {
  if (c < 0x80) return ascii_classes[c];
  if (is_ignored(c)) return CharacterClass::ignored;
  if (c >= 0x4E00 && c <= 0x9FFF) return CharacterClass::han;
  if (c == 0x200C || c == 0x200D || c == 0x00BA || c == 0x00AA) return CharacterClass::letter;
  const auto code_point = static_cast<UChar32>(c);
  if (u_charDigitValue(code_point) >= 0) return CharacterClass::digit;
  if (u_isUWhiteSpace(code_point)) return CharacterClass::space;
  if (u_isalpha(code_point) || (U_GET_GC_MASK(code_point) & U_GC_M_MASK) != 0) return CharacterClass::letter;
  return CharacterClass::symbol;
}

char ascii_likeness(char32_t c) {
  if (c < 0x80) return static_cast<char>(c);
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + '!');  // full-width forms
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || is_arabic_tatweel(c)) return '-';
  switch (c) {
    case 0x060C:  // Arabic comma
    case 0x066B:  // Arabic decimal separator
    case 0x3001: return ',';
    case 0x060D:  // Arabic date separator
    case 0x2044: return '/';
    case 0x06D4:  // Urdu full stop
    case 0x3002: return '.';
    case 0x00B7:
    case 0x2022:
    case 0x2219:
    case 0x25CF: return '|';
    default: return '?';
  }
}

// Bytes in front that are neither ASCII digits nor of other characters than ASCII: eight at a time.
std::size_t bytes_before_digits(std::string_view text) noexcept {
  namespace eight = lubb::text::eight_bytes;
  constexpr std::size_t step = sizeof(std::uint64_t);
  const auto stops_at = [text](std::size_t i) {
    const std::uint64_t bytes = eight::load(text.data() + i, step);
    return eight::bytes_before(eight::between(bytes, '0', '9') | (bytes & eight::high_bits));
  };
  if (text.size() < step) return 0;
  const std::size_t last = text.size() - step;
  for (std::size_t i = 0; i < last; i += step) {
    if (const std::size_t before = stops_at(i); before < step) return i + before;
  }
  return last + stops_at(last);
}

// Bytes that begin a digit of some script: most letters' do not.
constexpr std::array<bool, 256> may_begin_digit = [] {
  std::array<bool, 256> bytes{};
  for (unsigned c = 0; c < bytes.size(); ++c) {
    const bool two_bytes = c == 0xD9 || c == 0xDB || c == 0xDF;  // Arabic, Persian, N'Ko
    bytes[c] = (c >= '0' && c <= '9') || two_bytes || c >= 0xE0;
  }
  return bytes;
}();

// Steps behind the character at text[i], whose first byte may begin a digit; whether it is one.
bool take_digit(std::string_view text, std::size_t& i) noexcept {
  const auto first = static_cast<unsigned char>(text[i]);
  if (first < 0x80) return ++i, true;
  if (first == 0xD9 || first == 0xDB) {
    const unsigned char zero = first == 0xD9 ? 0xA0 : 0xB0;
    const auto second = static_cast<unsigned char>(++i < text.size() ? text[i] : '\0');
    return second >= zero && second <= zero + 9;
  }
  return u_charDigitValue(static_cast<UChar32>(text::next_code_point(text, i))) >= 0;
}

// Digits of the text, up to `enough`.
std::size_t count_digits(std::string_view text, std::size_t enough) noexcept {
  std::size_t count = 0;
  for (std::size_t i = bytes_before_digits(text); i < text.size() && count < enough;) {
    if (!may_begin_digit[static_cast<unsigned char>(text[i])]) {
      ++i;
    } else if (take_digit(text, i)) {
      ++count;
    }
  }
  return count;
}

bool is_folded_already(std::string_view word) noexcept {
  for (const char c : word) {
    if (c < 'a' || c > 'z') return false;
  }
  return true;
}

}  // namespace

class TokenizedText::Reader {
 public:
  Reader(std::string_view text, std::pmr::memory_resource& memory, std::pmr::vector<DateToken>& tokens)
      : text_(text), memory_(memory), tokens_(tokens) {}

  void run() {
    for (std::size_t i = 0; i < text_.size();) {
      const std::size_t begin = i;
      if (text::is_ascii_alpha(text_[i])) {  // most characters: letters of one word
        while (i < text_.size() && text::is_ascii_alpha(text_[i])) ++i;
        add_letters(begin, i);
      } else {
        const char32_t c = text::next_code_point(text_, i);
        add(c, begin, i);
      }
    }
    finish_word();
  }

 private:
  void add(char32_t c, std::size_t begin, std::size_t end) {
    const CharacterClass kind = class_of(c);
    if (kind == CharacterClass::ignored) return;
    if (kind == CharacterClass::space) {
      finish_word();
      in_number_ = false;
      space_ = true;
      return;
    }
    if (kind == CharacterClass::letter) return add_letters(begin, end);
    finish_word();
    if (kind == CharacterClass::digit) {
      const int digit = c < 0x80 ? static_cast<int>(c - U'0') : u_charDigitValue(static_cast<UChar32>(c));
      return add_digit(digit, begin, end);
    }
    in_number_ = false;
    start(kind == CharacterClass::han ? DateToken::Kind::word : DateToken::Kind::symbol, begin);
    tokens_.back().end = end;
    if (kind == CharacterClass::han) {
      tokens_.back().folded = text_.substr(begin, end - begin);
    } else {
      tokens_.back().symbol = ascii_likeness(c);
    }
  }

  void add_letters(std::size_t begin, std::size_t end) {
    in_number_ = false;
    if (!in_word_) start(DateToken::Kind::word, begin);
    in_word_ = true;
    tokens_.back().end = end;
  }

  void add_digit(int digit, std::size_t begin, std::size_t end) {
    if (!in_number_) start(DateToken::Kind::number, begin);
    in_number_ = true;
    DateToken& token = tokens_.back();
    token.end = end;
    if (token.digits > max_number_digits) return;
    ++token.digits;
    if (token.digits <= max_number_digits) token.value = token.value * 10 + digit;
  }

  void start(DateToken::Kind kind, std::size_t begin) {
    DateToken token;
    token.kind = kind;
    token.begin = token.end = begin;
    token.space_before = space_;
    tokens_.push_back(token);
    space_ = false;
  }

  // A word is folded when it is complete. A tatweel that stretches no word is a dash: "6 ـ 2 ـ 2025".
  void finish_word() {
    if (!in_word_) return;
    in_word_ = false;
    DateToken& token = tokens_.back();
    const std::string_view word = text_.substr(token.begin, token.end - token.begin);
    if (word.size() > max_word_bytes) return;
    if (is_folded_already(word)) {
      token.folded = word;
      return;
    }
    text::fold_for_matching(word, folded_);
    if (!folded_.empty()) {
      token.folded = kept(folded_);
      return;
    }
    token.kind = DateToken::Kind::symbol;
    token.symbol = '-';
  }

  std::string_view kept(std::string_view text) {
    char* const copy = static_cast<char*>(memory_.allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  std::string_view text_;
  std::pmr::memory_resource& memory_;
  std::pmr::vector<DateToken>& tokens_;
  std::string folded_;  // scratch
  bool in_word_ = false;
  bool in_number_ = false;
  bool space_ = false;
};

TokenizedText::TokenizedText(std::string_view text)
    : memory_(near_memory_.data(), near_memory_.size()), tokens_(&memory_) {
  constexpr std::size_t usual_tokens = 32;
  tokens_.reserve(usual_tokens);
  Reader(text, memory_, tokens_).run();
}

bool has_digit(std::string_view text) noexcept { return count_digits(text, 1) == 1; }

bool may_hold_date(std::string_view text) noexcept {
  constexpr std::size_t fewest = 3;
  return count_digits(text, fewest) == fewest;
}

}  // namespace lubb::metadata
