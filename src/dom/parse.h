// Decoded page in, Document out. The one door to the parser.
#pragma once

#include <memory>
#include <string_view>

#include "base/thread_clock.h"
#include "dom/document.h"
#include "lubb/options.hpp"
#include "lubb/result.hpp"

namespace lubb::dom {

// Working memory that is worth keeping from page to page: arena blocks, skeleton, maps.
class ParseScratch {
 public:
  ParseScratch();
  ~ParseScratch();
  ParseScratch(ParseScratch&&) noexcept;
  ParseScratch& operator=(ParseScratch&&) noexcept;

  struct State;
  State& state() noexcept { return *state_; }

  // False: all markup goes through the parser. The document must be the same; for tests of just that.
  bool islands = true;

 private:
  std::unique_ptr<State> state_;
};

// When a page must be done, in time of the thread that parses it.
using Deadline = ThreadClock::time_point;
inline constexpr Deadline no_deadline = Deadline::max();

// Parses `source` (valid UTF-8, at most 4 GiB - 1; it must outlive the document) into `document`, whose old
// content is dropped but whose memory is used again. Counted limits cut and are noted in the document;
// passing the deadline is Errc::timeout. Thread-safe for distinct scratches.
[[nodiscard]] Result<std::monostate> parse(std::string_view source, const Limits& limits, Deadline deadline,
                                           ParseScratch& scratch, Document& document);

}  // namespace lubb::dom
