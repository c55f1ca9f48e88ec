#include "crawl/schema.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "crawl/files.h"
#include "crawl/night_figures.h"
#include "crawl/site_store.h"

namespace lubb::crawling {

const char* const schema_sql = R"sql(
CREATE TABLE night(
  id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,        -- Unix seconds
  finished_at INTEGER                 -- NULL: interrupted, the next run goes on with it
);
CREATE TABLE host(
  id INTEGER PRIMARY KEY,
  origin TEXT NOT NULL UNIQUE,        -- scheme://host[:port]
  robots_night INTEGER NOT NULL DEFAULT 0,  -- when robots.txt was asked for
  robots_access INTEGER NOT NULL DEFAULT 0, -- 0 rules, 1 everything, 2 nothing may be fetched
  robots TEXT NOT NULL DEFAULT ''
);
CREATE TABLE page(
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  host INTEGER NOT NULL REFERENCES host,
  is_seed INTEGER NOT NULL DEFAULT 0, -- stands in the list of seeds
  follow INTEGER NOT NULL DEFAULT 0,  -- a section page
  max_pages INTEGER NOT NULL DEFAULT 0,
  delay INTEGER,                      -- milliseconds, where the seed says so
  found_by INTEGER NOT NULL DEFAULT 0,  -- the seed that led here; 0: a seed itself
  is_active INTEGER NOT NULL DEFAULT 1, -- a seed, or found by one that still is
  night INTEGER NOT NULL DEFAULT 0,   -- the last one in which it was visited
  next_visit INTEGER NOT NULL DEFAULT 0,  -- Unix seconds, not before
  revisit INTEGER NOT NULL DEFAULT 0, -- seconds between visits, adapted to how often it changes
  is_listing INTEGER NOT NULL DEFAULT 0,  -- a feed or sitemap
  failures INTEGER NOT NULL DEFAULT 0,  -- in a row
  is_gone INTEGER NOT NULL DEFAULT 0, -- answered 404 or 410
  status TEXT,                        -- of the last visit, as in rows
  http_status INTEGER,
  visited_at INTEGER,                 -- Unix seconds
  etag TEXT, last_modified TEXT,      -- byte for byte as they came
  validated_url TEXT,                 -- the address these two belong to
  text_hash TEXT
);
CREATE INDEX page_due ON page(host, night);
CREATE INDEX page_text ON page(text_hash) WHERE text_hash IS NOT NULL;
CREATE INDEX page_found ON page(found_by) WHERE found_by != 0;
CREATE TABLE article(
  page INTEGER PRIMARY KEY REFERENCES page,
  row TEXT NOT NULL                   -- the last row with status ok, a JSON object
);
CREATE TABLE outbox(                  -- rows that are not yet safe in their file
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL,
  row TEXT NOT NULL
);
CREATE TABLE output(
  file TEXT PRIMARY KEY,
  size INTEGER NOT NULL               -- bytes that are safe; what stands behind them is cut off
);
)sql";

namespace {

// What leads from each version to the next one, the first from 1 to 2.
const std::array<std::array<const char*, 2>, schema_version - 1> migrations{
    {{site_tables_sql, night_tables_sql}}};

// From a version that is known to this one.
void migrate(Database& database, std::int64_t version) {
  for (; version < schema_version; ++version) {
    for (const char* sql : migrations[static_cast<std::size_t>(version - 1)]) database.execute(sql);
  }
  database.execute(("PRAGMA user_version=" + std::to_string(schema_version)).c_str());
}

std::string reason(int number) { return std::generic_category().message(number); }

[[noreturn]] void fail(const std::string& path, int number) {
  throw DatabaseError(Errc::io, path + ": " + reason(number));
}

// An empty state under a temporary name.
std::string make_empty(const std::string& state_file) {
  std::string path = state_file + ".new";
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) unlink((path + suffix).c_str());
  Database database(path, true);
  Transaction transaction(database);
  make_tables(database);
  transaction.commit();
  return path;
}

void drop_journals(const std::string& state_file) {
  for (const char* suffix : {"-journal", "-wal", "-shm"}) unlink((state_file + suffix).c_str());
}

