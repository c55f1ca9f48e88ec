#include "cli/exit_code.h"

namespace lubb::cli {

void Tally::add(Status status) noexcept {
  switch (status) {
    case Status::ok: ++ok; break;
    case Status::empty: ++empty; break;
    case Status::skipped: ++skipped; break;
    case Status::unchanged: ++unchanged; break;
    case Status::error: ++error; break;
  }
}

int exit_code(const Tally& tally, bool output_failed, int signal) noexcept {
  if (output_failed) return exit_output;
  if (signal != 0) return exit_signal_base + signal;
  if (tally.ok + tally.unchanged == 0) return exit_nothing;
  return tally.error + tally.empty > 0 ? exit_some_failed : exit_success;
}

}  // namespace lubb::cli
