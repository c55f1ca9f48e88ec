// The state file: one SQLite database. How it is made, opened, checked and brought up to date.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "crawl/sqlite.h"

namespace lubb::crawling {

inline constexpr int schema_version = 2;  // PRAGMA user_version

// The statements that make an empty database of the first version, with a comment on each column. They and
// the migrations after them are also the documentation of the format.
extern const char* const schema_sql;

// Makes the tables of this version in an empty database. To be called inside a transaction, or alone.
void make_tables(Database& database);

// Only one run at a time may hold a state: an exclusive lock on "STATE.lock", which the kernel gives up when
// the process ends, however that happens.
class StateLock {
 public:
  StateLock() = default;
  ~StateLock();
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;

  // False where another run holds it. Throws DatabaseError (io) where the file cannot be made.
  [[nodiscard]] bool acquire(const std::string& state_file);

 private:
  int descriptor_ = -1;
};

// Creates the folder and the file where they are missing; the file appears under its name only when it is
// complete. To be called with the lock held. Throws DatabaseError.
void create_state(const std::string& state_file);

// Opens an existing state and brings it up to date. Throws DatabaseError: state_unreadable for a damaged
// file, one that is no state or comes from a later version (which is not touched).
[[nodiscard]] std::unique_ptr<Database> open_state(const std::string& state_file);

// Copies a whole state into an empty database, in one consistent look at it.
void copy_state(Database& from, Database& to);

// What SQLite's integrity check finds, one finding a string; empty: sound. `quick` leaves out what only costs
// time on a sound file (indexes against tables).
[[nodiscard]] std::vector<std::string> check_integrity(Database& database, bool quick);

// Reads what can be read of a damaged state into a new one, which takes its place; the damaged file is kept
// as "STATE.damaged". What sites' pages have in common and are usually like is learned anew. Returns the
// number of pages saved. To be called with the lock held. Throws DatabaseError.
std::size_t recover_state(const std::string& state_file);

}  // namespace lubb::crawling
