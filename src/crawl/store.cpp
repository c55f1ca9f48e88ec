#include "crawl/store.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

namespace lubb::crawling {
namespace {

constexpr std::int64_t longest_wait =
    std::int64_t{400} * 86'400;  // a due time beyond it comes from a wrong clock

// "scheme://host[:port]" of an address in its normal spelling.
std::string_view origin_of(std::string_view url) noexcept {
  const std::size_t begin = url.find("://");
  return begin == std::string_view::npos ? url : url.substr(0, url.find('/', begin + 3));
}

std::string day_of(std::int64_t time) {
  const auto seconds = static_cast<std::time_t>(time);
  std::tm fields{};
  gmtime_r(&seconds, &fields);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &fields)};
}

// ?1 the night, ?2 now. Pages are due that were not visited in this night; those that were found only when
// their time has come (or lies so far away that a clock was wrong), seeds always but for those that are gone.
constexpr const char* due_condition =
    " night != ?1 AND is_active = 1 AND (next_visit <= ?2 OR next_visit > ?2 + 34560000 OR (is_seed = 1 AND "
    "is_gone = 0)) ";
static_assert(longest_wait == 34'560'000);

PageRecord page_of(const Statement& row) {
  PageRecord page{.id = row.integer(0),
                  .host = row.integer(1),
                  .found_by = row.integer(12),
                  .url = row.text(2),
                  .is_seed = row.integer(3) != 0,
                  .follow = row.integer(4) != 0,
                  .is_listing = row.integer(13) != 0,
                  .max_pages = static_cast<std::uint32_t>(row.integer(5)),
                  .revisit = row.integer(7),
                  .etag = row.text(8),
                  .last_modified = row.text(9),
                  .validated_url = row.text(10),
                  .text_hash = row.text(11),
                  .body_hash = row.integer(14)};
  if (!row.is_null(6)) page.delay = std::chrono::milliseconds(row.integer(6));
  return page;
}

}  // namespace

void Store::begin_night(const std::vector<Seed>& seeds, std::int64_t now) {
  Transaction transaction(*database_);
  Statement open_night(*database_,
                       "SELECT id, started_at FROM night WHERE finished_at IS NULL ORDER BY id DESC");
  std::int64_t started = now;
  if (open_night.step()) {
    night_ = open_night.integer(0);
    started = open_night.integer(1);
  } else {
    Statement add(*database_, "INSERT INTO night(started_at) VALUES(?1)");
    add.bind(1, now).run();
    night_ = database_->last_id();
  }
  day_ = day_of(started);
  database_->execute("UPDATE page SET is_seed = 0, follow = 0 WHERE is_seed = 1");
  Statement update(
      *database_,
      "INSERT INTO page(url, host, is_seed, follow, max_pages, delay) VALUES(?1, ?2, 1, ?3, ?4, ?5) "
      "ON CONFLICT(url) DO UPDATE SET is_seed = 1, follow = ?3, max_pages = ?4, delay = ?5");
  for (const Seed& seed : seeds) {
    update.bind(1, seed.url).bind(2, host_of(seed.url)).bind(3, seed.follow ? 1 : 0);
    update.bind(4, std::int64_t{seed.max_pages});
    if (seed.delay) update.bind(5, std::int64_t{seed.delay->count()});
    update.run();
  }
  // Only rows that change are written: a state may hold millions.
  database_->execute(
      "UPDATE page SET is_active = 1 - is_active WHERE is_active != "
      "(is_seed = 1 OR found_by IN (SELECT id FROM page WHERE is_seed = 1))");
  database_->execute(
      "UPDATE page SET max_pages = seed.max_pages, delay = seed.delay FROM page AS seed WHERE page.is_seed = "
      "0 "
      "AND page.found_by = seed.id AND (page.max_pages != seed.max_pages OR page.delay IS NOT seed.delay)");
  transaction.commit();
}

void Store::end_night(std::int64_t now) {
  tidy_site_memory(*database_);
  Statement end(*database_, "UPDATE night SET finished_at = ?2 WHERE id = ?1");
  end.bind(1, night_).bind(2, now).run();
}

