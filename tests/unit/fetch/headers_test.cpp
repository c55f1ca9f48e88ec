#include "fetch/headers.h"

#include <doctest/doctest.h>

using namespace lubb::http;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("Retry-After is read as seconds or as a date and never as more than a day") {
  const seconds now(1'700'000'000);  // Tue, 14 Nov 2023 22:13:20 GMT
  CHECK(parse_retry_after("2", now) == milliseconds(2000));
  CHECK(parse_retry_after("999999999999", now) == milliseconds(86'400'000));
  CHECK(parse_retry_after("99999999999999999999999999", now) == milliseconds(86'400'000));
  CHECK(parse_retry_after("Tue, 14 Nov 2023 22:13:30 GMT", now) == milliseconds(10'000));
  CHECK(parse_retry_after("Tue, 14 Nov 2023 22:00:00 GMT", now) == milliseconds(0));
  CHECK_FALSE(parse_retry_after("soon", now).has_value());
  CHECK_FALSE(parse_retry_after("", now).has_value());
}

TEST_CASE("headers that would smuggle a second line are not valid") {
  CHECK(is_valid_header("Accept-Language: ar"));
  CHECK(is_valid_header("X:"));
  for (const char* bad : {"", ":", "no colon", "A b: c", "A: b\r\nC: d", "A: b\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_valid_header(bad));
  }
}
