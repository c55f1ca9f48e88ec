#include "cli/file_name.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace lubb::cli {
namespace {

constexpr std::array packings{".gz", ".zst"};
constexpr std::array endings{".html", ".htm",  ".xhtml", ".xht", ".shtml", ".mhtml",
                             ".php",  ".aspx", ".asp",   ".jsp", ".txt"};

void remove_ending(std::string& name, std::span<const char* const> known) {
  for (const std::string_view ending : known) {
    if (name.size() > ending.size() && text::ascii_lower(name).ends_with(ending)) {
      name.resize(name.size() - ending.size());
      return;
    }
  }
}

bool is_unsafe(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c < 0xA0) || c == '/' || c == '\\' || c == 0xFFFD || c == 0x2028 ||
         c == 0x2029 ||
         (c < 0x80 && std::string_view(":*?\"<>|&=#%+;,!'()[]{}$@^`~").find(static_cast<char>(c)) !=
                          std::string_view::npos);
}

void cut(std::string& name, std::size_t max_bytes) {
  if (name.size() <= max_bytes) return;
  std::size_t size = max_bytes;
  while (size > 0 && (static_cast<unsigned char>(name[size]) & 0xC0) == 0x80) --size;
  name.resize(size);
}

// FNV-1a: the same on every machine, so that names are.
std::uint64_t hash(std::string_view s) noexcept {
  std::uint64_t value = 0xCBF29CE484222325u;
  for (const char c : s) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return value;
}

}  // namespace

std::string file_stem(std::string_view input_name) {
  if (input_name == "-") return "stdin";
  std::string name(input_name);
  const std::size_t scheme = name.find("://");
  if (scheme != std::string::npos) {
    name.erase(0, scheme + 3);
    const std::size_t end = std::min(name.find_first_of("?#"), name.size());
    const std::size_t fragment = std::min(name.find('#', end), name.size());
    std::string path = name.substr(0, end);
    remove_ending(path, endings);
    name = path + name.substr(end, fragment - end);
  } else {
    remove_ending(name, packings);
    remove_ending(name, endings);
  }
  std::string stem;
  for (std::size_t i = 0; i < name.size();) {
    const char32_t c = text::next_code_point(name, i);
    if (!is_unsafe(c)) {
      text::append_utf8(c, stem);
    } else if (!stem.empty() && !stem.ends_with('-')) {
      stem += '-';
    }
  }
  stem.erase(0, std::min(stem.find_first_not_of("-."), stem.size()));
  cut(stem, max_name_bytes);
  while (stem.ends_with('-') || stem.ends_with('.')) stem.pop_back();
  return stem.empty() ? "page" : stem;
}

std::string_view file_ending(Format format) noexcept {
  switch (format) {
    case Format::text: return ".txt";
    case Format::markdown: return ".md";
    case Format::html: return ".html";
    case Format::json: return ".json";
    case Format::jsonl: return ".jsonl";
    case Format::tei: return ".xml";
  }
  return ".txt";
}

std::string OutputNames::assign(std::string_view input_name, Format format) {
  std::string stem = file_stem(input_name);
  if (!taken_.insert(hash(stem)).second) {
    std::uint32_t& number = next_number_.try_emplace(hash(stem), 2).first->second;
    std::string numbered;
    do {
      const std::string suffix = "-" + std::to_string(number++);
      numbered = stem;
      cut(numbered, max_name_bytes - suffix.size());
      numbered += suffix;
    } while (!taken_.insert(hash(numbered)).second);
    stem = std::move(numbered);
  }
  return stem + std::string(file_ending(format));
}

}  // namespace lubb::cli
