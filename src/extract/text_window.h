// Up to 64 bytes of text at a time for measure(): the members of each class of characters as bits, so that
// what hangs on neighbours is arithmetic. A character of several bytes is a member with all of them.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/sixteen_bytes.h"
#include "extract/measure.h"

namespace lubb::extraction {

// What the text before leaves behind.
struct TextState {
  bool in_word = false;
  bool pending_end = false;  // a sentence mark, then nothing but such and closing marks
  bool after_digit = false;  // a digit, then nothing but punctuation
  bool after_currency = false;
};

#ifdef __SSE2__
#define LUBB_TEXT_WINDOW

struct TextWindow {
  static constexpr std::size_t width = 64;
  using Bits = std::uint64_t;

  Bits letters, smalls, capitals, digits, spaces;
  Bits commas, pipes;
  Bits apostrophes;  // go on with a word
  Bits closing;      // may stand between the end of a sentence and the space behind it
  Bits ends;         // of a sentence where a space follows
  Bits special;      // bytes beyond ASCII and dollar signs: to be looked at one by one
  Bits trail;        // bytes that begin no character

  // Takes in `size` bytes; as many as make whole vectors must be readable.
  [[gnu::always_inline]] void read(const char* at, std::size_t size) noexcept {
    const auto load = [&](std::size_t place) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + place));
    };
    read_vector(load(0), [](Bits& bits, Bits members) { bits = members; });
    for (std::size_t i = text::sixteen_bytes::width; i < size; i += text::sixteen_bytes::width) {
      read_vector(load(i), [i](Bits& bits, Bits members) { bits |= members << i; });
    }
    capitals = letters & ~smalls;
  }

  [[nodiscard]] static constexpr Bits first(std::size_t size) noexcept {
    return size >= width ? ~Bits{0} : (Bits{1} << size) - 1;
  }

  // Adds up the first `size` bytes, which are not none. Among them must be no character of a class of its
  // own.
  [[gnu::always_inline]] void add(std::size_t size, TextState& state, TextCounts& counts) const noexcept {
    const Bits all = first(size), begins = all & ~trail;
    const std::size_t last = size - 1;
    const Bits word = (letters | digits) & all, space = spaces & all;
    const auto characters = count(begins & ~space);
    const auto letter_count = count(letters & begins), digit_count = count(digits & begins);
    counts.characters += characters;
    counts.letters += letter_count;
    counts.digits += digit_count;
    counts.punctuation += characters - letter_count - digit_count;
    counts.capitals += count(capitals & all);
    counts.commas += count(commas & all);
    counts.pipes += count(pipes & all);
    if (const Bits known = word | space; known != 0) state.after_digit = (digits >> highest(known) & 1) != 0;
    const Bits in_word = spread(word, apostrophes & all, state.in_word);
    counts.words += count(word & ~(in_word << 1 | Bits{state.in_word}));
    state.in_word = (in_word >> last & 1) != 0;
    if (const Bits deciding = all & ~(space | closing); deciding != 0)
      counts.ends_sentence = (ends >> highest(deciding) & 1) != 0;
    const Bits pending = spread(ends & all, closing & all, state.pending_end);
    counts.sentence_ends += count(space & (pending << 1 | Bits{state.pending_end}));
    state.pending_end = (pending >> last & 1) != 0;
  }

 private:
  enum Constant : std::size_t {
    small_bit,
    letter_a,
    twenty_five,
    digit_zero,
    nine,
    blank,
    deleted,
    comma,
    semicolon,
    pipe,
    slash,
    greater,
    single_quote,
    double_quote,
    bracket,
    square_bracket,
    full_stop,
    exclamation_mark,
    question_mark,
    dollar,
    first_lead,
    constants
  };
  // Each sixteen times. In memory, defined elsewhere: compilers would rather build them again and again.
  struct alignas(__m128i) Vector {
    std::array<unsigned char, sizeof(__m128i)> bytes;
  };
  static const std::array<Vector, constants> vectors;
  [[gnu::always_inline]] static __m128i constant(Constant c) noexcept {
    return _mm_load_si128(reinterpret_cast<const __m128i*>(vectors[c].bytes.data()));
  }

  // Calls `take(Bits& of_a_class, Bits members)` for each class.
  template <class Take>
  [[gnu::always_inline]] void read_vector(__m128i bytes, const Take& take) noexcept {
    const auto put = [&](Bits& bits, __m128i members) { take(bits, text::sixteen_bytes::bits(members)); };
    const auto is = [&](Constant c) { return _mm_cmpeq_epi8(bytes, constant(c)); };
    const auto any = [](__m128i a, __m128i b) { return _mm_or_si128(a, b); };
    const auto up_to = [](__m128i from_first, Constant last) {  // without signs
      return _mm_cmpeq_epi8(_mm_min_epu8(from_first, constant(last)), from_first);
    };
    const __m128i from_a = _mm_sub_epi8(any(bytes, constant(small_bit)), constant(letter_a));
    const __m128i from_zero = _mm_sub_epi8(bytes, constant(digit_zero));
    const __m128i apostrophe = is(single_quote);
    put(letters, up_to(from_a, twenty_five));
    put(smalls, _mm_slli_epi16(bytes, 2));
    put(digits, up_to(from_zero, nine));
    put(spaces, any(up_to(bytes, blank), is(deleted)));
    put(commas, any(is(comma), is(semicolon)));
    put(pipes, any(is(pipe), any(is(slash), is(greater))));
    put(apostrophes, apostrophe);
    put(closing, any(any(apostrophe, is(double_quote)), any(is(bracket), is(square_bracket))));
    put(ends, any(is(full_stop), any(is(exclamation_mark), is(question_mark))));
    put(special, any(bytes, is(dollar)));
    put(trail, _mm_cmplt_epi8(bytes, constant(first_lead)));
  }
  [[gnu::always_inline]] static std::uint32_t count(Bits bits) noexcept {
    return static_cast<std::uint32_t>(std::popcount(bits));
  }
  static unsigned highest(Bits bits) noexcept { return 63U - static_cast<unsigned>(std::countl_zero(bits)); }
  // The bits of `marks`, and of runs of `through` right behind one, or behind the place before all if
  // `carry`.
  static Bits spread(Bits marks, Bits through, bool carry) noexcept {
    const Bits begin = (marks << 1 | Bits{carry}) & through;
    return marks | (through & ~(through + begin));
  }
};
#endif

}  // namespace lubb::extraction
