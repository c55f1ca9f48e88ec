// Who the page says wrote or supplied the text, as printed near the title.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "metadata/near_title.h"

namespace lubb::metadata {

struct VisibleCredits {
  std::vector<std::string> authors;          // people
  std::optional<std::string> source;         // an agency or outlet credited for the text
  std::optional<std::string> kicker;         // the line above the headline
  std::vector<dom::NodeId> credit_elements;  // smallest elements that hold such a line and nothing else
};

// Looks at bylines, source lines, outlet lines and the kicker near the title and after the article's end.
// `near`: as read_near_title() gives it, read once for all who look around the title. `sitename`: the
// publication, or empty; a line that names it ("بغداد: الصباح" on the site of الصباح) credits a source.
[[nodiscard]] VisibleCredits find_credits(LineReader& reader, const NearTitle& near,
                                          std::string_view sitename);

// The people named in an author value or byline: "By A and B" -> {A, B}; "بقلم: فلان" -> {فلان}. Removes
// lead-in words, splits lists, drops duplicates. Accounts ("admin"), addresses, dates, and what is too long
// to be a name are left out.
[[nodiscard]] std::vector<std::string> clean_authors(std::string_view raw);

}  // namespace lubb::metadata
