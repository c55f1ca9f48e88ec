#include "metadata/html_meta.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <string_view>

#include "metadata/date.h"
#include "metadata/meta_rules.h"
#include "metadata/word_index.h"

namespace lubb::metadata {
namespace {

// Ranks: 0 names the fact exactly, 1 in a service's own words, 2 and more may mean something else.
constexpr std::array<MetaRule, 166> rules = {{
    {"abstract", Field::description, 4},
    {"al:android:app_name", Field::sitename, 4},
    {"al:ios:app_name", Field::sitename, 4},
    {"analyticsattributes.contentchannel", Field::section, 2},
    {"apple-mobile-web-app-title", Field::sitename, 3},
    {"application-name", Field::sitename, 2},
    {"article-author", Field::author, 1},
    {"article-publication-date", Field::published, 0},
    {"article.author", Field::author, 1},
    {"article.created", Field::maybe_published, 0},
    {"article.headline", Field::title, 1},
    {"article.published", Field::published, 0},
    {"article.section", Field::section, 1},
    {"article.updated", Field::modified, 0},
    {"article:category", Field::section, 1},
    {"article:post_date", Field::published, 1},
    {"article_author", Field::author, 1},
    {"article_date_original", Field::published, 0},
    {"article_date_updated", Field::modified, 0},
    {"article_title", Field::title, 1},
    {"articleauthor", Field::author, 1},
    {"author", Field::author, 0},
    {"author-name", Field::author, 1},
    {"authors", Field::author, 0},
    {"bi3dartauthor", Field::author, 2},
    {"bt:pubdate", Field::published, 1},
    {"byl", Field::author, 1},
    {"byline", Field::author, 1},
    {"byline-name", Field::author, 1},
    {"category", Field::section, 2},
    {"citation_author", Field::author, 0},
    {"citation_date", Field::maybe_published, 0},
    {"citation_journal_title", Field::sitename, 1},
    {"citation_keywords", Field::tags, 1},
    {"citation_online_date", Field::published, 1},
    {"citation_public_url", Field::canonical_url, 2},
    {"citation_publication_date", Field::published, 1},
    {"citation_title", Field::title, 0},
    {"content-language", Field::language, 1},
    {"created", Field::maybe_published, 1},
    {"created-date", Field::maybe_published, 1},
    {"creator", Field::author, 2},
    {"cxenseparse:recs:authors", Field::author, 1},
    {"cxenseparse:recs:category", Field::section, 2},
    {"cxenseparse:recs:publishtime", Field::published, 1},
    {"cxenseparse_author", Field::author, 1},
    {"cxenseparse_publishtime", Field::published, 1},
    {"date", Field::maybe_published, 0},
    {"date-creation-iso-8601", Field::maybe_published, 0},
    {"date.created", Field::maybe_published, 1},
    {"date_modified", Field::modified, 0},
    {"date_published", Field::published, 0},
    {"datemodified", Field::modified, 0},
    {"datepublished", Field::published, 0},
    {"dc.author", Field::author, 1},
    {"dc.contributor.author", Field::author, 1},
    {"dc.creator", Field::author, 1},
    {"dc.date", Field::maybe_published, 0},
    {"dc.date.created", Field::published, 1},
    {"dc.date.issued", Field::published, 0},
    {"dc.date.modified", Field::modified, 1},
    {"dc.date.publication", Field::published, 0},
    {"dc.description", Field::description, 1},
    {"dc.language", Field::language, 2},
    {"dc.modified", Field::modified, 1},
    {"dc.publisher", Field::sitename, 2},
    {"dc.rights", Field::license, 3},
    {"dc.rights.license", Field::license, 1},
    {"dc.subject", Field::tags, 2},
    {"dc.subject.section", Field::section, 1},
    {"dc.title", Field::title, 2},
    {"dc:creator", Field::author, 1},
    {"dc:date", Field::maybe_published, 0},
    {"dc:date.issued", Field::published, 0},
    {"dc:description", Field::description, 1},
    {"dc:subject", Field::tags, 2},
    {"dc:title", Field::title, 2},
    {"dcsext.articleauthor", Field::author, 2},
    {"dcsext.articlefirstpublished", Field::published, 1},
    {"dcsext.author", Field::author, 2},
    {"dcterms.abstract", Field::description, 2},
    {"dcterms.created", Field::published, 1},
    {"dcterms.creator", Field::author, 1},
    {"dcterms.date", Field::maybe_published, 0},
    {"dcterms.description", Field::description, 1},
    {"dcterms.issued", Field::published, 0},
    {"dcterms.language", Field::language, 2},
    {"dcterms.license", Field::license, 0},
    {"dcterms.modified", Field::modified, 1},
    {"dcterms.publisher", Field::sitename, 2},
    {"dcterms.subject", Field::tags, 2},
    {"dcterms.title", Field::title, 2},
    {"description", Field::description, 0},
    {"excerpt", Field::description, 3},
    {"fb_title", Field::title, 3},
    {"gentime", Field::maybe_published, 2},
    {"headline", Field::title, 1},
    {"image", Field::image, 1},
    {"keywords", Field::tags, 2},
    {"lang", Field::language, 1},
    {"language", Field::language, 0},
    {"last-modified", Field::modified, 2},
    {"last-updated", Field::modified, 1},
    {"lastmod", Field::modified, 1},
    {"lastmodified", Field::modified, 1},
    {"license", Field::license, 0},
    {"modified", Field::modified, 2},
    {"modifieddate", Field::modified, 1},
    {"ms.date", Field::maybe_published, 1},
    {"news_keywords", Field::tags, 1},
    {"news_source", Field::source, 1},
    {"og:regdate", Field::maybe_published, 0},
    {"originalpublicationdate", Field::published, 0},
    {"parsely-author", Field::author, 1},
    {"parsely-image-url", Field::image, 1},
    {"parsely-link", Field::canonical_url, 1},
    {"parsely-pub-date", Field::published, 0},
    {"parsely-section", Field::section, 0},
    {"parsely-tags", Field::tags, 1},
    {"parsely-title", Field::title, 1},
    {"pdate", Field::published, 1},
    {"ptime", Field::published, 1},
    {"pub_date", Field::published, 0},
    {"pubdate", Field::published, 0},
    {"publication-date", Field::published, 0},
    {"publication_date", Field::published, 0},
    {"publicationdate", Field::published, 0},
    {"publish-date", Field::published, 0},
    {"publish-time", Field::published, 0},
    {"publish_date", Field::published, 0},
    {"publishdate", Field::published, 0},
    {"published", Field::published, 0},
    {"published-date", Field::published, 0},
    {"publisher", Field::sitename, 2},
    {"rbauthors", Field::author, 1},
    {"rbsection", Field::section, 1},
    {"rbtitle", Field::title, 2},
    {"release_date", Field::maybe_published, 0},
    {"revised", Field::modified, 2},
    {"revision_date", Field::modified, 2},
    {"rnews:datepublished", Field::published, 0},
    {"sailthru.author", Field::author, 1},
    {"sailthru.date", Field::published, 1},
    {"sailthru.description", Field::description, 2},
    {"sailthru.image.full", Field::image, 1},
    {"sailthru.tags", Field::tags, 1},
    {"sailthru.title", Field::title, 1},
    {"section", Field::section, 0},
    {"section_name", Field::section, 1},
    {"shareaholic:article_author_name", Field::author, 1},
    {"shareaholic:article_modified_time", Field::modified, 1},
    {"shareaholic:article_published_time", Field::published, 1},
    {"shareaholic:keywords", Field::tags, 1},
    {"shareaholic:site_name", Field::sitename, 1},
    {"shareaholic:url", Field::canonical_url, 2},
    {"site_name", Field::sitename, 1},
    {"source_name", Field::source, 1},
    {"subsection", Field::section, 3},
    {"thumbnail", Field::image, 2},
    {"timestamp", Field::maybe_published, 2},
    {"title", Field::title, 3},
    {"twitter:creator:name", Field::author, 3},
    {"updated", Field::modified, 2},
    {"updated_time", Field::modified, 1},
    {"video:release_date", Field::maybe_published, 2},
    {"vr:author", Field::author, 1},
}};
static_assert(std::ranges::is_sorted(rules, {}, &MetaRule::word));
constexpr WordIndex<std::bit_ceil(2 * rules.size())> rule_index(rules);

const MetaRule* find_rule(std::string_view key) {
  const std::size_t at = rule_index.find(rules, key);
  return at == rules.size() ? nullptr : &rules[at];
}

// "w-published-date", "prism.publicationDate", "sailthru.publish-time": a key that no table lists.
std::optional<std::string_view> date_by_words_of_key(const Collected& collected, TextMemory& texts) {
  for (const MetaTag& meta : collected.metas) {
    const auto says = [&](std::string_view word) { return meta.key.find(word) != std::string_view::npos; };
    if (!says("publi") || says("unpubli") || !(says("date") || says("time"))) continue;
    const std::string_view value = clean_attribute(meta.raw_value, max_name_bytes, texts);
    if (parse_date(value)) return value;
  }
  return std::nullopt;
}

// The page's own links count more than a service's copy in a <meta>; the first of each kind.
void read_links(const Collected& collected, TextMemory& texts, Findings& found) {
  std::optional<std::string_view> canonical;
  std::optional<std::string_view> license;
  for (const LinkTag& link : collected.links) {
    auto& field = link.rel.find("canonical") != std::string_view::npos ? canonical : license;
    if (!field) field = clean_attribute(link.raw_href, max_url_bytes, texts);
  }
  if (canonical) found.canonical_url = canonical;
  if (license) found.license = license;
}

}  // namespace

void read_html_meta(const Collected& collected, TextMemory& texts, Findings& found) {
  read_metas(collected, find_rule, texts, found);
  if (!found.published && !found.maybe_published) {
    found.maybe_published = date_by_words_of_key(collected, texts);
  }
  read_links(collected, texts, found);
  if (!collected.html_language.empty()) found.language = collected.html_language;
  if (collected.html_direction == "rtl" || collected.html_direction == "ltr") {
    found.direction = collected.html_direction;
  }
}

}  // namespace lubb::metadata
