// What a crawl asks a server for: a page with what is known of it, or robots.txt.
#pragma once

#include <memory>
#include <string>

#include "crawl/frontier.h"
#include "fetch/request.h"
#include "fetch/robots.h"
#include "lubb/crawl.hpp"

namespace lubb::crawling {

struct Asking {
  http::Request request;
  FetchOptions options;
  http::RefuseBody refuse;
};

// One try for a page. Redirects to other hosts are not followed: those are asked by their own rules.
[[nodiscard]] Asking ask_page(const Task& task, const std::shared_ptr<const http::Robots>& robots,
                              const CrawlOptions& options);
[[nodiscard]] Asking ask_robots(const std::string& origin, const CrawlOptions& options);

// Whether a page may turn out to be a feed or sitemap.
[[nodiscard]] bool may_be_listing(const PageRecord& page) noexcept;

}  // namespace lubb::crawling
