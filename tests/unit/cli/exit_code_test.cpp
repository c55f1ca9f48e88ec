#include "cli/exit_code.h"

#include <doctest/doctest.h>

using namespace lubb;
using namespace lubb::cli;

TEST_CASE("the exit status follows from the counts") {
  CHECK(exit_code({.ok = 3}, false, 0) == 0);
  CHECK(exit_code({.ok = 1, .unchanged = 2}, false, 0) == 0);
  CHECK(exit_code({.unchanged = 2}, false, 0) == 0);
  CHECK(exit_code({.ok = 1, .error = 1}, false, 0) == 1);
  CHECK(exit_code({.ok = 1, .empty = 1}, false, 0) == 1);
  CHECK(exit_code({.empty = 1}, false, 0) == 3);
  CHECK(exit_code({.error = 1}, false, 0) == 3);
  CHECK(exit_code({}, false, 0) == 3);
}

TEST_CASE("skipped files count only where nothing came out at all") {
  CHECK(exit_code({.ok = 1, .skipped = 9}, false, 0) == 0);
  CHECK(exit_code({.skipped = 9}, false, 0) == 3);
}

TEST_CASE("a failed output outweighs a signal and a signal outweighs the counts") {
  CHECK(exit_code({.ok = 1}, true, 15) == 74);
  CHECK(exit_code({.ok = 1}, false, 2) == 130);
  CHECK(exit_code({.error = 1}, false, 15) == 143);
}

TEST_CASE("every status is counted once") {
  Tally tally;
  for (const Status status : {Status::ok, Status::empty, Status::unchanged, Status::skipped, Status::error}) {
    tally.add(status);
  }
  CHECK(tally.pages() == 5);
  CHECK(tally.ok == 1);
  CHECK(tally.error == 1);
}
