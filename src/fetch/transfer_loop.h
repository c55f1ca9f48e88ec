// Many fetches at a time on one thread, by libcurl's multi interface: connections are used again, and HTTP/2
// streams share one where libcurl has it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "fetch/fetching.h"
#include "fetch/request.h"

namespace lubb::http {

class TransferLoop {
 public:
  struct Finished {
    std::uint64_t id = 0;
    Outcome outcome;
  };

  // Cookies of all fetches go to one jar in memory, which begins with those of `cookie_file` (may be empty).
  // At most `connections` are kept open.
  TransferLoop(const std::string& cookie_file, std::size_t connections);
  ~TransferLoop();
  TransferLoop(const TransferLoop&) = delete;
  TransferLoop& operator=(const TransferLoop&) = delete;

  void start(std::uint64_t id, Request request, FetchOptions options, RefuseBody refuse);
  [[nodiscard]] std::size_t running() const noexcept;

  // Moves all fetches on; returns when one is finished, at `until` or after wake().
  void wait(Clock::time_point until);
  [[nodiscard]] std::optional<Finished> take();
  // Ends all that runs; each comes out as an error.
  void give_up();

  // Ends a wait(). May be called from any thread, as the only one of these.
  void wake() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lubb::http
