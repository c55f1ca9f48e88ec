#include "fetch/address_policy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace lubb::http {
namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

struct Network4 {
  std::uint32_t address;
  int bits;
};

// IANA's registry of special-purpose IPv4 addresses, all that is not globally reachable, and multicast.
constexpr std::array special_networks4{
    Network4{0x00000000, 8},   // this host
    Network4{0x0A000000, 8},   // private
    Network4{0x64400000, 10},  // shared address space (carrier-grade NAT)
    Network4{0x7F000000, 8},   // loopback
    Network4{0xA9FE0000, 16},  // link-local, cloud metadata
    Network4{0xAC100000, 12},  // private
    Network4{0xC0000000, 24},  // IETF protocol assignments
    Network4{0xC0000200, 24},  // documentation
    Network4{0xC0586300, 24},  // 6to4 relay anycast
    Network4{0xC0A80000, 16},  // private
    Network4{0xC6120000, 15},  // benchmarking
    Network4{0xC6336400, 24},  // documentation
    Network4{0xCB007100, 24},  // documentation
    Network4{0xE0000000, 4},   // multicast
    Network4{0xF0000000, 4},   // reserved, limited broadcast
};

bool is_public4(std::uint32_t address) noexcept {
  return std::none_of(special_networks4.begin(), special_networks4.end(), [&](const Network4& network) {
    return ((address ^ network.address) >> (32 - network.bits)) == 0;
  });
}

std::uint32_t word(const IpAddress& address, std::size_t index) noexcept {
  return static_cast<std::uint32_t>(address.bytes[index]) << 24 |
         static_cast<std::uint32_t>(address.bytes[index + 1]) << 16 |
         static_cast<std::uint32_t>(address.bytes[index + 2]) << 8 | address.bytes[index + 3];
}

bool is_mapped(const IpAddress& address) noexcept {
  return std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
}

// The https://fetch.spec.whatwg.org/#port-blocking table.
constexpr std::array<std::uint16_t, 83> blocked_ports{
    0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,   37,   42,   43,
    53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,  110,  111,  113,  115,  117,  119,
    123,  135,  137,  139,  143,  161,  179,  389,  427,  465,  512,  513,  514,  515,  526,  530,  531,
    532,  540,  548,  554,  556,  563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049,
    3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

struct HostAndPort {
  std::string_view host;  // without brackets
  int port = 0;           // 0 = any; -1 = cannot be read
};

HostAndPort split_exception(std::string_view text) noexcept {
  HostAndPort result{.host = text};
  std::string_view port;
  bool has_port = false;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return {.host = text, .port = -1};
    result.host = text.substr(1, close - 1);
    has_port = close + 1 < text.size();
    if (has_port && text[close + 1] != ':') return {.host = text, .port = -1};
    if (has_port) port = text.substr(close + 2);
  } else if (std::count(text.begin(), text.end(), ':') == 1) {  // more colons: a bare IPv6 address
    const std::size_t colon = text.find(':');
    result.host = text.substr(0, colon);
    port = text.substr(colon + 1);
    has_port = true;
  }
  if (!has_port) return result;
  std::uint16_t number = 0;
  const auto [rest, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  const bool whole = error == std::errc{} && rest == port.data() + port.size() && number != 0;
  result.port = whole ? number : -1;
  return result;
}

std::string_view without_final_dot(std::string_view host) noexcept {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

bool equal_hosts(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  a = without_final_dot(a);
  b = without_final_dot(b);
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view without_brackets(std::string_view host) noexcept {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') return host.substr(1, host.size() - 2);
  return host;
}

}  // namespace

bool IpAddress::parse(std::string_view text, IpAddress& address) noexcept {
  std::array<char, 64> copy{};  // longer than any address: INET6_ADDRSTRLEN is 46
  if (text.empty() || text.size() >= copy.size()) return false;
  std::copy(text.begin(), text.end(), copy.begin());
  if (inet_pton(AF_INET6, copy.data(), address.bytes.data()) == 1) return true;
  std::array<std::uint8_t, 4> four{};
  if (inet_pton(AF_INET, copy.data(), four.data()) != 1) return false;
  std::copy(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
  std::copy(four.begin(), four.end(), address.bytes.begin() + mapped_prefix.size());
  return true;
}

bool IpAddress::from(const sockaddr& socket_address, IpAddress& address) noexcept {
  if (socket_address.sa_family == AF_INET6) {
    sockaddr_in6 six{};
    std::memcpy(&six, &socket_address, sizeof six);
    std::memcpy(address.bytes.data(), &six.sin6_addr, address.bytes.size());
    return true;
  }
  if (socket_address.sa_family != AF_INET) return false;
  sockaddr_in four{};
  std::memcpy(&four, &socket_address, sizeof four);
  std::copy(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
  std::memcpy(address.bytes.data() + mapped_prefix.size(), &four.sin_addr, sizeof four.sin_addr);
  return true;
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  if (is_mapped(*this)) {
    inet_ntop(AF_INET, bytes.data() + mapped_prefix.size(), buffer.data(), buffer.size());
  } else {
    inet_ntop(AF_INET6, bytes.data(), buffer.data(), buffer.size());
  }
  return buffer.data();
}

bool is_public(const IpAddress& address) noexcept {
  if (is_mapped(address)) return is_public4(word(address, 12));
  const std::uint32_t first = word(address, 0);
  // Global unicast is 2000::/3; NAT64's well-known prefix is the one exception that leads to the internet.
  if (first == 0x0064FF9B && word(address, 4) == 0 && word(address, 8) == 0) {
    return is_public4(word(address, 12));
  }
  if ((first >> 29) != 1) return false;                                                  // not 2000::/3
  if ((first >> 16) == 0x2002) return is_public4(first << 16 | word(address, 4) >> 16);  // 6to4
  if (first >> 9 == 0x20010000u >> 9) return false;    // 2001::/23: Teredo and other protocol assignments
  if (first == 0x20010DB8) return false;               // documentation
  if (first >> 12 == 0x3FFF0000u >> 12) return false;  // documentation
  return true;
}

bool is_blocked_port(std::uint16_t port) noexcept {
  return std::binary_search(blocked_ports.begin(), blocked_ports.end(), port);
}

bool covers_host(std::string_view exception, std::string_view host, std::uint16_t port) {
  const HostAndPort wanted = split_exception(exception);
  if (wanted.port < 0 || wanted.host.empty() || (wanted.port != 0 && wanted.port != port)) return false;
  if (equal_hosts(wanted.host, without_brackets(host))) return true;
  IpAddress a;
  IpAddress b;
  return IpAddress::parse(wanted.host, a) && IpAddress::parse(without_brackets(host), b) && a == b;
}

bool covers_address(std::string_view exception, const IpAddress& address, std::uint16_t port) {
  const HostAndPort wanted = split_exception(exception);
  IpAddress allowed;
  return wanted.port >= 0 && (wanted.port == 0 || wanted.port == port) &&
         IpAddress::parse(wanted.host, allowed) && allowed == address;
}

bool is_valid_exception(std::string_view exception) noexcept {
  const HostAndPort wanted = split_exception(exception);
  return wanted.port >= 0 && !wanted.host.empty() &&
         wanted.host.find_first_of(" /@\t") == std::string_view::npos;
}

}  // namespace lubb::http
