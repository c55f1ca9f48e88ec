#include "cli/crawl_run.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>

#include "cli/atomic_file.h"
#include "cli/crawl_verdict.h"
#include "cli/exit_code.h"
#include "cli/file_name.h"
#include "cli/messages.h"
#include "cli/reporter.h"
#include "cli/signals.h"
#include "fetch/request.h"
#include "lubb/crawl.hpp"

namespace lubb::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double longest_seconds = 86'400.0 * 365;
constexpr std::chrono::milliseconds progress_interval{200};
constexpr double slowest_rate = 0.01;    // pages a second; below it nothing can be foreseen
constexpr double shortest_time = 0.001;  // seconds; a rate divides by it
constexpr std::string_view clear_line = "\r\x1b[K";

int say(const Settings& settings, int code, std::string_view kind, const std::string& message) {
  write_error_output(message_line(Level::error, kind, message, settings.text("log-format") == "json"));
  return code;
}

int usage(const Settings& settings, const std::string& message) {
  return say(settings, exit_usage, name(Errc::invalid_argument), message);
}

int failure(const Settings& settings, const Error& error) {
  return say(settings, error.code == Errc::invalid_argument ? exit_usage : exit_output, name(error.code),
             error.message);
}

std::optional<double> seconds_of(const Settings& settings, std::string_view flag) {
  const std::string text = settings.text(flag);
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && rest == text.data() + text.size();
  return whole && value >= 0 && value <= longest_seconds ? std::optional(value) : std::nullopt;
}

// "40 s", "12 min", "3.5 h".
std::string duration(double seconds) {
  std::array<char, 32> text{};
  const char* form = seconds < 100 ? "%.0f s" : seconds < 6000 ? "%.0f min" : "%.1f h";
  const double unit = seconds < 100 ? 1 : seconds < 6000 ? 60 : 3600;
  std::snprintf(text.data(), text.size(), form, seconds / unit);
  return text.data();
}

// What is said while a crawl runs, and after it.
class CrawlReporter {
 public:
  CrawlReporter(const Plan& plan, bool dry_run)
      : plan_(plan),
        dry_run_(dry_run),
        shows_progress_(!plan.quiet && !plan.json_log && isatty(STDERR_FILENO) == 1) {}

  void page(const CrawlEvent& event) {
    const bool failed = event.status == Status::error;
    if (!(plan_.verbose || dry_run_) || (plan_.quiet && !dry_run_)) return;
    clear();
    const std::string text =
        event.error ? event.error->message : event.url + ": " + std::string(name(event.status));
    write_error_output(
        message_line(failed ? Level::warning : Level::info, name(event.status), text, plan_.json_log));
  }

  void progress(const CrawlSummary& summary) {
    if (!shows_progress_ || Clock::now() < next_) return;
    next_ = Clock::now() + progress_interval;
    const double seconds =
        std::max(shortest_time, std::chrono::duration<double>(Clock::now() - begin_).count());
    const std::uint64_t pages =
        summary.ok + summary.empty + summary.skipped + summary.unchanged + summary.error;
    const double rate = static_cast<double>(pages) / seconds;
    std::string text(clear_line);
    text += std::to_string(summary.hosts) + " hosts, " + std::to_string(pages) + " pages, " +
            std::to_string(summary.error) + " errors, " + std::to_string(static_cast<std::uint64_t>(rate)) +
            " a second, " + std::to_string(summary.due) + " to go";
    if (rate > slowest_rate) text += ", " + duration(static_cast<double>(summary.due) / rate);
    write_error_output(text);
    on_screen_ = true;
  }

  [[nodiscard]] bool shows_progress() const { return shows_progress_; }

  void clear() {
    if (on_screen_) write_error_output(clear_line);
    on_screen_ = false;
  }

