// What one source says about the page, and the cleaning that every reader gives to the values it finds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/text_memory.h"

namespace lubb::metadata {

// Longest values kept, in bytes of UTF-8; what is longer is cut at a character. Real values stay an order of
// magnitude below; the limits keep a hostile page from filling the row.
inline constexpr std::size_t max_title_bytes = 2'000;
inline constexpr std::size_t max_name_bytes = 500;
inline constexpr std::size_t max_description_bytes = 5'000;
inline constexpr std::size_t max_url_bytes = 8'192;
inline constexpr std::size_t max_tag_bytes = 200;
inline constexpr std::size_t max_tags = 50;
inline constexpr std::size_t max_authors = 50;

// Values are clean lines but not yet judged: dates are as written, addresses may be relative. They are views
// into the page or into the memory that its readers share.
struct Findings {
  void clear() noexcept;  // keeps the memory

  std::optional<std::string_view> title;
  std::vector<std::string_view> authors;  // as written; one entry may name several people
  std::vector<std::string_view> outlets;  // authors that the page marks as organisations
  std::optional<std::string_view> published;
  std::optional<std::string_view> maybe_published;  // a date whose name does not say of what
  std::optional<std::string_view> modified;
  std::optional<std::string_view> sitename;
  std::optional<std::string_view> source;
  std::optional<std::string_view> language;
  std::optional<std::string_view> direction;
  std::optional<std::string_view> description;
  std::optional<std::string_view> section;
  std::vector<std::string_view> tags;
  std::optional<std::string_view> image;
  std::optional<std::string_view> canonical_url;
  std::optional<std::string_view> license;
};

// True if cleaning would not change the text: no reference or tag, no control character, no white space but
// single spaces within.
[[nodiscard]] bool is_clean(std::string_view text) noexcept;

// One line of plain text: character references left in the value are decoded, tags and control characters
// removed, white space squeezed, cut to `max_bytes`. A view of the value where that changes nothing but its
// ends, else of a text kept in `texts`.
[[nodiscard]] std::string_view clean_line(std::string_view value, std::size_t max_bytes, TextMemory& texts);

// The same of a value that does not stay: always kept. It may stand in the scratch of `texts`.
[[nodiscard]] std::string_view keep_line(std::string_view value, std::size_t max_bytes, TextMemory& texts);

// clean_line() of an attribute's value as it stands in the source.
[[nodiscard]] std::string_view clean_attribute(std::string_view raw, std::size_t max_bytes,
                                               TextMemory& texts);

// Sets `field` to the cleaned value unless it is set already or the value is empty.
void set_once(std::optional<std::string_view>& field, std::string_view value, std::size_t max_bytes,
              TextMemory& texts);

// Adds a clean line unless it is empty, there already, or `max_count` is reached.
void add_line(std::vector<std::string_view>& list, std::string_view line, std::size_t max_count);

// The same of a value, which is cleaned.
void add_once(std::vector<std::string_view>& list, std::string_view value, std::size_t max_bytes,
              std::size_t max_count, TextMemory& texts);

// Adds every keyword of a list separated by commas, semicolons (Latin or Arabic), bars or line ends.
void add_tags(std::vector<std::string_view>& tags, std::string_view list, TextMemory& texts);

// The first section of a list: "politics,world" is two sections, "Arts, Culture" is one.
[[nodiscard]] std::string_view first_section(std::string_view sections) noexcept;

// Text that may hold HTML: tags out, block tags and <br> as '\n', references decoded, lines squeezed, empty
// lines out. Linear; not a parser: for values inside structured data only. Replaces what `lines` holds.
void html_to_lines(std::string_view value, std::string& lines);

// `s` without the bytes after `max_bytes`, not cutting a character in two.
[[nodiscard]] std::string_view cut_utf8(std::string_view s, std::size_t max_bytes) noexcept;

}  // namespace lubb::metadata
