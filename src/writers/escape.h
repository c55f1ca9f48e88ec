// Every escaping rule of the output formats.
//
// Two steps: clean() makes any bytes printable UTF-8, the append_ functions then protect what the format at
// hand gives a meaning. The append_ functions expect cleaned text unless they say otherwise.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace lubb::writers {

// A set of bytes to look for: many times faster than find_first_of() with a list.
class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
  }
  // Where the first of them stands at or behind `from`; s.size() where none does.
  [[nodiscard]] constexpr std::size_t find_in(std::string_view s, std::size_t from = 0) const noexcept {
    while (from < s.size() && !has_[static_cast<unsigned char>(s[from])]) ++from;
    return from;
  }

 private:
  std::array<bool, 256> has_{};
};

// True where clean() would return `s` as it is. Newline and tab are clean.
[[nodiscard]] bool is_clean(std::string_view s) noexcept;

// Appends any bytes as valid UTF-8 without control characters but newline and tab: invalid sequences and
// noncharacters become U+FFFD; "\r\n" and a lone "\r" become a newline, form feed, vertical tab and U+0085
// a space (words must not be glued); other C0 controls, DEL and C1 go. ZWNJ, ZWJ and bidi marks stay.
void append_clean(std::string_view s, std::string& out);

// The same as a view: of `s` itself when it is clean, else of `storage`.
[[nodiscard]] std::string_view clean(std::string_view s, std::string& storage);

// Cleaned, with newlines and tabs turned into spaces.
[[nodiscard]] std::string_view clean_line(std::string_view s, std::string& storage);

// A JSON string with its quotes, from any bytes. U+2028, U+2029 and the controls are escaped, so that the
// string stands on one line for every reader. As YAML, it is a double-quoted scalar.
void append_json_string(std::string_view s, std::string& out);

// Text for HTML and XML, in content and in double-quoted attributes.
void append_markup(std::string_view s, std::string& out);

// True for absolute http, https and mailto addresses: all that a link in the output may point to.
[[nodiscard]] bool is_link_target(std::string_view url) noexcept;
// True for absolute http and https addresses.
[[nodiscard]] bool is_image_source(std::string_view url) noexcept;

// An address from any bytes with white space, controls, quotes, angle brackets, backslash, ^, `, {, | and }
// percent-encoded, as are square brackets behind the host, a second "#" and a percent sign that starts no
// escape. Existing escapes stay as they are; non-ASCII letters too (an IRI).
void append_url(std::string_view s, std::string& out);

// A language tag cut down to what BCP 47 allows in form; empty where `tag` isn't of that form.
[[nodiscard]] std::string_view language_tag(std::string_view tag) noexcept;

// The name of a programming language, without whatever could end an info string or an attribute.
[[nodiscard]] std::string code_language(std::string_view name);

// The label of a footnote without what could end it: ASCII letters, digits and all that is not ASCII.
[[nodiscard]] std::string note_label(std::string_view label);

}  // namespace lubb::writers
