#include "fetch/listing.h"

#include <simdjson.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "base/url.h"
#include "fetch/xml_events.h"
#include "http/body_decoder.h"

namespace lubb::http {
namespace {

constexpr std::size_t declaration_bytes = 16 << 10;  // in front of the root element a DTD would stand here

// Takes addresses that are to be fetched, each once.
class PageList {
 public:
  PageList(Listing& listing, std::string base, std::size_t max_pages)
      : listing_(listing), base_(std::move(base)), max_pages_(max_pages) {}

  void add(std::string_view reference, std::string_view date) {
    reference = text::trim(reference);
    if (reference.empty()) return;
    const auto url = url::resolve(base_, reference);
    if (!url || !url::is_http(*url) || !seen_.insert(*url).second) return;
    listing_.is_cut = listing_.is_cut || listing_.pages.size() >= max_pages_;
    if (!listing_.is_cut) listing_.pages.push_back({*url, std::string(text::trim(date))});
  }

  [[nodiscard]] bool is_full() const { return listing_.is_cut; }

 private:
  Listing& listing_;
  std::string base_;
  std::size_t max_pages_;
  std::unordered_set<std::string> seen_;
};

ListingKind kind_of_root(std::string_view name) noexcept {
  if (name == "rss" || name == "RDF" || name == "feed") return ListingKind::feed;
  if (name == "urlset") return ListingKind::sitemap;
  return name == "sitemapindex" ? ListingKind::sitemap_index : ListingKind::none;
}

// Which addresses an entry has, the best last.
enum class Link : std::uint8_t { none, nested, guid, about, link, original };

struct Entry {
  Link from = Link::none;
  std::string url, date;
  std::string base;  // xml:base where one is given
  void offer(Link kind, std::string_view address) {
    if (kind < from || text::trim(address).empty()) return;
    from = kind;
    url = address;
  }
};

// The elements of all the formats, told apart by their names alone: they do not get in each other's way.
class XmlListing final : public XmlEvents {
 public:
  XmlListing(Listing& listing, PageList& pages) : listing_(listing), pages_(pages) {}

  bool begin_element(const XmlElement& element) override {
    const std::string_view name = element.name;
    text_.clear();
    if (element.depth == 0) {
      listing_.kind = kind_of_root(name);
      base_ = element.attribute("base");
      return listing_.kind != ListingKind::none;
    }
    if (is_entry(name)) {
      finish_entry();
      entry_ = Entry{};
      entry_depth_ = element.depth;
      entry_.base = element.attribute("base");
      entry_.offer(Link::about, element.attribute("about"));
    }
    if (name == "guid") guid_is_link_ = element.attribute("isPermaLink") != "false";
    if (name == "link" && is_own_child(element)) atom_link(element);
    return true;
  }

  bool text(std::string_view text) override {
    if (text_.size() < max_text_bytes) text_.append(text);
    return true;
  }

  bool end_element(std::string_view name, int depth) override {
    if (entry_depth_ > 0 && depth == entry_depth_ && is_entry(name)) {
      finish_entry();
    } else if (entry_depth_ > 0 && depth == entry_depth_ + 1) {
      member(name);
    } else if (entry_depth_ > 0 && (name == "loc" || name == "link")) {
      entry_.offer(Link::nested, text_);  // where tags that were not closed shift the levels
    }
    text_.clear();
    return !pages_.is_full();
  }

  // Also for an entry that the next one, or the end of the file, leaves open.
  void finish_entry() {
    if (entry_depth_ > 0) pages_.add(entry_.url, entry_.date);
    entry_depth_ = 0;
  }

 private:
  static constexpr std::size_t max_text_bytes = 64 << 10;  // of an address or date

  [[nodiscard]] bool is_entry(std::string_view name) const {
    if (listing_.kind == ListingKind::sitemap) return name == "url";
    if (listing_.kind == ListingKind::sitemap_index) return name == "sitemap";
    return name == "item" || name == "entry";
  }

  [[nodiscard]] bool is_own_child(const XmlElement& element) const {
    return entry_depth_ > 0 && element.depth == entry_depth_ + 1;
  }

  void atom_link(const XmlElement& element) {
    const std::string rel = element.attribute("rel");
    if (!rel.empty() && rel != "alternate") return;
    const std::string address = element.attribute("href");
    const std::string& base = entry_.base.empty() ? base_ : entry_.base;
    entry_.offer(Link::link, url::resolve(base, address).value_or(address));
  }

  void member(std::string_view name) {
    if (name == "loc" || name == "link") entry_.offer(Link::link, text_);
    if (name == "origLink") entry_.offer(Link::original, text_);
    if (name == "guid" && guid_is_link_) entry_.offer(Link::guid, text_);
    const bool dates =
        name == "pubDate" || name == "date" || name == "updated" || name == "published" || name == "lastmod";
    if (dates && (entry_.date.empty() || name == "updated")) entry_.date = text_;
  }

  Listing& listing_;
  PageList& pages_;
  Entry entry_;
  std::string text_, base_;
  int entry_depth_ = 0;  // 0: outside of entries
  bool guid_is_link_ = true;
};

std::string_view json_text(simdjson::dom::object object, std::string_view key) {
  std::string_view text;
  return object[key].get_string().get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

void read_json(std::string_view bytes, Listing& listing, PageList& pages) {
  simdjson::dom::parser parser;
  simdjson::dom::object feed;
  simdjson::dom::array items;
  const simdjson::padded_string padded(bytes);
  if (parser.parse(padded).get_object().get(feed) != simdjson::SUCCESS) return;
  if (json_text(feed, "version").find("jsonfeed.org") == std::string_view::npos) return;
  listing.kind = ListingKind::feed;
  if (feed["items"].get_array().get(items) != simdjson::SUCCESS) return;
  for (const simdjson::dom::element element : items) {
    simdjson::dom::object item;
    if (element.get_object().get(item) != simdjson::SUCCESS) continue;
    std::string_view url = json_text(item, "url");
    if (url.empty()) url = json_text(item, "id");
    if (url.find("://") == std::string_view::npos && json_text(item, "url").empty()) continue;
    const std::string_view modified = json_text(item, "date_modified");
    pages.add(url, modified.empty() ? json_text(item, "date_published") : modified);
    if (pages.is_full()) return;
  }
}

Listing read_plain(std::string_view bytes, const std::string& base, std::size_t max_pages) {
  Listing listing;
  PageList pages(listing, base, max_pages);
  std::string_view start = text::trim(bytes.substr(0, declaration_bytes));
  if (start.starts_with("\xEF\xBB\xBF")) start = text::trim(start.substr(3));
  if (start.starts_with('{')) {
    read_json(bytes, listing, pages);
    return listing;
  }
  XmlListing events(listing, pages);
  const XmlEnd end = read_xml(bytes, events);
  events.finish_entry();
  listing.is_cut = listing.is_cut || end == XmlEnd::broken;
  return listing;
}

}  // namespace

Result<Listing> read_listing(std::string_view bytes, const std::string& base, std::size_t max_bytes,
                             std::size_t max_pages) {
  BodyDecoder unpacked("gzip", max_bytes);
  if (!unpacked.write(bytes) || !unpacked.finish()) return *unpacked.error();
  return read_plain(unpacked.body(), base, max_pages);
}

}  // namespace lubb::http
