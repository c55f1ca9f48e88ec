// Reading of credit lines as text: names, outlets, places. Used by credits.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lubb::metadata {

// Without white space, colons, dashes, brackets and quotation marks at both ends.
[[nodiscard]] std::string_view strip_marks(std::string_view s);

// True if the text has a letter or digit.
[[nodiscard]] bool has_letters(std::string_view s);

// True if a text of the source begins with a label of sources: "المصدر", "Source".
[[nodiscard]] bool begins_with_source_label(std::string_view raw) noexcept;

// An outlet's or agency's name as a label gives it; nullopt for addresses, dates and sentences.
[[nodiscard]] std::optional<std::string> clean_source(std::string_view raw);

// In "بغداد: الصباح", "بغداد 24 ـ بروكسل", "LONDON (Reuters)": the part that is an agency or the site itself.
[[nodiscard]] std::optional<std::string> outlet_in(std::string_view line, std::string_view sitename);

// In a dateline of its own ("بغداد 24 ـ بروكسل"): the part whose name says that it is a news outlet ("نيوز",
// "وكالة", "24"), beside a place; nullopt where both parts do, or none.
[[nodiscard]] std::optional<std::string> outlet_by_name(std::string_view dateline);

// Without a date at the end and the month that stands before the cut: "Jane Doe, Nov. 12, 2024" -> "Jane Doe,
// ".
[[nodiscard]] std::string_view before_date(std::string_view line);

// Two to five words, most of them with a capital where the script has capitals.
[[nodiscard]] bool is_written_like_name(std::string_view s);

}  // namespace lubb::metadata