std::vector<HostRecord> Store::hosts_due(std::int64_t now) {
  const std::string sql = "SELECT id FROM host WHERE EXISTS (SELECT 1 FROM page WHERE host = host.id AND" +
                          std::string(due_condition) + ") ORDER BY id";
  Statement select(*database_, sql.c_str());
  select.bind(1, night_).bind(2, now);
  std::vector<HostRecord> hosts;
  while (select.step()) hosts.push_back(host(select.integer(0)));
  return hosts;
}

HostRecord Store::host(std::int64_t id) {
  Statement select(*database_, "SELECT origin, robots_night, robots_access, robots FROM host WHERE id = ?1");
  select.bind(1, id);
  HostRecord record{.id = id, .origin = {}, .robots = {}};
  if (!select.step()) return record;
  record.origin = select.text(0);
  record.robots_known = select.integer(1) == night_;
  record.robots_access = static_cast<int>(select.integer(2));
  record.robots = select.text(3);
  return record;
}

std::int64_t Store::host_of(std::string_view url) {
  const std::string_view origin = origin_of(url);
  Statement select(*database_, "SELECT id FROM host WHERE origin = ?1");
  if (select.bind(1, origin).step()) return select.integer(0);
  Statement add(*database_, "INSERT INTO host(origin) VALUES(?1)");
  add.bind(1, origin).run();
  return database_->last_id();
}

void Store::set_robots(std::int64_t host, int access, std::string_view text) {
  Statement update(*database_,
                   "UPDATE host SET robots_night = ?2, robots_access = ?3, robots = ?4 WHERE id = ?1");
  update.bind(1, host).bind(2, night_).bind(3, access).bind(4, text).run();
}

std::vector<PageRecord> Store::pages_due(std::int64_t host, std::int64_t now, std::size_t count,
                                         const std::vector<std::int64_t>& busy) {
  const std::string sql =
      "SELECT id, host, url, is_seed, follow, max_pages, delay, revisit, etag, last_modified, validated_url, "
      "text_hash, found_by, is_listing, body_hash FROM page WHERE host = ?3 AND" +
      std::string(due_condition) + "ORDER BY is_seed DESC, id LIMIT ?4";
  Statement select(*database_, sql.c_str());
  select.bind(1, night_).bind(2, now).bind(3, host).bind(4, static_cast<std::int64_t>(count + busy.size()));
  std::vector<PageRecord> pages;
  while (pages.size() < count && select.step()) {
    if (std::find(busy.begin(), busy.end(), select.integer(0)) == busy.end())
      pages.push_back(page_of(select));
  }
  return pages;
}

std::int64_t Store::count_due(std::int64_t now) {
  Statement count(*database_, ("SELECT count(*) FROM page WHERE" + std::string(due_condition)).c_str());
  count.bind(1, night_).bind(2, now);
  return count.step() ? count.integer(0) : 0;
}

