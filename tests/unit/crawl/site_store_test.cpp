#include "crawl/site_store.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "crawl/schema.h"

using namespace lubb::crawling;

namespace {

constexpr std::int64_t host = 1;
constexpr std::int64_t day = 86'400;

struct Tables {
  Database database{":memory:", true};
  Tables() {
    make_tables(database);
    database.execute("INSERT INTO host(id, origin) VALUES(1, 'http://a.example'), (2, 'http://b.example')");
  }
  void add_page(int id) {
    Statement add(database, "INSERT INTO page(id, url, host) VALUES(?1, ?2, 1)");
    add.bind(1, std::int64_t{id}).bind(2, "http://a.example/" + std::to_string(id)).run();
  }
  [[nodiscard]] std::int64_t count() { return database.integer("SELECT count(*) FROM page_blocks"); }
};

// Every table and index as SQLite describes it: the columns, not the text of the statement.
std::vector<std::string> shape_of(Database& database) {
  std::vector<std::string> lines;
  Statement columns(database,
                    "SELECT m.name || ' ' || c.name || ' ' || c.type FROM sqlite_master AS m, "
                    "pragma_table_info(m.name) AS c ORDER BY 1");
  while (columns.step()) lines.push_back(columns.text(0));
  return lines;
}

}  // namespace

TEST_CASE("a state of the first version is brought up to date with what it holds") {
  const std::string path = "migration_test.sqlite";
  std::remove(path.c_str());
  {
    Database old(path, true);
    old.execute(schema_sql);
    old.execute("PRAGMA user_version=1");
    old.execute("INSERT INTO host(id, origin) VALUES(1, 'http://a.example')");
  }
  Tables fresh;
  {
    const auto database = open_state(path);
    CHECK(database->integer("PRAGMA user_version") == schema_version);
    CHECK(database->integer("SELECT count(*) FROM host") == 1);
    CHECK(shape_of(*database) == shape_of(fresh.database));
  }
  for (const char* suffix : {"", "-wal", "-shm"}) std::remove((path + suffix).c_str());
}

TEST_CASE("a night reads what the nights before it have seen, and nothing of itself") {
  Tables tables;
  remember_page(tables.database, 1, host, 1, day, {10, 20});
  remember_page(tables.database, 2, host, 1, day, {10, 30});
  CHECK(site_memory(tables.database, host, 1) == nullptr);
  const auto before = site_memory(tables.database, host, 2);
  REQUIRE(before != nullptr);
  CHECK(before->pages_with(10) == 2);
  remember_page(tables.database, 1, host, 2, 2 * day, {40});
  remember_page(tables.database, 3, host, 2, 2 * day, {10});
  const auto again = site_memory(tables.database, host, 2);
  CHECK(again->pages() == before->pages());
  CHECK(again->pages_with(10) == 2);
  CHECK(site_memory(tables.database, host, 3)->pages_with(10) == doctest::Approx(2).epsilon(0.03));
  CHECK(site_memory(tables.database, 2, 3) == nullptr);
}

TEST_CASE("a page that is as it was counts once and anew, and takes no more room") {
  Tables tables;
  for (std::int64_t night = 1; night <= 100; ++night) {
    if (night == 1) remember_page(tables.database, 1, host, night, night * day, {10});
    if (night == 1) remember_page(tables.database, 2, host, night, night * day, {10, 11});
    if (night > 1) keep_page(tables.database, 1, night, night * day);
  }
  CHECK(tables.count() <= 3);
  const auto memory = site_memory(tables.database, host, 101);
  CHECK(memory->pages() == doctest::Approx(1 + std::exp2(-99.0 / 30)));
  CHECK(memory->pages() == memory->pages_with(10));
}

TEST_CASE("a site that nobody visits for long is remembered as it was") {
  Tables tables;
  remember_page(tables.database, 1, host, 1, day, {10, 20});
  remember_page(tables.database, 2, host, 1, day, {10, 30});
  CHECK(site_memory(tables.database, host, 1000)->pages_with(10) == 2);
}

TEST_CASE("only the pages seen last are remembered") {
  Tables tables;
  for (std::int64_t page = 1; page <= 3 * most_site_pages; ++page)
    remember_page(tables.database, page, host, 1, page, {10, static_cast<std::uint64_t>(100 + page)});
  CHECK(site_memory(tables.database, host, 2)->pages() == doctest::Approx(most_site_pages).epsilon(0.001));
  tidy_site_memory(tables.database);
  CHECK(tables.count() == 2 * most_site_pages);
  CHECK(tables.database.integer("SELECT min(page) FROM page_blocks") == most_site_pages + 1);
}

TEST_CASE("a page that the state forgets is no more in the memory of its site") {
  Tables tables;
  tables.add_page(1);
  remember_page(tables.database, 1, host, 1, day, {10});
  remember_page(tables.database, 2, host, 1, day, {10});
  forget_lost_pages(tables.database);
  CHECK(tables.count() == 1);
}
