// One night: asks hosts for pages when they may be asked, and writes down what came of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "crawl/frontier.h"
#include "crawl/page_archive.h"
#include "crawl/requests.h"
#include "crawl/row_file.h"
#include "crawl/store.h"
#include "crawl/url_filter.h"
#include "crawl/workers.h"
#include "fetch/transfer_loop.h"
#include "lubb/crawl.hpp"

namespace lubb::crawling {

class Crawler {
 public:
  // `archive` may be null: pages are not kept.
  Crawler(const CrawlOptions& options, const UrlFilter& filter, Store& store, RowFile& rows,
          PageArchive* archive, std::int64_t now);

  // Until no page is due, or the crawl is stopped. Throws DatabaseError.
  CrawlSummary run();

 private:
  // A request on its way.
  struct Asked {
    std::int64_t host = 0;
    std::optional<Task> task;  // nullopt: robots.txt
    Clock::time_point since{};
  };

  void dispatch();
  void visit(Host& host, Task task);
  void ask_robots(Host& host);
  void start(Asked asked, Asking asking);
  void take_answers();
  void take_robots(Host& host, const http::Outcome& outcome);
  void take_answer(Host& host, Task task, http::Outcome outcome);
  [[nodiscard]] std::shared_ptr<const SiteMemory> site_of(Host& host);
  [[nodiscard]] bool try_again(Host& host, Task& task, const http::Outcome& outcome);
  void redirect(Task task, const std::string& to);
  void refuse(Task task, Status status, Error error);
  [[nodiscard]] bool is_filtered(const Task& task) const;
  void drop_unwanted(std::vector<FoundPage>& found) const;
  void write_down(Visit visit);
  void flush();
  void count(const Visit& visit);
  void tick();
  void end_work();
  [[nodiscard]] bool is_over() const;

  const CrawlOptions& options_;
  const UrlFilter& filter_;
  Store& store_;
  RowFile& rows_;
  PageArchive* archive_;
  Visitor refuser_;
  std::size_t parallel_;
  Frontier frontier_;
  http::TransferLoop loop_;
  Workers workers_;
  std::unordered_map<std::uint64_t, Asked> asked_;
  std::uint64_t next_id_ = 0;
  std::int64_t now_;
  Clock::time_point begin_, next_flush_, next_count_;
  CrawlSummary summary_;
};

}  // namespace lubb::crawling
