#include "metadata/home_link.h"

#include <array>
#include <optional>

#include "base/text.h"
#include "base/url.h"
#include "metadata/collect.h"
#include "metadata/title_text.h"

namespace lubb::metadata {
namespace {

using dom::NodeId;
using dom::Tag;

constexpr std::size_t max_home_links = 50;  // read a page; a header has one, a menu and a footer some more
constexpr std::size_t max_name_bytes = 200;

bool bears(const dom::Document& document, NodeId link, std::string_view folded) {
  const auto is_name = [&](const std::optional<std::string_view>& value) {
    return value && value->size() <= max_name_bytes && fold_title(*value) == folded;
  };
  std::string storage;
  element_text(document, link, max_name_bytes, storage);
  if (is_name(storage) || is_name(document.attribute(link, "title", storage))) return true;
  const NodeId end = document.node(link).subtree_end;
  for (NodeId id = link + 1; id < end; ++id) {
    const bool picture = document.is_element(id) && document.node(id).tag == Tag::img;
    if (picture && is_name(document.attribute(id, "alt", storage))) return true;
  }
  return false;
}

}  // namespace

bool leads_home(std::string_view href, std::string_view own_host) {
  href = text::trim(href);
  const std::size_t host = href.find("//");
  const bool absolute = host == 0 || (host != std::string_view::npos && href.substr(0, host).ends_with(':'));
  if (absolute) {
    // Without a scheme: no more than the authority, which none would be read out of.
    const std::string_view whole = host == 0 ? href.substr(2, href.find_first_of("/?#", 2) - 2) : href;
    if (own_host.empty() || url::host_without_www(whole) != own_host) return false;
    const std::size_t path = href.find('/', host + 2);
    if (path == std::string_view::npos) return true;
    href.remove_prefix(path);
  }
  if (href.starts_with('.')) href.remove_prefix(1);
  if (href == "/") return true;
  if (href.starts_with('/')) href.remove_prefix(1);
  return href.starts_with("index.") && href.find_first_of("/?#") == std::string_view::npos;
}

bool home_link_says(const Home& home, std::string_view name) {
  const dom::Document& document = home.document;
  if (name.size() > max_name_bytes) return false;
  const std::string folded = fold_title(name);
  if (folded.empty()) return false;
  std::size_t links = 0;
  for (NodeId id = 0; id < document.size() && links < max_home_links; ++id) {
    if (!document.is_element(id) || document.node(id).tag != Tag::a) continue;
    const std::optional<std::string_view> href = document.raw_attribute(id, dom::AttributeName::href);
    if (!href || !leads_home(*href, home.host)) continue;
    ++links;
    if (bears(document, id, folded)) return true;
  }
  return false;
}

std::string_view site_before_colon(const Home& home, std::string_view page_title, std::string_view headline) {
  const std::size_t colon = page_title.find(':');
  if (colon == std::string_view::npos || colon == 0 || headline.empty()) return {};
  if (fold_title(page_title.substr(colon + 1)) != fold_title(headline)) return {};
  const std::string_view site = text::trim(page_title.substr(0, colon));
  return home_link_says(home, site) ? site : std::string_view{};
}

std::string_view own_short_name(const Home& home, std::string_view name) {
  constexpr auto kinds = std::to_array<std::string_view>(
      {"جريدة ", "صحيفة ", "مجلة ", "موقع ", "وكالة ", "قناة ", "شبكة ", "بوابة "});
  for (const std::string_view kind : kinds) {
    if (!name.starts_with(kind)) continue;
    const std::string_view rest = text::trim(name.substr(kind.size()));
    return home_link_says(home, rest) && !home_link_says(home, name) ? rest : name;
  }
  return name;
}

}  // namespace lubb::metadata
