#include "fetch/address_policy.h"

#include <doctest/doctest.h>

#include <string>

using namespace lubb::http;

namespace {
bool is_public_text(const std::string& text) {
  IpAddress address;
  REQUIRE(IpAddress::parse(text, address));
  return is_public(address);
}
}  // namespace

TEST_CASE("addresses of the public internet may be contacted") {
  for (const char* text : {"1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.255.255",
                           "100.128.0.1", "2606:4700::1111", "2a00:1450:4001:80b::200e", "::ffff:8.8.8.8",
                           "64:ff9b::808:808", "2002:808:808::1"}) {
    CAPTURE(text);
    CHECK(is_public_text(text));
  }
}

TEST_CASE("loopback, private, link-local, shared, multicast and reserved IPv4 addresses are not public") {
  for (const char* text :
       {"127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.2.1", "198.18.0.1", "224.0.0.1",
        "239.1.2.3", "240.0.0.1", "255.255.255.255"}) {
    CAPTURE(text);
    CHECK_FALSE(is_public_text(text));
  }
}

TEST_CASE("IPv6 forms that carry a private IPv4 address, and IPv6's own special networks, are not public") {
  for (const char* text :
       {"::1", "::", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
        "2002:7f00:1::", "2002:a01:203::1", "2001::1", "2001:db8::1", "fe80::1", "fc00::1", "fd12:3456::1",
        "ff02::1", "fec0::1", "3fff::1"}) {
    CAPTURE(text);
    CHECK_FALSE(is_public_text(text));
  }
}

TEST_CASE("what is no address is not read as one") {
  IpAddress address;
  for (const char* text : {"", "localhost", "1.2.3", "1.2.3.4.5", "::g", "256.1.1.1"}) {
    CAPTURE(text);
    CHECK_FALSE(IpAddress::parse(text, address));
  }
  CHECK_FALSE(IpAddress::parse(std::string(1000, '1'), address));
}

TEST_CASE("an exception covers the host it names and no other port") {
  CHECK(covers_host("127.0.0.1:8080", "127.0.0.1", 8080));
  CHECK_FALSE(covers_host("127.0.0.1:8080", "127.0.0.1", 8081));
  CHECK(covers_host("127.0.0.1", "127.0.0.1", 8081));
  CHECK(covers_host("Example.ORG.", "example.org", 80));
  CHECK_FALSE(covers_host("example.org", "www.example.org", 80));
  CHECK_FALSE(covers_host("example.org", "notexample.org", 80));
  CHECK(covers_host("[::1]:80", "[::1]", 80));
  CHECK(covers_host("::1", "[::1]", 99));
  CHECK_FALSE(covers_host("[::1]:80", "[::1]", 81));
}

TEST_CASE("an exception with an address covers that address under every name") {
  IpAddress loopback;
  REQUIRE(IpAddress::parse("127.0.0.1", loopback));
  CHECK(covers_address("127.0.0.1:80", loopback, 80));
  CHECK_FALSE(covers_address("127.0.0.1:80", loopback, 81));
  CHECK_FALSE(covers_address("localhost", loopback, 80));
  CHECK_FALSE(covers_address("127.0.0.2", loopback, 80));
}

TEST_CASE("exceptions that cannot be meant are known") {
  for (const char* good : {"localhost", "localhost:1", "[::1]:65535", "::1", "10.0.0.1:80"}) {
    CAPTURE(good);
    CHECK(is_valid_exception(good));
  }
  for (const char* bad :
       {"", ":80", "host:", "host:0", "host:65536", "host:x", "http://host/", "[::1]x", "[::1", "a b"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_valid_exception(bad));
  }
}

TEST_CASE("ports of mail and shells are blocked, ports of the web are not") {
  for (const int port : {0, 22, 25, 110, 6667, 10080})
    CHECK(is_blocked_port(static_cast<std::uint16_t>(port)));
  for (const int port : {80, 443, 8080, 8443, 3000, 65535}) {
    CHECK_FALSE(is_blocked_port(static_cast<std::uint16_t>(port)));
  }
}
