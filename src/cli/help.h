// Texts made from the table of flags: --help, the manual page and the shell completions.
#pragma once

#include <string>
#include <string_view>

namespace lubb::cli {

inline constexpr std::string_view version = "0.1.0";

[[nodiscard]] std::string help_text();
[[nodiscard]] std::string manual_page();  // roff with the man macros

// For "bash", "zsh" or "fish"; empty for another shell.
[[nodiscard]] std::string completion(std::string_view shell);

}  // namespace lubb::cli