// The host of a page that a listing or section page names, if that page is to be visited: one that is known
// already, or a new one while the seed may have more in this night.
std::optional<std::int64_t> Store::take_found(const FoundPage& found, const PageRecord& by,
                                              std::uint32_t max_found) {
  Statement select(*database_, "SELECT host FROM page WHERE url = ?1");
  if (select.bind(1, found.url).step()) return select.integer(0);
  const std::int64_t seed = by.found_by != 0 ? by.found_by : by.id;
  const auto [count, is_first] = found_tonight_.try_emplace(seed, 0);
  if (is_first) {
    Statement pending(*database_,
                      "SELECT count(*) FROM page WHERE found_by = ?1 AND night = 0 AND is_listing = 0");
    if (pending.bind(1, seed).step()) count->second = pending.integer(0);
  }
  if (count->second >= max_found) return std::nullopt;
  if (!found.is_listing) ++count->second;
  const std::int64_t host = host_of(found.url);
  Statement add(*database_,
                "INSERT INTO page(url, host, found_by, is_listing, max_pages, delay) "
                "VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
  add.bind(1, found.url).bind(2, host).bind(3, seed).bind(4, found.is_listing ? 1 : 0);
  add.bind(5, std::int64_t{by.max_pages});
  if (by.delay) add.bind(6, std::int64_t{by.delay->count()});
  add.run();
  return host;
}

void Store::record_page(const PageRecord& page, const VisitRecord& visit, std::int64_t now) {
  const bool keeps_validators =
      visit.status == Status::unchanged && visit.etag.empty() && visit.last_modified.empty();
  const bool failed = visit.status == Status::error;
  Statement update(
      *database_,
      "UPDATE page SET night = ?2, status = ?3, http_status = ?4, visited_at = ?5, next_visit = ?6, "
      "revisit = ?7, is_gone = ?8, is_listing = ?9, "
      "failures = CASE WHEN ?10 THEN failures + 1 ELSE 0 END, "
      "text_hash = coalesce(?11, text_hash), "
      "etag = CASE WHEN ?12 THEN etag ELSE ?13 END, "
      "last_modified = CASE WHEN ?12 THEN last_modified ELSE ?14 END, "
      "validated_url = CASE WHEN ?12 THEN validated_url ELSE ?15 END WHERE id = ?1");
  update.bind(1, page.id)
      .bind(2, night_)
      .bind(3, name(visit.status))
      .bind(4, std::int64_t{visit.http_status});
  update.bind(5, now).bind(6, visit.next_visit).bind(7, visit.revisit).bind(8, visit.is_gone ? 1 : 0);
  update.bind(9, visit.is_listing ? 1 : 0).bind(10, failed ? 1 : 0).bind_text_or_null(11, visit.text_hash);
  update.bind(12, keeps_validators || failed ? 1 : 0).bind_text_or_null(13, visit.etag);
  update.bind_text_or_null(14, visit.last_modified).bind_text_or_null(15, visit.validated_url);
  update.run();
}

std::vector<std::int64_t> Store::record(const PageRecord& page, const VisitRecord& visit, std::int64_t now) {
  Transaction transaction(*database_);
  record_page(page, visit, now);
  record_site(page, visit, now);
  if (!visit.article_row.empty()) {
    Statement put(*database_, "INSERT OR REPLACE INTO article(page, row) VALUES(?1, ?2)");
    put.bind(1, page.id).bind(2, visit.article_row).run();
  }
  if (!visit.output_row.empty()) {
    Statement put(*database_, "INSERT INTO outbox(file, row) VALUES(?1, ?2)");
    put.bind(1, output_file()).bind(2, visit.output_row).run();
  }
  if (!visit.archive.file.empty()) put_size(visit.archive);
  std::vector<std::int64_t> hosts;
  for (const FoundPage& found : visit.found) {
    const auto host = take_found(found, page, visit.max_found);
    if (host && std::find(hosts.begin(), hosts.end(), *host) == hosts.end()) hosts.push_back(*host);
  }
  transaction.commit();
  return hosts;
}

void Store::record_site(const PageRecord& page, const VisitRecord& visit, std::int64_t now) {
  const std::int64_t host = visit.host != 0 ? visit.host : page.host;
  if (visit.body_hash != 0) {
    Statement update(*database_, "UPDATE page SET body_hash = ?2 WHERE id = ?1");
    update.bind(1, page.id).bind(2, visit.body_hash).run();
  }
  if (visit.figures) count_visit(*database_, host, night_, *visit.figures);
  if (!visit.blocks.empty()) {
    remember_page(*database_, page.id, host, night_, now, visit.blocks);
  } else if (visit.status == Status::unchanged) {
    keep_page(*database_, page.id, night_, now);
  }
}

std::shared_ptr<const SiteMemory> Store::site_memory(std::int64_t host) {
  return crawling::site_memory(*database_, host, night_);
}

std::vector<HostDrift> Store::judge_night() { return crawling::judge_night(*database_, night_); }

std::string Store::page_with_text(std::string_view text_hash, std::int64_t other_than) {
  Statement select(*database_, "SELECT url FROM page WHERE text_hash = ?1 AND id != ?2 ORDER BY id LIMIT 1");
  return select.bind(1, text_hash).bind(2, other_than).step() ? select.text(0) : std::string();
}

std::vector<Store::OutboxRow> Store::outbox(std::size_t count) {
  Statement select(*database_, "SELECT id, file, row FROM outbox ORDER BY id LIMIT ?1");
  select.bind(1, static_cast<std::int64_t>(count));
  std::vector<OutboxRow> rows;
  while (select.step()) rows.push_back({select.integer(0), select.text(1), select.text(2)});
  return rows;
}

std::optional<std::int64_t> Store::output_size(std::string_view file) {
  Statement select(*database_, "SELECT size FROM output WHERE file = ?1");
  return select.bind(1, file).step() ? std::optional(select.integer(0)) : std::nullopt;
}

void Store::put_size(const SavedSize& saved) {
  Statement put(*database_, "INSERT OR REPLACE INTO output(file, size) VALUES(?1, ?2)");
  put.bind(1, saved.file).bind(2, saved.size).run();
}

void Store::set_output_size(std::string_view file, std::int64_t size, std::int64_t sent_to) {
  Transaction transaction(*database_);
  put_size({.file = std::string(file), .size = size});
  Statement drop(*database_, "DELETE FROM outbox WHERE id <= ?1");
  drop.bind(1, sent_to).run();
  transaction.commit();
}

void Store::each_article(const std::function<bool(const std::string& row)>& take) {
  Statement select(
      *database_,
      "SELECT row, text_hash, article.page FROM article JOIN page ON page.id = article.page WHERE text_hash "
      "IS NULL "
      "OR article.page = (SELECT min(p.id) FROM page p JOIN article a ON a.page = p.id WHERE p.text_hash = "
      "page.text_hash) ORDER BY article.page");
  Statement others(*database_, "SELECT url FROM page WHERE text_hash = ?1 AND id != ?2 ORDER BY id");
  while (select.step()) {
    std::string row = select.text(0);
    std::string list;
    others.bind(1, select.text(1)).bind(2, select.integer(2));
    while (others.step()) list += (list.empty() ? "\"" : ",\"") + others.text(0) + '"';
    others.reset();
    if (!list.empty() && row.ends_with("}\n"))
      row.replace(row.size() - 2, 2, ",\"other_urls\":[" + list + "]}\n");
    if (!take(row)) return;
  }
}

std::int64_t Store::forget(std::string_view url_or_prefix) {
  Transaction transaction(*database_);
  const bool prefix = url_or_prefix.ends_with('*');
  if (prefix) url_or_prefix.remove_suffix(1);
  const std::string condition = prefix ? "substr(url, 1, length(?1)) = ?1" : "url = ?1";
  Statement articles(
      *database_,
      ("DELETE FROM article WHERE page IN (SELECT id FROM page WHERE " + condition + ")").c_str());
  articles.bind(1, url_or_prefix).run();
  Statement pages(*database_, ("DELETE FROM page WHERE " + condition).c_str());
  pages.bind(1, url_or_prefix).run();
  const std::int64_t count = database_->changes();
  forget_lost_pages(*database_);
  transaction.commit();
  return count;
}

std::int64_t Store::retry() {
  Transaction transaction(*database_);
  database_->execute(
      "UPDATE page SET night = 0, next_visit = 0, failures = 0, is_gone = 0 WHERE status = 'error' OR "
      "is_gone = 1");
  const std::int64_t count = database_->changes();
  transaction.commit();
  return count;
}

std::int64_t Store::prune(std::int64_t not_visited_since) {
  Transaction transaction(*database_);
  const std::string condition = "is_seed = 0 AND coalesce(visited_at, 0) < ?1";
  Statement articles(
      *database_,
      ("DELETE FROM article WHERE page IN (SELECT id FROM page WHERE " + condition + ")").c_str());
  articles.bind(1, not_visited_since).run();
  Statement pages(*database_, ("DELETE FROM page WHERE " + condition).c_str());
  pages.bind(1, not_visited_since).run();
  const std::int64_t count = database_->changes();
  forget_lost_pages(*database_);
  transaction.commit();
  database_->execute("PRAGMA wal_checkpoint(TRUNCATE)");
  database_->execute("VACUUM");
  return count;
}

}  // namespace lubb::crawling
