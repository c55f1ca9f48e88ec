#include "fetch/page_address.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace lubb;
using lubb::http::normal_address;

TEST_CASE("addresses of one page have one spelling") {
  const std::pair<const char*, const char*> cases[] = {
      {"HTTP://Example.ORG", "http://example.org/"},
      {"http://example.org:80/a", "http://example.org/a"},
      {"https://example.org:8443/a", "https://example.org:8443/a"},
      {"http://example.org/a#part", "http://example.org/a"},
      {"http://example.org/a/../b/./c", "http://example.org/b/c"},
      {"http://example.org/a/%2e%2E/b/%2e/c", "http://example.org/b/c"},
      {"http://example.org/%7euser/%c3%a9", "http://example.org/~user/%C3%A9"},
      {"http://example.org/a b", "http://example.org/a%20b"},
      {"http://example.org/100%", "http://example.org/100%"},
      {"http://example.org/%%44f", "http://example.org/%%44f"},
      {"http://example.org/%2F/a", "http://example.org/%2F/a"},
      {"http://example.org/أخبار", "http://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"},
      {"http://موقع.example/", "http://xn--4gbrim.example/"},
      {"http://example.org/?", "http://example.org/"},
      {"http://example.org/a?utm_source=x&id=7&fbclid=y&UTM_medium=z", "http://example.org/a?id=7"},
      {"http://example.org/a?gclid=1", "http://example.org/a"},
      {"http://example.org/a?b=1&&a=2", "http://example.org/a?b=1&a=2"},
      {"http://example.org/a?q=utm_source", "http://example.org/a?q=utm_source"},
      {"http://user:word@example.org/a", "http://example.org/a"},
  };
  for (const auto& [given, wanted] : cases) {
    CAPTURE(given);
    const Result<std::string> address = normal_address(given);
    REQUIRE(address.has_value());
    CHECK(*address == wanted);
    CHECK(normal_address(*address).value() == *address);
  }
}

TEST_CASE("what is no page's address is refused") {
  for (const char* bad :
       {"", "a", "ftp://example.org/", "file:///etc/passwd", "http://", "http://example.org:22/"}) {
    CAPTURE(bad);
    CHECK_FALSE(normal_address(bad).has_value());
  }
}
