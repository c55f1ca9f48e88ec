#include "cli/help.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "cli/flags.h"

using namespace lubb::cli;

namespace {
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string roff(std::string name) {
  for (std::size_t i = 0; (i = name.find('-', i)) != std::string::npos; i += 2) name.insert(i, "\\");
  return name;
}
}  // namespace

TEST_CASE("help, manual page and completions know every flag") {
  const std::string help = help_text();
  const std::string manual = manual_page();
  for (const Flag& flag : flags()) {
    const std::string name(flag.name);
    CAPTURE(name);
    CHECK(has(help, "--" + name));
    CHECK(has(help, std::string(flag.summary)));
    CHECK(has(manual, roff("--" + name)));
    CHECK(has(completion("bash"), " --" + name));
    CHECK(has(completion("zsh"), "--" + name + "["));
    CHECK(has(completion("fish"), "-l " + name));
    if (flag.kind == FlagKind::toggle) {
      CHECK(has(completion("bash"), " --no-" + name));
      CHECK(has(completion("zsh"), "--no-" + name + "["));
      CHECK(has(completion("fish"), "-l no-" + name));
    }
  }
  CHECK(completion("tcsh").empty());
}

TEST_CASE("names, other names and letters of flags are all different") {
  std::set<std::string> seen;
  for (const Flag& flag : flags()) {
    CHECK(seen.insert(std::string(flag.name)).second);
    if (flag.kind == FlagKind::toggle) CHECK(seen.insert("no-" + std::string(flag.name)).second);
    if (!flag.alias.empty()) CHECK(seen.insert(std::string(flag.alias)).second);
    if (flag.short_name != 0) CHECK(seen.insert(std::string(1, flag.short_name)).second);
  }
}

TEST_CASE("help fits a terminal of ordinary width") {
  const std::string help = help_text();
  std::size_t begin = 0;
  while (begin < help.size()) {
    const std::size_t end = help.find('\n', begin);
    CAPTURE(help.substr(begin, end - begin));
    CHECK(end - begin <= 100);
    begin = end + 1;
  }
}
