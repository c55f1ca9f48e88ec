// Sections and tags as printed on the page.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "metadata/collect.h"

namespace lubb::metadata {

// The first step below the home page of a breadcrumb trail, from the home page down; a step that repeats the
// title, or stands for the page itself, is none.
[[nodiscard]] std::optional<std::string_view> section_of_trail(std::span<const std::string_view> trail,
                                                               std::string_view title, TextMemory& texts);

// The section the page prints: in a breadcrumb, a link with rel=category, a line near the title whose class
// says category or section, or a middle part of <title>.
[[nodiscard]] std::optional<std::string_view> find_section(const dom::Document& document,
                                                           Collected& collected, dom::NodeId title_element,
                                                           std::string_view title);

// Texts of links with rel=tag, else of the first list of links behind the title that calls itself tags.
void find_tags(const dom::Document& document, Collected& collected, dom::NodeId title_element,
               std::vector<std::string_view>& tags);

// The one person that links with rel=author name behind the title; empty if they name several or none.
[[nodiscard]] std::string_view find_author_link(const dom::Document& document, Collected& collected,
                                                dom::NodeId title_element);

}  // namespace lubb::metadata
