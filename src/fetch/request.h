// fetch() with all that is known of a page that could not be had: for rows and for the crawler.
#pragma once

#include <optional>
#include <string>

#include "fetch/transfer.h"
#include "lubb/fetch.hpp"

namespace lubb::http {

struct Outcome {
  FetchedPage page;            // as far as it came: status, final address and time also of a failure
  std::optional<Error> error;  // names the URL
};

// As lubb::fetch(); `refuse` may end the transfer of what is no page.
[[nodiscard]] Outcome fetch_page(const std::string& url, const FetchOptions& options,
                                 const RefuseBody& refuse = {});

// Whether these options can be used: headers, exceptions and the cookie file. Errc::invalid_argument.
[[nodiscard]] std::optional<Error> check_options(const FetchOptions& options);

}  // namespace lubb::http
