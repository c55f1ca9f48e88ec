#include "metadata/labels.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "metadata/credit_text.h"
#include "metadata/date.h"
#include "metadata/date_tokens.h"
#include "metadata/findings.h"
#include "metadata/lead_in.h"
#include "metadata/named_lists.h"
#include "metadata/title_text.h"

namespace lubb::metadata {
namespace {

using dom::NodeId;
using dom::Tag;

constexpr std::size_t max_section_bytes = 120;  // longer lines are headlines
constexpr std::size_t max_trail_steps = 20;
constexpr NodeId nodes_before_title = 40;  // where a section label may stand: 40 nodes are some 15 elements
constexpr NodeId nodes_behind_title = 30;
constexpr std::size_t max_listed_tags = 30;   // longer lists are clouds of the whole site
constexpr std::size_t max_other_bytes = 120;  // text in a list of tags that is not a link: its label

bool is_inside(const dom::Document& document, NodeId node, NodeId ancestor) noexcept {
  return node != dom::no_node && ancestor <= node && node < document.node(ancestor).subtree_end;
}

// An element's text as a value of its own.
std::string_view label_of(const dom::Document& document, NodeId element, std::size_t max_bytes,
                          TextMemory& texts) {
  return clean_line(element_text(document, element, max_bytes, texts), max_bytes, texts);
}

void read_trail(const dom::Document& document, NodeId breadcrumb, TextMemory& texts,
                std::vector<std::string_view>& trail) {
  trail.clear();
  const NodeId end = document.node(breadcrumb).subtree_end;
  for (NodeId id = breadcrumb + 1; id < end && trail.size() < max_trail_steps; ++id) {
    if (document.is_element(id) && document.node(id).tag == Tag::a) {
      add_line(trail, label_of(document, id, max_section_bytes, texts), max_trail_steps);
    }
  }
}

// Words of class and id that name a section label.
bool names_section(std::string_view names) {
  constexpr std::array<std::string_view, 6> words = {"cat",     "category", "categories",
                                                     "section", "rubric",   "channel"};
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= names.size(); ++i) {
    if (i < names.size() && text::is_ascii_alpha(names[i])) continue;
    const std::string_view name = names.substr(begin, i - begin);
    const auto is_name = [name](std::string_view word) {
      return text::equals_ignoring_ascii_case(name, word);
    };
    if (std::ranges::any_of(words, is_name)) return true;
    begin = i + 1;
  }
  return false;
}

// A label in one line with the date: "محليات 2025/02/06". Empty if what stands beside the date is no
// section.
std::string_view without_date(std::string_view line) {
  if (!has_digit(line)) return line;
  const std::vector<FoundDate> dates = find_dates(line);
  if (dates.empty()) return line;
  const std::string_view before = strip_marks(line.substr(0, dates.front().begin));
  const std::string_view rest = before.empty() ? strip_marks(line.substr(dates.back().end)) : before;
  constexpr std::uint32_t most_words = 4;  // more, or a number, is a byline or a headline with its date
  if (has_digit(rest) || text::count_words(rest) > most_words) return {};
  return match_lead_in(rest).kind == LeadIn::none ? rest : std::string_view{};
}

std::optional<std::string_view> label_at(const dom::Document& document, NodeId id, TextMemory& texts) {
  if (!document.is_element(id)) return std::nullopt;
  const std::string_view raw = document.raw(id);
  if (raw.find("cat") == std::string_view::npos && raw.find("section") == std::string_view::npos &&
      raw.find("rubric") == std::string_view::npos && raw.find("channel") == std::string_view::npos) {
    return std::nullopt;
  }
  const auto names = document.attribute(id, dom::AttributeName::class_, texts.scratch());
  if (!names || !names_section(*names)) return std::nullopt;
  std::string_view label = element_text(document, id, max_section_bytes + 1, texts);
  if (label.size() > max_section_bytes) return std::nullopt;
  label = without_date(label);
  if (label.empty()) return std::nullopt;
  // Several categories: the first link.
  const NodeId end = document.node(id).subtree_end;
  for (NodeId inner = id + 1; inner < end; ++inner) {
    if (!document.is_element(inner) || document.node(inner).tag != Tag::a) continue;
    const std::string_view link = element_text(document, inner, max_section_bytes, texts);
    if (!link.empty()) return link;
  }
  return label;
}

std::optional<std::string_view> label_near(const dom::Document& document, NodeId title_element,
                                           TextMemory& texts) {
  if (title_element == dom::no_node) return std::nullopt;
  const NodeId begin = title_element > nodes_before_title ? title_element - nodes_before_title : 0;
  for (NodeId id = title_element; id-- > begin;) {
    if (is_inside(document, title_element, id)) continue;
    if (auto label = label_at(document, id, texts)) return label;
  }
  const NodeId behind = document.node(title_element).subtree_end;
  const NodeId end = std::min(document.size(), behind + nodes_behind_title);
  for (NodeId id = behind; id < end; ++id) {
    if (auto label = label_at(document, id, texts)) return label;
  }
  return std::nullopt;
}

std::optional<std::string_view> middle_part(std::string_view page_title, std::string_view title,
                                            TextMemory& texts) {
  const TitleParts parts = split_title(page_title);
  if (parts.size() != 3 || fold_title(parts[0], texts) != fold_title(title, texts)) return std::nullopt;
  if (parts[1].empty() || parts[1].size() > max_section_bytes) return std::nullopt;
  return parts[1];
}

// The links of a list of tags; empty if the element holds much else.
void read_tag_list(const dom::Document& document, NodeId list, TextMemory& texts,
                   std::vector<std::string_view>& tags) {
  std::size_t other_bytes = 0;
  const NodeId end = document.node(list).subtree_end;
  for (NodeId id = list + 1; id < end;) {
    if (document.is_element(id) && document.node(id).tag == Tag::a) {
      if (tags.size() >= max_listed_tags) return tags.clear();
      add_line(tags, label_of(document, id, max_tag_bytes, texts), max_tags);
      id = document.node(id).subtree_end;
      continue;
    }
    if (!document.is_element(id)) other_bytes += text::trim(document.raw(id)).size();
    if (other_bytes > max_other_bytes) return tags.clear();
    ++id;
  }
}

}  // namespace

