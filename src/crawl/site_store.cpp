#include "crawl/site_store.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace lubb::crawling {

const char* const site_tables_sql = R"sql(
ALTER TABLE page ADD COLUMN body_hash INTEGER;  -- of the answer whose text the article is
CREATE TABLE page_blocks(             -- what pages had in the night they were last seen, and in the one before
  page INTEGER NOT NULL REFERENCES page,
  night INTEGER NOT NULL,
  host INTEGER NOT NULL REFERENCES host,  -- that answered: redirects may have led there
  seen_at INTEGER NOT NULL,           -- Unix seconds
  blocks BLOB NOT NULL,               -- fingerprints, sorted, 8 bytes each, lowest byte first
  PRIMARY KEY(page, night)
);
CREATE INDEX page_blocks_host ON page_blocks(host, seen_at);
)sql";

namespace {

constexpr std::size_t fingerprint_bytes = 8;

std::string pack(const std::vector<std::uint64_t>& blocks) {
  std::string bytes;
  bytes.reserve(blocks.size() * fingerprint_bytes);
  for (const std::uint64_t block : blocks) {
    for (unsigned shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(block >> shift & 0xFF);
  }
  return bytes;
}

std::vector<std::uint64_t> unpack(std::string_view bytes) {
  std::vector<std::uint64_t> blocks(bytes.size() / fingerprint_bytes);
  for (std::size_t i = 0; i < blocks.size() * fingerprint_bytes; ++i) {
    blocks[i / fingerprint_bytes] |= std::uint64_t{static_cast<unsigned char>(bytes[i])}
                                     << 8 * (i % fingerprint_bytes);
  }
  return blocks;
}

// Of the nights before this one the last stays, for what is read in this night.
void drop_superseded(Database& database, std::int64_t page, std::int64_t night) {
  Statement drop(database,
                 "DELETE FROM page_blocks WHERE page = ?1 AND night < "
                 "(SELECT max(night) FROM page_blocks WHERE page = ?1 AND night < ?2)");
  drop.bind(1, page).bind(2, night).run();
}

}  // namespace

void remember_page(Database& database, std::int64_t page, std::int64_t host, std::int64_t night,
                   std::int64_t now, const std::vector<std::uint64_t>& blocks) {
  Statement put(database,
                "INSERT OR REPLACE INTO page_blocks(page, night, host, seen_at, blocks) "
                "VALUES(?1, ?2, ?3, ?4, ?5)");
  put.bind(1, page).bind(2, night).bind(3, host).bind(4, now).bind_blob(5, pack(blocks)).run();
  drop_superseded(database, page, night);
}

void keep_page(Database& database, std::int64_t page, std::int64_t night, std::int64_t now) {
  Statement copy(database,
                 "INSERT OR REPLACE INTO page_blocks(page, night, host, seen_at, blocks) "
                 "SELECT page, ?2, host, ?3, blocks FROM page_blocks WHERE page = ?1 "
                 "ORDER BY night DESC LIMIT 1");
  copy.bind(1, page).bind(2, night).bind(3, now).run();
  drop_superseded(database, page, night);
}

std::shared_ptr<const SiteMemory> site_memory(Database& database, std::int64_t host, std::int64_t night) {
  Statement select(database,
                   "SELECT seen_at, blocks FROM page_blocks AS seen WHERE host = ?1 AND night < ?2 AND "
                   "night = (SELECT max(night) FROM page_blocks WHERE page = seen.page AND night < ?2) "
                   "ORDER BY seen_at DESC, page LIMIT ?3");
  select.bind(1, host).bind(2, night).bind(3, most_site_pages);
  std::vector<SiteMemory::Page> pages;
  std::int64_t newest = 0;
  while (select.step()) {
    if (pages.empty()) newest = select.integer(0);
    const auto age = static_cast<double>(newest - select.integer(0));
    pages.push_back({unpack(select.blob(1)), std::exp2(-age / static_cast<double>(site_half_life))});
  }
  return pages.empty() ? nullptr : std::make_shared<const SiteMemory>(std::move(pages));
}

void tidy_site_memory(Database& database) {
  // Twice as many entries as pages: the night that ends and the one before it.
  Statement drop(database,
                 "DELETE FROM page_blocks WHERE rowid IN (SELECT rowid FROM (SELECT rowid, "
                 "row_number() OVER (PARTITION BY host ORDER BY seen_at DESC, page) AS place "
                 "FROM page_blocks WHERE host IN "
                 "(SELECT host FROM page_blocks GROUP BY host HAVING count(*) > ?1)) WHERE place > ?1)");
  drop.bind(1, 2 * most_site_pages).run();
}

void forget_lost_pages(Database& database) {
  database.execute("DELETE FROM page_blocks WHERE page NOT IN (SELECT id FROM page)");
}

}  // namespace lubb::crawling
