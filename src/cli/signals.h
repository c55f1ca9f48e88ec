// Signals that end a run early.
#pragma once

#include <atomic>

namespace lubb::cli {

// SIGINT and SIGTERM raise a flag (a second one ends the program at once); SIGPIPE and SIGXFSZ become
// errors of write().
void install_signal_handlers() noexcept;

// SIGINT also where it came in ignored, as a script's background job gets it: a crawl that is interrupted
// loses nothing, so whoever sends the signal is better obeyed.
void stop_on_interrupt() noexcept;

// Raised by the first signal; the flag lives as long as the program.
[[nodiscard]] const std::atomic<bool>& stop_flag() noexcept;
[[nodiscard]] int stop_signal() noexcept;  // its number, or 0

// Standard descriptors that were closed when the program was started are opened on /dev/null in the wrong
// direction, so that no file gets their numbers and using them is still an error.
void reserve_standard_descriptors() noexcept;

}  // namespace lubb::cli
