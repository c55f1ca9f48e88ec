// The command: arguments to settings, settings to a plan, the plan to a run.
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "cli/atomic_file.h"
#include "cli/crawl_run.h"
#include "cli/exit_code.h"
#include "cli/flags.h"
#include "cli/help.h"
#include "cli/messages.h"
#include "cli/plan.h"
#include "cli/run.h"
#include "cli/settings.h"
#include "cli/signals.h"
#include "input/byte_source.h"

namespace lubb::cli {
namespace {

constexpr std::size_t max_config_bytes = 1 << 20;

int fail_usage(std::string_view message) {
  write_error_output(message_line(Level::error, {}, message, false));
  write_error_output("lubb: lubb --help lists the flags\n");
  return exit_usage;
}

int print(std::string_view text) {
  ByteSink sink(STDOUT_FILENO);
  sink.write(text);
  if (sink.flush() != WriteState::failed) return exit_success;
  write_error_output(message_line(Level::error, {}, "cannot write to standard output", false));
  return exit_output;
}

Surroundings real_surroundings() {
  return {.environment = [](const std::string& name) -> const char* { return std::getenv(name.c_str()); },
          .read_file = [](const std::string& path) -> Result<std::string> {
            auto file = input::open_file(path, false, &stop_flag());
            if (!file) return std::move(file.error());
            return input::read_at_most(**file, max_config_bytes);
          }};
}

int run_action(const Settings& settings) {
  if (settings.action == "help") return print(help_text());
  if (settings.action == "version") return print("lubb " + std::string(version) + "\n");
  if (settings.action == "print-man") return print(manual_page());
  if (settings.action == "print-config") return print(print_settings(settings));
  const std::string text = completion(settings.query_value);
  if (text.empty())
    return fail_usage("--print-completion: '" + settings.query_value + "' is none of bash, zsh, fish");
  return print(text);
}

int run(const std::vector<std::string>& arguments) {
  const Result<Settings> settings = read_settings(arguments, real_surroundings());
  if (!settings) return fail_usage(settings.error().message);
  if (!settings->action.empty()) return run_action(*settings);
  if (settings->verb == verb_state) return run_state(*settings);
  const Result<Plan> plan = make_plan(*settings);
  if (!plan) return fail_usage(plan.error().message);
  if (settings->verb == verb_crawl) return run_crawl(*plan, *settings);
  if (plan->inputs.front() == "-" && settings->inputs.empty() && isatty(STDIN_FILENO) == 1 && !plan->quiet) {
    write_error_output(
        "lubb: reading a page from the terminal; Ctrl-D ends it (lubb --help lists the flags)\n");
  }
  return settings->verb == verb_explain ? run_explain(*plan) : run_clean(*plan);
}

// Where an exception cannot be caught: in a thread, or in a library's function that promises not to throw. It
// can only be memory that ran out; nothing here may take any.
[[noreturn]] void end_at_once() noexcept {
  constexpr std::string_view message = "lubb: error: memory ran out, the run ends here\n";
  const auto written = ::write(STDERR_FILENO, message.data(), message.size());
  _exit(written >= 0 ? exit_output : exit_nothing);
}

}  // namespace
}  // namespace lubb::cli

int main(int count, char** values) {
  std::set_terminate(lubb::cli::end_at_once);
  lubb::cli::reserve_standard_descriptors();
  lubb::cli::install_signal_handlers();
  try {
    return lubb::cli::run({values + (count > 0 ? 1 : 0), values + count});
  } catch (const std::exception& error) {  // the standard library's: memory or threads ran out
    lubb::cli::write_error_output("lubb: error: ");
    lubb::cli::write_error_output(error.what());
    lubb::cli::write_error_output("\n");
    return lubb::cli::exit_nothing;
  }
}
