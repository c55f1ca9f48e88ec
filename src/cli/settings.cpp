#include "cli/settings.h"

#include <algorithm>
#include <array>
#include <boost/program_options.hpp>
#include <optional>

#include "base/text.h"
#include "cli/flags.h"

namespace lubb::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view inputs_key = "INPUT";

Error usage(std::string message) { return {Errc::invalid_argument, std::move(message)}; }

// "true", "false" or nothing.
std::optional<std::string> read_boolean(std::string_view text) {
  for (const std::string_view yes : {"true", "1", "yes", "on"}) {
    if (text == yes) return "true";
  }
  for (const std::string_view no : {"false", "0", "no", "off"}) {
    if (text == no) return "false";
  }
  return std::nullopt;
}

// Takes a value for a flag; `place` names the flag as the person wrote it.
std::optional<Error> add_value(Settings& settings, const Flag& flag, std::string value, Origin origin,
                               const std::string& place) {
  if (flag.kind == FlagKind::toggle) {
    const auto boolean = read_boolean(value);
    if (!boolean) return usage(place + " must be true or false, not '" + value + "'");
    value = *boolean;
  }
  const auto choices = split_words(flag.choices);
  if (!choices.empty() && std::find(choices.begin(), choices.end(), value) == choices.end()) {
    std::string known;
    for (const std::string_view choice : choices) known += (known.empty() ? "" : ", ") + std::string(choice);
    return usage(place + ": '" + value + "' is none of " + known);
  }
  Setting& setting = settings.values[std::string(flag.name)];
  if (setting.origin != origin) setting = {.values = {}, .origin = origin};
  if (flag.kind != FlagKind::list) setting.values.clear();
  setting.values.push_back(std::move(value));
  return std::nullopt;
}

void add_defaults(Settings& settings) {
  for (const Flag& flag : flags()) {
    if (!is_setting(flag)) continue;
    Setting& setting = settings.values[std::string(flag.name)];
    if (!flag.default_value.empty()) setting.values = {std::string(flag.default_value)};
  }
}

std::optional<Error> add_config_line(Settings& settings, std::string_view line, const std::string& place) {
  line = text::trim(line);
  if (line.empty() || line.starts_with('#')) return std::nullopt;
  if (const std::size_t comment = line.find("  # "); comment != std::string_view::npos) {
    line = text::trim(line.substr(0, comment));
  }
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return usage(place + ": not of the form NAME = VALUE");
  const std::string key(text::trim(line.substr(0, equals)));
  const Flag* flag = find_flag(key);
  if (flag == nullptr || !is_setting(*flag) || flag->name == "config") {
    return usage(place + ": there is no setting '" + key + "'");
  }
  const std::string value(text::trim(line.substr(equals + 1)));
  if (value.empty()) return std::nullopt;  // not set, as --print-config shows it
  return add_value(settings, *flag, value, Origin::config_file, place + ": " + key);
}

std::optional<Error> add_config_file(Settings& settings, const std::string& path, const Surroundings& from) {
  const Result<std::string> text = from.read_file(path);
  if (!text) return usage("the configuration file cannot be read: " + text.error().message);
  std::string_view rest = *text;
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t size = std::min(rest.find('\n'), rest.size());
    if (auto error = add_config_line(settings, rest.substr(0, size), path + ":" + std::to_string(number))) {
      return error;
    }
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
  return std::nullopt;
}

// Lists have one value a line in a variable.
std::optional<Error> add_environment(Settings& settings, const Surroundings& from) {
  for (const Flag& flag : flags()) {
    const std::string name = environment_name(flag);
    const char* text = is_setting(flag) ? from.environment(name) : nullptr;
    if (text == nullptr || *text == 0) continue;
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t size =
          flag.kind == FlagKind::list ? std::min(rest.find('\n'), rest.size()) : rest.size();
      const std::string value(rest.substr(0, size));
      rest.remove_prefix(std::min(size + 1, rest.size()));
      if (value.empty()) continue;
      if (auto error = add_value(settings, flag, value, Origin::environment, name)) return error;
    }
  }
  return std::nullopt;
}

void describe_flags(po::options_description& description) {
  auto add = description.add_options();
  for (const Flag& flag : flags()) {
    std::string name(flag.name);
    if (flag.short_name != 0) name += std::string(",") + flag.short_name;
    const std::string alias(flag.alias);
    if (takes_value(flag.kind)) {
      add(name.c_str(), po::value<std::vector<std::string>>());
      if (!alias.empty()) add(alias.c_str(), po::value<std::vector<std::string>>());
    } else {
      add(name.c_str(), "");
      if (flag.kind == FlagKind::toggle) add(("no-" + std::string(flag.name)).c_str(), "");
    }
  }
  add(std::string(inputs_key).c_str(), po::value<std::vector<std::string>>());
}

// "--name=" is a value like any other; the parser would call it a missing one.
std::vector<std::string> with_empty_values_apart(const std::vector<std::string>& arguments) {
  std::vector<std::string> result;
  bool only_inputs = false;
  for (const std::string& argument : arguments) {
    only_inputs = only_inputs || argument == "--";
    const bool empty_value =
        !only_inputs && argument.starts_with("--") && argument.find('=') + 1 == argument.size();
    result.push_back(empty_value ? argument.substr(0, argument.size() - 1) : argument);
    if (empty_value) result.emplace_back();
  }
  return result;
}

