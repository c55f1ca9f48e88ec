#include "crawl/requests.h"

#include <algorithm>

#include "input/content_type.h"

namespace lubb::crawling {
namespace {

using input::ContentClass;

constexpr std::chrono::seconds robots_timeout{20};

// Ends the transfer of what is neither a page nor, where one may be, a listing.
http::RefuseBody refuse_other_types(bool listing_will_do) {
  return [listing_will_do](std::string_view, std::string_view bytes) -> std::optional<Error> {
    const input::ContentType type = input::sniff(bytes);
    const bool is_gzip = bytes.starts_with("\x1F\x8B");
    switch (type.kind) {
      case ContentClass::empty:
      case ContentClass::html:
      case ContentClass::text: return std::nullopt;
      case ContentClass::feed:
      case ContentClass::json:
        if (listing_will_do) return std::nullopt;
        break;
      default:
        if (is_gzip && listing_will_do) return std::nullopt;
        break;
    }
    return Error{Errc::unsupported_type, std::string(type.description) + ", not an HTML page"};
  };
}

}  // namespace

bool may_be_listing(const PageRecord& page) noexcept { return page.is_seed || page.is_listing; }

Asking ask_page(const Task& task, const std::shared_ptr<const http::Robots>& robots,
                const CrawlOptions& options) {
  Asking asking{.request = {.url = task.fetch_url,
                            .etag = task.page.etag,
                            .last_modified = task.page.last_modified,
                            .validated_url = task.page.validated_url,
                            .stay_on_origin = true,
                            .keep_headers = options.save_pages},
                .options = options.fetch,
                .refuse = refuse_other_types(may_be_listing(task.page))};
  if (!options.ignore_robots)
    asking.request.allows = [robots](const std::string& url) { return robots->allows(url); };
  asking.options.timeout = task.time_left;
  asking.options.retries = 0;  // the crawler tries again, when it is the host's turn
  asking.options.stop = nullptr;
  return asking;
}

Asking ask_robots(const std::string& origin, const CrawlOptions& options) {
  Asking asking{.request = {.url = origin + "/robots.txt", .take_cut_body = true},
                .options = options.fetch,
                .refuse = {}};
  asking.options.timeout = std::min<std::chrono::milliseconds>(options.fetch.timeout, robots_timeout);
  asking.options.max_bytes = http::max_robots_bytes;
  asking.options.retries = std::min(options.fetch.retries, 1);
  asking.options.stop = nullptr;
  return asking;
}

}  // namespace lubb::crawling
