#include <algorithm>

#include "cli/flags.h"

namespace lubb::cli {

const Flag* find_flag(std::string_view name) noexcept {
  for (const Flag& flag : flags()) {
    if (flag.name == name || (!flag.alias.empty() && flag.alias == name)) return &flag;
  }
  return nullptr;
}

bool is_setting(const Flag& flag) noexcept {
  return flag.kind != FlagKind::action && flag.kind != FlagKind::query;
}

std::string environment_name(const Flag& flag) {
  std::string result = "LUBB_";
  for (const char c : flag.name)
    result += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return result;
}

std::string_view title(Section section) noexcept {
  switch (section) {
    case Section::output: return "Output";
    case Section::input: return "Input";
    case Section::content: return "What counts as content";
    case Section::selection: return "Which pages";
    case Section::network: return "Fetching";
    case Section::crawling: return "Crawling, night after night";
    case Section::running: return "Running";
    case Section::information: return "Settings and information";
  }
  return "";
}

std::vector<std::string_view> split_words(std::string_view words) {
  std::vector<std::string_view> result;
  while (!words.empty()) {
    const std::size_t size = std::min(words.find(' '), words.size());
    if (size > 0) result.push_back(words.substr(0, size));
    words.remove_prefix(std::min(size + 1, words.size()));
  }
  return result;
}

}  // namespace lubb::cli
