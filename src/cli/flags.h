// The one table of the command's flags. Parsing, --help, the manual page, the shell completions, the
// environment variables and the configuration file all read it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lubb::cli {

enum class FlagKind : std::uint8_t {
  toggle,  // --name, --no-name
  value,   // --name VALUE
  list,    // --name VALUE, may be given several times
  action,  // --name: does something else than cleaning and ends
  query,   // --name VALUE: the same with a value
};

enum class Section : std::uint8_t {
  output,
  input,
  content,
  selection,
  network,
  crawling,
  running,
  information
};

inline constexpr unsigned verb_clean = 1;
inline constexpr unsigned verb_explain = 2;
inline constexpr unsigned verb_crawl = 4;
inline constexpr unsigned verb_state = 8;
inline constexpr unsigned verb_any = verb_clean | verb_explain;
inline constexpr unsigned verb_pages = verb_any | verb_crawl;  // all that read pages
inline constexpr unsigned verb_all = verb_pages | verb_state;

struct Flag {
  std::string_view name;
  char short_name = 0;
  FlagKind kind = FlagKind::toggle;
  Section section = Section::output;
  unsigned verbs = verb_any;
  std::string_view value_name = {};     // "FILE"
  std::string_view choices = {};        // separated by spaces, where only these are allowed
  std::string_view default_value = {};  // as one would write it; empty: not set
  std::string_view alias = {};          // another long name
  std::string_view summary = {};        // one line for --help, without full stop
  std::string_view details = {};        // further sentences for the manual page
};

[[nodiscard]] std::span<const Flag> flags() noexcept;

// The flag of that long name or alias, or null.
[[nodiscard]] const Flag* find_flag(std::string_view name) noexcept;

[[nodiscard]] constexpr bool takes_value(FlagKind kind) noexcept {
  return kind == FlagKind::value || kind == FlagKind::list || kind == FlagKind::query;
}

// Whether the environment and the configuration file may set it.
[[nodiscard]] bool is_setting(const Flag& flag) noexcept;

// "LUBB_OUTPUT_DIR" for --output-dir.
[[nodiscard]] std::string environment_name(const Flag& flag);

[[nodiscard]] std::string_view title(Section section) noexcept;
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view words);

}  // namespace lubb::cli
