// Talk on standard error: messages about inputs, progress, the last word, and --stats.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/page_worker.h"
#include "cli/plan.h"

namespace lubb::cli {

// What the process has cost so far, as members of a JSON object.
[[nodiscard]] std::string cost_members();

class Reporter {
 public:
  using Clock = std::chrono::steady_clock;

  // Progress is shown only for several inputs, on a terminal, and without --quiet.
  Reporter(const Plan& plan, bool several);

  // Says what there is to say about one input and counts it.
  void add(const Outcome& outcome);

  // Shows the progress anew where it is time for that.
  void idle();

  // One line, past the progress.
  void message(Level level, std::string_view kind, std::string_view text);

  // The line that every exit status but 0 needs, where nothing was said yet; then the figures of --stats.
  void finish(int exit_code);

  [[nodiscard]] const Tally& tally() const noexcept { return tally_; }

 private:
  void clear_progress();
  [[nodiscard]] std::string summary(int exit_code) const;
  [[nodiscard]] std::string stats_line() const;

  bool quiet_, verbose_, json_, stats_, several_, shows_progress_;
  bool progress_on_screen_ = false;
  bool said_why_ = false;  // a line that explains an exit status other than 0
  Tally tally_;
  std::uint64_t input_bytes_ = 0;
  Clock::time_point start_, next_progress_;
};

}  // namespace lubb::cli
