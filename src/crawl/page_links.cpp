#include "crawl/page_links.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "base/url.h"
#include "dom/parse.h"
#include "encoding/encoding.h"
#include "fetch/page_address.h"

namespace lubb::crawling {
namespace {

using dom::Document;
using dom::NodeId;
using dom::Tag;

// One word of a list like rel="alternate nofollow".
bool has_word(const std::optional<std::string>& words, std::string_view word) {
  std::string_view rest = words ? std::string_view(*words) : std::string_view{};
  while (!rest.empty()) {
    const std::size_t size = std::min(rest.find_first_of(" \t\r\n,"), rest.size());
    if (text::ascii_lower(rest.substr(0, size)) == word) return true;
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
  return false;
}

bool is_feed_type(const std::optional<std::string>& type) {
  const std::string name = type ? text::ascii_lower(*type) : "";
  return name == "application/rss+xml" || name == "application/atom+xml" || name == "application/feed+json" ||
         name == "application/rdf+xml";
}

class LinkReader {
 public:
  LinkReader(const Document& document, std::string url) : document_(document), base_(std::move(url)) {
    host_ = host_of(base_);
    if (const auto self = http::normal_address(base_)) seen_.insert(*self);
  }

  PageLinks read() {
    for (NodeId node = 0; node < document_.size(); ++node) {
      if (document_.is_element(node)) element(node);
    }
    if (no_follow_) links_.pages.clear();
    return std::move(links_);
  }

 private:
  static std::string host_of(const std::string& url) {
    const auto parts = url::split(url);
    return parts ? std::string(parts->host) + ":" + std::string(parts->port) : "";
  }

  void element(NodeId node) {
    switch (document_.node(node).tag) {
      case Tag::base: return base_element(node);
      case Tag::link: return link_element(node);
      case Tag::a: return anchor(node);
      case Tag::meta:
        no_follow_ = no_follow_ || (has_word(document_.attribute(node, "name"), "robots") &&
                                    (has_word(document_.attribute(node, "content"), "nofollow") ||
                                     has_word(document_.attribute(node, "content"), "none")));
        return;
      default: return;
    }
  }

  void base_element(NodeId node) {
    const auto href = document_.attribute(node, "href");
    if (!href || std::exchange(has_base_, true)) return;
    if (auto resolved = url::resolve(base_, *href)) base_ = std::move(*resolved);
  }

  [[nodiscard]] std::optional<std::string> target(NodeId node) const {
    const auto href = document_.attribute(node, "href");
    if (!href || href->empty()) return std::nullopt;
    const auto resolved = url::resolve(base_, *href);
    if (!resolved || !url::is_http(*resolved)) return std::nullopt;
    auto normal = http::normal_address(*resolved);
    return normal ? std::optional(std::move(*normal)) : std::nullopt;
  }

  void link_element(NodeId node) {
    if (links_.feeds.size() >= max_page_links || !has_word(document_.attribute(node, "rel"), "alternate"))
      return;
    if (!is_feed_type(document_.attribute(node, "type"))) return;
    if (auto feed = target(node)) links_.feeds.push_back(std::move(*feed));
  }

  void anchor(NodeId node) {
    if (links_.pages.size() >= max_page_links || has_word(document_.attribute(node, "rel"), "nofollow"))
      return;
    auto page = target(node);
    if (page && host_of(*page) == host_ && seen_.insert(*page).second)
      links_.pages.push_back(std::move(*page));
  }

  const Document& document_;
  std::string base_, host_;
  PageLinks links_;
  std::unordered_set<std::string> seen_;
  bool has_base_ = false;
  bool no_follow_ = false;
};

}  // namespace

PageLinks read_links(std::span<const std::byte> page, const std::string& content_type,
                     const std::string& url) {
  std::string storage;
  const encoding::Decoded decoded = encoding::decode(page, content_type, storage);
  dom::ParseScratch scratch;
  Document document;
  const Limits limits;
  const auto deadline = ThreadClock::now() + std::chrono::milliseconds(limits.milliseconds);
  const auto parsed = dom::parse(decoded.text, limits, deadline, scratch, document);
  if (!parsed) return {};
  const auto normal = http::normal_address(url);
  return LinkReader(document, normal ? *normal : url).read();
}

}  // namespace lubb::crawling
