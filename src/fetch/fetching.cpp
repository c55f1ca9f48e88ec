#include "fetch/fetching.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "fetch/headers.h"

namespace lubb::http {
namespace {

using std::chrono::milliseconds;

constexpr int connect_share = 3;  // a connection may take a third of the time, so that another can be tried
constexpr std::string_view default_accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5";

bool same_origin(const Target& a, const Target& b) {
  return a.scheme == b.scheme && a.host == b.host && a.port == b.port;
}

// Headers that tell nothing of the person but how pages are wished for; others stay with the first host.
bool may_leave_origin(const std::string& name) {
  return name == "accept" || name == "accept-language" || name == "user-agent" || name == "dnt";
}

std::vector<std::string> headers_for(const FetchOptions& options, bool at_first_origin) {
  std::vector<std::string> headers{"Accept-Encoding: gzip, deflate, br, zstd"};
  bool has_accept = false;
  bool has_user_agent = false;
  for (const std::string& header : options.headers) {
    const std::string name = header_name(header);
    if (name == "accept-encoding" || (!at_first_origin && !may_leave_origin(name))) continue;
    has_accept = has_accept || name == "accept";
    has_user_agent = has_user_agent || name == "user-agent";
    headers.push_back(header);
  }
  if (!has_accept) headers.push_back("Accept: " + std::string(default_accept));
  if (!has_user_agent) {
    const std::string_view agent = options.user_agent.empty() ? default_user_agent : options.user_agent;
    headers.push_back("User-Agent: " + std::string(agent));
  }
  return headers;
}

// Leaves out a value that is not there, or not one that can stand in a header.
void add_condition(const std::string& header, std::vector<std::string>& headers) {
  if (!header.ends_with(": ") && is_valid_header(header)) headers.push_back(header);
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool status_may_pass(int status) {
  return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

}  // namespace

Fetching::Fetching(Request request, FetchOptions options, RefuseBody refuse)
    : request_(std::move(request)),
      options_(std::move(options)),
      refuse_(std::move(refuse)),
      deadline_(Clock::now() + options_.timeout) {}

Exchange Fetching::exchange_for(const Target& target, bool at_first_origin) const {
  std::vector<std::string> headers = headers_for(options_, at_first_origin);
  if (target.url == request_.validated_url) {
    add_condition("If-None-Match: " + request_.etag, headers);
    add_condition("If-Modified-Since: " + request_.last_modified, headers);
  }
  return {.target = target,
          .headers = std::move(headers),
          .proxy = proxy_for(target, [](const char* name) -> const char* { return std::getenv(name); }),
          .allow_net = options_.allow_net,
          .max_bytes = options_.max_bytes,
          .connect_timeout = std::max(options_.timeout / connect_share, milliseconds(1)),
          .deadline = deadline_,
          .refuse = refuse_,
          .take_cut_body = request_.take_cut_body,
          .keep_headers = request_.keep_headers};
}

Fetching::Step Fetching::begin() {
  Result<Target> first = parse_target(request_.url);
  if (!first) {
    Outcome outcome;
    outcome.error = Error{first.error().code, printable_url(request_.url) + ": " + first.error().message};
    return outcome;
  }
  first_ = last_ = std::move(*first);
  hops_ = 0;
  redirect_to_.clear();
  return exchange_for(last_, true);
}

Fetching::Step Fetching::take(Answer answer) {
  if (!answer.error && is_redirect(answer.headers.status) && follow(answer))
    return exchange_for(last_, same_origin(first_, last_));
  answer.may_pass = answer.may_pass || (!answer.error && status_may_pass(answer.headers.status));
  if (const auto until = next_try(answer)) {
    ++tries_;
    return *until;
  }
  return finish(std::move(answer));
}

Fetching::Step Fetching::give_up() {
  Answer answer;
  answer.error = Error{Errc::network, "stopped"};
  return finish(std::move(answer));
}

// False where this answer is the last one: no redirect that is followed, which its error may tell.
bool Fetching::follow(Answer& answer) {
  if (answer.headers.location.empty()) {
    answer.error = Error{Errc::http_status,
                         "answers " + std::to_string(answer.headers.status) + " without saying where to go"};
    return false;
  }
  if (hops_++ == options_.max_redirects) {
    answer.error = Error{Errc::network, "more than " + std::to_string(options_.max_redirects) + " redirects"};
    return false;
  }
  Result<Target> next = resolve_redirect(last_, answer.headers.location);
  if (!next) {
    answer.error = Error{next.error().code, "redirects to " + printable_url(answer.headers.location) + ": " +
                                                next.error().message};
    return false;
  }
  if (request_.stay_on_origin && !same_origin(first_, *next)) {
    redirect_to_ = next->url;
    return false;
  }
  if (request_.allows && !request_.allows(next->url)) {
    answer.error = Error{Errc::denied_by_robots, "redirects to " + printable_url(next->url) +
                                                     ", which robots.txt asks to leave alone"};
    return false;
  }
  last_ = std::move(*next);
  return true;
}

// As late as the server asks, or later from try to try; nullopt where another try is not worth it or there is
// no time left for that.
std::optional<Clock::time_point> Fetching::next_try(const Answer& answer) const {
  if (!answer.may_pass || tries_ >= options_.retries) return std::nullopt;
  const Clock::time_point until = Clock::now() + pause_before_try(tries_, answer.headers.retry_after);
  return until < deadline_ ? std::optional(until) : std::nullopt;
}

Outcome Fetching::finish(Answer answer) {
  Outcome outcome;
  const int status = answer.headers.status;
  outcome.not_modified = !answer.error && status == 304 && last_.url == request_.validated_url;
  outcome.redirect_to = redirect_to_;
  outcome.may_pass = answer.may_pass;
  const bool is_fine = outcome.not_modified || !redirect_to_.empty() || (status >= 200 && status <= 203);
  if (!answer.error && !is_fine) {
    answer.error = Error{Errc::http_status, "the server answers with status " + std::to_string(status)};
  }
  outcome.page = {.body = std::move(answer.body),
                  .content_type = answer.headers.content_type,
                  .final_url = last_.url,
                  .http_status = status,
                  .fetched_at = now_utc()};
  if (answer.error) {
    std::string place = printable_url(request_.url);
    if (last_.url != first_.url) place += " (at " + printable_url(last_.url) + ")";
    outcome.error = Error{answer.error->code, place + ": " + answer.error->message};
    outcome.page.body.clear();
  }
  outcome.headers = std::move(answer.headers);
  outcome.sent = std::move(answer.sent);
  outcome.received = std::move(answer.received);
  return outcome;
}

}  // namespace lubb::http
