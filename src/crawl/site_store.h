// Site memory in the state: which text blocks each page had when it was last seen. One night's crawl reads
// what the nights before it have left, so that the order of its visits makes no difference to any text.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "crawl/sqlite.h"
#include "lubb/site_memory.hpp"

namespace lubb::crawling {

// The statements that make its tables.
extern const char* const site_tables_sql;

// So many pages of a host are remembered, those seen last: enough to know a share of pages to within 3 %. At
// some 150 blocks a page that is 300 KB a host.
inline constexpr std::int64_t most_site_pages = 256;
// A page counts half as much for each such time that it was seen before the host's newest one: what sites
// repeat changes with the months. By judgement.
inline constexpr std::int64_t site_half_life = std::int64_t{30} * 86'400;  // seconds

// Writes down what a page has, seen now in this night, or that it is as it was. To be called inside the
// transaction of the visit. A page has one entry of this night and one of an earlier one at most.
void remember_page(Database& database, std::int64_t page, std::int64_t host, std::int64_t night,
                   std::int64_t now, const std::vector<std::uint64_t>& blocks);
void keep_page(Database& database, std::int64_t page, std::int64_t night, std::int64_t now);

// What the nights before this one know of a host; null where that is nothing.
[[nodiscard]] std::shared_ptr<const SiteMemory> site_memory(Database& database, std::int64_t host,
                                                            std::int64_t night);

// Forgets what is more than `most_site_pages` a host.
void tidy_site_memory(Database& database);
// Forgets pages that are no more in the state, whose numbers others may get.
void forget_lost_pages(Database& database);

}  // namespace lubb::crawling
