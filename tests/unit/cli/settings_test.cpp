#include "cli/settings.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "cli/flags.h"

using namespace lubb;
using namespace lubb::cli;

namespace {

struct World {
  std::map<std::string, std::string> variables;
  std::map<std::string, std::string> files;

  [[nodiscard]] Result<Settings> read(const std::vector<std::string>& arguments) const {
    return read_settings(arguments, {.environment = [this](const std::string& name) -> const char* {
                                       const auto found = variables.find(name);
                                       return found == variables.end() ? nullptr : found->second.c_str();
                                     },
                                     .read_file = [this](const std::string& path) -> Result<std::string> {
                                       const auto found = files.find(path);
                                       if (found == files.end()) return Error{Errc::io, path + ": not there"};
                                       return found->second;
                                     }});
  }
};

std::string fault(const std::vector<std::string>& arguments, const World& world = {}) {
  const Result<Settings> settings = world.read(arguments);
  return settings ? "" : settings.error().message;
}

}  // namespace

TEST_CASE("a flag goes before the environment, that before the file, that before the default") {
  World world;
  CHECK(world.read({}).value().text("log-format") == "text");
  world.files["c"] = "min-words = 1\nlog-format = json\n";
  CHECK(world.read({"--config", "c"}).value().text("min-words") == "1");
  CHECK(world.read({"--config", "c"}).value().setting("min-words").origin == Origin::config_file);
  world.variables["LUBB_MIN_WORDS"] = "2";
  CHECK(world.read({"--config", "c"}).value().text("min-words") == "2");
  CHECK(world.read({"--config=c", "--min-words", "3"}).value().text("min-words") == "3");
  CHECK(world.read({"--config=c", "--min-words", "3"}).value().text("log-format") == "json");
  world.variables["LUBB_CONFIG"] = "c";
  CHECK(world.read({}).value().text("log-format") == "json");
}

TEST_CASE("every toggle can be turned off by a flag that stands against the file") {
  World world;
  world.files["c"] = "comments = yes\ntables = off\n";
  const Settings settings = world.read({"--config", "c", "--no-comments", "--tables"}).value();
  CHECK_FALSE(settings.is_on("comments"));
  CHECK(settings.is_on("tables"));
  CHECK_FALSE(world.read({"--no-tables"}).value().is_on("tables"));
}

TEST_CASE("lists collect within one place and are replaced by a place that goes before") {
  World world;
  world.files["c"] = "prune = #one\nprune = .two  # with a remark\n";
  CHECK(world.read({"--config", "c"}).value().list("prune") == std::vector<std::string>{"#one", ".two"});
  CHECK(world.read({"--config", "c", "--prune", "p"}).value().list("prune") == std::vector<std::string>{"p"});
  world.variables["LUBB_PRUNE"] = "a\nb";
  CHECK(world.read({}).value().list("prune") == std::vector<std::string>{"a", "b"});
}

TEST_CASE("inputs and flags may come in any order, and -- ends the flags") {
  const Settings settings = World{}.read({"a", "-f", "json", "b", "--", "-c"}).value();
  CHECK(settings.inputs == std::vector<std::string>{"a", "b", "-c"});
  CHECK(settings.verb == verb_clean);
  CHECK(World{}.read({"-"}).value().inputs == std::vector<std::string>{"-"});
}

TEST_CASE("the first input may be a verb") {
  CHECK(World{}.read({"clean", "explain"}).value().inputs == std::vector<std::string>{"explain"});
  CHECK(World{}.read({"explain", "clean"}).value().verb == verb_explain);
  CHECK(World{}.read({"--quiet", "explain", "x"}).value().verb == verb_explain);
  CHECK(World{}.read({"crawl", "--state", "x"}).value().verb == verb_crawl);
  CHECK(World{}.read({"state", "export"}).value().verb == verb_state);
}

TEST_CASE("names of trafilatura's are understood") {
  const Settings settings =
      World{}
          .read({"--output-format", "json", "--parallel", "2", "--input-dir", "d", "--no-comments"})
          .value();
  CHECK(settings.text("format") == "json");
  CHECK(settings.text("jobs") == "2");
  CHECK(settings.list("input-dir") == std::vector<std::string>{"d"});
}

TEST_CASE("empty values are values") {
  CHECK(World{}.read({"--content-type", ""}).value().text("content-type").empty());
  CHECK(World{}.read({"--content-type=", "x"}).value().inputs == std::vector<std::string>{"x"});
}

TEST_CASE("wrong usage names the flag, the variable, or the file and line") {
  CHECK(fault({"--no-such-flag"}).find("--no-such-flag") != std::string::npos);
  CHECK(fault({"--form", "json"}).find("--form") != std::string::npos);  // no guessing
  CHECK(fault({"--format"}).find("--format") != std::string::npos);
  CHECK(fault({"--format", "pdf"}).find("--format") != std::string::npos);
  CHECK(fault({"explain", "--jobs", "2"}).find("--jobs") != std::string::npos);
  World world;
  world.variables["LUBB_COMMENTS"] = "maybe";
  CHECK(fault({}, world).find("LUBB_COMMENTS") != std::string::npos);
  world.variables.clear();
  world.files["c"] = "\n# fine\ncolour = red\n";
  CHECK(fault({"--config", "c"}, world).find("c:3") != std::string::npos);
  world.files["c"] = "help = true\n";
  CHECK(fault({"--config", "c"}, world).find("c:1") != std::string::npos);
  CHECK(fault({"--config", "missing"}, world).find("missing") != std::string::npos);
}

TEST_CASE("a flag that looks like a placeholder of the parser's messages is wrong usage like any other") {
  CHECK_FALSE(fault({"--f=%canonical_option%"}).empty());
  CHECK_FALSE(fault({"-%original_token%"}).empty());
  CHECK_FALSE(fault({"--url", "%value%", "--%option%"}).empty());
}

TEST_CASE("what is asked for instead of cleaning does not need a good configuration") {
  World world;
  world.variables["LUBB_COMMENTS"] = "maybe";
  CHECK(world.read({"--help"}).value().action == "help");
  CHECK(world.read({"--print-completion", "zsh"}).value().query_value == "zsh");
  CHECK_FALSE(world.read({"--print-config"}).has_value());
}

TEST_CASE("printed settings can be read again and give the same settings") {
  World world;
  world.variables["LUBB_JOBS"] = "3";
  const Settings first = world.read({"--prune", "#side", "--prune", ".ad", "--comments"}).value();
  const std::string printed = print_settings(first);
  CHECK(printed.find("jobs = 3") != std::string::npos);
  World again;
  again.files["c"] = printed;
  const Settings second = again.read({"--config", "c"}).value();
  for (const Flag& flag : flags()) {
    if (!is_setting(flag) || flag.name == "config") continue;
    CAPTURE(std::string(flag.name));
    CHECK(first.list(flag.name) == second.list(flag.name));
  }
}
