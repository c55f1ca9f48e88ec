// Common words of the languages that a declaration is checked against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace lubb::metadata {

enum class ScriptFamily : std::uint8_t { latin, arabic, cyrillic, hebrew, greek, han, hangul, devanagari };

inline constexpr std::size_t language_count = 33;  // those with a word list

// The language's tag. Static view.
[[nodiscard]] std::string_view language_code(std::size_t language) noexcept;

// The script a language is usually written in; nullopt if it is not known here.
[[nodiscard]] std::optional<ScriptFamily> family_of(std::string_view language) noexcept;

[[nodiscard]] bool is_right_to_left(std::string_view language) noexcept;

// Tags between which common words do not decide: a declaration of one stands against a guess of the other.
[[nodiscard]] bool are_close(std::string_view a, std::string_view b) noexcept;

struct CommonWord {
  std::string_view word;  // lower case, as written
  std::uint8_t language = 0;
  ScriptFamily family = ScriptFamily::latin;  // the language's
  std::uint8_t sharing = 1;                   // languages of the family that have the word
};
inline constexpr std::size_t longest_common_in_ascii = 8;  // bytes; longer ones have letters beyond it
// All entries of the word among languages of any family, adjacent in memory.
[[nodiscard]] std::span<const CommonWord> find_common_word(std::string_view word) noexcept;
// The same of a word of at most eight bytes, the first one lowest, the rest zero: nearly all common words.
[[nodiscard]] std::span<const CommonWord> find_short_word(std::uint64_t word) noexcept;

}  // namespace lubb::metadata
