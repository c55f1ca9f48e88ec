// The date printed on the page near the title.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "metadata/near_title.h"

namespace lubb::metadata {

struct VisibleDate {
  std::optional<std::string> published;  // ISO 8601, see parse_date()
  std::optional<std::string> modified;   // labelled as an update
  std::vector<dom::NodeId> elements;  // date lines: the smallest elements that hold nothing but such a line
};

// Looks at the lines around the title only (`near`: as read_near_title() gives it). A date of the page's
// header, of navigation, sidebars, comments and lists of other stories is not the article's. Several
// different dates with equal claim give none: no date is better than a wrong one. `language`: as declared by
// the page, or empty.
[[nodiscard]] VisibleDate find_visible_date(LineReader& reader, const NearTitle& near,
                                            std::string_view language);

// For pages that give no date near the title: the same anywhere below it (in the whole page, if `title` is
// no_node), at the article's end for example. Only dates that a label or a class name speaks for count.
[[nodiscard]] VisibleDate find_distant_date(LineReader& reader, dom::NodeId title, std::string_view language);

// For pages that give no date in any better way, from the lines that read_near_title() and
// find_distant_date() have read: beside the title a date among tools or in a sidebar that its element calls a
// date, anywhere one that its label calls published, or the only date of the page. None where there are
// several days.
[[nodiscard]] std::optional<std::string> find_weak_date(LineReader& reader, std::string_view language);

// The first date behind the title in the lines that find_distant_date() has read, whatever it is of: on a
// page of posts, the first post's.
[[nodiscard]] std::optional<std::string> find_first_date(LineReader& reader, std::string_view language);

// The judgement of find_distant_date() on lines that have been read.
[[nodiscard]] VisibleDate find_date_in_lines(LineReader& reader, const NearTitle& lines,
                                             std::string_view language);

// For pages that give no date elsewhere: the only day that stands right beside the title, in a bar of links
// or tools.
[[nodiscard]] VisibleDate find_date_beside(LineReader& reader, const NearTitle& near,
                                           std::string_view language);

}  // namespace lubb::metadata
