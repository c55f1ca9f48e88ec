// What a crawl remembers: the nights, hosts and pages of a state, and the rows on their way to a file. One
// transaction a page. Used by one thread. Every call throws DatabaseError.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crawl/night_figures.h"
#include "crawl/schema.h"
#include "crawl/seeds.h"
#include "crawl/site_store.h"
#include "crawl/sqlite.h"
#include "lubb/writer.hpp"

namespace lubb::crawling {

struct HostRecord {
  std::int64_t id = 0;
  std::string origin;         // scheme://host[:port]
  bool robots_known = false;  // asked for in this night
  int robots_access = 0;
  std::string robots;
};

struct PageRecord {
  std::int64_t id = 0, host = 0;
  std::int64_t found_by = 0;  // the seed that led here; 0: a seed itself
  std::string url = {};
  bool is_seed = false, follow = false;
  bool is_listing = false;  // said to be a feed or sitemap by what led here
  std::uint32_t max_pages = 0;
  std::optional<std::chrono::milliseconds> delay = {};
  std::int64_t revisit = 0;  // seconds
  std::string etag = {}, last_modified = {}, validated_url = {}, text_hash = {};
  std::int64_t body_hash = 0;  // of the answer that gave the text; 0: not known
};

struct FoundPage {
  std::string url;
  bool is_listing = false;
};

// A file of saved pages and its size with this one.
struct SavedSize {
  std::string file = {};
  std::int64_t size = 0;
};

// The outcome of one visit, as the state keeps it.
struct VisitRecord {
  Status status = Status::ok;
  int http_status = 0;
  bool is_gone = false;
  bool is_listing = false;
  std::int64_t next_visit = 0, revisit = 0;
  std::string etag, last_modified,
      validated_url;  // kept as they are where all three are empty and `unchanged`
  std::string text_hash;
  std::int64_t body_hash = 0;           // 0: as it was
  std::int64_t host = 0;                // that answered; 0: the page's own
  std::vector<std::uint64_t> blocks;    // fingerprints of an extracted page
  std::optional<VisitFigures> figures;  // empty: not to be counted
  SavedSize archive;                    // file empty: the page was not saved
  std::string article_row;              // status ok: the row to be kept
  std::string output_row;               // empty: none goes to the file
  std::vector<FoundPage> found;         // pages that this one lists, in order
  std::uint32_t max_found = 0;          // how many new ones its seed may have in a night
};

class Store {
 public:
  explicit Store(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  // Begins a night, or goes on with one that was interrupted. Seeds that are not in the list any more stay in
  // the state but are not visited.
  void begin_night(const std::vector<Seed>& seeds, std::int64_t now);
  void end_night(std::int64_t now);
  [[nodiscard]] std::string output_file() const { return "articles-" + day_ + ".jsonl"; }
  [[nodiscard]] const std::string& day() const { return day_; }  // on which the night began, "YYYY-MM-DD"

  // Hosts that have pages to visit in this night.
  [[nodiscard]] std::vector<HostRecord> hosts_due(std::int64_t now);
  [[nodiscard]] HostRecord host(std::int64_t id);
  [[nodiscard]] std::int64_t host_of(std::string_view url);  // made where it is not known yet
  void set_robots(std::int64_t host, int access, std::string_view text);

  // At most `count` pages of a host that are due and not among `busy`, seeds first.
  [[nodiscard]] std::vector<PageRecord> pages_due(std::int64_t host, std::int64_t now, std::size_t count,
                                                  const std::vector<std::int64_t>& busy);
  [[nodiscard]] std::int64_t count_due(std::int64_t now);

  // Writes down a visit, with the pages it found and the row for the file, in one transaction. Returns the
  // hosts of pages that were found.
  std::vector<std::int64_t> record(const PageRecord& page, const VisitRecord& visit, std::int64_t now);

  // What the nights before this one know of a host; null: nothing.
  [[nodiscard]] std::shared_ptr<const SiteMemory> site_memory(std::int64_t host);
  // Hosts whose pages were out of line. Once, before the night ends.
  [[nodiscard]] std::vector<HostDrift> judge_night();

  // Another page with this text, the first one that had it; empty: none.
  [[nodiscard]] std::string page_with_text(std::string_view text_hash, std::int64_t other_than);

  // Rows waiting for their file, oldest first.
  struct OutboxRow {
    std::int64_t id = 0;
    std::string file, row;
  };
  [[nodiscard]] std::vector<OutboxRow> outbox(std::size_t count);
  [[nodiscard]] std::optional<std::int64_t> output_size(std::string_view file);
  void set_output_size(std::string_view file, std::int64_t size,
                       std::int64_t sent_to);  // outbox rows up to that id go

  // For `lubb state`.
  void each_article(const std::function<bool(const std::string& row)>& take);  // false ends it
  std::int64_t forget(std::string_view url_or_prefix);  // an address, or a beginning that ends with "*"
  std::int64_t retry();                                 // what failed or is gone is due again
  std::int64_t prune(std::int64_t not_visited_since);   // and was not found or listed since

 private:
  void record_site(const PageRecord& page, const VisitRecord& visit, std::int64_t now);
  void put_size(const SavedSize& saved);
  void record_page(const PageRecord& page, const VisitRecord& visit, std::int64_t now);
  std::optional<std::int64_t> take_found(const FoundPage& found, const PageRecord& by,
                                         std::uint32_t max_found);

  std::unique_ptr<Database> database_;
  std::int64_t night_ = 0;
  std::string day_;
  std::unordered_map<std::int64_t, std::int64_t> found_tonight_;  // new pages, by seed
};

}  // namespace lubb::crawling
