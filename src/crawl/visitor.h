// One thread's work in a crawl: an answer in, what is to be written down of it out. Knows no state.
#pragma once

#include <cstdint>
#include <memory>
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
  std::string warc_records;           // the page as it was served, to be kept
  std::string page_file;              // that the article was written to
  std::optional<Error> output_error;  // its file cannot be written: the crawl must end
};

// An answer that waits to be looked at.
struct Job {
  Task task;
  http::Outcome outcome;
  std::shared_ptr<const http::Robots> robots;  // of the host
};

class Visitor {
 public:
  explicit Visitor(const CrawlOptions& options) : options_(options) {}

  // What came of a task. Never throws: running out of memory makes an error of that page.
  [[nodiscard]] Visit judge(Job job) noexcept;
  // A page that is not asked for at all, with the reason.
  [[nodiscard]] Visit refuse(Task task, Status status, Error error) const;
  // Turns an article whose text the page at `other` has as well into a row that says so.
  void make_duplicate(Visit& visit, const std::string& other) const;

 private:
  void take_unchanged(Visit& visit, const http::Outcome& outcome) const;
  void take_failure(Visit& visit, http::Outcome& outcome) const;
  void take_body(Visit& visit, const http::Outcome& outcome);
  bool take_listing(Visit& visit, const http::Outcome& outcome);
  void take_page(Visit& visit, const http::Outcome& outcome);
  void take_links(Visit& visit, const http::Outcome& outcome) const;
  void write_page_file(Visit& visit, const Article& article) const;
  void write_row(Visit& visit, const http::Outcome& outcome, const Article* article) const;

  const CrawlOptions& options_;
  std::shared_ptr<const http::Robots> robots_;  // of the host of the job at hand
  Extractor extractor_;
};

}  // namespace lubb::crawling
