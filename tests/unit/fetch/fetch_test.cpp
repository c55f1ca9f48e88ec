#include "lubb/fetch.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "fetch/request.h"
#include "unit/fetch/local_server.h"

using namespace lubb;
using lubb::test::LocalServer;

namespace {

const std::string ok_head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

std::string page(const std::string& body) {
  return ok_head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::string redirect(const std::string& location) {
  return "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n";
}

FetchOptions options_for(const LocalServer& server) {
  FetchOptions options;
  options.allow_net = {server.host()};
  options.timeout = std::chrono::milliseconds(5000);
  return options;
}

std::string kind(const Result<FetchedPage>& result) {
  return result ? "ok" : std::string(name(result.error().code));
}

}  // namespace

TEST_CASE("a page comes with its type, status, final address and time") {
  LocalServer server;
  server.answer("/a", {redirect("/b")});
  server.answer("/b", {page("<p>text")});
  const Result<FetchedPage> result = fetch(server.url("/a"), options_for(server));
  REQUIRE(result);
  CHECK(result->body == "<p>text");
  CHECK(result->content_type == "text/html");
  CHECK(result->http_status == 200);
  CHECK(result->final_url == server.url("/b"));
  CHECK(result->fetched_at.size() == 20);
  CHECK(result->fetched_at.back() == 'Z');
}

TEST_CASE("loopback is not contacted without an exception") {
  LocalServer server;
  server.answer("/", {page("secret")});
  CHECK(kind(fetch(server.url("/"))) == "denied_by_policy");
  CHECK(kind(fetch("http://localhost:" + server.host().substr(10) + "/")) == "denied_by_policy");
  CHECK(server.requests().empty());
}

TEST_CASE("an exception for one port does not let a redirect reach another") {
  LocalServer outside;
  LocalServer inside;
  inside.answer("/", {page("secret")});
  outside.answer("/", {redirect(inside.url("/"))});
  const Result<FetchedPage> result = fetch(outside.url("/"), options_for(outside));
  CHECK(kind(result) == "denied_by_policy");
  CHECK(inside.requests().empty());
}

TEST_CASE("redirects to other schemes are refused") {
  LocalServer server;
  for (const char* location : {"file:///etc/passwd", "gopher://x/", "data:text/html,x", "javascript:1"}) {
    server.answer("/", {redirect(location)});
    CAPTURE(location);
    CHECK(kind(fetch(server.url("/"), options_for(server))) == "denied_by_policy");
  }
}

TEST_CASE("redirects without end stop at the limit") {
  LocalServer server;
  server.answer("/", {redirect("/")});
  FetchOptions options = options_for(server);
  options.max_redirects = 3;
  CHECK(kind(fetch(server.url("/"), options)) == "network");
  CHECK(server.requests().size() == 4);
}

TEST_CASE("a body that stops early is an error, however its length was told") {
  LocalServer server;
  FetchOptions options = options_for(server);
  options.retries = 0;
  for (const std::string& answer : {ok_head + "Content-Length: 100\r\n\r\nshort",
                                    ok_head + "Transfer-Encoding: chunked\r\n\r\n10\r\nshort",
                                    ok_head + "Content-Encoding: gzip\r\nContent-Length: 12\r\n\r\n" +
                                        std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x48", 12)}) {
    server.answer("/", {answer});
    CHECK(kind(fetch(server.url("/"), options)) == "network");
  }
}

TEST_CASE("a larger body than allowed is an error, announced or not") {
  LocalServer server;
  FetchOptions options = options_for(server);
  options.max_bytes = 10;
  server.answer("/announced", {page("12345678901")});
  server.answer("/silent", {ok_head + "\r\n12345678901"});
  server.answer("/fits", {page("1234567890")});
  CHECK(kind(fetch(server.url("/announced"), options)) == "too_large");
  CHECK(kind(fetch(server.url("/silent"), options)) == "too_large");
  CHECK(kind(fetch(server.url("/fits"), options)) == "ok");
}

TEST_CASE("error pages are errors that tell the status and keep it") {
  LocalServer server;
  server.answer("/", {"HTTP/1.1 404 Not Found\r\nContent-Length: 7\r\n\r\n<p>gone"});
  const http::Outcome outcome = http::fetch_page({.url = server.url("/")}, options_for(server));
  REQUIRE(outcome.error.has_value());
  CHECK(outcome.error->code == Errc::http_status);
  CHECK(outcome.error->message.find("404") != std::string::npos);
  CHECK(outcome.error->message.find(server.url("/")) != std::string::npos);
  CHECK(outcome.page.http_status == 404);
  CHECK(outcome.page.body.empty());
}

TEST_CASE("what can pass is tried again after the time the server asks for") {
  LocalServer server;
  const std::string busy = "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n";
  server.answer("/", {busy, busy, page("at last")});
  CHECK(kind(fetch(server.url("/"), options_for(server))) == "ok");
  CHECK(server.requests().size() == 3);
  server.answer("/never", {busy});
  CHECK(kind(fetch(server.url("/never"), options_for(server))) == "http_status");
  CHECK(server.requests().size() == 6);
}

TEST_CASE("a server that wants to be asked again after the deadline is not waited for") {
  LocalServer server;
  server.answer("/", {"HTTP/1.1 429 Slow\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n"});
  const auto begin = std::chrono::steady_clock::now();
  CHECK(kind(fetch(server.url("/"), options_for(server))) == "http_status");
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::hours(1));
}

TEST_CASE("headers that tell of a person do not follow a redirect to another host") {
  LocalServer first;
  LocalServer second;
  first.answer("/", {redirect(second.url("/"))});
  second.answer("/", {page("x")});
  FetchOptions options = options_for(first);
  options.allow_net.push_back(second.host());
  options.headers = {"Authorization: Bearer key", "X-Token: key", "Accept-Language: ar"};
  REQUIRE(fetch(first.url("/"), options));
  CHECK(first.requests().front().find("Bearer key") != std::string::npos);
  CHECK(second.requests().front().find("key") == std::string::npos);
  CHECK(second.requests().front().find("Accept-Language: ar") != std::string::npos);
  CHECK(second.requests().front().find("User-Agent: lubb/0.1") != std::string::npos);
}

TEST_CASE("options that cannot be meant are errors before anything is sent") {
  LocalServer server;
  server.answer("/", {page("x")});
  FetchOptions options = options_for(server);
  options.headers = {"A: b\r\nC: d"};
  CHECK(kind(fetch(server.url("/"), options)) == "invalid_argument");
  options = options_for(server);
  options.cookie_file = "/nonexistent/cookies";
  CHECK(kind(fetch(server.url("/"), options)) == "invalid_argument");
  CHECK(server.requests().empty());
}

TEST_CASE("a raised stop flag ends a fetch") {
  LocalServer server;
  server.answer("/", {page("x")});
  const std::atomic<bool> stop{true};
  FetchOptions options = options_for(server);
  options.stop = &stop;
  CHECK_FALSE(fetch(server.url("/"), options).has_value());
}

TEST_CASE("the first kilobytes decide whether the rest is wanted") {
  LocalServer server;
  server.answer("/", {page(std::string(100'000, 'x'))});
  const http::RefuseBody refuse = [](std::string_view type, std::string_view bytes) -> std::optional<Error> {
    CHECK(type == "text/html");
    CHECK(bytes.size() >= 4096);
    return Error{Errc::unsupported_type, "not wanted"};
  };
  const http::Outcome outcome = http::fetch_page({.url = server.url("/")}, options_for(server), refuse);
  REQUIRE(outcome.error.has_value());
  CHECK(outcome.error->code == Errc::unsupported_type);
}
