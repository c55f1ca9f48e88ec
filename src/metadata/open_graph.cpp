#include "metadata/open_graph.h"

#include <algorithm>
#include <array>
#include <bit>

#include "metadata/meta_rules.h"
#include "metadata/word_index.h"

namespace lubb::metadata {
namespace {

constexpr std::array<MetaRule, 36> rules = {{
    {"article:author", Field::author, 1},
    {"article:author:name", Field::author, 0},
    {"article:author_name", Field::author, 0},
    {"article:modified", Field::modified, 1},
    {"article:modified_time", Field::modified, 0},
    {"article:published", Field::published, 1},
    {"article:published_date", Field::published, 1},
    {"article:published_time", Field::published, 0},
    {"article:publisher", Field::sitename, 3},
    {"article:section", Field::section, 0},
    {"article:tag", Field::tags, 0},
    {"book:author", Field::author, 2},
    {"book:release_date", Field::published, 4},
    {"og:article:author", Field::author, 1},
    {"og:article:modified_time", Field::modified, 1},
    {"og:article:published_time", Field::published, 1},
    {"og:article:section", Field::section, 1},
    {"og:article:tag", Field::tags, 1},
    {"og:author", Field::author, 2},
    {"og:description", Field::description, 0},
    {"og:image", Field::image, 1},
    {"og:image:secure_url", Field::image, 2},
    {"og:image:url", Field::image, 2},
    {"og:locale", Field::language, 0},
    {"og:pubdate", Field::published, 2},
    {"og:published_time", Field::published, 2},
    {"og:release_date", Field::published, 3},
    {"og:section", Field::section, 1},
    {"og:site_name", Field::sitename, 0},
    {"og:title", Field::title, 0},
    {"og:updated_time", Field::modified, 2},
    {"og:url", Field::canonical_url, 0},
    {"twitter:description", Field::description, 1},
    {"twitter:image", Field::image, 3},
    {"twitter:title", Field::title, 1},
    {"twitter:url", Field::canonical_url, 1},
}};
static_assert(std::ranges::is_sorted(rules, {}, &MetaRule::word));
constexpr WordIndex<std::bit_ceil(2 * rules.size())> rule_index(rules);

const MetaRule* find_rule(std::string_view key) {
  const std::size_t at = rule_index.find(rules, key);
  return at == rules.size() ? nullptr : &rules[at];
}

}  // namespace

void read_open_graph(const Collected& collected, TextMemory& texts, Findings& found) {
  read_metas(collected, find_rule, texts, found);
}

}  // namespace lubb::metadata
