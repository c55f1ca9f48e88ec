// Who the page says wrote or supplied the text, as printed near the title.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "metadata/near_title.h"
#include "metadata/text_memory.h"

namespace lubb::metadata {

struct VisibleCredits {
  std::vector<std::string_view> authors;     // people
  std::optional<std::string_view> source;    // an agency or outlet credited for the text
  std::optional<std::string_view> kicker;    // the line above the headline
  std::vector<dom::NodeId> credit_elements;  // smallest elements that hold such a line and nothing else
};

// What speaks for an author, the weakest first.
enum class AuthorClaim : int { none, beside_date, around, own, lead_in, lead_in_and_own };

struct AuthorCandidate {
  std::string_view name;
  AuthorClaim claim = AuthorClaim::none;
  std::size_t line = 0;
  std::size_t group = 0;  // of those that were found together
};

// What find_credits() keeps from page to page: memory only.
struct CreditMemory {
  VisibleCredits credits;
  std::vector<AuthorCandidate> candidates;
  std::vector<std::string_view> names, more_names;
};

// Looks at bylines, source lines, outlet lines and the kicker near the title and after the article's end.
// `near`: as read_near_title() gives it, read once for all who look around the title. `sitename`: the
// publication, or empty; a line that names it ("بغداد: الصباح" on the site of الصباح) credits a source.
const VisibleCredits& find_credits(LineReader& reader, const NearTitle& near, std::string_view sitename,
                                   TextMemory& texts, CreditMemory& memory);

// The people named in an author value or byline: "By A and B" -> {A, B}; "بقلم: فلان" -> {فلان}. Removes
// lead-in words, splits lists, drops duplicates. Accounts ("admin"), addresses, dates, and what is too long
// to be a name are left out. Replaces what `names` holds by views of `raw` and texts kept in `texts`.
void clean_authors(std::string_view raw, TextMemory& texts, std::vector<std::string_view>& names);

}  // namespace lubb::metadata