std::optional<Error> add_parsed(Settings& settings, const po::option& option) {
  if (option.string_key == inputs_key) {
    settings.inputs.insert(settings.inputs.end(), option.value.begin(), option.value.end());
    return std::nullopt;
  }
  std::string_view key = option.string_key;
  const Flag* flag = find_flag(key);
  const bool negated = flag == nullptr && key.starts_with("no-");
  if (negated) flag = find_flag(key.substr(3));
  if (flag == nullptr) return usage("there is no flag '--" + option.string_key + "'");
  const std::string place = "--" + option.string_key;
  if (!is_setting(*flag)) {
    if (settings.action.empty()) {
      settings.action = flag->name;
      settings.query_value = option.value.empty() ? "" : option.value.front();
    }
    return std::nullopt;
  }
  if (flag->kind == FlagKind::toggle)
    return add_value(settings, *flag, negated ? "false" : "true", Origin::flag, place);
  for (const std::string& value : option.value) {
    if (auto error = add_value(settings, *flag, value, Origin::flag, place)) return error;
  }
  return std::nullopt;
}

struct Verb {
  std::string_view name;
  unsigned verb;
};
constexpr std::array verbs{Verb{"clean", verb_clean}, Verb{"explain", verb_explain},
                           Verb{"crawl", verb_crawl}, Verb{"state", verb_state}};

// The first INPUT may be a verb.
void take_verb(Settings& settings) {
  settings.verb = verb_clean;
  if (settings.inputs.empty()) return;
  const auto* found = std::find_if(verbs.begin(), verbs.end(),
                                   [&](const Verb& verb) { return verb.name == settings.inputs.front(); });
  if (found == verbs.end()) return;
  settings.verb = found->verb;
  settings.inputs.erase(settings.inputs.begin());
}

std::optional<Error> check_verb(const Settings& settings) {
  for (const Flag& flag : flags()) {
    if (!is_setting(flag) || (flag.verbs & settings.verb) != 0) continue;
    if (settings.setting(flag.name).origin != Origin::flag) continue;
    const auto* verb = std::find_if(verbs.begin(), verbs.end(),
                                    [&](const Verb& known) { return known.verb == settings.verb; });
    return usage("--" + std::string(flag.name) + " has no meaning for " + std::string(verb->name));
  }
  return std::nullopt;
}

// Boost puts what was written into its message until no placeholder is left in it: with one written, for
// ever.
std::string message_of(const po::error& error, const std::vector<std::string>& arguments) {
  constexpr std::array<std::string_view, 5> placeholders{"%canonical_option%", "%option%", "%original_token%",
                                                         "%prefix%", "%value%"};
  for (const std::string& argument : arguments) {
    const bool endless = std::any_of(placeholders.begin(), placeholders.end(), [&](std::string_view written) {
      return argument.find(written) != std::string::npos;
    });
    if (endless) return "the flags cannot be read, perhaps for '" + argument + "'";
  }
  return error.what();
}

std::optional<Error> add_arguments(Settings& settings, const std::vector<std::string>& arguments) {
  try {
    po::options_description description;
    describe_flags(description);
    po::positional_options_description positional;
    positional.add(std::string(inputs_key).c_str(), -1);
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    const po::parsed_options parsed = po::command_line_parser(with_empty_values_apart(arguments))
                                          .options(description)
                                          .positional(positional)
                                          .style(style)
                                          .run();
    for (const po::option& option : parsed.options) {
      if (auto error = add_parsed(settings, option)) return error;
    }
  } catch (const po::error& error) {
    return usage(message_of(error, arguments));
  }
  take_verb(settings);
  return check_verb(settings);
}

}  // namespace

std::string_view name(Origin origin) noexcept {
  switch (origin) {
    case Origin::default_value: return "default";
    case Origin::config_file: return "config";
    case Origin::environment: return "environment";
    case Origin::flag: return "flag";
  }
  return "default";
}

const Setting& Settings::setting(std::string_view name) const { return values.find(name)->second; }

std::string Settings::text(std::string_view name) const {
  const Setting& found = setting(name);
  return found.values.empty() ? std::string() : found.values.back();
}

const std::vector<std::string>& Settings::list(std::string_view name) const { return setting(name).values; }

Result<Settings> read_settings(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  // Twice over the arguments: they name the file that stands behind them.
  Settings settings;
  add_defaults(settings);
  Settings by_flags = settings;
  if (auto error = add_arguments(by_flags, arguments)) return std::move(*error);
  std::string config = by_flags.text("config");
  if (config.empty()) {
    const char* variable = surroundings.environment("LUBB_CONFIG");
    config = variable == nullptr ? "" : variable;
  }
  const bool needed = by_flags.action.empty() || by_flags.action == "print-config";
  if (needed && !config.empty()) {
    if (auto error = add_config_file(settings, config, surroundings)) return std::move(*error);
  }
  if (needed) {
    if (auto error = add_environment(settings, surroundings)) return std::move(*error);
  }
  if (auto error = add_arguments(settings, arguments)) return std::move(*error);
  return settings;
}

std::string print_settings(const Settings& settings) {
  constexpr std::size_t column = 40;
  std::string out;
  for (const Flag& flag : flags()) {
    if (!is_setting(flag)) continue;
    const Setting& setting = settings.setting(flag.name);
    std::vector<std::string> values = setting.values;
    if (values.empty()) values.emplace_back();
    for (const std::string& value : values) {
      std::string line = (flag.name == "config" ? "# " : "") + std::string(flag.name) + " = " + value;
      line.resize(std::max(line.size() + 2, column), ' ');
      out += line + "# " + std::string(name(setting.origin)) + "\n";
    }
  }
  return out;
}

}  // namespace lubb::cli
