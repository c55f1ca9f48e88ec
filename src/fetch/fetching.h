// One fetch from its first request to its end: which exchange comes next, through redirects and new tries.
// Does no input or output itself.
#pragma once

#include <string>
#include <variant>

#include "fetch/request.h"
#include "fetch/transfer.h"

namespace lubb::http {

class Fetching {
 public:
  // What is to be done: an exchange, whose answer take() wants; a pause until some moment, then begin(); or
  // nothing more.
  using Step = std::variant<Exchange, Clock::time_point, Outcome>;

  Fetching(Request request, FetchOptions options, RefuseBody refuse);

  [[nodiscard]] Step begin();  // a try from the first address on
  [[nodiscard]] Step take(Answer answer);
  [[nodiscard]] Step give_up();  // because the fetch is stopped

  [[nodiscard]] bool can_be_stopped() const noexcept { return options_.stop != nullptr; }
  [[nodiscard]] bool is_stopped() const noexcept { return can_be_stopped() && options_.stop->load(); }

 private:
  [[nodiscard]] Exchange exchange_for(const Target& target, bool at_first_origin) const;
  [[nodiscard]] bool follow(Answer& answer);
  [[nodiscard]] std::optional<Clock::time_point> next_try(const Answer& answer) const;
  [[nodiscard]] Outcome finish(Answer answer);

  Request request_;
  FetchOptions options_;
  RefuseBody refuse_;
  Clock::time_point deadline_;
  Target first_, last_;  // `last_` is where the latest answer came from
  int hops_ = 0, tries_ = 0;
  std::string redirect_to_;  // with Request::stay_on_origin
};

}  // namespace lubb::http
