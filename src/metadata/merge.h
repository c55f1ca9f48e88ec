// One value a field out of what all sources say, by one table of who is asked first.
#pragma once

#include <string_view>
#include <vector>

#include "lubb/article.hpp"
#include "metadata/findings.h"
#include "metadata/text_memory.h"
#include "metadata/title.h"

namespace lubb::metadata {

// What each source found; the order of fields has no meaning here, see merge.cpp for who comes first.
struct SourceFindings {
  void clear() noexcept;  // keeps the memory

  Findings json_ld, open_graph, microdata, html_meta;
  Findings visible;  // printed on the page: bylines, dates, labels
  Findings url;      // read from the page's address
};

// The publication's name and where it was found. A name in several languages or with a slogan gives way to
// the part of it that <title> carries (`title_affix`, may be empty).
struct SiteName {
  std::string_view name;
  std::string_view source;
};
[[nodiscard]] SiteName merge_site_name(const SourceFindings& found, std::string_view title_affix,
                                       bool affix_is_site);

// What merge() keeps from page to page: memory only.
struct MergeMemory {
  SiteNames site_names;
  TextMemory texts;
  std::vector<std::string_view> people, names;
  std::vector<std::string_view> handles;          // account names: better than nothing, worse than a later
                                                  // source's name
  std::vector<std::string_view> signing_outlets;  // of the first source that has any
};

// Fills all fields with their provenance. Dates that are none and addresses that are not http(s) are passed
// over for the next source's; accounts and outlets are no authors: an outlet that signs becomes the source.
// `base_url` resolves relative addresses, may be empty.
[[nodiscard]] Metadata merge(const SourceFindings& found, const Title& title, const SiteName& site,
                             std::string_view base_url, MergeMemory& memory);

}  // namespace lubb::metadata
