// One thread's work in a crawl: an answer in, what is to be written down of it out. Knows no state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "crawl/frontier.h"
#include "crawl/schedule.h"
#include "crawl/store.h"
#include "fetch/request.h"
#include "lubb/crawl.hpp"
#include "lubb/extract.hpp"

namespace lubb::crawling {

struct Visit {
  Task task;
  VisitRecord record;
  std::optional<Error> error;  // names the URL
  Change change = Change::first;
  std::uint64_t bytes = 0;
};

class Visitor {
 public:
  explicit Visitor(const CrawlOptions& options) : options_(options) {}

  // What came of a task. Never throws: running out of memory makes an error of that page.
  [[nodiscard]] Visit judge(Task task, http::Outcome outcome) noexcept;
  // A page that is not asked for at all, with the reason.
  [[nodiscard]] Visit refuse(Task task, Error error) const;
  // Turns an article whose text the page at `other` has as well into a row that says so.
  void make_duplicate(Visit& visit, const std::string& other) const;

 private:
  void take_unchanged(Visit& visit, const http::Outcome& outcome) const;
  void take_failure(Visit& visit, http::Outcome& outcome) const;
  void take_body(Visit& visit, const http::Outcome& outcome);
  bool take_listing(Visit& visit, const http::Outcome& outcome);
  void take_page(Visit& visit, const http::Outcome& outcome);
  void write_row(Visit& visit, const http::Outcome& outcome, const Article* article) const;

  const CrawlOptions& options_;
  Extractor extractor_;
};

}  // namespace lubb::crawling
