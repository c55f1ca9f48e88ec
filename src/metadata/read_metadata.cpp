// The stages of metadata, top to bottom: walk once, ask every reader, settle title and site, look around the
// title, merge.
#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/text.h"
#include "base/url.h"
#include "metadata/byline.h"
#include "metadata/collect.h"
#include "metadata/date.h"
#include "metadata/home_link.h"
#include "metadata/html_meta.h"
#include "metadata/json_ld.h"
#include "metadata/labels.h"
#include "metadata/merge.h"
#include "metadata/metadata.h"
#include "metadata/microdata.h"
#include "metadata/near_title.h"
#include "metadata/open_graph.h"
#include "metadata/script_date.h"
#include "metadata/title.h"
#include "metadata/title_text.h"
#include "metadata/visible_date.h"

namespace lubb::metadata {

struct Workspace::Memory {
  Collected collected;
  SourceFindings found;
  JsonLdMemory json_ld_memory;
  JsonLd json_ld;
  TitleSources title_sources;
  TitleMemory titles;
  LineReader reader;
  CreditMemory credits;
  MergeMemory merging;
  std::string base;  // address
};

namespace {

// Longest part of <title> taken for the site's name where nothing else gives one, in words and bytes.
constexpr std::uint32_t max_site_words = 6;
constexpr std::size_t max_site_bytes = 100;

std::string_view view(const std::optional<std::string_view>& value) noexcept { return value.value_or(""); }

// The address that relative ones are resolved against: the page's own if known, else the one it gives for
// itself; <base> applied.
void read_base_address(const Options& options, const Collected& collected, const SourceFindings& found,
                       std::string& base) {
  base = options.url;
  for (const std::string_view own :
       {view(found.html_meta.canonical_url), view(found.open_graph.canonical_url)}) {
    if (base.empty() && url::is_http(own)) base = own;
  }
  if (!collected.base_href.empty()) {
    if (auto resolved = url::resolve(base, collected.base_href); resolved && url::is_http(*resolved)) {
      base = std::move(*resolved);
    }
  }
}

Title read_title(const Collected& collected, const SourceFindings& found, dom::NodeId microdata_element,
                 std::string_view base, TitleSources& sources, TitleMemory& memory) {
  sources.open_graph = view(found.open_graph.title);
  sources.json_ld = view(found.json_ld.title);
  sources.microdata = view(found.microdata.title);
  sources.html_meta = view(found.html_meta.title);
  sources.microdata_element = microdata_element;
  sources.site_names.clear();
  for (const Findings* findings : {&found.open_graph, &found.json_ld, &found.html_meta, &found.microdata}) {
    if (findings->sitename) sources.site_names.push_back(*findings->sitename);
  }
  sources.host = url::split(base) ? url::host_without_www(base) : std::string_view{};
  return choose_title(collected, sources, memory);
}

SiteName read_site_name(const Home& home, const Collected& collected, const SourceFindings& found,
                        const Title& title) {
  const std::string_view affix = view(title.affix);
  const auto is_short = [](std::string_view name) {
    return !name.empty() && name.size() <= max_site_bytes && text::count_words(name) <= max_site_words;
  };
  SiteName site = merge_site_name(found, affix, is_short(affix) && title.source != "title");
  if (site.name.empty()) {
    const std::string_view before = site_before_colon(home, collected.title, view(title.text));
    if (is_short(before)) site = {before, "title"};
  }
  site.name = own_short_name(home, site.name);
  return site;
}

bool gives_date(const SourceFindings& found) {
  return found.json_ld.published || found.open_graph.published || found.microdata.published ||
         found.html_meta.published || found.html_meta.maybe_published || found.url.published;
}

// Section and tags as printed, where the page's data say none: merge() asks them first.
void read_labels(const Home& home, Collected& collected, const Title& title, const SiteName& site,
                 std::span<const std::string_view> trail, SourceFindings& found) {
  const dom::Document& document = home.document;
  const std::string_view shown_title = view(title.text);
  if (!(found.json_ld.section || found.open_graph.section || found.microdata.section ||
        found.html_meta.section)) {
    std::optional<std::string_view>& section = found.visible.section;
    section = section_of_trail(trail, shown_title, collected.texts);
    if (!section) section = find_section(document, collected, title.element, shown_title);
    // A site's name that stems from <title> may be the section's.
    const bool is_site = section &&
                         fold_title(*section, collected.texts) == fold_title(site.name, collected.texts) &&
                         (site.source != "title" || home_link_says(home, *section));
    if (is_site) section.reset();
  }
  if (found.open_graph.tags.empty() && found.json_ld.tags.empty() && found.microdata.tags.empty()) {
    find_tags(document, collected, title.element, found.visible.tags);
  }
}

bool gives_change(const SourceFindings& found) {
  return found.json_ld.modified || found.open_graph.modified || found.microdata.modified ||
         found.html_meta.modified;
}

// Dates are text of their own: they stay in `texts`.
std::optional<std::string_view> kept(const std::optional<std::string>& date, TextMemory& texts) {
  return date ? std::optional(texts.keep(*date)) : std::nullopt;
}

// Returns the kicker.
std::optional<std::string_view> read_visible(const Home& home, const Title& title, const SiteName& site,
                                             Workspace::Memory& memory, MetadataResult& result) {
  const dom::Document& document = home.document;
  Collected& collected = memory.collected;
  LineReader& reader = memory.reader;
  SourceFindings& found = memory.found;
  Findings& visible = found.visible;
  reader.start(document, collected);
  const NearTitle& near = read_near_title(reader, title.element);
  const VisibleCredits& credits = find_credits(reader, near, site.name, collected.texts, memory.credits);
  visible.authors = credits.authors;
  visible.source = credits.source;
  if (visible.authors.empty()) {
    add_once(visible.authors, find_author_link(document, collected, title.element), max_name_bytes,
             max_authors, collected.texts);
  }
  VisibleDate date = find_visible_date(reader, near, view(found.html_meta.language));
  if (!date.published && !gives_date(found)) {
    const std::string_view language = view(found.html_meta.language);
    VisibleDate distant = find_distant_date(reader, near.title, language);
    if (!distant.published && !distant.modified) distant = find_date_beside(reader, near, language);
    date.published = std::move(distant.published);
    if (!date.modified) date.modified = std::move(distant.modified);
    result.lacks_date = !date.published && !date.modified && !gives_change(found);
  }
  visible.published = kept(date.published, collected.texts);
  visible.modified = kept(date.modified, collected.texts);
  result.credit_elements.reserve(credits.credit_elements.size() + date.elements.size());
  result.credit_elements = credits.credit_elements;
  result.credit_elements.insert(result.credit_elements.end(), date.elements.begin(), date.elements.end());
  std::ranges::sort(result.credit_elements);
  result.credit_elements.erase(std::unique(result.credit_elements.begin(), result.credit_elements.end()),
                               result.credit_elements.end());
  return credits.kicker;
}

// Provenance is in the order of Metadata's fields: the kicker stands behind the source.
void note_kicker(Metadata& metadata) {
  constexpr std::string_view before[] = {"title", "authors", "date", "modified", "sitename", "source"};
  const auto place = std::ranges::find_if(metadata.provenance, [&](const auto& entry) {
    return std::ranges::find(before, entry.first) == std::end(before);
  });
  metadata.provenance.insert(place, {"kicker", "visible"});
}

}  // namespace

Workspace::Workspace() : memory_(std::make_unique<Memory>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

namespace {

// Asks every reader of what stands in the page for machines.
dom::NodeId read_sources(const dom::Document& document, const Limits& limits, Workspace::Memory& memory) {
  Collected& collected = memory.collected;
  SourceFindings& found = memory.found;
  collect(document, collected);
  found.clear();
  read_open_graph(collected, collected.texts, found.open_graph);
  read_html_meta(collected, collected.texts, found.html_meta);
  read_json_ld(document, collected, limits, memory.json_ld_memory, memory.json_ld);
  found.json_ld = memory.json_ld.findings;
  return read_microdata(document, collected, collected.texts, found.microdata);
}

}  // namespace

MetadataResult read_metadata(const dom::Document& document, const Options& options, Workspace& workspace) {
  MetadataResult result;
  Workspace::Memory& memory = workspace.memory();
  const dom::NodeId headline = read_sources(document, options.limits, memory);
  const Collected& collected = memory.collected;
  SourceFindings& found = memory.found;
  result.article_body = memory.json_ld.article_body;
  result.limits = memory.json_ld.limits;

  read_base_address(options, collected, found, memory.base);
  const std::string_view base = memory.base;
  Title title = read_title(collected, found, headline, base, memory.title_sources, memory.titles);
  // A thread's title stands again in its first post, behind that post's date: not where the page begins.
  if (title.element == dom::no_node && title.text && !title.names_thread) {
    title.element = find_title_text(document, collected, *title.text, memory.titles);
  }
  result.title_element = title.element;
  const Home home{document, url::host_without_www(base)};
  const SiteName site = read_site_name(home, collected, found, title);
  const std::optional<std::string> day = date_from_url(base);
  found.url.published = day;
  const std::optional<std::string_view> kicker = read_visible(home, title, site, memory, result);
  read_labels(home, memory.collected, title, site, memory.json_ld.breadcrumb, found);

  result.metadata = merge(found, title, site, base, memory.merging);
  result.shared_title = title.shared_text;
  if (kicker) {
    result.metadata.kicker = std::string(*kicker);
    note_kicker(result.metadata);
  }
  return result;
}

namespace {

void settle_title(PageType page_type, MetadataResult& result) {
  if (!result.shared_title || !result.metadata.title) return;
  const auto says_less = [&] {
    return fold_title(*result.shared_title).find(fold_title(*result.metadata.title)) != std::string::npos;
  };
  const bool replaces = page_type == PageType::service || (page_type == PageType::collection && !says_less());
  if (!replaces) return;
  result.metadata.title = std::string(*result.shared_title);
  result.metadata.provenance.front().second = "open_graph";
}

void set_date(std::optional<std::string> date, std::string_view source, Metadata& metadata) {
  metadata.date = std::move(date);
  const auto place = std::ranges::find_if(metadata.provenance, [](const auto& entry) {
    return entry.first != "title" && entry.first != "authors";
  });
  metadata.provenance.insert(place, {"date", std::string(source)});
}

// A date that is only printed on a product's or a collection's page is a review's, a release's or an item's,
// unless it is that of a change: none of 15 on 2,622 pages of four benchmark sets was the page's.
void drop_date_of_ware(Metadata& metadata) {
  const auto date =
      std::ranges::find(metadata.provenance, "date", &std::pair<std::string, std::string>::first);
  if (date == metadata.provenance.end() || date->second != "visible" || metadata.modified) return;
  metadata.date.reset();
  metadata.provenance.erase(date);
}

void settle_date(PageType page_type, LineReader& reader, MetadataResult& result) {
  if (page_type == PageType::product || page_type == PageType::collection) {
    drop_date_of_ware(result.metadata);
  }
  const bool is_text = page_type == PageType::article || page_type == PageType::forum;
  if (!result.lacks_date || !is_text) return;
  Metadata& metadata = result.metadata;
  if (std::optional<std::string> date = find_script_date(reader.document().source())) {
    return set_date(std::move(date), "script", metadata);
  }
  const std::string_view language = metadata.language ? std::string_view(*metadata.language) : "";
  std::optional<std::string> date = find_weak_date(reader, language);
  if (!date && page_type == PageType::forum) date = find_first_date(reader, language);
  if (date) set_date(std::move(date), "visible", metadata);
}

}  // namespace

void settle_by_type(PageType page_type, Workspace& workspace, MetadataResult& result) {
  settle_title(page_type, result);
  settle_date(page_type, workspace.memory().reader, result);
}

}  // namespace lubb::metadata
