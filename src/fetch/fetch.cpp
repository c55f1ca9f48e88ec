#include "lubb/fetch.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "fetch/address_policy.h"
#include "fetch/headers.h"
#include "fetch/request.h"

namespace lubb {
namespace http {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_pause{500};  // before the first new try; doubled for each one after it
constexpr milliseconds stop_check{50};    // how often a pause looks at FetchOptions::stop
constexpr int connect_share = 3;  // a connection may take a third of the time, so that another can be tried
constexpr std::string_view default_user_agent = "lubb/0.1";
constexpr std::string_view default_accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5";

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm fields{};
  gmtime_r(&now, &fields);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &fields)};
}

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

// One fetch from its first request to its end.
class Fetching {
 public:
  Fetching(const Request& request, const FetchOptions& options, const RefuseBody& refuse)
      : request_(request),
        options_(options),
        refuse_(refuse),
        transfer_(options.cookie_file),
        deadline_(Clock::now() + options.timeout) {}

  Outcome run();

 private:
  Answer follow(const Target& first);
  Exchange exchange_for(const Target& target, bool at_first_origin) const;
  bool wait_before_retry(const Answer& answer, int tries) const;
  [[nodiscard]] bool stopped() const { return options_.stop != nullptr && options_.stop->load(); }

  const Request& request_;
  const FetchOptions& options_;
  const RefuseBody& refuse_;
  Transfer transfer_;
  Clock::time_point deadline_;
  Target last_;              // where the latest answer came from
  std::string redirect_to_;  // with Request::stay_on_origin
};

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
          .stop = options_.stop,
          .refuse = &refuse_,
          .take_cut_body = request_.take_cut_body};
}

// From the first address through all redirects to an answer that is none.
Answer Fetching::follow(const Target& first) {
  last_ = first;
  for (int hops = 0;; ++hops) {
    Answer answer = transfer_.perform(exchange_for(last_, same_origin(first, last_)));
    if (answer.error || !is_redirect(answer.headers.status)) return answer;
    if (answer.headers.location.empty()) {
      answer.error = Error{Errc::http_status, "answers " + std::to_string(answer.headers.status) +
                                                  " without saying where to go"};
      return answer;
    }
    if (hops == options_.max_redirects) {
      answer.error = Error{Errc::network, "more than " + std::to_string(hops) + " redirects"};
      return answer;
    }
    Result<Target> next = resolve_redirect(last_, answer.headers.location);
    if (!next) {
      answer.error = Error{next.error().code, "redirects to " + printable_url(answer.headers.location) +
                                                  ": " + next.error().message};
      return answer;
    }
    if (request_.stay_on_origin && !same_origin(first, *next)) {
      redirect_to_ = next->url;
      return answer;
    }
    if (request_.allows && !request_.allows(next->url)) {
      answer.error = Error{Errc::denied_by_robots, "redirects to " + printable_url(next->url) +
                                                       ", which robots.txt asks to leave alone"};
      return answer;
    }
    last_ = std::move(*next);
  }
}

// Sleeps as long as the server asks, or longer from try to try; false where there is no time left for that.
bool Fetching::wait_before_retry(const Answer& answer, int tries) const {
  const auto unix_now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch());
  const milliseconds pause = parse_retry_after(answer.headers.retry_after, unix_now)
                                 .value_or(first_pause * (1 << std::min(tries, 8)));
  const Clock::time_point until = Clock::now() + std::max(pause, request_.least_pause);
  if (until >= deadline_) return false;
  while (Clock::now() < until && !stopped()) std::this_thread::sleep_for(stop_check);
  return !stopped();
}

Outcome Fetching::run() {
  Outcome outcome;
  const std::string& url = request_.url;
  Result<Target> first = parse_target(url);
  if (!first) {
    outcome.error = Error{first.error().code, printable_url(url) + ": " + first.error().message};
    return outcome;
  }
  Answer answer;
  for (int tries = 0;; ++tries) {
    answer = follow(*first);
    const bool may_pass = answer.may_pass || (!answer.error && status_may_pass(answer.headers.status));
    if (!may_pass || tries >= options_.retries || !wait_before_retry(answer, tries)) break;
  }
  const int status = answer.headers.status;
  const bool was_conditional = last_.url == request_.validated_url;
  outcome.not_modified = !answer.error && status == 304 && was_conditional;
  outcome.redirect_to = redirect_to_;
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
    std::string place = printable_url(url);
    if (last_.url != first->url) place += " (at " + printable_url(last_.url) + ")";
    outcome.error = Error{answer.error->code, place + ": " + answer.error->message};
    outcome.page.body.clear();
  }
  outcome.headers = std::move(answer.headers);
  return outcome;
}

}  // namespace

std::optional<Error> check_options(const FetchOptions& options) {
  for (const std::string& header : options.headers) {
    if (!is_valid_header(header))
      return Error{Errc::invalid_argument, "'" + header + "' is not a header of the form 'Name: value'"};
  }
  for (const std::string& exception : options.allow_net) {
    if (!is_valid_exception(exception)) {
      return Error{Errc::invalid_argument, "'" + exception + "' is not of the form HOST or HOST:PORT"};
    }
  }
  if (!options.cookie_file.empty() && access(options.cookie_file.c_str(), R_OK) != 0) {
    return Error{Errc::invalid_argument, "the cookie file '" + options.cookie_file + "' cannot be read"};
  }
  return std::nullopt;
}

Outcome fetch_page(const Request& request, const FetchOptions& options, const RefuseBody& refuse) {
  Outcome outcome;
  try {
    outcome.error = check_options(options);
    if (outcome.error) return outcome;
    return Fetching(request, options, refuse).run();
  } catch (...) {
    outcome = {};
    outcome.error = Error{Errc::too_large, "not enough memory for " + printable_url(request.url)};
    return outcome;
  }
}

}  // namespace http

Result<FetchedPage> fetch(const std::string& url, const FetchOptions& options) {
  http::Outcome outcome = http::fetch_page({.url = url}, options);
  if (outcome.error) return std::move(*outcome.error);
  return std::move(outcome.page);
}

}  // namespace lubb
