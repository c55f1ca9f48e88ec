// Flags, environment, configuration file and defaults become one list of settings.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lubb/result.hpp"

namespace lubb::cli {

enum class Origin : std::uint8_t { default_value, config_file, environment, flag };
[[nodiscard]] std::string_view name(Origin origin) noexcept;

struct Setting {
  std::vector<std::string> values;  // of a toggle: "true" or "false"
  Origin origin = Origin::default_value;
};

struct Settings {
  unsigned verb = 0;                // verb_clean, ...
  std::vector<std::string> inputs;  // as given; empty: standard input
  std::string action;               // name of the flag that asks for something else, e.g. "help"
  std::string query_value;          // the value it came with
  std::map<std::string, Setting, std::less<>> values;  // by the long name; every setting has an entry

  [[nodiscard]] const Setting& setting(std::string_view name) const;
  [[nodiscard]] std::string text(std::string_view name) const;  // empty: not set
  [[nodiscard]] bool is_on(std::string_view name) const { return text(name) == "true"; }
  [[nodiscard]] const std::vector<std::string>& list(std::string_view name) const;
};

// Where settings come from beside the command line; a seam for tests.
struct Surroundings {
  std::function<const char*(const std::string& name)> environment;
  std::function<Result<std::string>(const std::string& path)> read_file;
};

// Errors are wrong usage: one line that names the flag, variable, or file and line.
[[nodiscard]] Result<Settings> read_settings(const std::vector<std::string>& arguments,
                                             const Surroundings& surroundings);

// What --print-config shows. It can be read again as a configuration file.
[[nodiscard]] std::string print_settings(const Settings& settings);

}  // namespace lubb::cli
