// Which addresses a page may be fetched from: the guard against pages and redirects that point inwards.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

struct sockaddr;

namespace lubb::http {

// An IPv6 address, or an IPv4 address in its mapped form ::ffff:a.b.c.d.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};

  [[nodiscard]] static bool parse(std::string_view text, IpAddress& address) noexcept;  // no brackets
  [[nodiscard]] static bool from(const sockaddr& socket_address, IpAddress& address) noexcept;
  [[nodiscard]] std::string text() const;
  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

// True for an address that every machine of the internet may be asked for: not loopback, private, shared
// (carrier-grade NAT), link-local (cloud metadata), multicast, unspecified, reserved or unique-local, nor an
// IPv6 form (mapped, compatible, NAT64, 6to4, Teredo) that carries such an IPv4 address.
[[nodiscard]] bool is_public(const IpAddress& address) noexcept;

// True for a port that no browser contacts (the "bad ports" of the Fetch standard): mail, SSH and others
// that can be talked to by means of HTTP.
[[nodiscard]] bool is_blocked_port(std::uint16_t port) noexcept;

// Whether an exception of the form HOST or HOST:PORT ("[::1]:80" for IPv6) covers the host of a URL.
// Host names are compared without regard to case and a final dot.
[[nodiscard]] bool covers_host(std::string_view exception, std::string_view host, std::uint16_t port);

// Whether an exception whose HOST is an IP address covers the address and port about to be contacted.
[[nodiscard]] bool covers_address(std::string_view exception, const IpAddress& address, std::uint16_t port);

// False for an exception that cannot be read: an empty host or a port that is not a number in 1..65535.
[[nodiscard]] bool is_valid_exception(std::string_view exception) noexcept;

}  // namespace lubb::http
