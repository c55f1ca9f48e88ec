// Who wrote a comment and when: elements by their classes, and names as themes write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dom/document.h"

namespace lubb::extraction {

inline constexpr std::uint32_t most_author_words = 6;
inline constexpr std::uint32_t most_comment_date_words = 10;

[[nodiscard]] bool is_author_element(const dom::Document& document, dom::NodeId node);
[[nodiscard]] bool is_date_element(const dom::Document& document, dom::NodeId node);

// The name in an author's element, without a date that stands beside it.
[[nodiscard]] std::optional<std::string> author_of(const dom::Document& document, dom::NodeId node);

// The date as the page writes it.
[[nodiscard]] std::optional<std::string> date_of(const dom::Document& document, dom::NodeId node);

// A name without the dash in front and the "says:" behind it that themes write; nullopt if nothing is left.
[[nodiscard]] std::optional<std::string> author_name(std::string_view text);

// True for a line like "Petra wrote:".
[[nodiscard]] bool is_said_line(std::string_view text);

}  // namespace lubb::extraction
