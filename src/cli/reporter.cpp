#include "cli/reporter.h"

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace lubb::cli {
namespace {

constexpr std::chrono::milliseconds progress_interval{200};
constexpr std::string_view clear_line = "\r\x1b[K";

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::string fixed(double value) {
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.3f", value);
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace

Reporter::Reporter(const Plan& plan, bool several)
    : quiet_(plan.quiet),
      verbose_(plan.verbose),
      json_(plan.json_log),
      stats_(plan.stats),
      several_(several),
      shows_progress_(several && !plan.quiet && !plan.json_log && isatty(STDERR_FILENO) == 1),
      start_(Clock::now()),
      next_progress_(start_ + progress_interval) {}

void Reporter::clear_progress() {
  if (progress_on_screen_) write_error_output(clear_line);
  progress_on_screen_ = false;
}

void Reporter::message(Level level, std::string_view kind, std::string_view text) {
  clear_progress();
  write_error_output(message_line(level, kind, text, json_));
  said_why_ = said_why_ || level == Level::error;
}

void Reporter::add(const Outcome& outcome) {
  tally_.add(outcome.status);
  input_bytes_ += outcome.bytes;
  const bool is_error = outcome.status == Status::error;
  const bool is_fine = outcome.status == Status::ok || outcome.status == Status::unchanged;
  if (quiet_) return;
  if (is_fine) {
    if (verbose_)
      message(Level::info, name(outcome.status), outcome.id + ": " + std::string(name(outcome.status)));
    return;
  }
  if (several_ && !is_error && !verbose_) return;
  const std::string text = outcome.error ? outcome.error->message : outcome.id + ": no article in this page";
  const std::string_view kind = outcome.error ? name(outcome.error->code) : name(Errc::no_content);
  // Of a single input the message is the last word as well.
  message(is_error || !several_ ? Level::error : Level::info, kind, text);
}

void Reporter::idle() {
  if (!shows_progress_ || Clock::now() < next_progress_) return;
  next_progress_ = Clock::now() + progress_interval;
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  std::string text(clear_line);
  text += std::to_string(tally_.pages()) + " pages, " + std::to_string(tally_.ok) + " articles, " +
          std::to_string(tally_.error) + " errors, " +
          std::to_string(static_cast<std::uint64_t>(static_cast<double>(tally_.pages()) / seconds)) +
          " a second";
  write_error_output(text);
  progress_on_screen_ = true;
}

std::string Reporter::summary(int exit_code) const {
  if (tally_.pages() == 0) return "there was no input";
  const std::string counts = std::to_string(tally_.error) + " failed, " + std::to_string(tally_.empty) +
                             " without article, " + std::to_string(tally_.skipped) + " skipped";
  if (exit_code == exit_nothing) return "no input gave an article: " + counts;
  return std::to_string(tally_.ok + tally_.unchanged) + " of " + std::to_string(tally_.pages()) +
         " inputs gave an article: " + counts;
}

std::string cost_members() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return "\"cpu_seconds\":" + fixed(seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime)) +
         ",\"peak_rss_bytes\":" + std::to_string(static_cast<std::uint64_t>(usage.ru_maxrss) * 1024);
}

std::string Reporter::stats_line() const {
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  const auto count = [](const char* key, std::uint64_t value) {
    return std::string("\"") + key + "\":" + std::to_string(value) + ",";
  };
  return "{" + count("pages", tally_.pages()) + count("ok", tally_.ok) + count("empty", tally_.empty) +
         count("skipped", tally_.skipped) + count("unchanged", tally_.unchanged) +
         count("error", tally_.error) + count("input_bytes", input_bytes_) + "\"seconds\":" + fixed(seconds) +
         "," + cost_members() + "}\n";
}

void Reporter::finish(int exit_code) {
  clear_progress();
  const bool by_inputs = exit_code == exit_some_failed || exit_code == exit_nothing;
  const bool single_said = !several_ && said_why_;
  if (exit_code > exit_signal_base)
    message(Level::error, "", "stopped by a signal; what was finished is written");
  if (by_inputs && !single_said) message(Level::error, "", summary(exit_code));
  if (stats_) write_error_output(stats_line());
}

}  // namespace lubb::cli
