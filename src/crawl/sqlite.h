// A thin shell over SQLite. Inside src/crawl failures are exceptions of one type; they end at the public
// calls.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

#include "lubb/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace lubb::crawling {

// The state could not be read (state_unreadable: damaged, no database) or written (io).
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(Errc code, const std::string& message) : std::runtime_error(message), code_(code) {}
  [[nodiscard]] Error error() const { return {code_, what()}; }

 private:
  Errc code_;
};

class Database;

// A prepared statement. Parameters and columns count from 1 and 0, as in SQLite.
class Statement {
 public:
  Statement(Database& database, const char* sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  Statement& operator=(Statement&&) = delete;

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, std::string_view text);
  Statement& bind_blob(int index, std::string_view bytes);
  Statement& bind_text_or_null(int index, std::string_view text);  // empty: NULL

  [[nodiscard]] bool step();  // true: there is a row
  void run();                 // to the end, then ready for the next time
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::string blob(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

class Database {
 public:
  // `create` makes the file where it is missing. Waits up to five seconds for other processes' locks.
  Database(const std::string& path, bool create);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void execute(const char* sql);
  [[nodiscard]] std::int64_t integer(
      const char* sql);  // first column of the first row; 0 where there is none
  [[nodiscard]] std::string text(const char* sql);
  [[nodiscard]] std::int64_t last_id() const;
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] sqlite3* handle() const { return handle_; }

  // Statements are compiled once: those that are not in use wait here for the next one with their text.
  [[nodiscard]] sqlite3_stmt* take_statement(const char* sql);
  void give_back(sqlite3_stmt* statement) noexcept;

  // Throws what SQLite's latest error means.
  [[noreturn]] void fail(int code) const;

 private:
  std::string path_;
  sqlite3* handle_ = nullptr;
  std::unordered_multimap<std::string, sqlite3_stmt*> statements_;  // by their text
};

// Rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace lubb::crawling
