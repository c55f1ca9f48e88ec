#include "crawl/night_figures.h"

#include <cmath>
#include <string>
#include <utility>

namespace lubb::crawling {

const char* const night_tables_sql = R"sql(
CREATE TABLE host_night(              -- what the pages of a host were like; see drift.h
  host INTEGER NOT NULL REFERENCES host,
  night INTEGER NOT NULL,
  visits INTEGER NOT NULL,            -- without section pages, listings and pages that are gone
  errors INTEGER NOT NULL,            -- of the visits
  texts INTEGER NOT NULL,             -- visits whose page was extracted
  empty INTEGER NOT NULL,             -- texts without an article
  untitled INTEGER NOT NULL,          -- texts without a title
  log_words INTEGER NOT NULL,         -- sum over the others of ln(1 + words), in thousandths
  log_words_squared INTEGER NOT NULL, -- sum of its square, in millionths
  was_drift INTEGER NOT NULL DEFAULT 0, -- the night was out of line
  PRIMARY KEY(host, night)
) WITHOUT ROWID;
)sql";

namespace {

NightFigures figures_of(const Statement& row) {
  return {.visits = row.integer(1),
          .errors = row.integer(2),
          .texts = row.integer(3),
          .empty = row.integer(4),
          .untitled = row.integer(5),
          .articles = row.integer(3) - row.integer(4),
          .log_words = row.integer(6),
          .log_words_squared = row.integer(7),
          .was_drift = row.integer(8) != 0};
}

// The host's nights up to this one, which comes first.
std::vector<NightFigures> nights_of(Database& database, std::int64_t host, std::int64_t night) {
  Statement select(database,
                   "SELECT night, visits, errors, texts, empty, untitled, log_words, log_words_squared, "
                   "was_drift FROM host_night WHERE host = ?1 AND night <= ?2 ORDER BY night DESC");
  select.bind(1, host).bind(2, night);
  std::vector<NightFigures> nights;
  while (select.step()) nights.push_back(figures_of(select));
  return nights;
}

}  // namespace

void count_visit(Database& database, std::int64_t host, std::int64_t night, const VisitFigures& visit) {
  const auto flag = [](bool value) { return std::int64_t{value ? 1 : 0}; };
  const std::int64_t log_words = visit.is_extracted && !visit.is_empty
                                     ? std::llround(1'000 * std::log1p(static_cast<double>(visit.words)))
                                     : 0;
  Statement add(database,
                "INSERT INTO host_night(host, night, visits, errors, texts, empty, untitled, log_words, "
                "log_words_squared) VALUES(?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8) "
                "ON CONFLICT(host, night) DO UPDATE SET visits = visits + 1, errors = errors + ?3, "
                "texts = texts + ?4, empty = empty + ?5, untitled = untitled + ?6, "
                "log_words = log_words + ?7, log_words_squared = log_words_squared + ?8");
  add.bind(1, host).bind(2, night).bind(3, flag(visit.failed)).bind(4, flag(visit.is_extracted));
  add.bind(5, flag(visit.is_extracted && visit.is_empty));
  add.bind(6, flag(visit.is_extracted && visit.is_untitled));
  add.bind(7, log_words).bind(8, log_words * log_words).run();
}

std::vector<HostDrift> judge_night(Database& database, std::int64_t night) {
  Transaction transaction(database);
  std::vector<HostDrift> drifts;
  Statement hosts(database,
                  "SELECT host, origin FROM host_night JOIN host ON host.id = host WHERE night = ?1 "
                  "ORDER BY origin");
  Statement note(database, "UPDATE host_night SET was_drift = 1 WHERE host = ?1 AND night = ?2");
  hosts.bind(1, night);
  while (hosts.step()) {
    const std::vector<NightFigures> nights = nights_of(database, hosts.integer(0), night);
    std::vector<DriftChange> changes = find_drift(nights.front(), std::span(nights).subspan(1));
    if (changes.empty()) continue;
    note.bind(1, hosts.integer(0)).bind(2, night).run();
    drifts.push_back({hosts.text(1), std::move(changes)});
  }
  Statement forget(database, "DELETE FROM host_night WHERE night <= ?1");
  forget.bind(1, night - nights_remembered).run();
  transaction.commit();
  return drifts;
}

}  // namespace lubb::crawling
