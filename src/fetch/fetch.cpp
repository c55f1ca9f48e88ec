#include "lubb/fetch.hpp"

#include <unistd.h>

#include <utility>

#include "fetch/address_policy.h"
#include "fetch/headers.h"
#include "fetch/transfer_loop.h"

namespace lubb {
namespace http {

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
    TransferLoop loop(options.cookie_file, 1);
    loop.start(0, request, options, refuse);
    for (;;) {
      if (auto finished = loop.take()) return std::move(finished->outcome);
      loop.wait(Clock::time_point::max());
    }
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