  [[nodiscard]] std::string stats(const CrawlSummary& summary) const {
    const auto count = [](const char* key, std::uint64_t value) {
      return std::string("\"") + key + "\":" + std::to_string(value) + ",";
    };
    std::array<char, 32> seconds{};
    std::snprintf(seconds.data(), seconds.size(), "%.3f",
                  std::chrono::duration<double>(Clock::now() - begin_).count());
    return "{" +
           count("pages", summary.ok + summary.empty + summary.skipped + summary.unchanged + summary.error) +
           count("ok", summary.ok) + count("empty", summary.empty) + count("skipped", summary.skipped) +
           count("unchanged", summary.unchanged) + count("error", summary.error) +
           count("gone", summary.gone) + count("listings", summary.listings) + count("hosts", summary.hosts) +
           count("hosts_postponed", summary.postponed) + count("due", summary.due) +
           count("retries", summary.retries) + count("input_bytes", summary.bytes) +
           "\"drift\":" + drift_json(summary.drift) +
           ",\"interrupted\":" + (summary.interrupted ? "true" : "false") + ",\"seconds\":" + seconds.data() +
           "," + cost_members() + "}\n";
  }

 private:
  const Plan& plan_;
  bool dry_run_;
  bool shows_progress_;
  bool on_screen_ = false;
  Clock::time_point begin_ = Clock::now(), next_{};
};

using Message = std::optional<std::string>;  // for a setting that cannot be meant; nullopt where all is well

Message read_pace(const Plan& plan, const Settings& settings, CrawlOptions& options) {
  const auto delay = seconds_of(settings, "delay");
  if (!delay) return "--delay must be a number of seconds, not '" + settings.text("delay") + "'";
  options.delay = std::chrono::milliseconds(static_cast<long long>(*delay * 1000));
  const auto run_time = seconds_of(settings, "max-run-time");
  if (!run_time)
    return "--max-run-time must be a number of seconds, not '" + settings.text("max-run-time") + "'";
  options.max_run_time = std::chrono::seconds(static_cast<long long>(*run_time));
  if (!settings.text("jobs").empty()) options.parallel = plan.jobs;
  const auto per_host = seconds_of(settings, "per-host");
  if (!per_host || *per_host < 1) return "--per-host must be a number of requests";
  options.parallel_per_host = static_cast<unsigned>(*per_host);
  return std::nullopt;
}

Message read_fetch(const Plan& plan, const Settings& settings, CrawlOptions& options) {
  const std::chrono::milliseconds usual_timeout = options.fetch.timeout;
  options.fetch = plan.fetch;
  if (settings.text("timeout").empty()) options.fetch.timeout = usual_timeout;
  const std::string contact = settings.text("contact");
  if (contact.find_first_of("\r\n()") != std::string::npos) return "--contact must be an address";
  if (options.fetch.user_agent.empty()) options.fetch.user_agent = http::default_user_agent;
  if (!contact.empty()) options.fetch.user_agent += " (+" + contact + ")";
  options.ignore_robots = settings.is_on("ignore-robots");
  options.url_filter = settings.list("url-filter");
  options.blacklist_file = settings.text("blacklist");
  return std::nullopt;
}

Message read_output(const Plan& plan, const Settings& settings, CrawlOptions& options) {
  options.output_dir = plan.output_dir;
  options.extract = plan.extract;
  options.save_pages = settings.is_on("save-pages");
  options.page_template = settings.text("output-template");
  options.page_format = plan.format.value_or(Format::text);
  options.page_ending = file_ending(options.page_format);
  options.page_write = plan.write;
  if (plan.format && options.page_template.empty()) return "--format needs --output-template; rows are JSONL";
  options.only_new = settings.is_on("only-new");
  return std::nullopt;
}

Message read_options(const Plan& plan, const Settings& settings, CrawlOptions& options) {
  options.state_file = settings.text("state");
  options.seeds_file = settings.text("seeds");
  for (const char* flag : {"state", "seeds", "output-dir"}) {
    if (settings.text(flag).empty()) return std::string("crawl needs --") + flag;
  }
  for (const auto read : {read_pace, read_fetch, read_output}) {
    if (auto message = read(plan, settings, options)) return message;
  }
  options.site_memory = settings.text("site-memory") != "false";
  options.dry_run = settings.is_on("dry-run");
  options.recover = settings.is_on("recover");
  options.stop = &stop_flag();
  return std::nullopt;
}

int print_rows(const Settings& settings, const std::string& state_file) {
  ByteSink sink(STDOUT_FILENO);
  const auto count = state::each_row(state_file, [&](const std::string& row) {
    return !stop_flag().load() && sink.write(row) == WriteState::good;
  });
  const WriteState end = sink.flush();
  if (!count) return failure(settings, count.error());
  if (stop_signal() != 0) return exit_signal_base + stop_signal();
  return end == WriteState::failed
             ? say(settings, exit_output, name(Errc::io), "cannot write to standard output")
             : exit_success;
}

