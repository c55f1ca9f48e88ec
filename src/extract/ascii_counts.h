// Sixteen characters of ASCII at a time for measure(): classes as vectors, what hangs on neighbours as bits.
#pragma once

#ifdef __SSE2__
#define LUBB_ASCII_COUNTS

#include <emmintrin.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "extract/measure.h"

namespace lubb::extraction {

class AsciiCounts {
 public:
  // What the characters before leave behind, and what these do.
  struct State {
    bool in_word = false;
    bool pending_end = false;  // a sentence mark, then nothing but such and closing marks
    bool after_digit = false;  // a digit, then nothing but punctuation
    bool ends_sentence = false;
  };

  // Takes the first characters of [at, at + size), which is not empty: up to sixteen, and none behind the
  // first that is not ASCII or is a dollar sign. Returns how many; 0 where there are so few that it does not
  // pay.
  [[nodiscard]] std::size_t take(const char* at, std::size_t size, State& state) noexcept {
    std::array<char, width> padded;
    if (size < width) {
      padded.fill(0);
      std::memcpy(padded.data(), at, size);
      at = padded.data();
    }
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const unsigned stops = bits(_mm_or_si128(bytes, is(bytes, '$')));
    std::size_t taken = stops == 0 ? width : static_cast<std::size_t>(std::countr_zero(stops));
    if (taken > size) taken = size;
    if (taken < fewest && taken < size) return 0;
    add(bytes, taken, state);
    return taken;
  }

  // Adds up what was taken.
  void add_to(TextCounts& counts) noexcept {
    flush();
    counts.words += words_;
    counts.letters += totals_[letters];
    counts.capitals += totals_[capitals];
    counts.digits += totals_[digits];
    counts.commas += totals_[commas];
    counts.pipes += totals_[pipes];
    counts.sentence_ends += sentence_ends_;
    counts.characters += characters_ - totals_[spaces];
    counts.punctuation += characters_ - totals_[spaces] - totals_[letters] - totals_[digits];
  }

 private:
  static constexpr std::size_t width = sizeof(__m128i);
  static constexpr std::size_t fewest = 4;
  static constexpr unsigned most_additions = 255;  // until a lane of eight bits is full
  enum Class : std::size_t { letters, capitals, digits, spaces, commas, pipes, classes };

  static __m128i is(__m128i bytes, char c) noexcept { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); }
  static __m128i between(__m128i bytes, char first, char last) noexcept {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(last + 1))));
  }
  static unsigned bits(__m128i bytes) noexcept { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }
  static std::uint32_t count(unsigned sixteen_bits) noexcept {  // few processors' baseline has an instruction
    std::uint32_t x = sixteen_bits;
    x -= x >> 1 & 0x5555;
    x = (x & 0x3333) + (x >> 2 & 0x3333);
    x = (x + (x >> 4)) & 0x0F0F;
    return (x + (x >> 8)) & 0xFF;
  }
  static unsigned highest(unsigned set) noexcept {
    return 31u - static_cast<unsigned>(std::countl_zero(set));
  }
  // The bits of `marks`, and of runs of `through` right behind one, or behind the place before all if
  // `carry`.
  static unsigned spread(unsigned marks, unsigned through, bool carry) noexcept {
    const unsigned first = (marks << 1 | (carry ? 1u : 0u)) & through;
    return marks | (through & ~(through + first));
  }

  void add(__m128i bytes, std::size_t size, State& state) noexcept {
    alignas(width) static constexpr std::array<unsigned char, 2 * width> ones_then_zeros = {
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    const __m128i valid =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(ones_then_zeros.data() + width - size));
    const __m128i letter = between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
    const __m128i digit = between(bytes, '0', '9');
    const __m128i space = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8('!')), is(bytes, 0x7F));
    const auto tally = [&](Class name, __m128i members) {
      lanes_[name] = _mm_sub_epi8(lanes_[name], _mm_and_si128(members, valid));
    };
    tally(letters, letter);
    tally(capitals, _mm_and_si128(letter, _mm_cmplt_epi8(bytes, _mm_set1_epi8('a'))));
    tally(digits, digit);
    tally(spaces, space);
    tally(commas, _mm_or_si128(is(bytes, ','), is(bytes, ';')));
    tally(pipes, _mm_or_si128(is(bytes, '|'), _mm_or_si128(is(bytes, '/'), is(bytes, '>'))));
    characters_ += static_cast<std::uint32_t>(size);

    const unsigned all = (1u << size) - 1;
    const unsigned digit_bits = bits(digit) & all;
    const unsigned word_bits = (bits(letter) & all) | digit_bits;
    const unsigned space_bits = bits(space) & all;
    const unsigned last = static_cast<unsigned>(size) - 1;
    if (const unsigned known = word_bits | space_bits; known != 0) {
      state.after_digit = (digit_bits >> highest(known) & 1) != 0;
    }
    const unsigned in_word = spread(word_bits, bits(is(bytes, '\'')) & all, state.in_word);
    words_ += count(word_bits & ~(in_word << 1 | (state.in_word ? 1u : 0u)));
    state.in_word = (in_word >> last & 1) != 0;
    end_sentences(bytes, all, space_bits, last, state);
    if (++additions_ == most_additions) flush();
  }

  void end_sentences(__m128i bytes, unsigned all, unsigned space_bits, unsigned last, State& state) noexcept {
    const __m128i quotes = _mm_or_si128(is(bytes, '"'), is(bytes, '\''));
    const __m128i brackets = _mm_or_si128(is(bytes, ')'), is(bytes, ']'));
    const unsigned closing = bits(_mm_or_si128(quotes, brackets)) & all;
    const __m128i marks = _mm_or_si128(is(bytes, '.'), _mm_or_si128(is(bytes, '!'), is(bytes, '?')));
    const unsigned ends = bits(marks) & all;
    if (const unsigned deciding = all & ~(space_bits | closing); deciding != 0) {
      state.ends_sentence = (ends >> highest(deciding) & 1) != 0;
    }
    if (ends == 0 && !state.pending_end) return;
    const unsigned pending = spread(ends, closing, state.pending_end);
    sentence_ends_ += count(space_bits & (pending << 1 | (state.pending_end ? 1u : 0u)));
    state.pending_end = (pending >> last & 1) != 0;
  }

  void flush() noexcept {
    for (std::size_t i = 0; i < classes; ++i) {
      const __m128i halves = _mm_sad_epu8(lanes_[i], _mm_setzero_si128());
      totals_[i] += static_cast<std::uint32_t>(_mm_cvtsi128_si32(halves)) +
                    static_cast<std::uint32_t>(_mm_extract_epi16(halves, 4));
      lanes_[i] = _mm_setzero_si128();
    }
    additions_ = 0;
  }

  __m128i lanes_[classes] = {};
  std::array<std::uint32_t, classes> totals_{};
  std::uint32_t characters_ = 0, words_ = 0, sentence_ends_ = 0;
  unsigned additions_ = 0;
};

}  // namespace lubb::extraction

#endif
