#include "fetch/target.h"

#include <doctest/doctest.h>

#include <cstring>
#include <map>

using namespace lubb;
using namespace lubb::http;

namespace {
std::string host_of(const std::string& url) {
  const Result<Target> target = parse_target(url);
  return target ? target->host : "<" + std::string(name(target.error().code)) + ">";
}
}  // namespace

TEST_CASE("disguised forms of an address come out as the address") {
  for (const char* url : {"http://127.0.0.1/", "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/",
                          "http://127.1/", "http://user@127.0.0.1/", "http://a:b@127.0.0.1/"}) {
    CAPTURE(url);
    CHECK(host_of(url) == "127.0.0.1");
  }
  CHECK(host_of("http://[::1]/") == "[::1]");
}

TEST_CASE("host names in other scripts become ASCII without help of the locale") {
  CHECK(host_of("http://موقع.وزارة-الاتصالات.مصر/") == "xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c");
  CHECK(host_of("http://BÜCHER.example/") == "xn--bcher-kva.example");
}

TEST_CASE("only http and https on ports of the web are targets") {
  CHECK(host_of("ftp://example.org/") == "<denied_by_policy>");
  CHECK(host_of("file:///etc/passwd") == "<denied_by_policy>");
  CHECK(host_of("http://example.org:22/") == "<denied_by_policy>");
  CHECK(host_of("example.org") == "<invalid_argument>");
  CHECK(host_of("http://") == "<invalid_argument>");
  CHECK(host_of("http:// /") == "<invalid_argument>");
  CHECK(host_of("http://example.org:99999/") == "<invalid_argument>");
  CHECK(host_of("http://a|b.org/") == "<invalid_argument>");
  CHECK(host_of("http://a\"b.org/") == "<invalid_argument>");
}

TEST_CASE("paths in other scripts are percent-encoded, escapes stay, fragments go") {
  const Result<Target> target = parse_target("https://example.org/خبر/%D8%A7?q=a b#part");
  REQUIRE(target);
  CHECK(target->url == "https://example.org/%d8%ae%d8%a8%d8%b1/%D8%A7?q=a+b");
  CHECK(target->port == 443);
}

TEST_CASE("redirects are resolved against the address they came from") {
  const Result<Target> base = parse_target("https://example.org/a/b?c");
  REQUIRE(base);
  CHECK(resolve_redirect(*base, "../d").value().url == "https://example.org/d");
  CHECK(resolve_redirect(*base, "//other.org/x").value().url == "https://other.org/x");
  CHECK(resolve_redirect(*base, "http://other.org").value().url == "http://other.org/");
  CHECK(resolve_redirect(*base, "file:///etc/passwd").error().code == Errc::denied_by_policy);
  CHECK(resolve_redirect(*base, "data:text/html,x").error().code == Errc::denied_by_policy);
  CHECK(resolve_redirect(*base, "gopher://x/").error().code == Errc::denied_by_policy);
}

TEST_CASE("a password in an address is not told") {
  CHECK(printable_url("http://user:secret@example.org/a@b") == "http://example.org/a@b");
  CHECK(printable_url("http://example.org/a@b") == "http://example.org/a@b");
}

TEST_CASE("the proxy variables are read as curl reads them") {
  std::map<std::string, std::string> variables;
  const Environment environment = [&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  };
  const Target plain = parse_target("http://www.example.org/").value();
  const Target secure = parse_target("https://www.example.org/").value();
  CHECK(proxy_for(plain, environment).empty());
  variables = {{"HTTP_PROXY", "http://upper:1"}};
  CHECK(proxy_for(plain, environment).empty());  // a web server sets this one from a request's header
  variables = {{"http_proxy", "http://p:1"}, {"HTTPS_PROXY", "http://s:2"}};
  CHECK(proxy_for(plain, environment) == "http://p:1");
  CHECK(proxy_for(secure, environment) == "http://s:2");
  variables["no_proxy"] = "localhost, .example.org";
  CHECK(proxy_for(plain, environment).empty());
  variables = {{"ALL_PROXY", "socks5://a:3"}, {"NO_PROXY", "ample.org"}};
  CHECK(proxy_for(plain, environment) == "socks5://a:3");
}