int print_check(const Settings& settings, const std::string& state_file) {
  const Result<std::string> findings = state::check(state_file);
  if (!findings) return failure(settings, findings.error());
  if (findings->empty()) return exit_success;
  return say(settings, exit_output, name(Errc::state_unreadable), state_file + ": damaged: " + *findings);
}

int report_count(const Settings& settings, const Result<std::uint64_t>& count, std::string_view what) {
  if (!count) return failure(settings, count.error());
  if (!settings.is_on("quiet"))
    write_error_output(message_line(Level::info, {}, std::to_string(*count) + " pages " + std::string(what),
                                    settings.text("log-format") == "json"));
  return exit_success;
}

// Names the hosts that are out of line. True where the night counts as failed, which is then said.
bool judge_night(const Plan& plan, const Settings& settings, const CrawlSummary& summary) {
  const std::string fail_on = settings.text("fail-on");
  if (!plan.quiet || fail_on == "drift" || fail_on == "any") {
    for (const HostDrift& drift : summary.drift)
      write_error_output(message_line(Level::warning, "drift", drift_line(drift), plan.json_log));
  }
  const auto fault = night_fault(fail_on, summary);
  if (fault) say(settings, exit_some_failed, {}, *fault);
  return fault.has_value();
}

}  // namespace

int run_crawl(const Plan& plan, const Settings& settings) {
  CrawlOptions options;
  if (auto message = read_options(plan, settings, options)) return usage(settings, *message);
  stop_on_interrupt();
  CrawlReporter reporter(plan, options.dry_run);
  options.on_page = [&](const CrawlEvent& event) { reporter.page(event); };
  if (reporter.shows_progress()) {
    options.on_progress = [&](const CrawlSummary& summary) { reporter.progress(summary); };
  }
  const Result<CrawlSummary> summary = crawl(options);
  reporter.clear();
  // A thread may still wait for a server: nothing it uses may be taken down.
  if (!summary) _exit(failure(settings, summary.error()));
  if (summary->is_locked)
    return say(settings, exit_locked, {}, options.state_file + ": another run holds this state");
  int code = exit_success;
  if (stop_signal() != 0) {
    code = say(settings, exit_signal_base + stop_signal(), {}, "stopped by a signal; the next run goes on");
  } else if (summary->interrupted && !plan.quiet) {
    write_error_output(
        message_line(Level::info, {}, "--max-run-time is over; the next run goes on", plan.json_log));
  }
  if (code == exit_success && judge_night(plan, settings, *summary)) code = exit_some_failed;
  if (plan.stats) write_error_output(reporter.stats(*summary));
  if (summary->abandoned) _exit(code);
  return code;
}

int run_state(const Settings& settings) {
  constexpr std::string_view known = "export, check, forget ADDRESS..., retry or prune";
  const std::string state_file = settings.text("state");
  if (settings.inputs.empty()) return usage(settings, "state needs one of " + std::string(known));
  if (state_file.empty()) return usage(settings, "state needs --state");
  const std::string& verb = settings.inputs.front();
  if (verb != "forget" && settings.inputs.size() > 1)
    return usage(settings, "state " + verb + " takes no address");
  if (verb == "export") return print_rows(settings, state_file);
  if (verb == "check") return print_check(settings, state_file);
  if (verb == "retry") return report_count(settings, state::retry(state_file), "are due again");
  if (verb == "prune") {
    const auto days = seconds_of(settings, "older-than");
    if (!days) return usage(settings, "--older-than must be a number of days");
    const auto hours = std::chrono::hours(static_cast<long long>(*days * 24));
    return report_count(settings, state::prune(state_file, hours), "forgotten");
  }
  if (verb != "forget") return usage(settings, "state: '" + verb + "' is none of " + std::string(known));
  if (settings.inputs.size() < 2) return usage(settings, "state forget needs an address");
  for (std::size_t i = 1; i < settings.inputs.size(); ++i) {
    const int code = report_count(settings, state::forget(state_file, settings.inputs[i]), "forgotten");
    if (code != exit_success) return code;
  }
  return exit_success;
}

}  // namespace lubb::cli
