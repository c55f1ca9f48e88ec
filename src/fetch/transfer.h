// One request and its answer, by libcurl. Redirects and repeated tries are made of several of these; a
// TransferLoop drives them.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/target.h"
#include "http/response_headers.h"
#include "lubb/result.hpp"

namespace lubb::http {

// Sees the first kilobytes of a body and the Content-Type; an Error ends the transfer.
using RefuseBody =
    std::function<std::optional<Error>(std::string_view content_type, std::string_view first_bytes)>;

using Clock = std::chrono::steady_clock;

struct Exchange {
  Target target;
  std::vector<std::string> headers;    // "Name: value"
  std::string proxy;                   // empty: none
  std::vector<std::string> allow_net;  // exceptions to the address policy
  std::size_t max_bytes = 0;           // of the body, on the wire and decoded
  std::chrono::milliseconds connect_timeout{0};
  Clock::time_point deadline;
  RefuseBody refuse;
  bool take_cut_body = false;  // the first max_bytes of a longer body will do
  bool keep_headers = false;   // Answer::sent and Answer::received
};

struct Answer {
  ResponseHeaders headers;
  std::string body;            // only of status 200..203
  std::optional<Error> error;  // the message is a clause without the URL
  bool may_pass = false;       // the error may be gone at the next try
  std::string sent, received;  // with keep_headers: the heads of request and answer as on the wire
};

struct ExchangeState;  // of the exchange that goes on, with the handle

// A handle of libcurl that is used for the exchanges of one fetch, one after the other.
class Transfer {
 public:
  // Cookies are kept in `share`, a CURLSH. `cookie_file` in Netscape format is read, never written; empty:
  // none.
  Transfer(void* share, const std::string& cookie_file);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // Makes the handle ready; an Answer where nothing is to be sent after all.
  [[nodiscard]] std::optional<Answer> begin(Exchange exchange);
  // To be called when libcurl has done with the handle, with the CURLcode.
  [[nodiscard]] Answer finish(int code);
  [[nodiscard]] void* handle() const noexcept;  // a CURL

 private:
  std::unique_ptr<ExchangeState> state_;
};

}  // namespace lubb::http