std::optional<std::string_view> section_of_trail(std::span<const std::string_view> trail,
                                                 std::string_view title, TextMemory& texts) {
  if (trail.empty()) return std::nullopt;
  const std::string_view folded_title = fold_title(title, texts);
  // The first step is the home page; a trail of one step has lost it.
  for (std::size_t i = trail.size() > 1 ? 1 : 0; i < trail.size(); ++i) {
    const std::string_view folded = fold_title(trail[i], texts);
    const bool is_title = folded_title.starts_with(folded) || folded.starts_with(folded_title);
    if (folded.empty() || trail[i].size() > max_section_bytes || is_title) return std::nullopt;
    return trail[i];
  }
  return std::nullopt;
}

std::optional<std::string_view> find_section(const dom::Document& document, Collected& collected,
                                             dom::NodeId title_element, std::string_view title) {
  TextMemory& texts = collected.texts;
  std::vector<std::string_view>& trail = collected.lines;
  NamedLists breadcrumbs(document, collected, ListKind::breadcrumbs);
  for (NodeId list = breadcrumbs.next(); list != dom::no_node; list = breadcrumbs.next()) {
    read_trail(document, list, texts, trail);
    if (auto section = section_of_trail(trail, title, texts)) return section;
  }
  for (const NodeId link : collected.category_links) {
    const std::string_view section = element_text(document, link, max_section_bytes, texts);
    if (!section.empty()) return section;
  }
  if (auto label = label_near(document, title_element, texts)) return label;
  return middle_part(collected.title, title, texts);
}

void find_tags(const dom::Document& document, Collected& collected, dom::NodeId title_element,
               std::vector<std::string_view>& tags) {
  TextMemory& texts = collected.texts;
  tags.clear();
  if (collected.tag_links.size() <= max_listed_tags) {
    for (const NodeId link : collected.tag_links) {
      add_line(tags, label_of(document, link, max_tag_bytes, texts), max_tags);
    }
  }
  if (!tags.empty() || title_element == dom::no_node) return;
  NamedLists lists(document, collected, ListKind::tags, title_element);
  for (NodeId list = lists.next(); list != dom::no_node; list = lists.next()) {
    read_tag_list(document, list, texts, tags);
    if (!tags.empty()) return;
  }
}

std::string_view find_author_link(const dom::Document& document, Collected& collected,
                                  dom::NodeId title_element) {
  std::vector<std::string_view>& names = collected.lines;
  names.clear();
  for (const NodeId link : collected.author_links) {
    if (title_element != dom::no_node && link < title_element) continue;
    add_line(names, label_of(document, link, max_name_bytes, collected.texts), max_authors);
  }
  return names.size() == 1 ? names.front() : std::string_view();
}

}  // namespace lubb::metadata
