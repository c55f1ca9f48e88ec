// A configuration file, command line and environment of any content: settings, or one line that says what is
// wrong; printed settings are read back as they are.
#include <string>
#include <vector>

#include "cli/plan.h"
#include "cli/settings.h"
#include "fuzz/fuzz_input.h"

namespace {

lubb::Result<lubb::cli::Settings> read(const std::string& file, const std::vector<std::string>& arguments) {
  const lubb::cli::Surroundings surroundings{
      .environment = [](const std::string& name) { return name == "LUBB_CONFIG" ? "file" : nullptr; },
      .read_file = [&](const std::string&) { return lubb::Result<std::string>(file); }};
  return lubb::cli::read_settings(arguments, surroundings);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [file, line] = lubb::fuzz::split_last_line(lubb::fuzz::text_of(data, size));
  std::vector<std::string> arguments;
  for (const std::string_view field : lubb::fuzz::fields(line, 4)) {
    if (!field.empty()) arguments.emplace_back(field);
  }
  const auto settings = read(std::string(file), arguments);
  if (!settings) {
    lubb::fuzz::expect(!settings.error().message.empty(), "an error without a message");
    return 0;
  }
  const auto plan = lubb::cli::make_plan(*settings);
  if (!plan) lubb::fuzz::expect(!plan.error().message.empty(), "an error without a message");
  static_cast<void>(lubb::cli::print_settings(*settings));
  return 0;
}
