// Addresses and lists of seeds. Lines: a base, a reference, then a list of seeds.
#include <cstring>
#include <string>

#include "base/url.h"
#include "cli/file_name.h"
#include "crawl/seeds.h"
#include "fetch/page_address.h"
#include "fetch/target.h"
#include "fuzz/fuzz_input.h"

namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

bool is_plain_ascii(std::string_view url) {
  for (const char c : url) {
    if (c <= ' ' || c == 0x7F || std::strchr("\"<>\\^`{|}", c) != nullptr) return false;
  }
  return true;
}

void check_resolved(std::string_view base, std::string_view reference) {
  const auto url = lubb::url::resolve(base, reference);
  if (!url) return;
  const bool known =
      url->starts_with("http://") || url->starts_with("https://") || url->starts_with("mailto:");
  lubb::fuzz::expect(known, "resolved to " + *url);
  for (const char c : *url) lubb::fuzz::expect(static_cast<unsigned char>(c) > ' ', "a raw byte in " + *url);
  if (!url->starts_with("mailto:")) {
    lubb::fuzz::expect(lubb::url::is_http(*url), "not http after all: " + *url);
    lubb::fuzz::expect(lubb::url::resolve(base, *url) == url, "not stable: " + *url);
  }
}

void check_target(const std::string& address) {
  static_cast<void>(lubb::http::printable_url(address));
  const auto target = lubb::http::parse_target(address);
  const auto normal = lubb::http::normal_address(address);
  lubb::fuzz::expect(!normal || target, "a normal form of what is no address: " + address);
  if (!target) return;
  lubb::fuzz::expect(target->scheme == "http" || target->scheme == "https", "scheme " + target->scheme);
  lubb::fuzz::expect(!target->host.empty() && target->port != 0, "no host or port in " + target->url);
  const auto again = lubb::http::parse_target(target->url);
  lubb::fuzz::expect(
      again && again->url == target->url && again->host == target->host && again->port == target->port,
      "not stable: " + target->url);
  if (!normal) return;
  lubb::fuzz::expect(is_plain_ascii(*normal), "a raw byte in " + *normal);
  const auto twice = lubb::http::normal_address(*normal);
  lubb::fuzz::expect(twice && *twice == *normal,
                     "two normal forms: " + *normal + " and " + (twice ? *twice : twice.error().message));
}

// No name leads out of the folder, and no two are equal.
void check_names(std::string_view input_name) {
  lubb::cli::OutputNames names;
  const std::string first = names.assign(input_name, lubb::Format::text);
  const std::string second = names.assign(input_name, lubb::Format::text);
  lubb::fuzz::expect(first != second, "one name for two inputs");
  for (const std::string& name : {first, second}) {
    lubb::fuzz::expect(name.find('/') == std::string::npos && name.find('\0') == std::string::npos,
                       "a path as a name");
    lubb::fuzz::expect(!name.empty() && name[0] != '.' && name.size() < 255, "no file name: " + name);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = lubb::fuzz::text_of(data, size);
  check_names(rest);
  const std::string base(take_line(rest)), reference(take_line(rest));
  const auto normal = lubb::http::normal_address(base);
  check_resolved(normal ? *normal : "https://example.org/a/b?c", reference);
  check_target(base);
  check_target(reference);
  if (const auto target = lubb::http::parse_target(base)) {
    const auto next = lubb::http::resolve_redirect(*target, reference);
    if (next) {
      lubb::fuzz::expect(next->scheme == "http" || next->scheme == "https", "redirect to " + next->url);
    }
  }
  const auto seeds = lubb::crawling::parse_seeds(rest, "seeds");
  if (!seeds) return 0;
  for (const auto& seed : *seeds) {
    const auto normal = lubb::http::normal_address(seed.url);
    lubb::fuzz::expect(normal && *normal == seed.url, "not in its normal spelling: " + seed.url);
  }
  return 0;
}
