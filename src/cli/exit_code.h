// The exit status as a function of what happened.
#pragma once

#include <cstdint>

#include "lubb/writer.hpp"

namespace lubb::cli {

inline constexpr int exit_success = 0;
inline constexpr int exit_some_failed = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_nothing = 3;
inline constexpr int exit_output = 74;        // EX_IOERR of sysexits.h
inline constexpr int exit_locked = 75;        // EX_TEMPFAIL: another run holds the state
inline constexpr int exit_signal_base = 128;  // + the signal's number, as shells count

struct Tally {
  std::uint64_t ok = 0, empty = 0, skipped = 0, unchanged = 0, error = 0;

  void add(Status status) noexcept;
  [[nodiscard]] std::uint64_t pages() const noexcept { return ok + empty + skipped + unchanged + error; }
};

// `output_failed`: what was to be written could not be; `signal`: number of the one that ended the run, or 0.
[[nodiscard]] int exit_code(const Tally& tally, bool output_failed, int signal) noexcept;

}  // namespace lubb::cli
