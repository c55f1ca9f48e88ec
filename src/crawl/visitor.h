// One thread's work in a crawl: an address in, what is to be written down of it out. Knows no state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "crawl/schedule.h"
#include "crawl/store.h"
#include "fetch/request.h"
#include "fetch/robots.h"
#include "lubb/crawl.hpp"
#include "lubb/extract.hpp"

namespace lubb::crawling {

struct Task {
  PageRecord page;
  std::string fetch_url;  // page.url, or where redirects led
  int redirects = 0;
  std::chrono::milliseconds delay{0};  // of the host
};

struct Visit {
  Task task;
  VisitRecord record;
  std::optional<Error> error;  // names the URL
  Change change = Change::first;
  std::string redirect_to;                             // to another host: to be asked for there
  std::optional<std::chrono::milliseconds> host_wait;  // the host asks to be left alone for so long
  bool host_failed = false;                            // no answer at all
  bool was_stopped = false;  // given up because of the stop flag: as if it had never begun
  std::uint64_t bytes = 0;
};

struct RobotsAnswer {
  http::RobotsAccess access = http::RobotsAccess::nothing;
  std::string text;
  bool was_stopped = false;
};

class Visitor {
 public:
  explicit Visitor(const CrawlOptions& options) : options_(options) {}

  // Never throws: running out of memory makes an error of that page.
  [[nodiscard]] Visit visit(Task task, const http::Robots& robots) noexcept;
  // A page that is not asked for at all, with the reason.
  [[nodiscard]] Visit refuse(Task task, Error error) const;
  [[nodiscard]] RobotsAnswer ask_robots(const std::string& origin) noexcept;

 private:
  void fetch(Visit& visit, const http::Robots& robots);
  void take_body(Visit& visit, http::Outcome& outcome);
  bool take_listing(Visit& visit, const http::Outcome& outcome);
  void take_page(Visit& visit, const http::Outcome& outcome);
  void write_row(Visit& visit, const http::Outcome& outcome, const Article* article) const;
  [[nodiscard]] bool stopped() const { return options_.stop != nullptr && options_.stop->load(); }

  const CrawlOptions& options_;
  Extractor extractor_;
};

}  // namespace lubb::crawling
