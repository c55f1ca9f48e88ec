// Which characters of a text have to be escaped in Markdown, and how characters count for its delimiters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lubb::writers {

// Appends cleaned text on one line. `line_start` is where in `out` the current line begins.
void append_markdown_text(std::string_view text, std::size_t line_start, bool in_heading, std::string& out);

// A code span with fences longer than any run of backticks in it.
void append_markdown_code(std::string_view code, bool escape_pipes, std::string& out);

// The longest run of backticks.
[[nodiscard]] std::size_t longest_backtick_run(std::string_view s) noexcept;

// CommonMark's classes of characters around delimiter runs. `unsure` is what parsers of different versions
// class differently (symbols), and what is rare enough not to be listed.
enum class Flank : std::uint8_t { space, punctuation, word, unsure };
[[nodiscard]] Flank first_flank(std::string_view s) noexcept;  // of an empty string: space
[[nodiscard]] Flank last_flank(std::string_view s) noexcept;

// Bytes of Unicode white space at the start and at the end.
[[nodiscard]] std::size_t leading_space(std::string_view s) noexcept;
[[nodiscard]] std::size_t trailing_space(std::string_view s) noexcept;

}  // namespace lubb::writers