// Copies what a damaged table still gives: row by row, until SQLite can no more, from both ends.
std::size_t copy_table(Database& from, Database& to, const std::string& table, const std::string& columns,
                       int count) {
  std::string insert = "INSERT OR IGNORE INTO ";
  insert.append(table).append("(").append(columns).append(") VALUES(?");
  for (int i = 1; i < count; ++i) insert += ",?";
  Statement put(to, insert.append(")").c_str());
  std::size_t saved = 0;
  for (const char* direction : {" ORDER BY rowid", " ORDER BY rowid DESC"}) {
    try {
      std::string select = "SELECT ";
      select.append(columns).append(" FROM ").append(table).append(direction);
      Statement get(from, select.c_str());
      while (get.step()) {
        for (int i = 0; i < count; ++i) {
          if (!get.is_null(i)) put.bind(i + 1, get.text(i));
        }
        put.run();
        saved += static_cast<std::size_t>(to.changes());
      }
      break;
    } catch (const DatabaseError&) {  // this end of the table is lost: try the other one
    }
  }
  return saved;
}

}  // namespace

void make_tables(Database& database) {
  database.execute(schema_sql);
  migrate(database, 1);
}

StateLock::~StateLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool StateLock::acquire(const std::string& state_file) {
  make_folders(folder_of(state_file));
  const std::string path = state_file + ".lock";
  descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail(path, errno);
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return true;
  if (errno != EWOULDBLOCK) fail(path, errno);
  return false;
}

void create_state(const std::string& state_file) {
  struct stat status {};
  if (stat(state_file.c_str(), &status) == 0) return;
  if (errno != ENOENT) fail(state_file, errno);
  drop_journals(state_file);
  move_into_place(make_empty(state_file), state_file);
}

std::unique_ptr<Database> open_state(const std::string& state_file) {
  struct stat status {};
  if (stat(state_file.c_str(), &status) != 0) fail(state_file, errno);
  if (!S_ISREG(status.st_mode))
    throw DatabaseError(Errc::state_unreadable, state_file + ": not a regular file");
  // A state is never empty: it gets its name when it is complete.
  if (status.st_size == 0) throw DatabaseError(Errc::state_unreadable, state_file + ": an empty file");
  auto database = std::make_unique<Database>(state_file, false);
  const std::int64_t version = database->integer("PRAGMA user_version");
  if (version < 1 || version > schema_version) {
    throw DatabaseError(Errc::state_unreadable, state_file + ": the state has version " +
                                                    std::to_string(version) + ", this lubb reads version " +
                                                    std::to_string(schema_version) + " and older ones");
  }
  database->execute("PRAGMA journal_mode=WAL");
  // Whatever ends the process, nothing that was committed is lost. At a loss of power the last pages may be,
  // and are visited again.
  database->execute("PRAGMA synchronous=NORMAL");
  if (version < schema_version) {
    Transaction transaction(*database);  // another run may have been faster
    migrate(*database, database->integer("PRAGMA user_version"));
    transaction.commit();
  }
  return database;
}

void copy_state(Database& from, Database& to) {
  sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) to.fail(SQLITE_NOMEM);
  sqlite3_backup_step(backup, -1);
  const int code = sqlite3_backup_finish(backup);
  if (code != SQLITE_OK) to.fail(code);
}

std::vector<std::string> check_integrity(Database& database, bool quick) {
  std::vector<std::string> findings;
  Statement check(database, quick ? "PRAGMA quick_check(10)" : "PRAGMA integrity_check(10)");
  while (check.step()) {
    if (check.text(0) != "ok") findings.push_back(check.text(0));
  }
  return findings;
}

std::size_t recover_state(const std::string& state_file) {
  const std::string fresh = make_empty(state_file);
  std::size_t pages = 0;
  {
    Database to(fresh, false);
    Transaction transaction(to);
    try {
      Database from(state_file, false);
      copy_table(from, to, "host", "id,origin", 2);
      pages =
          copy_table(from, to, "page",
                     "id,url,host,is_seed,follow,max_pages,delay,found_by,is_active,night,next_visit,revisit,"
                     "is_listing,failures,is_gone,status,http_status,visited_at,etag,last_modified,"
                     "validated_url,text_hash",
                     22);
      copy_table(from, to, "article", "page,row", 2);
      copy_table(from, to, "night", "id,started_at,finished_at", 3);
      copy_table(from, to, "outbox", "id,file,row", 3);
      copy_table(from, to, "output", "file,size", 2);
    } catch (const DatabaseError&) {  // not even a database: the new state is empty
    }
    transaction.commit();
  }
  const std::string damaged = state_file + ".damaged";
  if (rename(state_file.c_str(), damaged.c_str()) != 0) fail(damaged, errno);
  drop_journals(state_file);
  move_into_place(fresh, state_file);
  return pages;
}

}  // namespace lubb::crawling
