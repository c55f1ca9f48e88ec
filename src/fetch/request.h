// fetch() with all that is known of a page that could not be had: for rows and for the crawler.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "fetch/transfer.h"
#include "lubb/fetch.hpp"

namespace lubb::http {

inline constexpr std::string_view default_user_agent = "lubb/0.1";

// What is asked for beyond a person's single request.
struct Request {
  std::string url = {};
  // What is known of the page at `validated_url`: sent along when that address is asked for.
  std::string etag = {}, last_modified = {}, validated_url = {};
  bool stay_on_origin = false;  // a redirect to another host, port or scheme is told, not followed
  std::function<bool(const std::string& url)> allows = {};  // robots.txt, asked about each redirect
  bool take_cut_body = false;                               // the first max_bytes of a longer body will do
  bool keep_headers = false;                                // Outcome::sent and ::received
};

struct Outcome {
  FetchedPage page;            // as far as it came: status, final address and time also of a failure
  std::optional<Error> error;  // names the URL
  ResponseHeaders headers;     // of the last answer
  bool not_modified = false;   // what is known is still so; there is no body
  bool may_pass = false;       // another try may have more luck
  std::string redirect_to;     // with stay_on_origin: where the page is said to be
  std::string sent, received;  // with keep_headers: heads of the last request and answer
};

// As lubb::fetch(); `refuse` may end the transfer of what is no page.
[[nodiscard]] Outcome fetch_page(const Request& request, const FetchOptions& options,
                                 const RefuseBody& refuse = {});

// Whether these options can be used: headers, exceptions and the cookie file. Errc::invalid_argument.
[[nodiscard]] std::optional<Error> check_options(const FetchOptions& options);

}  // namespace lubb::http
