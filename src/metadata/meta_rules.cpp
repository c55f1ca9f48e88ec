#include "metadata/meta_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "metadata/date.h"

namespace lubb::metadata {
namespace {

constexpr std::size_t fields = static_cast<std::size_t>(Field::license) + 1;
constexpr std::uint8_t no_rank = 255;

std::size_t max_bytes(Field field) noexcept {
  switch (field) {
    case Field::title: return max_title_bytes;
    case Field::description: return max_description_bytes;
    case Field::image:
    case Field::canonical_url:
    case Field::license: return max_url_bytes;
    default: return max_name_bytes;
  }
}

std::optional<std::string_view>* single(Findings& found, Field field) noexcept {
  switch (field) {
    case Field::title: return &found.title;
    case Field::published: return &found.published;
    case Field::maybe_published: return &found.maybe_published;
    case Field::modified: return &found.modified;
    case Field::sitename: return &found.sitename;
    case Field::source: return &found.source;
    case Field::language: return &found.language;
    case Field::description: return &found.description;
    case Field::section: return &found.section;
    case Field::image: return &found.image;
    case Field::canonical_url: return &found.canonical_url;
    case Field::license: return &found.license;
    case Field::author:
    case Field::tags: return nullptr;
  }
  return nullptr;
}

bool is_address(std::string_view value) noexcept {
  return value.find("://") != std::string_view::npos || value.starts_with("www.") || value.starts_with("/");
}

class MetaReader {
 public:
  MetaReader(TextMemory& texts, Findings& found) : texts_(texts), findings_(found) { best_.fill(no_rank); }

  void read(const MetaTag& meta, const MetaRule& rule) {
    std::uint8_t& best = best_[static_cast<std::size_t>(rule.field)];
    if (rule.rank > best) return;
    const bool better = rule.rank < best;
    const bool taken = rule.field == Field::author ? read_author(meta, better)
                       : rule.field == Field::tags ? read_tags(meta, better)
                                                   : better && read_single(meta, rule.field);
    if (taken) best = rule.rank;
  }

 private:
  bool read_author(const MetaTag& meta, bool better) {
    const std::string_view author = clean_attribute(meta.raw_value, max_name_bytes, texts_);
    if (author.empty() || is_address(author)) return false;
    if (better) findings_.authors.clear();
    add_once(findings_.authors, author, max_name_bytes, max_authors, texts_);
    return true;
  }

  bool read_tags(const MetaTag& meta, bool better) {
    const std::string_view list = clean_attribute(meta.raw_value, max_tags * max_tag_bytes, texts_);
    if (list.empty()) return false;
    if (better) findings_.tags.clear();
    add_tags(findings_.tags, list, texts_);
    return true;
  }

  bool read_single(const MetaTag& meta, Field field) {
    const std::string_view value = clean_attribute(meta.raw_value, max_bytes(field), texts_);
    if (value.empty() || (field == Field::sitename && is_address(value))) return false;
    const bool is_date =
        field == Field::published || field == Field::maybe_published || field == Field::modified;
    if (is_date && !parse_date(value)) return false;  // leaves the field to the next key
    *single(findings_, field) = value;
    return true;
  }

  TextMemory& texts_;
  Findings& findings_;
  std::array<std::uint8_t, fields> best_{};
};

}  // namespace

void read_metas(const Collected& collected, const MetaRule* (*find_rule)(std::string_view), TextMemory& texts,
                Findings& found) {
  found.clear();
  MetaReader reader(texts, found);
  for (const MetaTag& meta : collected.metas) {
    if (const MetaRule* const rule = find_rule(meta.key)) reader.read(meta, *rule);
  }
}

}  // namespace lubb::metadata
